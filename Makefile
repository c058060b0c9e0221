# `make` builds every source into out/; `make test` checks everything. Both work on a machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all test lint bench pictures clean

all: $(VENV)/gen
	$(BIN)/gen build

test: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lint: $(VENV)/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The property tests at random, for so many minutes: `make fuzz MINUTES=30`.
MINUTES ?= 10
.PHONY: fuzz
fuzz: $(VENV)/test
	$(BIN)/python tests/fuzz.py $(MINUTES)

bench: $(VENV)/bench
	$(BIN)/python bench/speed.py

pictures: $(VENV)/test
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/gallery.py

$(VENV)/gen: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[print,proof]'
	touch $@

$(VENV)/test: $(VENV)/gen pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

$(VENV)/bench: $(VENV)/gen pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

clean:
	rm -rf $(VENV) build dist

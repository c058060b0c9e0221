# `make` builds every source into out/; `make test` checks everything. Both work on a machine with Python 3.11 or newer.
# What they install are the versions in requirements/, by their hashes; `make lock` and `make upgrade` write these files.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
LOCKED := install --require-hashes --requirement
HERE := install --no-deps --no-build-isolation

.PHONY: all test test-lowest test-wheel lint bench pictures lock upgrade clean fuzz docs

all: $(VENV)/gen
	$(BIN)/gen build

test: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses logical --dist worksteal

lint: $(VENV)/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The lowest versions that pyproject.toml allows, on the lowest Python: the command line, the example, and what each extra is for.
test-lowest: $(VENV)-lowest/test
	$(VENV)-lowest/bin/gen build --force --strict --fonts bundled --output $(VENV)-lowest/out
	$(VENV)-lowest/bin/pytest --numprocesses logical --dist worksteal tests/cli tests/test_example.py tests/imposition tests/proof \
		tests/archive/test_cluster.py

# The wheel, with no extra, with each alone and with all: in environments of its own.
test-wheel: $(VENV)/test
	$(BIN)/pytest --numprocesses logical --dist worksteal tests/wheel/extras.py

# The property tests at random, for so many minutes: `make fuzz MINUTES=30`.
MINUTES ?= 10
fuzz: $(VENV)/test
	$(BIN)/python tests/fuzz.py $(MINUTES)

bench: $(VENV)/bench
	$(BIN)/python bench/speed.py

pictures: $(VENV)/test
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/gallery.py

# The pages as a site in site/, every link checked. Without -q: quiet, MkDocs counts no warnings, and --strict passes anything.
docs: $(VENV)/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

# An environment begins empty whenever the versions change, so that nothing is in it that no file names.
$(VENV)/run: requirements/run.txt
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) $(LOCKED) requirements/run.txt
	touch $@

$(VENV)/gen: $(VENV)/run pyproject.toml
	$(PIP) $(HERE) --editable .
	touch $@

$(VENV)/test: $(VENV)/gen requirements/test.txt
	$(PIP) $(LOCKED) requirements/test.txt
	touch $@

$(VENV)/docs: $(VENV)/gen requirements/docs.txt
	$(PIP) $(LOCKED) requirements/docs.txt
	touch $@

$(VENV)/bench: $(VENV)/gen requirements/bench.txt
	$(PIP) $(LOCKED) requirements/bench.txt
	touch $@

$(VENV)-lowest/test: requirements/lowest.txt pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)-lowest
	$(VENV)-lowest/bin/python -m pip --quiet --disable-pip-version-check $(LOCKED) requirements/lowest.txt
	$(VENV)-lowest/bin/python -m pip --quiet --disable-pip-version-check $(HERE) --editable .
	touch $@

# Versions for every supported Python and system, wheels only; no file contradicts the one before it. `make lock` keeps what still fits
# pyproject.toml, `make upgrade` takes the newest.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: --emit-build-options \
	--custom-compile-command 'make lock'
upgrade: NEWEST := --upgrade
lock upgrade: $(VENV)/lock
	$(COMPILE) $(NEWEST) pyproject.toml --extra print --extra proof --extra cluster --group build -o requirements/run.txt
	$(COMPILE) $(NEWEST) pyproject.toml --extra test --group build -c requirements/run.txt -o requirements/test.txt
	$(COMPILE) $(NEWEST) pyproject.toml --extra bench --group build -c requirements/test.txt -o requirements/bench.txt
	$(COMPILE) $(NEWEST) pyproject.toml --extra docs --group build -c requirements/test.txt -o requirements/docs.txt
	$(COMPILE) $(NEWEST) --group lock -o requirements/lock.txt
	$(COMPILE) --upgrade --resolution lowest-direct pyproject.toml --extra test --group build -o requirements/lowest.txt

$(VENV)/lock: $(VENV)/run requirements/lock.txt
	$(PIP) $(LOCKED) requirements/lock.txt
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-lowest build dist site

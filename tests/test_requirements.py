"""The files of requirements/ agree with pyproject.toml and with each other, and name nothing but packages, versions and hashes."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "run": ("print", "proof", "cluster", "build"),
    "test": ("print", "proof", "cluster", "test", "build"),
    "bench": ("bench", "build"),
    "docs": ("docs", "build"),
    "lowest": ("print", "proof", "cluster", "test", "build"),
    "lock": ("lock",),
}
"""A file → the extras and groups of pyproject.toml that it is for; all but the last hold what the program itself needs, too."""
_ENTRY = re.compile(r"^([a-z0-9-]+)==([^\s;]+)((?: ; [^\\\n]+)?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def _text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


@cache
def _pins(name: str) -> dict[str, set[Version]]:
    """Packages → their versions: more than one where it depends on the Python."""
    found: dict[str, set[Version]] = {}
    for package, version, _, _ in _ENTRY.findall(_text(name)):
        found.setdefault(package, set()).add(Version(version))
    return found


@cache
def _wanted(name: str) -> tuple[Requirement, ...]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = configuration["project"]
    groups = {**project["optional-dependencies"], **configuration["dependency-groups"]}
    own = project["dependencies"] if name != "lock" else []
    found = map(Requirement, (*own, *(line for group in FILES[name] for line in groups[group])))
    return tuple(requirement for requirement in found if requirement.name != project["name"])


@pytest.mark.parametrize("name", FILES)
def test_only_packages_with_hashes_are_named(name: str) -> None:
    """No index, no path: the same file installs from any index that has the packages."""
    rest = _ENTRY.sub("", _text(name))
    assert set(filter(None, (line for line in rest.splitlines() if not line.lstrip().startswith("#")))) == {"--only-binary :all:"}
    assert not re.findall(r"\w+://\S*|(?<![\w.])/\w\S*", _text(name))


@pytest.mark.parametrize("name", FILES)
def test_what_the_project_asks_for_is_named(name: str) -> None:
    """`make lock` after every change of a dependency."""
    for requirement in _wanted(name):
        versions = _pins(name).get(canonicalize_name(requirement.name), set())
        assert versions, requirement
        assert all(version in requirement.specifier for version in versions), requirement


def test_one_environment_has_one_version() -> None:
    """What `make test` and `make bench` add changes nothing of what `make` has installed."""
    for name in ("test", "bench"):
        assert {package: versions for package, versions in _pins(name).items() if _pins("run").get(package, versions) != versions} == {}


def test_the_lowest_versions_that_are_allowed_are_those_that_are_run() -> None:
    for requirement in _wanted("lowest"):
        floors = {Version(specifier.version) for specifier in requirement.specifier if specifier.operator in {">=", "=="}}
        assert floors == _pins("lowest")[canonicalize_name(requirement.name)], requirement

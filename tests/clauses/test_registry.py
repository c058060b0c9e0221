"""Every rule has its entry, what an entry points at exists, and the tables are the registry's."""

import ast
from functools import cache
from pathlib import Path

from clauses.registry import CHINESE, PAGE, READMES, ROOT, Rule, Status, page, readme, rules

FOLDER = Path(__file__).parent
TESTS = FOLDER.parent


@cache
def _functions(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_there_are_129_rules_each_once() -> None:
    ids = [rule.id for rule in rules()]
    assert len(ids) == len(set(ids)) == 129


def test_each_rule_is_in_one_part_of_the_table() -> None:
    written = page()
    assert [written.count(f"\n| {rule.id} |") for rule in rules()] == [1] * len(rules())


def test_what_a_rule_points_at_exists() -> None:
    for rule in rules():
        assert not rule.folder or (FOLDER / rule.folder / "specimen.txt").exists(), rule.id
        if rule.test:
            file, function = rule.test.split("::")
            assert function.startswith("test_")
            assert function in _functions(file), rule.id


def test_checks_of_a_rule_are_those_of_gen_check() -> None:
    """And a check of the same id is named by its rule."""
    known = {path.name for path in (TESTS / "rules").iterdir() if (path / "bad.md").exists()}
    for rule in rules():
        assert set(rule.check) <= known, rule.id
        assert rule.id not in known or rule.id in rule.check, rule.id


def test_a_rule_has_what_its_status_asks() -> None:
    asks = {
        Status.MET: lambda rule: bool(rule.test and rule.where),
        Status.DEFAULT: lambda rule: bool(rule.why and rule.where),
        Status.HUMAN: lambda rule: bool(rule.why) and not (rule.where or rule.test),
        Status.OPEN: lambda rule: bool(rule.why) and not rule.test,
    }
    lacking: list[Rule] = [rule for rule in rules() if not asks[rule.status](rule)]
    assert lacking == []
    assert set(CHINESE) >= {*Status}


def test_every_folder_shows_a_rule_or_says_which_reference_it_follows() -> None:
    shown = {rule.folder for rule in rules()}
    for path in FOLDER.glob("*/README.md"):
        assert path.parent.name in shown or path.parent.name.startswith(("CLREQ", "B.2", "CSS")), path.parent.name


def test_tables_are_the_registrys() -> None:
    """`python tests/clauses/registry.py --write` makes them anew."""
    assert PAGE.read_text(encoding="utf-8") == page()
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text == readme(name, text)

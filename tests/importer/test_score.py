"""The importer finds what a person found in the same documents; the score notices when it does not."""

import json
import shutil
from pathlib import Path

import pytest
from editions import ROOT
from importer.score import score

EXPECTED = Path(__file__).parent / "expected"
CORPUS = ROOT.parent / "shared" / "corpus"
LEAST = 0.99

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not beside the project")


def test_every_field_agrees_with_what_a_person_found() -> None:
    tallies = score(EXPECTED, CORPUS)
    assert all(tally.total for tally in tallies.values())
    poor = {field: tally.differences for field, tally in tallies.items() if tally.share < LEAST}
    assert not poor


def test_the_score_notices_what_is_wrong(tmp_path: Path) -> None:
    shutil.copy(EXPECTED / "d0001.json", tmp_path)
    wanted = json.loads((tmp_path / "d0001.json").read_text(encoding="utf-8"))
    wanted |= {"title": "另一个标题", "effective_rule": None, "date": "1999-01-01", "signature": {"body": "某机关", "date": None}}
    wanted["articles"][1][1] = "（九）"
    del wanted["articles"][4]
    (tmp_path / "d0001.json").write_text(json.dumps(wanted, ensure_ascii=False), encoding="utf-8")
    tallies = score(tmp_path, CORPUS)
    assert {field for field, tally in tallies.items() if tally.share < 1} == {"title", "effective_rule", "date", "signature", "articles"}
    assert (tallies["articles"].same, tallies["articles"].total) == (10, 12)
    assert tallies["articles"].differences

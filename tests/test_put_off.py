"""A module that is put off is loaded by its first use, whatever that is."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_START = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}]
from gen.put_off import put_off

def there(name):
    return type(sys.modules[name]).__name__ != "_Later"
"""


@pytest.mark.parametrize(
    ("put_off", "before", "use"),
    [
        ("'colorsys'", "import colorsys", "colorsys.rgb_to_hsv(1, 0, 0)"),
        ("'colorsys'", "pass", "from colorsys import rgb_to_hsv"),
        ("'colorsys', known=1", "import colorsys; assert colorsys.known == 1", "colorsys.ONE_THIRD"),
        ("'colorsys', 'rgb_to_hsv'", "from colorsys import rgb_to_hsv", "assert rgb_to_hsv(1, 0, 0) == (0.0, 1.0, 1)"),
        ("'fractions', 'Fraction'", "from fractions import Fraction", "class Third(Fraction): pass"),
        ("'fractions', 'Fraction'", "from fractions import Fraction", "assert not isinstance(1, Fraction)"),
        ("'fractions', 'Fraction'", "from fractions import Fraction", "assert Fraction.from_float(.5).denominator == 2"),
        ("'json.tool'", "import json", "from json.tool import main"),
        ("'json.tool', 'main'", "from json.tool import main", "from json import tool; tool.json"),
    ],
)
def test_first_use_loads(put_off: str, before: str, use: str) -> None:
    name = put_off.split("'")[1]
    program = "\n".join([_START, f"put_off({put_off})", before, f"assert not there({name!r})", use, f"assert there({name!r})"])
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_module_that_is_not_installed_is_not_there() -> None:
    program = f"{_START}\nput_off('nonsense')\nput_off('nonsense.inner')\nput_off('json.nonsense')\nassert 'nonsense' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_module_that_is_there_stays() -> None:
    program = f"{_START}\nimport json\nput_off('json')\nassert there('json')"
    subprocess.run([sys.executable, "-c", program], check=True)

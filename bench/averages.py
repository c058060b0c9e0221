"""The average width that the bundled fonts say of themselves → half an em, as the Chinese fonts of Windows say.

    python bench/averages.py

An office program takes the gap between hanzi and letters from it (`OS/2.xAvgCharWidth`). All other tables stay as they are. Liberation Serif, whose
licence reserves its name, stays unaltered.
"""

from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from gen.fonts.chain import TIMES

FONTS: Final = Path(__file__).parent.parent / "fonts"


def main() -> None:
    """Write the average width into every bundled font that may be altered."""
    for path in sorted(FONTS.glob("*.ttf")):
        font = TTFont(path, recalcBBoxes=False, recalcTimestamp=False)
        average = font["head"].unitsPerEm // 2
        if path.name != TIMES and font["OS/2"].xAvgCharWidth != average:
            print(path.name, font["OS/2"].xAvgCharWidth, average)
            font["OS/2"].xAvgCharWidth = average
            font.save(path, reorderTables=None)


if __name__ == "__main__":
    main()

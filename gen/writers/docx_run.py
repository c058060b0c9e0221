"""Text → a run of WordprocessingML."""

import re
from xml.sax.saxutils import escape

_AMBIGUOUS = re.compile(r"[“”‘’—…·‧×÷°±§→←↑↓①-⓿Ⅰ-ⅿα-ωΑ-Ωа-яА-Я]")
"""Characters that Word gives to the Latin face unless the run says eastAsia."""


def run(text: str, named: str = "", properties: str = "") -> str:
    """A text → one run, its Chinese marks in the Chinese face."""
    hint = '<w:rFonts w:hint="eastAsia"/>' if _AMBIGUOUS.search(text) else ""
    formatted = named + hint + properties
    return f'<w:r>{f"<w:rPr>{formatted}</w:rPr>" if formatted else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

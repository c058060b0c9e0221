"""Text → a run of WordprocessingML."""

import re

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTE = str.maketrans({'"': "&quot;"})
_AMBIGUOUS = re.compile(r"[“”‘’—…·‧×÷°±§→←↑↓①-⓿Ⅰ-ⅿα-ωΑ-Ωа-яА-Я]")
"""Characters that Word gives to the Latin face unless the run says eastAsia."""


def escape(text: str) -> str:
    """Text → element content; the standard library's own loads its network modules."""
    return text.translate(_MARKUP) if "&" in text or "<" in text or ">" in text else text


def quoted(text: str) -> str:
    """Text → an attribute's value in double quotes."""
    return f'"{escape(text).translate(_QUOTE)}"'


def run(text: str, named: str = "", properties: str = "") -> str:
    """A text → one run, its Chinese marks in the Chinese face."""
    hint = '<w:rFonts w:hint="eastAsia"/>' if _AMBIGUOUS.search(text) else ""
    formatted = named + hint + properties
    return f'<w:r>{f"<w:rPr>{formatted}</w:rPr>" if formatted else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

"""Title, organ and date of a document → the part of a DOCX that says them to programs: its core properties."""

from gen.wording.numerals import parse_date
from gen.xml_text import escape


def core_properties(title: str, organ: str, date: str) -> bytes:
    """Title, organ and language; the time is the document's own date, since a build has no clock."""
    when = _iso(date)
    names = ("created", "modified") if when else ()
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}T00:00:00Z</dcterms:{name}>' for name in names)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(organ)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(organ)}</cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}<dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _iso(printed: str) -> str:
    try:
        return parse_date(printed).isoformat()
    except ValueError:
        return ""

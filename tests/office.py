"""A DOCX through LibreOffice: the lines and pages a reader's office program makes of it, on the bundled faces only."""

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

FONTS = Path(__file__).parent.parent / "fonts"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_HANGING_INVERTED = (7, 4)
"""Up to this version LibreOffice reads w:overflowPunct the wrong way round; the test gives it the other way, the file stays right."""
_ALIASES = {
    "仿宋_GB2312": "Gongwen FangSong",
    "楷体_GB2312": "Gongwen Kai",
    "黑体": "Noto Sans SC Medium",
    "方正小标宋简体": "Noto Serif SC",
    "宋体": "Liberation Serif",
    "Times New Roman": "Liberation Serif",
}


@cache
def _version() -> tuple[int, int]:
    assert SOFFICE
    printed = subprocess.run([SOFFICE, "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"(\d+)\.(\d+)", printed)
    assert match, printed
    return int(match[1]), int(match[2])


def _compensated(docx: bytes) -> bytes:
    if _version() > _HANGING_INVERTED:
        return docx
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/styles.xml":
                assert data.count(b"<w:overflowPunct ") == 1
                data = re.sub(rb'<w:overflowPunct w:val="([01])"/>', lambda match: b'<w:overflowPunct w:val="%d"/>' % (match[1] == b"0"), data)
            target.writestr(name, data)
    return out.getvalue()


def _font_config(folder: Path) -> Path:
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{escape(face)}</string></edit></match>'
        for name, face in _ALIASES.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{FONTS}</dir>'
        f"<cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return path


def to_pdf(documents: dict[str, bytes]) -> dict[str, bytes]:
    """Name → DOCX, to name → the PDF LibreOffice makes of it; one start of the program for all of them."""
    assert SOFFICE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, data in documents.items():
            (folder / f"{stem}.docx").write_bytes(_compensated(data))
        environment = os.environ | {"FONTCONFIG_FILE": str(_font_config(folder)), "HOME": name}
        command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", name]
        files = [str(folder / f"{stem}.docx") for stem in documents]
        subprocess.run([*command, *files], env=environment, capture_output=True, check=True, timeout=300)
        return {stem: (folder / f"{stem}.pdf").read_bytes() for stem in documents}

"""A DOCX through LibreOffice: the lines and pages a reader's office program makes of it, on the bundled faces only.

Two judges (`JUDGES`): `to_pdf` converts the bytes as they are delivered; `to_pdf_hanging_inverted` converts a copy in which `w:overflowPunct` is
inverted, since LibreOffice (7.4, 25.2) reads it the wrong way round. So one of them lets marks hang, and the other does not.

The program is `soffice`, or what the environment's OFFICE_COMMAND names: a command that takes the same options, as `node bench/office_wasm.mjs` does.
"""

import os
import re
import shlex
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

FONTS = Path(__file__).parent.parent / "fonts"
COMMAND = "OFFICE_COMMAND"
"""The variable of the environment that names another office program than `soffice`."""
SOFFICE = os.environ.get(COMMAND) or shutil.which("soffice") or shutil.which("libreoffice")
_READS_INVERTED = (25, 2)
"""The last version of LibreOffice known to read w:overflowPunct the wrong way round: it lets marks hang at 0, and not at 1."""
_ALIASES = {
    "仿宋_GB2312": "Gongwen FangSong",
    "楷体_GB2312": "Gongwen Kai",
    "黑体": "Noto Sans SC Medium",
    "方正小标宋简体": "Noto Serif SC",
    "宋体": "Gongwen Song Latin",
    "Times New Roman": "Gongwen Western",
    "Segoe UI Symbol": "Gongwen Symbols",
    "SimSun-ExtB": "Noto Serif JP",
    "SimSun-ExtG": "Noto Serif JP",
}


@cache
def version() -> str:
    """The program that judges, as it names itself: LibreOffice 7.4.7.2 and so on."""
    assert SOFFICE
    return subprocess.run([*shlex.split(SOFFICE), "--version"], capture_output=True, text=True, check=True).stdout.strip()


def reads_hanging_inverted() -> bool:
    """Whether the LibreOffice here reads w:overflowPunct the wrong way round."""
    match = re.search(r"(\d+)\.(\d+)", version())
    assert match, version()
    return (int(match[1]), int(match[2])) <= _READS_INVERTED


def _with_hanging_inverted(docx: bytes) -> bytes:
    """A DOCX → a copy whose w:overflowPunct says the opposite; every other byte of its parts stays.

    One that says nothing lets marks hang in every program, and stays as it is.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/styles.xml":
                data, found = re.subn(
                    rb'<w:overflowPunct w:val="([01])"/>', lambda match: b'<w:overflowPunct w:val="%d"/>' % (match[1] == b"0"), data
                )
                assert found <= 1, f"w:overflowPunct is there {found} times"
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
    """Name → DOCX as delivered, to name → the PDF LibreOffice makes of it; one start of the program for all of them."""
    assert SOFFICE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stem, data in documents.items():
            (folder / f"{stem}.docx").write_bytes(data)
        environment = os.environ | {"FONTCONFIG_FILE": str(_font_config(folder)), "HOME": name}
        command = [*shlex.split(SOFFICE), "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", name]
        files = [str(folder / f"{stem}.docx") for stem in documents]
        subprocess.run([*command, *files], env=environment, capture_output=True, check=True, timeout=1800)
        return {stem: (folder / f"{stem}.pdf").read_bytes() for stem in documents}


def to_pdf_hanging_inverted(documents: dict[str, bytes]) -> dict[str, bytes]:
    """Name → DOCX, to name → the PDF LibreOffice makes of it when it reads w:overflowPunct as the standard means it.

    An old LibreOffice (`reads_hanging_inverted`) gets a copy of each document that says the opposite, which is not what a user has; a newer one gets
    the delivered bytes.
    """
    read_wrong = reads_hanging_inverted()
    return to_pdf({stem: _with_hanging_inverted(data) if read_wrong else data for stem, data in documents.items()})


JUDGES: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {"delivered": to_pdf, "hanging inverted": to_pdf_hanging_inverted}
"""What converts documents, by the name of the judge."""

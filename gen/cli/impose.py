"""The command `gen impose`: a PDF of single pages → the sheets a printer prints, beside it or at `-o`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from gen.cli.options import AnyPath, Choice, Millimetres, Whole, force_option, option, pdfx_option
from gen.cli.press import printing_condition, read_input
from gen.errors import Diagnostic, FontError, Place
from gen.workspace.overwrite import keep_input, replace_recorded

if TYPE_CHECKING:
    from gen.imposition import Draw, Glyph

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""

_LAYOUTS: Final = ("booklet", "2up", "4up")
_PAPERS: Final = ("A3", "A4", "SRA3", "SRA4")
_COLOURS: Final = ("keep", "cmyk", "spot")
_FLIPS: Final = ("short", "long")
_EDGES: Final = {"short": "短边", "long": "长边"}
_MOST_SHEETS: Final = 64
_MISSING: Final = "〓"


def add_impose(group: click.Group, echo: Echo, echo_err: Echo) -> None:
    """Add the command to the others; `echo` prints results, `echo_err` faults."""

    @group.command("impose", options_metavar="[选项]", help="把 FILE.pdf 拼成印刷用的大张：骑马订、每面二页或者四页。说明见 docs/printing.zh-CN.md。")
    @click.argument("file", metavar="FILE.pdf", type=AnyPath())
    @option("-o", "--output", type=AnyPath(), default=None, metavar="OUT.pdf", help="写到哪里；默认在 FILE 旁边，名称加拼版方式。")
    @option("--layout", type=Choice(_LAYOUTS), default=_LAYOUTS[0], help="booklet 骑马订（默认）；2up、4up 每面二页、四页。")
    @option("--paper", type=Choice(_PAPERS), default=None, help="纸；默认 A3，有出血或者标记时 SRA3。")
    @option("--creep", default="0", metavar="毫米", type=Millimetres(), help="爬移：里面每张比外面一张多向折缝移多少，即纸厚；80 克纸约 0.1。")
    @option("--bleed", default="0", metavar="毫米", type=Millimetres(), help="出血。")
    @option("--marks", is_flag=True, help="印裁切、折叠、套准标记，书名和张号，色标；分帖的印帖标。")
    @option("--flip", type=Choice(_FLIPS), default=None, help="印刷机翻哪一边；默认 booklet、2up 翻短边，4up 翻长边。")
    @option("--back-cover", is_flag=True, help="最后一面作封底，空白面放在它前面。")
    @option("--cut", is_flag=True, help="2up、4up 裁开后，各叠依次相叠就是顺序。")
    @option("--gathering", type=Whole(0, _MOST_SHEETS), default=0, metavar="张", help="分帖：每帖最多几张；默认全部套成一帖。")
    @option("--colour", type=Choice(_COLOURS), default=None, help="keep 不变（默认）；cmyk 黑只用黑版，红用四色（--pdfx 时默认）；spot 红用专色。")
    @option("--spot", default="", metavar="专色名", help="专色的名称，与 --colour spot 同用。")
    @pdfx_option
    @force_option
    def impose_command(file: Path, output: Path | None, pdfx: Path | None, force: bool, **options: Any) -> None:
        """Impose one PDF: print the path of the output, and how to print it."""
        from gen.imposition import Colour, Flip, Layout, Plan, impose

        target = output or file.with_name(f"{file.stem}-{options['layout']}.pdf")
        data = read_input(file, "PDF", "先用 gen build -f pdf 生成")
        keep_input(file, target)
        colour = Colour(options["colour"] or ("cmyk" if pdfx else "keep"))
        words = {"layout": Layout(options["layout"]), "colour": colour, "paper": options["paper"] or "", "condition": printing_condition(pdfx)}
        flip = Flip(options["flip"]) if options["flip"] else None
        imposed = impose(data, Plan(**{**options, **words, "flip": flip}), str(file), _drawing() if options["marks"] else None)
        replace_recorded(target.parent, {target.name: imposed.data}, force=force)
        echo_err(*imposed.warnings)
        echo(target)
        blanks = f"，空白{imposed.blanks}面" if imposed.blanks else ""
        size = f"页面已缩到 {imposed.scale:.1%}" if imposed.scale != 1 else "页面是原来的大小"
        echo_err(f"共 {imposed.sheets} 张{blanks}；{size}；双面打印，翻{_EDGES[imposed.flip]}，打印时按实际大小，不再缩放")


def _drawing() -> "Draw":
    """A character → its outline in the bundled 黑体, the same on every machine; 〓 for one that no bundled font has."""
    from functools import cache

    from gen.fonts import Fonts, choose
    from gen.imposition import Glyph
    from gen.standard.gb9704 import Face
    from gen.workspace.workspace import Workspace

    fallback = Fonts(choose(Workspace.open(Path()), "bundled")).fallback(Face.HEI)

    @cache
    def draw(character: str) -> "Glyph":
        character = character if fallback[character] else _MISSING
        typeface = fallback[character]
        if typeface is None:
            raise FontError(Diagnostic("字体", f"随附的字体里没有“{character}”", Place("fonts"), "重新安装 gongwen-gen"))
        glyph = typeface.glyph(character)
        return Glyph(typeface.path(glyph), typeface.advance(glyph))

    return draw

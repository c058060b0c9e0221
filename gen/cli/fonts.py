"""The command `gen fonts`: which file draws each face; and a font file of the user's → the workspace."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gen.cli.options import AnyPath, force_option, option
from gen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from gen.fonts import Chain, Fonts

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""
ChooseChain = Callable[[Workspace, str | None], "Chain"]
"""A workspace and a mode of choosing fonts → the chain; the command line's own, which prints warnings."""


def add_fonts(group: click.Group, echo: Echo, echo_err: Echo, fonts_option: Callable[..., Any], choose: ChooseChain) -> None:
    """Add the command to the others; `echo` prints results, `echo_err` faults and remarks."""

    @group.command("fonts", options_metavar="[选项]", help="列出每种字体由哪个文件担任、来自何处、GB 2312 汉字缺多少、什么许可；或者添一个字体文件。")
    @fonts_option
    @option("--add", "new", type=AnyPath(), default=None, metavar="FILE", help="检查字体文件 FILE，放进本项目的 fonts/；别的字体没有的字由它来印。")
    @force_option
    def fonts_command(font_mode: str | None, new: Path | None, force: bool) -> None:
        """Print which file draws each face, in the order in which they are asked; or add a font file."""
        from gen.fonts import Fonts, report
        from gen.fonts.inventory import GB2312_HANZI

        workspace = Workspace.open(Path())
        fonts = Fonts(choose(workspace, font_mode))
        if new:
            target, use = _add(new, workspace, fonts, force=force)
            echo(target)
            echo_err(use)
            return
        for row in report(fonts):
            echo(f"{row.face} {row.order}：{row.name}（{row.origin}，GB 2312 汉字缺 {GB2312_HANZI - row.covered}，许可 {row.license}）{row.path}")


def _add(new: Path, workspace: Workspace, fonts: "Fonts", *, force: bool) -> tuple[Path, str]:
    """Copy a font file into the workspace's `fonts/` → where it is, and what it is for."""
    from gen.fonts.addition import examine
    from gen.workspace.overwrite import replace

    found = examine(new, fonts)
    target = workspace.root / "fonts" / new.name
    replace({target: found.data}, {}, force=force)
    serves = f"担任{'、'.join(found.faces)}" if found.faces else "作各种字体的后备"
    added = "、".join(f"{block} {count} 字" for block, count in found.added)
    return target, f"{found.name}：{serves}；{f'补上 {added}' if added else '没有别的字体缺的字'}"

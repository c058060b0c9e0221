"""The command `gen export`: a source → its structure, for other programs."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from gen.cli.options import AnyPath, Choice, force_option, option

Echo = Callable[..., None]
"""Prints lines; the command line passes its own, so that no other module prints."""

FORMS: Final = ("json",)


def add_export(group: click.Group, echo: Echo, echo_err: Echo) -> None:
    """Add the command to the others; `echo` prints results, `echo_err` faults."""

    @group.command("export", options_metavar="[选项]", help="把 SOURCE 的结构（标题、题注、条款、附件等）交给别的程序。")
    @click.argument("source", metavar="SOURCE", type=AnyPath())
    @option("--to", "form", type=Choice(FORMS), default=FORMS[0], help=f"哪种格式；默认 {FORMS[0]}。")
    @option("-o", "--output", type=AnyPath(), default=None, metavar="FILE", help="写到 FILE；默认印出来。")
    @force_option
    def export_command(source: Path, form: str, output: Path | None, force: bool) -> None:
        """Print or write the structure of one source."""
        from gen.pipeline import read_document
        from gen.wording.structure import export_json
        from gen.workspace.overwrite import keep_input, replace_recorded

        assert form in FORMS  # noqa: S101 — the option takes no other
        if output:
            keep_input(source, output)
        document, warnings = read_document(source)
        echo_err(*warnings)
        text = export_json(document)
        if output is None:
            echo(text.removesuffix("\n"))
        else:
            replace_recorded(output.parent, {output.name: text.encode()}, force=force)
            echo(str(output))

"""What the command line asks of a build → the same as the archive takes it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from gen.writers import FORMATS, format_of, plugin_of

if TYPE_CHECKING:
    from gen.archive.plan import Wanted


class BuildOptions(Struct, frozen=True):
    """What the command line asked for."""

    formats: tuple[str, ...] = ()
    width: int = 0
    encoding: str = ""
    font_mode: str | None = None
    output: Path | None = None
    strict: bool = False
    dry_run: bool = False
    force: bool = False
    prune: bool = False
    sums: bool = False
    jobs: int = 0
    cluster: str = ""
    time_limit: float | None = None
    as_json: bool = False
    verbose: bool = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """The formats, each once, in the order in which they were asked for."""
        return tuple(dict.fromkeys(name for some in self.formats for name in some.split(","))) or tuple(FORMATS)

    def wanted(self, formats: Sequence[str], house: Mapping[str, str]) -> "Wanted":
        """The command line's options as the archive takes them.

        `house` is what `gen.toml` chooses where practice differs, for every format.
        """
        from gen.archive.plan import Wanted

        chosen = [f"{key}={value}" for key, value in sorted(house.items())]
        told = [f"width={self.width}", f"encoding={self.encoding}"]
        options = {}
        for name in formats:
            plugin = plugin_of(name)
            parts = (*(told if format_of(name).plain_text else ()), *chosen, *([f"plugin={plugin}"] if plugin else ()))
            options[name] = " ".join(parts)
        return Wanted(options, self.strict, self.force)

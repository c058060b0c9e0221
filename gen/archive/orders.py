"""An order → what was made of it, in any process: the bytes of a source come in, the bytes of its outputs go out, and no path is shared."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gen.build import Made, make
from gen.design import Design
from gen.errors import Diagnostic, GenError, Place
from gen.frozen import dataclass
from gen.writers import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from gen.fonts import Chain


@dataclass(frozen=True, slots=True)
class Shared:
    """What all orders of a run have in common; `chain` is None when no format draws."""

    template_folders: Sequence[Path]
    chain: "Chain | None"
    width: int
    encoding: str
    design: Design
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """One source to be made: its bytes, what messages and the document call it, the formats, and the folder with the pictures that it names."""

    data: bytes
    file: str
    name: str
    formats: tuple[str, ...]
    folder: Path | None = None


class WorkerDiedError(Exception):
    """A worker ended in the middle of a task; `signal` is what killed it, 0 when it ended by itself."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class WorkersDiedError(Exception):
    """Workers of a cluster ended one after another in the middle of a task, also when it was the only one."""


class TimeLimitError(Exception):
    """A task took longer than the limit; its worker has been killed."""


_shared: list[Shared] = []
"""What this process was made ready with."""


def prepare(shared: Shared) -> None:
    """Make this process ready for the orders of a run."""
    from gen.compose import forget_templates  # noqa: PLC0415 — loads Jinja2

    forget_templates()
    _shared[:] = [shared]


def fulfil(order: Order) -> Made:
    """An order → its outputs, or the failure; a defect of the program costs this document only."""
    return fulfil_with(_shared[0], order)


def fulfil_with(shared: Shared, order: Order) -> Made:
    """The same, in a process that was made ready for no run or for several."""

    def chain() -> "Chain":
        assert shared.chain  # noqa: S101 — the coordinator chose fonts for every format that draws
        return shared.chain

    settings = Settings(chain, shared.width, shared.encoding, shared.design)
    try:
        return make(order.data, order.file, order.name, order.formats, shared.template_folders, settings, strict=shared.strict, folder=order.folder)
    except MemoryError:
        return Made(failure=GenError(Diagnostic("内存", "内存不够，没有生成", Place(order.file), "用 --jobs 1 再试，或者把源文件分成几份")))


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an order that was fulfilled at once, asked for as of a future."""

    made: Made | None
    error: Exception | None = None

    def result(self) -> Made:
        """What was made; raises what was raised."""
        if self.made is None:
            assert self.error  # noqa: S101 — one of the two is there
            raise self.error
        return self.made


class Here:
    """Fulfils each order at once in this process: for a few documents, which are made before a worker would have started.

    It is asked as an `Executor` is, whose module loads logging and takes as long as half a small document.
    """

    def submit(self, fn: "Callable[[Order], Made]", order: Order, /) -> Done:
        """Fulfil an order."""
        try:
            return Done(fn(order))
        except Exception as error:  # noqa: BLE001 — it is raised again by whoever asks for the result
            return Done(None, error)

"""A class of typed fields → the frozen, slotted dataclass that `dataclasses` makes of it, in a third of its time.

Python 3.11 compiles six methods for each such class, one by one: .4 ms a class, a tenth of a small build. Here `__init__` is compiled and the
others are the same for all. Type checkers see `dataclasses.dataclass`, which still makes what is asked for with other options.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 — re-exported

Made = TypeVar("Made")

_NOT_GIVEN: Final = object()
"""Stands in a signature for a default that is made anew for each instance."""

new_tuple: Final = tuple.__new__
"""A named tuple's class and all its values → the tuple, in half the time of the class's own function, which fills in those not given."""

if not TYPE_CHECKING:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False, **options):  # noqa: ANN001, ANN003, ANN201 — as type checkers have it above
        """Make a decorator of options: ours when the class is frozen and slotted, and nothing else is asked for."""
        if frozen and slots and not options:
            return _decorator(kw_only=kw_only)
        return dataclasses.dataclass(cls, frozen=frozen, slots=slots, kw_only=kw_only, **options)


def _decorator(*, kw_only: bool) -> Callable[[type[Made]], type[Made]]:
    def decorate(plain: type[Made]) -> type[Made]:
        # Without one, `dataclasses` makes a docstring of the signature: 1 ms.
        plain.__doc__ = plain.__doc__ or plain.__qualname__
        made: type[Any] = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(plain)
        members = fields(made)
        if hasattr(plain, "__post_init__") or not all(member.init and member.compare and member.hash is None for member in members):
            message = f"{plain.__qualname__} asks for what only dataclasses.dataclass does"
            raise TypeError(message)
        init = _init(members)
        init.__qualname__ = f"{plain.__qualname__}.__init__"
        for name, method in {"__init__": init, **_comparison(members), **_SHARED}.items():
            setattr(made, name, method)
        return made

    return decorate


def _init(members: Sequence[Field[Any]]) -> FunctionType:
    """Fields → the method that sets them, past the `__setattr__` that refuses."""
    known: dict[str, Any] = {"__put__": object.__setattr__, "__not_given__": _NOT_GIVEN}
    plain: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for number, member in enumerate(members):
        name, parameter, value = member.name, member.name, member.name
        if member.default_factory is not MISSING:
            known[f"__make{number}__"] = member.default_factory
            parameter, value = f"{name}=__not_given__", f"__make{number}__() if {name} is __not_given__ else {name}"
        elif member.default is not MISSING:
            known[f"__default{number}__"] = member.default
            parameter = f"{name}=__default{number}__"
        (named if member.kw_only else plain).append(parameter)
        body.append(f"    __put__(self, {name!r}, {value})\n")
    parameters = ", ".join(("self", *plain, *("*" if named else ()), *named))
    exec(f"def __init__({parameters}):\n{''.join(body) or '    pass'}", known)  # noqa: S102 — as dataclasses does
    made: FunctionType = known["__init__"]
    return made


def _comparison(members: Sequence[Field[Any]]) -> Mapping[str, Callable[..., Any]]:
    """Fields → equality and hash by their values."""
    names = [member.name for member in members] or ["__class__"]
    # Of one name `attrgetter` gives the value and no tuple, and a value may have an equality of its own.
    values = attrgetter(*names, *names[: len(names) == 1])

    def equal(self: object, other: object) -> bool:
        return bool(values(self) == values(other)) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _repr(self: Any) -> str:  # noqa: ANN401 — of every dataclass
    shown = (f"{member.name}={getattr(self, member.name)!r}" for member in fields(self) if member.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    message = f"cannot delete field {name!r}"
    raise FrozenInstanceError(message)


def _state(self: Any) -> list[object]:  # noqa: ANN401 — as above
    return [getattr(self, member.name) for member in fields(self)]


def _restore(self: Any, state: Sequence[object]) -> None:  # noqa: ANN401 — as above
    for member, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, member.name, value)


_SHARED: Final = {
    "__repr__": _repr,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}

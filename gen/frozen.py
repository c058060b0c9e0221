"""A class of typed fields → the slotted dataclass that `dataclasses` makes of it, frozen or not, in a fraction of its time.

Python 3.11 compiles six methods for each such class, one by one, and looks into every field: .4 ms a class, a tenth of a small build. Here the
first instances of a class are made by a method that all share, `__init__` is compiled for those of which there are more, and the other methods
are shared too; what `dataclasses` keeps of a class for `fields` and `replace` is found when somebody asks for it. Type checkers see
`dataclasses.dataclass`, which still makes what is asked for with other options.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter, ge, gt, le, lt
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 — re-exported

Made = TypeVar("Made")

_NOT_GIVEN: Final = object()
"""Stands in a signature for a default that is made anew for each instance."""
_OURS: Final = "__slotted_members__"
"""Where a class has its fields, those of its bases first."""
_BEFORE_COMPILING: Final = 8
"""Instances after which a class is one of which there are many."""

new_tuple: Final = tuple.__new__
"""A named tuple's class and all its values → the tuple, in half the time of the class's own function, which fills in those not given."""

if not TYPE_CHECKING:

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False, eq=True, order=False, **options):  # noqa: ANN001, ANN003, ANN201, PLR0913 — as type checkers have it above
        """Make a decorator of options: ours when the class is slotted, and nothing is asked for that it does not do."""
        if slots and not options:
            return _decorator(frozen=frozen, kw_only=kw_only, eq=eq, order=order)
        return dataclasses.dataclass(cls, frozen=frozen, slots=slots, kw_only=kw_only, eq=eq, order=order, **options)


def _decorator(*, frozen: bool, kw_only: bool, eq: bool, order: bool) -> Callable[[type[Made]], type[Made]]:
    def decorate(plain: type[Made]) -> type[Made]:
        own = _own_members(plain, kw_only=kw_only)
        inherited = [vars(base)[_OURS] for base in reversed(plain.__mro__[1:]) if _OURS in vars(base)]
        members: dict[str, Field[Any]] = {name: member for found in (*inherited, own) for name, member in found.items()}
        # Without one, `dataclasses` makes a docstring of the signature: 1 ms.
        plain.__doc__ = plain.__doc__ or plain.__qualname__
        names = {name: value for name, value in vars(plain).items() if name not in own and name not in {"__dict__", "__weakref__"}}
        known = {name for found in inherited for name in found}
        names |= {
            "__slots__": tuple(name for name in own if name not in known),
            "__match_args__": tuple(name for name, member in members.items() if not member.kw_only),
            _OURS: members,
            **{name: _Described(name, plain, kw_only=kw_only) for name in ("__dataclass_fields__", "__dataclass_params__")},
            "__repr__": _repr,
            **(_FROZEN if frozen else {}),
            **(_comparison(members, frozen=frozen, order=order) if eq else {}),
            **{name: vars(plain)[name] for name in ("__hash__",) if vars(plain).get(name)},
        }
        metaclass: Any = type(plain)
        made: type[Any] = metaclass(plain.__name__, plain.__bases__, names)
        made.__qualname__ = plain.__qualname__
        made.__init__ = _first_init(made, members)
        return made

    return decorate


def _own_members(plain: type, *, kw_only: bool) -> dict[str, Field[Any]]:
    """A class as it is written → the fields that it adds. TypeError where it asks for more than we do."""
    found: dict[str, Field[Any]] = {}
    for name in plain.__annotations__:
        value = vars(plain).get(name, MISSING)
        member = found[name] = value if isinstance(value, Field) else dataclasses.field(default=value)
        member.kw_only = kw_only if member.kw_only is MISSING else member.kw_only
    if hasattr(plain, "__post_init__") or not all(member.init and member.compare and member.hash is None for member in found.values()):
        message = f"{plain.__qualname__} asks for what only dataclasses.dataclass does"
        raise TypeError(message)
    return found


class _Described:
    """What `dataclasses` keeps of a class under a name, made when somebody asks for it."""

    def __init__(self, name: str, plain: type, *, kw_only: bool) -> None:
        self.name = name
        self.plain = plain
        self.kw_only = kw_only

    def __get__(self, instance: object, owner: type) -> object:
        if self.name not in vars(self.plain):
            dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=self.kw_only)(self.plain)
        return vars(self.plain)[self.name]


def _first_init(made: type[Any], members: Mapping[str, Field[Any]]) -> Callable[..., None]:
    """A class and its fields → a method that sets them, until it puts one that is compiled in its own place; that also says what is wrong."""
    places = made.__match_args__
    left = _BEFORE_COMPILING

    def first(self: object, *values: object, **named: object) -> None:
        nonlocal left
        left -= 1
        given = {**dict(zip(places, values, strict=False)), **named}
        if left >= 0 and len(given) == len(values) + len(named) and given.keys() <= members.keys():
            for name, member in members.items():
                if name in given:
                    value = given[name]
                elif member.default is not MISSING:
                    value = member.default
                elif member.default_factory is not MISSING:
                    value = member.default_factory()
                else:
                    break
                object.__setattr__(self, name, value)
            else:
                return
        made.__init__ = _init(members)
        made.__init__.__qualname__ = f"{made.__qualname__}.__init__"
        made.__init__(self, *values, **named)

    return first


def _init(members: Mapping[str, Field[Any]]) -> FunctionType:
    """Fields → the method that sets them, past the `__setattr__` that refuses."""
    known: dict[str, Any] = {"__put__": object.__setattr__, "__not_given__": _NOT_GIVEN}
    plain: list[str] = []
    named: list[str] = []
    body: list[str] = []
    for number, (name, member) in enumerate(members.items()):
        parameter, value = name, name
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


def _comparison(members: Iterable[str], *, frozen: bool, order: bool) -> Mapping[str, Callable[..., Any] | None]:
    """Names of fields → equality by their values, their order, and a hash, which of what may change there is none."""
    names = list(members) or ["__class__"]
    # Of one name `attrgetter` gives the value and no tuple, and a value may have an equality of its own.
    values = attrgetter(*names, *names[: len(names) == 1])

    def equal(self: object, other: object) -> bool:
        return bool(values(self) == values(other)) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    def ordered(compare: Callable[[Any, Any], bool]) -> Callable[..., bool]:
        return lambda self, other: compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    orders = {f"__{compare.__name__}__": ordered(compare) for compare in (lt, le, gt, ge) if order}
    return {"__eq__": equal, "__hash__": hashed if frozen else None, **orders}


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
    return [getattr(self, name) for name in getattr(self, _OURS)]


def _restore(self: Any, state: Sequence[object]) -> None:  # noqa: ANN401 — as above
    for name, value in zip(getattr(self, _OURS), state, strict=True):
        object.__setattr__(self, name, value)


_FROZEN: Final = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _restore,
}

"""`gen.frozen` makes the very dataclass that the standard library makes, as far as anybody can see from outside."""

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

import gen
from gen import frozen

Decorate = Callable[..., Callable[[type], type]]


def _classes(decorate: Decorate) -> tuple[type[Any], ...]:
    """One class of each shape there is in the program."""

    @decorate(frozen=True, slots=True)
    class Empty:
        """No field."""

    @decorate(frozen=True, slots=True)
    class Single:
        """One field, whose value may be a tuple."""

        value: object

    @decorate(frozen=True, slots=True)
    class Several:
        """Defaults, one of them made anew, one not shown, and a text of its own."""

        name: str
        items: list[int] = field(default_factory=list)
        data: bytes = field(default=b"", repr=False)
        put: int = 1

        def __str__(self) -> str:
            return self.name

        @property
        def doubled(self) -> int:
            return 2 * self.put

    @decorate(frozen=True, slots=True, kw_only=True)
    class Named:
        """Fields by name, the one with a default before the one without."""

        first: int = 0
        second: str

    @decorate(frozen=True, slots=True, kw_only=True)
    class Derived(Named):
        """Fields of another's and of its own."""

        third: tuple[int, ...] = ()

    return Empty, Single, Several, Named, Derived


OURS = _classes(frozen.dataclass)
THEIRS = _classes(dataclasses.dataclass)
ARGUMENTS: tuple[tuple[type[Any], type[Any], list[dict[str, Any]]], ...] = (
    (OURS[0], THEIRS[0], [{}]),
    (OURS[1], THEIRS[1], [{"value": 1}, {"value": (1,)}, {"value": "一"}]),
    (OURS[2], THEIRS[2], [{"name": "甲"}, {"name": "甲", "put": 2}, {"name": "甲", "items": [1]}, {"name": "甲", "data": b"1"}]),
    (OURS[3], THEIRS[3], [{"second": "乙"}, {"second": "乙", "first": 3}]),
    (OURS[4], THEIRS[4], [{"second": "乙"}, {"second": "乙", "third": (1, 2)}]),
)
SHAPES = pytest.mark.parametrize(("ours", "theirs", "values"), ARGUMENTS, ids=lambda value: getattr(value, "__name__", ""))


@SHAPES
def test_fields_repr_and_signature_are_the_same(ours: type[Any], theirs: type[Any], values: list[dict[str, Any]]) -> None:
    assert [(member.name, member.kw_only) for member in fields(ours)] == [(member.name, member.kw_only) for member in fields(theirs)]
    assert ours.__slots__ == theirs.__slots__
    assert ours.__match_args__ == theirs.__match_args__
    assert [repr(ours(**each)) for each in values] == [repr(theirs(**each)) for each in values]
    assert [str(ours(**each)) for each in values] == [str(theirs(**each)) for each in values]
    for wrong in ({"nonsense": 1}, {**values[0], "nonsense": 1}):
        with pytest.raises(TypeError) as told:
            ours(**wrong)
        with pytest.raises(TypeError) as expected:
            theirs(**wrong)
        assert str(told.value) == str(expected.value)


@SHAPES
def test_equality_is_by_class_and_values(ours: type[Any], theirs: type[Any], values: list[dict[str, Any]]) -> None:
    found = [[ours(**one) == ours(**other) for other in values] for one in values]
    assert found == [[theirs(**one) == theirs(**other) for other in values] for one in values]
    assert found == [[one is other for other in values] for one in values]
    assert ours(**values[0]) != theirs(**values[0])
    assert ours(**values[0]) != tuple(values[0].values())


@SHAPES
def test_equal_ones_have_one_hash(ours: type[Any], theirs: type[Any], values: list[dict[str, Any]]) -> None:
    for each in values:
        made, expected = ours(**each), theirs(**each)
        try:
            hash(expected)
        except TypeError:
            with pytest.raises(TypeError, match="unhashable"):
                hash(made)
        else:
            assert {made: 1}[ours(**each)] == 1


def test_a_hash_of_its_own_is_kept() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Own:
        first: int
        second: list[int]

        def __hash__(self) -> int:
            return self.first

    assert hash(Own(5, [])) == 5
    assert Own(5, []) != Own(5, [1])


@SHAPES
def test_nothing_can_be_set_or_deleted(ours: type[Any], theirs: type[Any], values: list[dict[str, Any]]) -> None:
    made, expected = ours(**values[0]), theirs(**values[0])
    for member in fields(ours):
        messages = []
        for value in (made, expected):
            with pytest.raises(FrozenInstanceError) as told:
                setattr(value, member.name, 0)
            with pytest.raises(FrozenInstanceError) as told_of_deleting:
                delattr(value, member.name)
            messages.append((str(told.value), str(told_of_deleting.value)))
        assert messages[0] == messages[1]
    with pytest.raises(FrozenInstanceError, match="nonsense"):
        made.nonsense = 1
    assert made == ours(**values[0])


@SHAPES
def test_copies_are_equal(ours: type[Any], theirs: type[Any], values: list[dict[str, Any]]) -> None:  # noqa: ARG001 — as above
    for each in values:
        made = ours(**each)
        assert copy.copy(made) == copy.deepcopy(made) == replace(made) == made
        assert replace(ours(**values[0]), **each) == made


@frozen.dataclass(frozen=True, slots=True)
class Sent:
    """A class that pickle finds by its name."""

    first: int
    second: tuple[str, ...] = ()


def test_a_worker_gets_the_same() -> None:
    made = Sent(1, ("二",))
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(made, protocol)) == made  # noqa: S301 — our own bytes


def test_a_default_is_made_for_each_instance() -> None:
    several = OURS[2]
    assert several("甲").items is not several("甲").items
    assert several("甲", None).items is None


def test_values_are_matched_by_place() -> None:
    match Sent(1, ("二",)):
        case Sent(first, second):
            assert (first, second) == (1, ("二",))


def test_what_it_does_not_do_is_refused() -> None:
    def after(_self: object) -> None:
        """Never asked for."""

    for wrong in (
        {"__annotations__": {"value": int}, "value": field(compare=False)},
        {"__annotations__": {"value": int}, "value": field(default=0, init=False)},
        {"__annotations__": {"value": int}, "__post_init__": after},
    ):
        with pytest.raises(TypeError, match=r"dataclasses\.dataclass"):
            frozen.dataclass(frozen=True, slots=True)(type("Wrong", (), wrong))


def _others(decorate: Decorate) -> tuple[type[Any], ...]:
    @decorate(slots=True)
    class Open:
        value: int
        items: list[int] = field(default_factory=list)

    @decorate(frozen=True, slots=True, order=True)
    class Ordered:
        value: int
        other: str = ""

    @decorate(frozen=True, slots=True, eq=False)
    class Itself:
        value: int

    return Open, Ordered, Itself


@pytest.mark.parametrize(("opened", "ordered", "itself"), [_others(frozen.dataclass), _others(dataclasses.dataclass)])
def test_what_may_change_or_has_an_order_or_no_equality(opened: type[Any], ordered: type[Any], itself: type[Any]) -> None:
    made = opened(1)
    made.value = 2
    made.items.append(3)
    assert made == opened(2, [3])
    assert repr(made).endswith("Open(value=2, items=[3])")
    with pytest.raises(AttributeError):
        made.nonsense = 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(made)
    assert pickle.dumps(copy.copy(made).items)
    assert ordered(1, "二") < ordered(2) <= ordered(2)
    assert ordered(2) > ordered(1, "二") >= ordered(1)
    with pytest.raises(TypeError, match="not supported"):
        sorted([ordered(1), 1])
    assert len({ordered(1), ordered(1), ordered(2)}) == 2
    one = itself(1)
    assert one != itself(1)
    assert {one: 1}[one] == 1
    with pytest.raises(FrozenInstanceError):
        one.value = 2


@pytest.mark.parametrize("number", range(len(ARGUMENTS)))
def test_the_method_of_many_does_what_that_of_the_first_does(number: int) -> None:
    """The first instances are made by a method that is the same for all classes, later ones by one of their own."""
    ours, theirs = (_classes(decorate)[number] for decorate in (frozen.dataclass, dataclasses.dataclass))
    for _ in range(20):
        for each in ARGUMENTS[number][2]:
            assert repr(ours(**each)) == repr(theirs(**each))
            if not any(member.kw_only for member in fields(ours)):
                assert repr(ours(*each.values())) == repr(theirs(*each.values()))


def test_every_class_of_the_program_has_the_fields_that_dataclasses_finds() -> None:
    found = 0
    for module in pkgutil.walk_packages(gen.__path__, "gen."):
        if module.name in {"gen.__main__", "gen.archive.cluster_worker"} or "_packaged" in module.name:
            continue
        for _, made in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            members = vars(made).get("__slotted_members__")
            if members is not None:
                found += 1
                assert dataclasses.is_dataclass(made)
                shown = [(member.name, member.default, member.default_factory, member.kw_only) for member in fields(made)]
                assert [(name, member.default, member.default_factory, member.kw_only) for name, member in members.items()] == shown
    assert found > 100


def test_other_options_go_to_the_standard_library() -> None:
    @frozen.dataclass
    class Bare:
        value: int

    assert vars(Bare(1)) == {"value": 1}

"""The name of a module that a library loads and few runs use → the module, loaded when it is first used.

A library that takes names out of it, as in `from inspect import signature`, uses it by that, unless these names are put off too. A module
within a package must be taken from it, as in `from PIL import Image`: after a plain `import` the package may not have its name yet.
"""

import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any, Final

_one_at_a_time: Final = RLock()


OF_FEW_DOCUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "PIL.Image": (),
    "ast": ("literal_eval",),
    "jinja2.compiler": ("CodeGenerator", "generate"),
    "jinja2.lexer": ("Lexer", "TokenStream", "get_lexer"),
    "jinja2.parser": ("Parser",),
    "random": ("choice", "randrange"),
    "reportlab.lib.rl_safe_eval": ("rl_extended_literal_eval", "rl_safe_eval", "rl_safe_exec", "safer_globals"),
}
"""Modules that libraries load and most documents do not use, with what libraries take out of them at once: a tenth of a small build.

Pillow is for pictures, Jinja2's for templates that have to be compiled, `random` for what templates may ask of chance, reportlab's and `ast` for
colours that are Python.
"""


def put_off(name: str, *taken: str, **known: object) -> None:
    """Have a module loaded by the first use of what is in it, or of the names taken out of it; not one that is there already, or not installed.

    What is `known` of it is there without loading it.
    """
    if name in sys.modules:
        return
    package, _, child = name.rpartition(".")
    spec = _found(name)
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    vars(module).update({each: _Taken(module, each) for each in taken}, **known)
    module.__class__ = _Later
    sys.modules[name] = module
    if package in sys.modules:
        setattr(sys.modules[package], child, module)


def _found(name: str) -> ModuleSpec | None:
    """Where a module is, without loading its packages as `find_spec` would."""
    package = name.rpartition(".")[0]
    if not package:
        return find_spec(name)
    within = _found(package)
    return PathFinder.find_spec(name, within.submodule_search_locations) if within else None


class _Later(ModuleType):
    """A module that is loaded when something is asked for that is not there yet."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever a module has
        if name == "__path__":
            # An `import` asks whether it is a package: then it would be there.
            raise AttributeError(name)
        _load(self)
        return object.__getattribute__(self, name)


def _load(module: ModuleType) -> None:
    with _one_at_a_time:
        spec = module.__spec__
        if isinstance(module, _Later) and spec and spec.loader:
            module.__class__ = ModuleType  # type: ignore[assignment]  # as it will be
            spec.loader.exec_module(module)


class _Taken:
    """A class or function that was taken out of a module before it was there: as soon as anything is done with it, it is the one that is there."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self._module = module
        self._name = name

    def _real(self) -> Any:  # noqa: ANN401 — whatever it is
        _load(self._module)
        return vars(self._module)[self._name]

    def __call__(self, *values: object, **named: object) -> Any:  # noqa: ANN401 — as above
        return self._real()(*values, **named)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — as above
        if name.startswith("__"):
            # `typing` asks whatever stands between brackets what kind of type it is.
            raise AttributeError(name)
        return getattr(self._real(), name)

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (self._real(),)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._real())

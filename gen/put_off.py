"""The name of a module that a library loads and few runs use → the module, loaded when it is first used.

It must be one that the library takes from its package, as in `from PIL import Image`: a plain `import` looks into the module, and that loads it.
"""

import importlib.util
import sys


def put_off(name: str) -> None:
    """Have a module loaded by the first use of what is in it; not one that is there already, or not installed.

    Source: `importlib.util.LazyLoader`, made for the start of command lines.
    """
    if name in sys.modules:
        return
    package, _, child = name.rpartition(".")
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    setattr(sys.modules[package], child, module)

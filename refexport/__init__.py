"""refexport: which works you cite, with what the registries know of them, in every format (docs/reference/api.md).

The functions and types of `refexport.api` are imported when they are first used: `refexport --version` needs none of
them. Type checkers find them in ``__init__.pyi``.
"""

from importlib import import_module

__version__ = "0.1.0"

__all__ = [
    "Entry",
    "Finding",
    "Project",
    "RefexportError",
    "Written",
    "__version__",
    "check",
    "export",
    "load",
]


def __getattr__(name: str) -> object:
    """What `refexport.api` has under a public name (PEP 562)."""
    if name in __all__:
        return getattr(import_module("refexport.api"), name)
    raise AttributeError(f"module 'refexport' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names too that are not imported yet: for completion at a prompt."""
    return sorted({*globals(), *__all__})

"""refexport: which works you cite, with what the registries know of them, in every format (docs/reference/api.md).

``load``, ``export`` and ``check`` are imported when they are first used: `refexport --version` needs none of them.
Their types stand in ``__init__.pyi``.
"""

from importlib import import_module

__version__ = "0.1.0"

__all__ = ["__version__", "check", "export", "load"]


def __getattr__(name: str) -> object:
    """The functions of `refexport.api` (PEP 562)."""
    if name in __all__:
        return getattr(import_module("refexport.api"), name)
    raise AttributeError(f"module 'refexport' has no attribute {name!r}")

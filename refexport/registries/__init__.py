"""Services: the registries that are asked, by name; others by the entry point group ``refexport.services``."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules

from refexport.errors import FileError
from refexport.model.ids import PLUG_INS, SCHEMES, Scheme
from refexport.registries.service import Service

ABOUT_ALL = frozenset(
    "client dblp_records fetch network pace publications resolve service together verify wire".split()
)
"""Modules of this package that ask the services or that these share; every other one is a service
(docs/decisions/0010)."""

MODULES = tuple(import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__) if one.name not in ABOUT_ALL)

SERVICES: dict[str, Service] = {one.SERVICE.name: one.SERVICE for one in MODULES}


def installed_services() -> dict[str, Service]:
    """The services of this package and those that entry points of others name; theirs cannot replace ours.

    What is no service, or has a scheme that the lock cannot hold, is left out; FileError for what cannot be loaded.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and only needed when somebody asks

    points = [point for point in entry_points(group=PLUG_INS) if point.name not in SERVICES]
    others = {point.name: _load(point.name, point.load) for point in points}
    return {**SERVICES, **{name: one for name, one in others.items() if isinstance(one, Service) and _is_fit(one)}}


def _load(name: str, load: Callable[[], object]) -> object:
    try:
        return load()
    except (ImportError, AttributeError) as error:
        message = f"the service {name} of another package cannot be loaded: {error}"
        raise FileError(message, "update or remove the package that brings it") from error


def _is_fit(service: Service) -> bool:
    """Whether the lock can hold its scheme, if it has one, and its batch and pace are such."""
    is_polite = isinstance(service.batch, int) and service.batch > 0 and isinstance(service.interval, int | float)
    is_for_titles = bool(not service.scheme and service.search and service.found)
    return is_polite and (is_for_titles or bool(re.fullmatch(r"[a-z]+", service.identifier.name)))


def by_scheme(services: Iterable[Service]) -> dict[str, list[Service]]:
    """Scheme -> the services that answer for it, in their order; one that is asked for titles only has none."""
    found: dict[str, list[Service]] = {}
    for service in services:
        for one in (one for one in (service, *service.also) if one.scheme):
            found.setdefault(one.identifier.name, []).append(one)
    return found


def installed_schemes() -> tuple[Scheme, ...]:
    """The schemes of identifiers that services are asked for: this package's first, in their order."""
    others = {name: theirs[0].identifier for name, theirs in by_scheme(installed_services().values()).items()}
    return tuple({**SCHEMES, **{name: scheme for name, scheme in others.items() if name not in SCHEMES}}.values())


__all__ = ["SERVICES", "Service", "by_scheme", "installed_schemes", "installed_services"]

"""Services: the registries that are asked, by name; others by the entry point group ``refexport.services``."""

from refexport.registries import arxiv, crossref, datacite, dblp
from refexport.registries.datacite import ARXIV_BY_DOI
from refexport.registries.doi import AGENCY
from refexport.registries.service import Service

GROUP = "refexport.services"

SERVICES: dict[str, Service] = {one.SERVICE.name: one.SERVICE for one in (arxiv, crossref, datacite, dblp)}


def installed_services() -> dict[str, Service]:
    """The services of this package and those that entry points of others name; theirs cannot replace ours."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and only needed when somebody asks

    others = {point.name: point.load() for point in entry_points(group=GROUP) if point.name not in SERVICES}
    return {**SERVICES, **{name: service for name, service in others.items() if isinstance(service, Service)}}


__all__ = ["AGENCY", "ARXIV_BY_DOI", "SERVICES", "Service", "installed_services"]

"""doi.org: which agency registered a DOI, many in one call.

Form: www.doi.org, "DOI resolution documentation", "Which RA?"; a URL of 4 KB holds some fifty DOIs.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from refexport.errors import UnavailableError
from refexport.registries.service import Answer, Request, Service, as_dicts, as_text, read_json, refused

WHO = "doi.org"
NO_SUCH = frozenset({"DOI does not exist", "Invalid DOI"})
"""What doi.org says of a DOI that nobody registered; "Unknown" says nothing."""


class Agency(NamedTuple):
    """How doi.org is asked: its address and pace, and the two functions."""

    service: Service
    batch: int
    request: Callable[[Sequence[str]], Request]
    parse: Callable[[Answer, Sequence[str]], Mapping[str, str]]


def agency_request(dois: Sequence[str]) -> Request:
    """One request for the agencies of all DOIs; a comma would part a DOI in two, so it is quoted."""
    return Request("/doiRA/" + ",".join(quote(doi, safe="/()") for doi in dois), (), "application/json")


def parse_agency(answer: Answer, dois: Sequence[str]) -> dict[str, str]:
    """DOI -> ``"Crossref"``, ``"DataCite"``, … or "" if it does not exist; what doi.org cannot tell is left out."""
    if answer.status != 200:
        raise refused(answer, WHO)
    told = read_json(answer, WHO)
    if not isinstance(told, list):
        raise UnavailableError(f"{WHO} answered with JSON that is no list of DOIs")
    by_doi = {as_text(row.get("DOI")).lower(): row for row in as_dicts(told)}
    agencies = {doi: _agency(by_doi.get(doi.lower(), {})) for doi in dois}
    return {doi: agency for doi, agency in agencies.items() if agency is not None}


def _agency(row: Mapping[str, object]) -> str | None:
    agency = as_text(row.get("RA")).strip()
    return agency or ("" if as_text(row.get("status")) in NO_SUCH else None)


AGENCY = Agency(
    service=Service(
        name="doi.org",
        scheme="doi",
        base_url="https://doi.org",
        env="REFEXPORT_DOI_URL",
        batch=50,
        interval=1.0,
        request=agency_request,
        parse=lambda _answer, _values: {},  # it has no records of its own
    ),
    batch=50,
    request=agency_request,
    parse=parse_agency,
)

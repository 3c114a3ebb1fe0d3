"""doi.org: which agency registered a DOI, many in one call.

Form: www.doi.org, "DOI resolution documentation", "Which RA?"; a URL of 4 KB holds some fifty DOIs.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from refexport.errors import UnavailableError
from refexport.model.entry import Record
from refexport.registries.service import Answer, Request, Service, as_dicts, as_text, read_json, refused

WHO = "doi.org"
NO_SUCH = frozenset({"DOI does not exist", "Invalid DOI"})
"""What doi.org says of a DOI that nobody registered; "Unknown" says nothing."""


def request(dois: Sequence[str]) -> Request:
    """One request for the agencies of all DOIs; a comma would part a DOI in two, so it is quoted."""
    return Request("/doiRA/" + ",".join(quote(doi, safe="/()") for doi in dois), (), "application/json")


def parse(answer: Answer, dois: Sequence[str]) -> dict[str, Record]:
    """The DOIs that nobody registered; of the others it has no records, only their agencies."""
    rows = _rows(answer, dois)
    absent = (doi for doi, row in rows.items() if not _agency(row) and as_text(row.get("status")) in NO_SUCH)
    return {doi: Record(f"doi:{doi}", SERVICE.name) for doi in absent}


def agencies(answer: Answer, dois: Sequence[str]) -> dict[str, str]:
    """DOI -> ``"Crossref"``, ``"DataCite"``, …; a DOI that has none, or whose agency it cannot tell, is left out."""
    named = {doi: _agency(row) for doi, row in _rows(answer, dois).items()}
    return {doi: agency for doi, agency in named.items() if agency}


def _rows(answer: Answer, dois: Sequence[str]) -> dict[str, Mapping[str, object]]:
    if answer.status != 200:
        raise refused(answer, WHO)
    listed = read_json(answer, WHO)
    if not isinstance(listed, list):
        raise UnavailableError(f"{WHO} answered with JSON that is no list of DOIs")
    by_doi = {as_text(row.get("DOI")).lower(): row for row in as_dicts(listed)}
    return {doi: by_doi.get(doi.lower(), {}) for doi in dois}


def _agency(row: Mapping[str, object]) -> str:
    return as_text(row.get("RA")).strip()


SERVICE = Service(
    name="doi.org",
    scheme="doi",
    base_url="https://doi.org",
    env="REFEXPORT_DOI_URL",
    batch=50,
    interval=1.0,
    domain="doi.org",
    request=request,
    parse=parse,
    agencies=agencies,
)

"""Numbers: what a page shows of a library, counted; nothing here knows HTML."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from refexport.data.datamodel import TYPES
from refexport.errors import Finding
from refexport.model.entry import Entry, Merged, has_required
from refexport.project import Project
from refexport.works.inheritance import is_inherited
from refexport.works.news import cites_preprint, publications

HEAT_FIELDS = (
    "author editor title date journaltitle booktitle publisher volume number pages location institution url doi eprint "
    "isbn abstract keywords"
).split()
"""The columns of the heat map, those of them that an entry of the library has or should have."""
VENUES = ("journaltitle", "booktitle", "eventtitle", "institution", "publisher")
MOST_VENUES = 15
MOST_YEARS = 60
"""Years that have a bar each; what is older shares one."""


class Cell(NamedTuple):
    """How many of the works of a type have a field, of how many; ``is_required``: of what would do, most have it."""

    has: int
    of: int
    is_required: bool

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 is all."""
        return 100 * self.has // self.of if self.of else 0


class Numbers(NamedTuple):
    """All that is counted: tables of (label, number), the heat map by type, and who has a publication."""

    entries: int
    complete: int
    identified: int
    heat: Sequence[tuple[str, int, Sequence[Cell | None]]]
    heat_fields: Sequence[str]
    years: Sequence[tuple[str, int]]
    venues: Sequence[tuple[str, int]]
    sources: Sequence[tuple[str, int]]
    stages: Sequence[tuple[str, int]]
    upgradable: Sequence[tuple[str, str]]
    findings: Sequence[Finding]


def numbers(project: Project) -> Numbers:
    """What there is to count in a library."""
    merged, entries = project.merged, project.entries
    fields = [field for field in HEAT_FIELDS if any(entry.has(field) for entry in entries)]
    return Numbers(
        entries=len(entries),
        complete=sum(map(has_required, entries)),
        identified=sum(any(map(entry.has, ("doi", "eprint", "dblp", "isbn", "pmid"))) for entry in entries),
        heat=_heat(entries, fields),
        heat_fields=fields,
        years=_years(entries),
        venues=_venues(entries),
        sources=_sources(merged),
        stages=_stages(merged),
        upgradable=[(one.entry.key, target) for one in merged for _, target in publications(one)[:1]],
        findings=project.findings(),
    )


def _heat(entries: Sequence[Entry], fields: Sequence[str]) -> list[tuple[str, int, list[Cell | None]]]:
    """(type, works, a cell for each field), the commonest type first; no cell where the field is not the type's."""
    rows: list[tuple[str, int, list[Cell | None]]] = []
    for type_, number in Counter(entry.type or "no type" for entry in entries).most_common():
        some = [entry for entry in entries if (entry.type or "no type") == type_]
        required = {max(group, key=lambda field: sum(one.has(field) for one in some)) for group in TYPES.get(type_, ())}
        cells: list[Cell | None] = []
        for field in fields:
            has = sum(entry.has(field) for entry in some)
            cells.append(Cell(has, number, field in required) if has or field in required else None)
        rows.append((type_, number, cells))
    return rows


def _years(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Every year from the first to the last, those without works too; the oldest together where they are too many."""
    counted = Counter(entry.year for entry in entries if entry.year is not None)
    if not counted:
        return []
    last = max(counted)
    first = max(min(counted), last - MOST_YEARS + 1)
    older = sum(number for year, number in counted.items() if year < first)
    rows = [(str(year), counted.get(year, 0)) for year in range(first, last + 1)]
    return [(f"before {first}", older), *rows] if older else rows


def _venues(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    named = (next((entry.plain(field) for field in VENUES if entry.has(field)), "") for entry in entries)
    return Counter(filter(None, named)).most_common(MOST_VENUES)


def _sources(merged: Iterable[Merged]) -> list[tuple[str, int]]:
    """By how many values each service, or a person, says what is exported."""
    counted: Counter[str] = Counter()
    for one in merged:
        services = {record.id: record.service for record in one.records}
        counted.update(
            services.get(origin, "by hand" if origin == "hand" else "by rule")
            for origin in one.origin.values()
            if not is_inherited(origin)
        )
    return counted.most_common()


def _stages(merged: Sequence[Merged]) -> list[tuple[str, int]]:
    """Preprints and publications."""
    preprints = [one for one in merged if cites_preprint(one)]
    known = sum(bool(publications(one)) for one in preprints)
    both = sum(bool(one.entry.arxiv) for one in merged if not cites_preprint(one))
    return [
        ("published, and on arXiv", both),
        ("published only", len(merged) - len(preprints) - both),
        ("preprints", len(preprints) - known),
        ("preprints whose publication is known", known),
    ]

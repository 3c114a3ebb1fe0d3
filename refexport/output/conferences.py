"""Conferences: entries with the meetings' short names, or with their names in full, by the table of venues."""

import re
from collections.abc import Iterable, Mapping

from refexport.data.venue_table import VenueNames, venue_table
from refexport.model.entry import Entry
from refexport.model.text import literal_text
from refexport.store.exports import VENUES
from refexport.works.venues import known_venues

FULL, SHORT = VENUES
WORKSHOP = "workshop"
MOST_SHORT = 3
"""Words of a short name: ``Proc. ICML 2017``, ``CVPR Workshops``."""


def called(entries: Iterable[Entry], form: str) -> list[Entry]:
    """The entries with their conferences called in one form; what the table does not know stays as it is.

    In full only what is an acronym is spelled out: a name with its ordinal or year says more than the table.
    """
    rows = {row.stream: row for row in venue_table() if row.is_conference and row.acronyms and row.names}
    return [_called(entry, form, rows) if entry.has("booktitle") else entry for entry in entries]


def _called(entry: Entry, form: str, rows: Mapping[str, VenueNames]) -> Entry:
    text = entry.plain("booktitle")
    known = [venue for venue in known_venues(text) if venue.base in rows]
    if len(known) != 1 or known[0].part not in ("", WORKSHOP):
        return entry  # joint meetings, demonstrations, findings
    row = rows[known[0].base]
    written = next((acronym for acronym in row.acronyms if acronym in text), "")
    is_short = bool(written) and len(re.findall(r"[\w-]+", text)) <= MOST_SHORT
    if is_short == (form == SHORT):
        return entry
    name = (written or row.acronyms[0]) if form == SHORT else row.names[0]
    return entry.replace(booktitle=literal_text(f"{name} Workshops" if known[0].part == WORKSHOP else name))

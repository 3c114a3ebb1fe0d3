"""Drafts: works that their entry calls unpublished or private; nobody is asked for them unless a person says so."""

import re
from collections.abc import Sequence

from refexport.data.drafts import PRIVATE, PUBLIC, REMARKS, STATES, TYPES, VENUES
from refexport.data.patterns import regex
from refexport.model.entry import Entry
from refexport.text.fold import fold

PARTS = regex(r"[;:,()\[\]|]|[.!?]\s+(?=[^\W\d_a-z])|\s[-–—]{1,2}\s|\n")
"""What parts one statement of a field from the next; not the full stop of an abbreviation ("pers. comm.")."""


def _any_of(forms: Sequence[str]) -> re.Pattern[str]:
    return regex("|".join(f"(?:{one})" for one in forms))


IS_STATE, IS_REMARK = _any_of(STATES), _any_of((*STATES, *PRIVATE))


def is_draft(entry: Entry) -> bool:
    """Whether the entry says that its work is unpublished, a patent, or between two people (`data.drafts`).

    Words count only where no field says that the work is out.
    """
    if entry.type in TYPES or entry.type == "preprint":
        return entry.type in TYPES
    states = {field for field in VENUES if _says(IS_STATE, _words(entry, field))}
    is_public = any(entry.has(field) and field not in states for field in PUBLIC)
    remarks = (entry.type, *(entry.plain(field) for field in REMARKS))
    return not is_public and bool(states or any(_says(IS_REMARK, words) for words in remarks))


def _words(entry: Entry, field: str) -> str:
    date = entry.date() if field == "date" else None
    return date.literal if date else "" if field == "date" else entry.plain(field)


def _says(form: re.Pattern[str], text: str) -> bool:
    return any(form.fullmatch(fold(part)) for part in PARTS.split(text)) if text else False

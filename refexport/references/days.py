"""Days: which date is the work's, and which that of access."""

import re
from collections.abc import Callable

from refexport.data.patterns import regex
from refexport.model.date import month_number
from refexport.references.recutting import cut_at, labelled, place_of
from refexport.references.segment import Part


def _with_date(_text: str, parts: list[Part]) -> list[Part]:
    """``(Distill, 14 August 2002) … accessed 14 March 2021``: the day before that of access is the work's."""
    n = place_of(parts, "Y")
    if n is None:
        return _with_bracketed_day(parts)
    if any(part.label == "D" and any(YEAR.search(chunk.text) for chunk in part.chunks) for part in parts):
        return parts
    place = next((m for m, chunk in enumerate(parts[n].chunks) if ACCESSED.match(chunk.text)), 0)
    if place and any(YEAR.search(chunk.text) for chunk in parts[n].chunks[:place]):
        return labelled(cut_at(parts, n, place, "Y"), n, "D")
    is_before = not ACCESSED.match(parts[n].chunks[0].text) and any(part.label == "Y" for part in parts[n + 1 :])
    return labelled(parts, n, "D") if is_before else parts


def _with_month(_text: str, parts: list[Part]) -> list[Part]:
    """``…, Jul. 16, 1990``: a month alone is no journal, and the day behind it no volume."""
    for n, part in enumerate(parts[:-1]):
        is_month = (
            part.label in "JO" and len(part.chunks) == 1 and month_number(part.chunks[0].text.strip(". ").lower())
        )
        following = parts[n + 1 :]
        place = next((m for m, one in enumerate(following[:2]) if one.label == "D"), None)
        if is_month and place is not None and all(one.label in "VIPN" for one in following[:place]):
            chunks = tuple(chunk for one in parts[n : n + place + 2] for chunk in one.chunks)
            return [*parts[:n], Part("D", part.start, chunks[-1].end, chunks), *following[place + 1 :]]
    return parts


def _with_bracketed_day(parts: list[Part]) -> list[Part]:
    """``2008-02[2021-03-14]``: GB/T 7714 has the day of access in brackets."""
    for n, part in enumerate(parts):
        last = part.chunks[-1]
        if part.label != "D" or "[" not in last.before or not ISO_DAY.fullmatch(last.text):
            continue
        if len(part.chunks) > 1:
            return cut_at(parts, n, len(part.chunks) - 1, "Y")
        if n and ISO_MONTH.fullmatch(parts[n - 1].chunks[-1].text):
            return labelled(labelled(parts, n, "Y"), n - 1, "D")
    return parts


ISO_DAY, ISO_MONTH = regex(r"20\d\d-\d\d-\d\d"), regex(r"(?:19|20)\d\d(?:-\d\d){0,2}")


def _with_day_of_access(_text: str, parts: list[Part]) -> list[Part]:
    """``last accessed 2021/03/14`` wherever it stands."""
    for n, part in enumerate(parts):
        for m, chunk in enumerate(part.chunks):
            rest = part.chunks[m:] if m + 1 < len(part.chunks) or n + 1 == len(parts) else parts[n + 1].chunks
            is_dated = any(YEAR.search(one.text) for one in rest)
            if part.label in "TJOUDA" and ACCESSED.match(chunk.text) and is_dated:
                return cut_at(parts, n, m, "Y") if m else labelled(parts, n, "Y")
    return parts


ACCESSED = regex(
    r"(?:last |date )?(?:accessed|retrieved|visited|viewed|abgerufen|zugriff|consulté|aufgerufen|дата обращения)\b",
    re.IGNORECASE,
)


YEAR = regex(r"(?<!\d)20\d\d(?!\d)")


DAY_RULES: tuple[Callable[[str, list[Part]], list[Part]], ...] = (_with_month, _with_day_of_access, _with_date)

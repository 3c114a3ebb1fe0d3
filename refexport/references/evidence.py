"""Evidence: what is to be seen of each chunk of a reference, as words that the table of scores knows."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.segmenting import AND
from refexport.references.bylines import NOBODY, byline
from refexport.references.chunks import Chunk, kind_of, looks_of

NUMBERED = frozenset(("volume#", "issue#"))
COUNTS = frozenset("n2 n3 n4 range code decimal roman".split())
"""Kinds of numbers that no word explains."""

NAMELIKE = frozenset(
    "word given capitals name name-given names initials family-initials etal han2 han4 low1 low and city".split()
)
ROLES = frozenset(("c=edited", "c=translated", "c=editors"))


def evidence(chunks: Sequence[Chunk]) -> Iterator[list[str]]:
    """What is to be seen of each chunk: by itself, of its neighbours, of its place among all."""
    kinds = [coarse(chunk) for chunk in chunks]
    runs, roles, quotes, counts = _runs(chunks, kinds), _roles(kinds), _quotes(chunks), _counts(kinds)
    for n, chunk in enumerate(chunks):
        seen = [
            "bias",
            *looks_of(chunk.text),
            *_beside(chunks, kinds, n),
            f"q={quotes[n]}",
            f"qb={quotes[n]}{chunk.before}",
        ]
        run, style = runs[n]
        if run:
            seen += [f"run={run}", f"rb={run}{chunk.before}", f"rs={style}"]
        seen.append(f"r={roles[n] or '-'}")
        yield [*seen, *counts[n].seen(chunks, n)]


def _beside(chunks: Sequence[Chunk], kinds: Sequence[str], n: int) -> list[str]:
    """What is to be seen of a chunk's neighbours and of the marks around it."""
    last = len(chunks) - 1
    kind, before = kind_of(chunks[n].text), chunks[n].before
    after = chunks[n + 1].before if n < last else "$"
    previous = kinds[n - 1] if n else "^"
    earlier = kinds[n - 2] if n > 1 else "^"
    following = kinds[n + 1] if n < last else "$"
    inside = "".join(sorted(set(chunks[n].inside)))
    seen = [
        f"b={before}",
        f"a={after}",
        f"kb={kind}{before}",
        f"ka={kind}{after}",
        f"p={previous}{before}",
        f"n={following}{after}",
        f"pk={previous}{before}{kind}",
        f"kn={kind}{after}{following}",
        f"pp={earlier}/{previous}{before}{kind[:4]}",
        f"i={inside}",
        f"ik={inside}{kind}",
        f"at={min(n, 3) if n < 4 else n - last if last - n < 2 else 4}",
        *_joined(chunks, kind, n),
    ]
    return seen if n else [*seen, f"first={kind}{after}"]


def _joined(chunks: Sequence[Chunk], kind: str, n: int) -> Iterator[str]:
    """What joins a chunk to its neighbours: ``X, Y, and Z`` is one part, and a year beside a meeting its own.

    A chunk may be one of a list that an "and" ends; the number behind it, or before it, that of a meeting.
    """
    following = chunks[n + 1] if n + 1 < len(chunks) else None
    if following and following.before == "," and LAST.match(following.text):
        yield f"la={kind}"
    if n and chunks[n].before == "," and LAST.match(chunks[n].text):
        yield f"ls={kind}"
    if kind in YEARS:
        if following and not following.before.strip():
            yield f"ym={'m' if _is_meeting(following) else '-'}{chunks[n].before}"
        if n and not chunks[n].before.strip():
            yield f"my={'m' if _is_meeting(chunks[n - 1]) else '-'}"
    elif n and kind_of(chunks[n - 1].text) in YEARS and not chunks[n].before.strip():
        yield f"mb={'m' if _is_meeting(chunks[n]) else '-'}{chunks[n - 1].before}"


YEARS = ("year", "n2", "n3", "ordinal")
"""Kinds of numbers that meetings have."""

LAST = regex(rf"(?:{AND}|(?i:or|oder|ou))\s")
"""How the last member of an enumeration begins."""


def _is_meeting(chunk: Chunk) -> bool:
    return not {"w=meeting", "w=venue"}.isdisjoint(looks_of(chunk.text))


class _Count(NamedTuple):
    """Years before a chunk and behind it, bare numbers behind it, whether it is one, whether words tell others."""

    years: int
    years_left: int
    left: int
    is_bare: bool
    keyed: str

    def seen(self, chunks: Sequence[Chunk], n: int) -> list[str]:
        """What these numbers say of a chunk."""
        kind, before = kind_of(chunks[n].text), chunks[n].before
        seen = [f"y={min(self.years, 2)}{kind}"]
        if self.is_bare:
            seen.append(f"m={self.keyed}{min(self.left, 3)}{before}{min(self.years, 1)}")
        if kind in ("year", "years"):
            after = chunks[n + 1].before if n + 1 < len(chunks) else "$"
            seen.append(f"yl={min(self.years_left, 2)}{kind}{before}{after}")
        return seen


def _counts(kinds: Sequence[str]) -> list[_Count]:
    keyed = "k" if any(kind in NUMBERED for kind in kinds) else ""
    years = [kind == "year" for kind in kinds]
    bare = [kind in COUNTS for kind in kinds]
    return [_Count(sum(years[:n]), sum(years[n + 1 :]), sum(bare[n + 1 :]), bare[n], keyed) for n in range(len(kinds))]


def _runs(chunks: Sequence[Chunk], kinds: Sequence[str]) -> list[tuple[str, str]]:
    """The bylines in which chunks stand, each with its way of writing; and where one has just ended."""
    runs = [("", "")] * len(chunks)
    place = 0
    while place < len(chunks):
        found = byline(chunks[place:]) if kinds[place] in STARTS else NOBODY
        if found.length and (not place or found.length > 1 or len(found.names) > 1 or kinds[place] in SINGLE):
            where = "^" if not place else "+"
            size = min(len(found.names), 2)
            for n in range(place, place + found.length):
                runs[n] = (f"{where}in{size}", f"{where}{found.style}")
            place += found.length
            if place < len(chunks):
                runs[place] = (f"{where}out{size}", f"{where}{found.style}$")
                place += kinds[place] not in STARTS or where == "^"
        else:
            place += 1
    return runs


def _quotes(chunks: Sequence[Chunk]) -> list[str]:
    """Whether chunks stand before, in or behind the words that are quoted whole, if any are."""
    opens = next(
        (n for n, chunk in enumerate(chunks) if OPENS.search(chunk.before) and (not n or chunk.before.strip('“"'))),
        None,
    )
    if opens is None:
        return [""] * len(chunks)
    shuts = next((n for n in range(opens + 1, len(chunks)) if SHUTS.search(chunks[n].before)), len(chunks))
    words = sum(len(chunk.words) for chunk in chunks[opens:shuts])
    if shuts < len(chunks) and (
        chunks[shuts].before.rstrip()[-1:] == ":" or (len(chunks[shuts].before) == 1 and words < FEWEST_QUOTED)
    ):
        return [""] * len(chunks)
    return ["before" if n < opens else "in" if n < shuts else "behind" for n in range(len(chunks))]


FEWEST_QUOTED = 3
"""Fewer words in quotation marks, and no other mark behind them, are a part of a title."""

OPENS, SHUTS = regex('[“"]'), regex('[”"]')
STARTS = frozenset(
    "word capitals given name name-given names initials family-initials han2 han4 low2 low4 roman".split()
)
SINGLE = frozenset("name-given names family-initials".split())


def coarse(chunk: Chunk) -> str:
    """A chunk's kind for its neighbours: cues and words of months and places count more than its shape."""
    looks = looks_of(chunk.text)
    kind = looks[0][2:]
    cue = next((look for look in looks[1:] if look.startswith("c=") and look != "c=in" and not kind.endswith("#")), "")
    if cue and len(chunk.words) < 4:
        return cue
    if "w=month" in looks:
        return "month"
    if "w=city" in looks or "w=state" in looks:
        return "city"
    return kind.rstrip("2489") if kind[:3] in ("tex", "low") else kind


def _roles(kinds: Sequence[str]) -> list[str]:
    """What a list of names is by words before or behind it: ``(Eds.)``, "edited by", "translated by"."""
    roles = [""] * len(kinds)
    for n, kind in enumerate(kinds):
        if kind not in ROLES:
            continue
        roles[n] = kind[2:]
        for step, mark in ((-1, "<"), (1, ">")):
            place = n + step
            while 0 <= place < len(kinds) and kinds[place] in NAMELIKE and (kind == "c=editors" or step == 1):
                roles[place] = roles[place] or f"{kind[2:]}{mark}"
                place += step
    return roles

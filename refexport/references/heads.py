"""Heads: where the authors of a reference end, and where its title begins and ends."""

from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile

from refexport.data.patterns import regex
from refexport.data.segmenting import CUES, WORDS
from refexport.references.bylines import byline
from refexport.references.chunks import Chunk, kind_of
from refexport.references.names import SURE, WEAK
from refexport.references.people import parse_people, strength
from refexport.references.recutting import INTO, cut_at, labelled, place_of
from refexport.references.segment import Part

TWICE_DATED = regex(r"(?P<first>\s*\([^()]*\b(?:1[5-9]|20)\d\d\)),?\s*\((?:1[5-9]|20)\d\d\)")


def _with_title_whole(text: str, parts: list[Part]) -> list[Part]:
    """A title to its end: ``Third workshop (ComplexRec 2019), (2019)``, ``… -- Part I: Stability``."""
    n = next((n for n, part in enumerate(parts) if part.label == "T"), -1)
    if n < 0:
        return parts
    title = parts[n]
    end = title.end
    following = parts[n + 1] if n + 1 < len(parts) else None
    if (
        following
        and following.label == "A"
        and len(following.chunks) > 1
        and TITLE_COLON.fullmatch(text, end, following.start)
    ):
        subtitle, *names = following.chunks
        rest = following._replace(start=names[0].start, chunks=tuple(names))
        return [*parts[:n], title._replace(end=subtitle.end, chunks=(*title.chunks, subtitle)), rest, *parts[n + 2 :]]
    if twice := TWICE_DATED.match(text, end):
        end = twice.end("first")
    elif following and following.label in "JO" and text[end : following.start] == ": ":
        end = following.end  # no container follows a title's colon, its subtitle does
    elif OPEN_TITLE.search(text, title.start, end):
        behind = (chunk for part in parts[n + 1 :] for chunk in part.chunks)
        end = max((chunk.end for chunk in takewhile(lambda chunk: not chunk.before.strip(), behind)), default=end)
    left = ((part, tuple(chunk for chunk in part.chunks if chunk.start >= end)) for part in parts[n + 1 :])
    kept = [part._replace(start=chunks[0].start, chunks=chunks) for part, chunks in left if chunks]
    return [*parts[:n], title._replace(end=end), *kept]


OPEN_TITLE = regex(r"\s(?:of|from|the|between|since|before|du|des|vom|der)$")
"""Words that end no title: ``The Crisis of | 8-14 July 1914``."""

TITLE_COLON = regex(r"[\"”’»]?: ")
"""What stands between a title and its subtitle."""


def _with_title_in_front(text: str, parts: list[Part]) -> list[Part]:
    """``Third workshop (ComplexRec 2019)``: words that name nobody, and what stands behind them in parentheses."""
    if len(parts) < 2 or parts[0].label != "A" or not parts[0].leads or parts[1].label != "T":
        return parts
    first, title = parts[0], parts[1]
    is_named = byline(first.chunks).length or any(char.isdigit() for char in text[first.start : first.end])
    if is_named or title.chunks[0].before != "(" or "," in text[first.start : first.end]:
        return parts
    is_twice = TWICE_DATED.match(text, first.end)
    chunks = first.chunks if is_twice else (*first.chunks, *title.chunks)
    return [title._replace(start=first.start, end=chunks[-1].end, chunks=chunks, leads=False), *parts[2:]]


def _with_words_of_title(text: str, parts: list[Part]) -> list[Part]:
    """``Watch, Try, Learn: …, (2019), Allan Zhou, Eric Jang``: words like names, where surer ones stand behind."""
    if len(parts) < 3 or not (parts[0].label == "A" and parts[0].leads and parts[1].label == "T"):
        return parts
    first, title = parts[0], parts[1]
    ours = strength(parse_people(text[first.start : first.end]) or ())
    behind = [strength(parse_people(text[part.start : part.end]) or ()) for part in parts[2:] if part.label == "A"]
    if title.chunks[0].before != "," or ours >= SURE or max(behind, default=0) <= ours + SURE:
        return parts
    whole = title._replace(start=first.start, chunks=(*first.chunks, *title.chunks))
    return [whole, *parts[2:]]


def _with_title_to_container(text: str, parts: list[Part]) -> list[Part]:
    """``… arithmetic I. in Learning to Learn``, ``… // Trudy``: a container that the title took with it."""
    n = place_of(parts, "T")
    if n is None:
        return parts
    title, other = parts[n], place_of(parts, "J")
    if other == n + 1 and (within := _behind_slashes(text, parts[other])):  # "Title. Subtitle // Trudy"
        taken, last = parts[other].chunks[:within], parts[other].chunks[within:]
        longer = title._replace(end=taken[-1].end, chunks=(*title.chunks, *taken))
        return [*parts[:n], longer, Part("J", last[0].start, last[-1].end, last), *parts[other + 1 :]]
    for m, chunk in enumerate(title.chunks[1:], 1):
        gap = text[title.chunks[m - 1].end : chunk.start]
        if other is not None and "//" in gap:  # what was taken for the container is the place before a publisher
            is_place = [part.label for part in parts[other + 1 : other + 2]] == ["U"]
            return cut_at(labelled(parts, other, "L") if is_place else parts, n, m, "J")
        if other is not None:
            continue
        is_in = INTO.match(chunk.text) and (set(gap) & set('.,?!”"’') or title.chunks[m - 1].text[-1:] in ".?!")
        if "//" in gap or (is_in and chunk.text not in ("In", "in")):
            return cut_at(parts, n, m, "J")
        if is_in and m + 1 < len(title.chunks) and title.chunks[m + 1].before == ":":
            kept = title._replace(end=title.chunks[m - 1].end, chunks=title.chunks[:m])
            rest = title.chunks[m + 1 :]
            return [*parts[:n], kept, Part("J", rest[0].start, rest[-1].end, rest), *parts[n + 1 :]]
    return parts


def _behind_slashes(text: str, part: Part) -> int:
    """The place of the chunk behind ``//`` within a part; 0 if there is none."""
    gaps = enumerate(pairwise(part.chunks), 1)
    return next((m for m, (one, other) in gaps if "//" in text[one.end : other.start]), 0)


def _without_form(_text: str, parts: list[Part]) -> list[Part]:
    """``Title. Subtitle[J/OL]``: the mark of GB/T 7714 ends the title."""
    n = place_of(parts, "T")
    if n is None:
        return parts
    places = [(m, k) for m in range(n, len(parts)) for k, chunk in enumerate(parts[m].chunks) if _is_form(chunk)]
    m, k = places[0] if places else (n, 0)
    if m == n or any(part.label in "ADLUY" for part in parts[n + 1 : m]):
        return cut_at(parts, n, k, "O") if places and m == n and k else parts
    taken = [chunk for part in parts[n + 1 : m] for chunk in part.chunks] + [*parts[m].chunks[:k]]
    mark = Part("O", parts[m].chunks[k].start, parts[m].chunks[k].end, parts[m].chunks[k : k + 1])
    rest = parts[m].chunks[k + 1 :]
    last = [Part(parts[m].label, rest[0].start, rest[-1].end, rest)] if rest else []
    chunks = (*parts[n].chunks, *taken)
    return [*parts[:n], parts[n]._replace(end=chunks[-1].end, chunks=chunks), mark, *last, *parts[m + 1 :]]


def _is_form(chunk: Chunk) -> bool:
    return "[" in chunk.before and bool(FORM.fullmatch(chunk.text))


FORM = regex(r"(?:[MCNJDRSPGZA]|DB|EB|CP)(?:/OL|/CD)?")
"""GB/T 7714-2015, table B.1 and B.2."""


def _with_author_first(text: str, parts: list[Part]) -> list[Part]:
    """``Martin Heidegger. Sein und Zeit``: a person is the author rather than two bare words with "and"."""
    if len(parts) < 2 or parts[0].label != "T" or parts[1].label not in "AJO" or parts[1].chunks[0].before != ".":
        return parts
    first, second = parts[0], parts[1]
    people = parse_people(text[first.start : first.end], WEAK) if len(first.chunks) == 1 else None
    others = parse_people(text[second.start : second.end]) if second.label == "A" else ()
    if not people or len(people) != 1 or strength(others or ()) or any(part.label == "V" for part in parts):
        return parts
    return [first._replace(label="A", leads=True), second._replace(label="T", leads=False), *parts[2:]]


def _with_names_alike(text: str, parts: list[Part]) -> list[Part]:
    """``M. Heidegger, Sein und Zeit, Niemeyer``: what is not written like the names before it begins the title."""
    n = place_of(parts, "T")
    if n not in (1, 2) or not (parts[0].label == "A" and parts[0].leads):
        return parts
    first, title = parts[0], parts[n]
    found = byline(first.chunks)
    rest = first.chunks[found.length :]
    if not rest or not found.length or _are_names(text, rest) or strength(found.names) < SURE:
        return parts
    kept = first.chunks[: found.length]
    own = first._replace(end=kept[-1].end, chunks=kept)
    year = parts[1].chunks if n == 2 and parts[1].label == "D" else ()
    if year and rest[-1].words[-1].lower() not in PREPOSITIONS:
        return parts
    if not year and "." in rest[0].before and title.chunks[0].before == ",":  # "Sondow J. Ramanujan, Robin, Highly …"
        return [own, title._replace(start=rest[0].start, chunks=(*rest, *title.chunks)), *parts[n + 1 :]]
    label = _label_behind_title(title, parts[n + 1 :])
    if not label or "“" in title.chunks[0].before or rest[0].before not in (",", "."):
        return parts
    whole = (*rest, *year)
    return [own, Part("T", whole[0].start, whole[-1].end, whole), title._replace(label=label), *parts[n + 1 :]]


def _are_names(text: str, chunks: Sequence[Chunk]) -> bool:
    """Whether chunks may go on with names: initials, "et al.", or surely people."""
    is_listed = any(kind_of(one.text) in ("initials", "etal") for one in chunks)
    return is_listed or bool(parse_people(text[chunks[0].start : chunks[-1].end], SURE))


def _label_behind_title(part: Part, others: Sequence[Part]) -> str:
    """What a part is that was taken for the title, if it can be no title."""
    text = part.chunks[0].text
    if CUES["thesis"].match(text) or WORDS["thesis"].search(text):
        return "G"
    if INTO.match(text):
        return "J"
    labels = [one.label for one in others]
    is_house = len(part.chunks) == 1 and labels[:1] in (["L"], ["D"]) and "U" not in labels
    return "U" if is_house else ""


def _with_enumeration(_text: str, parts: list[Part]) -> list[Part]:
    """``… DNA Monomers, Stacked Complexes, and Watson-Crick Pairs``: a title goes on to the end of what it lists."""
    n = place_of(parts, "T")
    if n is None or n + 1 >= len(parts) or parts[n + 1].label not in "JOSU":
        return parts
    following = [(m, chunk) for m in range(n + 1, len(parts)) for chunk in parts[m].chunks]
    listed = 0
    for place, (_, chunk) in enumerate(following[:MOST_LISTED]):
        if chunk.before != ",":
            break
        if chunk.words[0].lower() in ("and", "und", "et") and len(chunk.words) > 1:
            listed = place + 1
            break
    if not listed or any(parts[m].label not in "JOSU" for m, _ in following[:listed]):
        return parts
    taken = [chunk for _, chunk in following[:listed]]
    title = parts[n]._replace(end=taken[-1].end, chunks=(*parts[n].chunks, *taken))
    out = [*parts[:n], title]
    for part in parts[n + 1 :]:
        rest = tuple(chunk for chunk in part.chunks if chunk.start >= title.end)
        if rest:
            out.append(part._replace(start=rest[0].start, chunks=rest))
    return out


MOST_LISTED = 4


def _with_year_in_title(_text: str, parts: list[Part]) -> list[Part]:
    """``Die Kunst der Gesellschaft nach 1989``: a preposition's year, where another one dates the work."""
    n = place_of(parts, "T")
    dates = sum(len(part.chunks) for part in parts if part.label == "D")
    if n is None or n + 1 >= len(parts) or parts[n + 1].label != "D" or dates < 2:
        return parts
    title, year = parts[n], parts[n + 1]
    if year.chunks[0].before != " " or title.chunks[-1].words[-1].lower() not in PREPOSITIONS:
        return parts
    first, rest = year.chunks[0], year.chunks[1:]
    whole = title._replace(end=first.end, chunks=(*title.chunks, first))
    return [*parts[:n], whole, *([year._replace(start=rest[0].start, chunks=rest)] if rest else ()), *parts[n + 2 :]]


PREPOSITIONS = frozenset(
    "nach after since in before until seit bis vor um depuis après avant de from of to до после с".split()
)


HEAD_RULES: tuple[Callable[[str, list[Part]], list[Part]], ...] = (
    _with_title_in_front,
    _with_words_of_title,
    _with_title_whole,
    _with_author_first,
    _with_names_alike,
    _without_form,
    _with_enumeration,
    _with_year_in_title,
    _with_title_to_container,
)
"""In this order, before all others."""

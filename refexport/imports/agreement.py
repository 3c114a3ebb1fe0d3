"""Agreement: what the parts of a reading say of each other, beyond what each chunk's own evidence can.

A volume belongs to a container, a publisher has no volume, an abbreviated name is not cut at its full stops.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from refexport.data.segmenting import CUES, PUBLISHERS, STATES, WORDS
from refexport.data.words import SHORT_WORDS
from refexport.imports.bylines import byline
from refexport.imports.chunks import Chunk
from refexport.imports.segment import Part

TWICE_DATED = re.compile(r"(?P<first>\s*\([^()]*\b(?:1[5-9]|20)\d\d\)),?\s*\((?:1[5-9]|20)\d\d\)")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
ENUMERATED = re.compile(r"[A-Z]\w+ (?:and|&) \w")
SERIAL = re.compile(r"\d{1,4}\.\d{1,3}(?:[-–/]\d{1,3})?")
IN = re.compile(r"(?:in|dans|en|в)\b:?\s*$", re.IGNORECASE)
NUMBERS = frozenset("VIP")


def agreed(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts of a reading of a text, so that they agree with each other."""
    out = [*parts]
    for rule in RULES:
        out = rule(text, out)
    return out


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
    kept = [part for part in parts[n + 1 :] if part.start >= end]
    return [*parts[:n], title._replace(end=end), *kept]


TITLE_COLON = re.compile(r"[\"”’»]?: ")
"""What stands between a title and its subtitle."""


def _with_title_to_mark(text: str, parts: list[Part]) -> list[Part]:
    """``Title. Its second sentence // Journal``, ``…[J]. Journal``: a title goes on to the mark that ends it."""
    n = _place_of(parts, "T")
    mark = TITLE_MARK.search(text, parts[n].start) if n is not None else None
    if n is None or mark is None or mark.start() < parts[n].end:
        return parts
    end = next((m for m in range(n + 1, len(parts)) if parts[m].end > mark.start()), len(parts))
    last = parts[end] if end < len(parts) else None
    own = [part for part in parts[n + 1 : end] if part.label not in "JOS"]
    if own or (last and last.start < mark.start() and last.label not in "JO"):
        return parts
    chunks = [chunk for part in parts[n : end + 1] for chunk in part.chunks]
    within = tuple(chunk for chunk in chunks if chunk.end <= mark.start())
    whole = parts[n]._replace(end=within[-1].end, chunks=within)
    rest = tuple(chunk for chunk in (last.chunks if last else ()) if chunk.start >= mark.start())
    kept = [last._replace(start=rest[0].start, chunks=rest)] if last and rest else []
    return [*parts[:n], whole, *kept, *parts[end + 1 :]]


TITLE_MARK = re.compile(r"(?<![:\w])//(?!\w+\.)|\[[A-Z]{1,2}(?:/[A-Z]{2})?\]")
"""GOST R 7.0.5 and GB/T 7714: what stands behind a title."""


def _with_listed_title(_text: str, parts: list[Part]) -> list[Part]:
    """``… of DNA Monomers, Stacked Complexes, and Pairs. Sensors``: the end of an enumeration is no journal."""
    for n, (one, other) in enumerate(pairwise(parts)):
        first, *others = other.chunks
        is_list = first.before == "," and others and others[0].before == "," and AND.match(others[0].text)
        if one.label == "T" and other.label in "JO" and is_list:
            whole = one._replace(end=others[0].end, chunks=(*one.chunks, *other.chunks[:2]))
            rest = other.chunks[2:]
            kept = [other._replace(start=rest[0].start, chunks=rest)] if rest else []
            return [*parts[:n], whole, *kept, *parts[n + 2 :]]
    return parts


AND = re.compile(r"(?:and|or|&|und|oder|et|ou|y|e|и)\s", re.IGNORECASE)


def _with_title_to_container(text: str, parts: list[Part]) -> list[Part]:
    """``… arithmetic I. in Learning to Learn``, ``… // Trudy``: a container that the title took with it."""
    n = _place_of(parts, "T")
    if n is None or any(part.label == "J" for part in parts):
        return parts
    title = parts[n]
    for m, chunk in enumerate(title.chunks[1:], 1):
        gap = text[title.chunks[m - 1].end : chunk.start]
        is_in = INTO.match(chunk.text) and (set(gap) & set('.,?!”"’') or title.chunks[m - 1].text[-1:] in ".?!")
        if "//" in gap or (is_in and chunk.text not in ("In", "in")):
            return _cut_at(parts, n, m, "J")
        if is_in and m + 1 < len(title.chunks) and title.chunks[m + 1].before == ":":
            kept = title._replace(end=title.chunks[m - 1].end, chunks=title.chunks[:m])
            rest = title.chunks[m + 1 :]
            return [*parts[:n], kept, Part("J", rest[0].start, rest[-1].end, rest), *parts[n + 1 :]]
    return parts


INTO = re.compile(r"in [A-Z0-9]|In$|in$")


def _cut_at(parts: list[Part], place: int, chunk: int, label: str) -> list[Part]:
    """The parts with one cut in two, whose second half has another label."""
    part = parts[place]
    kept, rest = part.chunks[:chunk], part.chunks[chunk:]
    own = part._replace(end=kept[-1].end, chunks=kept)
    return [*parts[:place], own, Part(label, rest[0].start, rest[-1].end, rest), *parts[place + 1 :]]


def _place_of(parts: Sequence[Part], label: str) -> int | None:
    return next((n for n, part in enumerate(parts) if part.label == label), None)


def _with_genre(_text: str, parts: list[Part]) -> list[Part]:
    """``… Answer Set Programming. Special Publication``: the kind of a report, not of its title."""
    n = _place_of(parts, "T")
    if n is None or len(parts[n].chunks) < 2 or any(part.label == "G" for part in parts):
        return parts
    last = parts[n].chunks[-1]
    is_genre = CUES["report"].fullmatch(last.text.strip("."))
    return _cut_at(parts, n, len(parts[n].chunks) - 1, "G") if is_genre and last.before in (".", "(", ",") else parts


def _with_report_number(text: str, parts: list[Part]) -> list[Part]:
    """``SAND-121: Title. Technical Report``, ``Title: SAND-121[R]``: a report's number beside its title."""
    n = _place_of(parts, "T")
    is_report = "[R" in text or any(part.label == "G" and CUES["report"].match(part.chunks[0].text) for part in parts)
    if n is None or not is_report or len(parts[n].chunks) < 2:
        return parts
    title = parts[n]
    if title.chunks[-1].before == ":" and REPORT_NUMBER.fullmatch(title.chunks[-1].text):
        return _cut_at(parts, n, len(title.chunks) - 1, "I")
    if title.chunks[1].before == ":" and REPORT_NUMBER.fullmatch(title.chunks[0].text):
        rest = title.chunks[1:]
        own = Part("I", title.start, title.chunks[0].end, title.chunks[:1])
        return [*parts[:n], title._replace(start=rest[0].start, chunks=rest), own, *parts[n + 1 :]]
    return parts


REPORT_NUMBER = re.compile(r"[A-Z]{0,6}[-/ ]?\d[\d/.-]*")


def _with_role(text: str, parts: list[Part]) -> list[Part]:
    """``Finn, Chelsea ; Levine, S. (Übers.)``: what people are belongs to their names."""
    for n, (one, other) in enumerate(pairwise(parts)):
        cue = other.chunks[0]
        is_role = any(CUES[name].fullmatch(cue.text) for name in ("translated", "editors", "edited"))
        if one.label == "A" and other.label == "O" and one.leads and len(other.chunks) == 1 and is_role:
            end = other.end + len(SHUT.match(text, other.end)[0])  # type: ignore[index]
            return [*parts[:n], one._replace(end=end, chunks=(*one.chunks, cue)), *parts[n + 2 :]]
    return parts


SHUT = re.compile(r"\.?\)?")


def _with_people_whole(_text: str, parts: list[Part]) -> list[Part]:
    """Names that only chance told from those beside them, or that begin a reference which names nobody else."""
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else None
        is_loose = part.label == "O" and part.leads and all(map(_is_wordlike, part.chunks))
        if last and last.label == "A" and last.leads and is_loose and part.chunks[0].before == ",":
            out[-1] = last._replace(end=part.end, chunks=(*last.chunks, *part.chunks))
        elif last is None and is_loose and not any(one.label == "A" and one.leads for one in parts):
            out.append(part._replace(label="A") if byline(part.chunks).length == len(part.chunks) else part)
        else:
            out.append(part)
    return out


def _is_wordlike(chunk: Chunk) -> bool:
    return len(chunk.words) < MOST_OF_NAME and all(char.isalpha() or char in " .-'’" for char in chunk.text)


MOST_OF_NAME = 4
"""Words between two commas of a list of names, and one more."""


def _with_edition(_text: str, parts: list[Part]) -> list[Part]:
    """``edited by Jane Doe, 2nd ed.``: the edition behind names."""
    if any(part.label == "N" for part in parts):
        return parts
    for n, part in enumerate(parts):
        if part.label in "AJO" and len(part.chunks) > 1 and EDITION.fullmatch(part.chunks[-1].text):
            return _cut_at(parts, n, len(part.chunks) - 1, "N")
    return parts


EDITION = re.compile(
    r"(?:\d+(?:st|nd|rd|th|e|ª|º)?\.?|\w+) (?:edn?|edition|aufl(?:age)?|éd(?:ition)?|изд)\.?", re.IGNORECASE
)


def _with_title_in_front(text: str, parts: list[Part]) -> list[Part]:
    """``Third workshop (ComplexRec 2019)``: words that name nobody, and what stands behind them in parentheses."""
    if len(parts) < 2 or parts[0].label != "A" or not parts[0].leads or parts[1].label != "T":
        return parts
    first, title = parts[0], parts[1]
    is_named = byline(first.chunks).length or any(char.isdigit() for char in text[first.start : first.end])
    if is_named or title.chunks[0].before != "(" or "," in text[first.start : first.end]:
        return parts
    whole = title._replace(start=first.start, chunks=(*first.chunks, *title.chunks), leads=False)
    return [whole, *parts[2:]]


def _with_school(_text: str, parts: list[Part]) -> list[Part]:
    """``Title, Universidad Complutense, Dissertation``: the school of a thesis is none of its title."""
    n = _place_of(parts, "T")
    is_thesis = any(part.label == "G" and CUES["thesis"].match(part.chunks[0].text) for part in parts)
    if n is None or not is_thesis or any(part.label == "U" for part in parts) or len(parts[n].chunks) < 2:
        return parts
    last = parts[n].chunks[-1]
    return (
        _cut_at(parts, n, len(parts[n].chunks) - 1, "U")
        if WORDS["school"].search(last.text) and last.before in ",."
        else parts
    )


def _with_container_told(_text: str, parts: list[Part]) -> list[Part]:
    """``In: Parallel Distributed Processing``: a container, whatever it is called."""
    if any(part.label == "J" for part in parts):
        return parts
    for n, part in enumerate(parts):
        first = part.chunks[0]
        is_told = first.text.lower() in ("in", "dans") or INTO.match(first.text)
        if part.label == "O" and not part.leads and is_told and (len(part.chunks) > 1 or len(first.words) > 1):
            return _labelled(parts, n, "J")
    return parts


def _with_year_in_title(_text: str, parts: list[Part]) -> list[Part]:
    """``Die Kunst der Gesellschaft nach 1989``: a preposition's year, where another one dates the work."""
    n = _place_of(parts, "T")
    dates = sum(YEAR.fullmatch(chunk.text) is not None for part in parts if part.label == "D" for chunk in part.chunks)
    if n is None or n + 1 >= len(parts) or parts[n + 1].label != "D" or dates < 2:
        return parts
    title, year = parts[n], parts[n + 1]
    if year.chunks[0].before != " " or title.chunks[-1].words[-1].lower() not in PREPOSITIONS:
        return parts
    first, rest = year.chunks[0], year.chunks[1:]
    whole = title._replace(end=first.end, chunks=(*title.chunks, first))
    return [*parts[:n], whole, *([year._replace(start=rest[0].start, chunks=rest)] if rest else ()), *parts[n + 2 :]]


YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?")
PREPOSITIONS = frozenset(
    "nach after since in before until seit bis vor um depuis après avant de from of to до после с".split()
)


def _with_numbers_in_order(_text: str, parts: list[Part]) -> list[Part]:
    """Bare numbers by what the others leave: a span is of pages, a volume comes before an issue."""
    labels = [part.label for part in parts]
    n = _place_of(parts, "I")
    if n is None or "G" in labels or not BARE.fullmatch(parts[n].chunks[0].text):
        return parts
    number = parts[n].chunks[0].text
    if "P" not in labels:
        is_behind = (
            "J" in labels and labels.index("J") < n and ("V" not in labels or labels.index("V") < labels.index("J"))
        )
        return _labelled(parts, n, "P") if SPAN.fullmatch(number) or is_behind else parts
    return parts if "V" in labels or SPAN.fullmatch(number) else _labelled(parts, n, "V")


BARE, SPAN = re.compile(r"\d+(?:[-–]+\d+)?"), re.compile(r"\d{2,}[-–]+\d{2,}")


def _with_day_of_access(_text: str, parts: list[Part]) -> list[Part]:
    """``last accessed 2021/03/14`` wherever it stands."""
    return [
        part._replace(label="Y")
        if part.label in "JOUD"
        and not part.leads
        and CUES["access"].match(part.chunks[0].text)
        and len(part.chunks) > 1
        else part
        for part in parts
    ]


def _with_abbreviations(_text: str, parts: list[Part]) -> list[Part]:
    """``N. Engl.`` before ``J. Med.``, ``Lit. Hist.`` behind ``New``: parts of one name."""
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else None
        is_joined = (
            last is not None
            and part.chunks[0].before in (".", "i", " ")
            and "J" in (last.label, part.label)
            and {last.label, part.label} <= set("JOULA")
            and not last.leads
            and all(map(_is_cut_short, (part if part.label != "J" else last).chunks))
        )
        if last is not None and is_joined:
            out[-1] = last._replace(label="J", end=part.end, chunks=(*last.chunks, *part.chunks))
        else:
            out.append(part)
    return out


def _is_cut_short(chunk: Chunk) -> bool:
    text = chunk.text
    words = text.replace(".", ". ").split()
    is_word = text[:1].isupper() and all(
        word.strip(".").lower() in SHORT_WORDS or len(word.strip(".")) == 1 for word in words
    )
    return "[" not in chunk.inside and (is_word or bool(ORDINAL.fullmatch(text)))


def _with_container_of_numbers(_text: str, parts: list[Part]) -> list[Part]:
    """Words beside a volume are its journal, if there is no other."""
    labels = [part.label for part in parts]
    if "V" not in labels or "T" not in labels or "J" in labels:
        return parts
    first, place = labels.index("T") + 1, labels.index("V")
    beside = [*reversed(range(first, place)), *range(place + 1, min(place + 2, len(parts)))]
    found = next((n for n in beside if labels[n] in "OUSA" and _is_named(parts[n])), None)
    return parts if found is None else _labelled(parts, found, "J")


def _is_named(part: Part) -> bool:
    """Whether a part can be the name of a journal: no mark of a document's kind, no words of an editor."""
    text = part.chunks[0].text
    is_told = any(CUES[name].match(text) for name in ("edited", "translated", "editors", "access", "online", "thesis"))
    return text[:1].isalpha() and text[:1].isupper() and len(text) > 1 and not is_told


def _with_serial(_text: str, parts: list[Part]) -> list[Part]:
    """``Mind, 2.3``: volume and issue of a journal, where neither is told otherwise."""
    labels = {part.label for part in parts}
    if "J" not in labels or "V" in labels:
        return parts
    for n, part in enumerate(parts):
        if part.label in "DIUO" and not part.leads and SERIAL.fullmatch(part.chunks[0].text):
            own = part._replace(label="V", end=part.chunks[0].end, chunks=part.chunks[:1])
            rest = part.chunks[1:]
            return [
                *parts[:n],
                own,
                *([part._replace(start=rest[0].start, chunks=rest)] if rest else ()),
                *parts[n + 1 :],
            ]
    return parts


def _with_list_in_name(_text: str, parts: list[Part]) -> list[Part]:
    """``Conference on Acoustics, Speech and Signal Processing``: one name."""
    return _merged(
        parts,
        lambda one, other: (
            one.label == "J"
            and other.label in "SOU"
            and other.chunks[0].before == ","
            and bool(WORDS["meeting"].search(one.chunks[-1].text))
            and len(other.chunks) == 1
            and bool(ENUMERATED.match(other.chunks[0].text))
        ),
    )


def _with_year_in_name(_text: str, parts: list[Part]) -> list[Part]:
    """``2020 IEEE International Conference``: the year belongs to the name, if another one dates the work."""
    if sum(part.label == "D" for part in parts) < 2:
        return parts
    return _merged(
        parts,
        lambda one, other: (
            {one.label, other.label} == {"D", "J"}
            and other.chunks[0].before == " "
            and not one.leads
            and all(len(part.chunks) == 1 for part in (one, other) if part.label == "D")
            and bool(WORDS["meeting"].search(" ".join(chunk.text for part in (one, other) for chunk in part.chunks)))
        ),
    )


def _merged(parts: list[Part], is_one: Callable[[Part, Part], bool]) -> list[Part]:
    """The parts with each two neighbours as one container that are one."""
    for n, (one, other) in enumerate(pairwise(parts)):
        if is_one(one, other):
            whole = one._replace(label="J", end=other.end, chunks=(*one.chunks, *other.chunks))
            return [*parts[:n], whole, *parts[n + 2 :]]
    return parts


def _with_place(_text: str, parts: list[Part]) -> list[Part]:
    """``Gaithersburg, MD``: city and state are one place."""
    for n, (one, other) in enumerate(pairwise(parts)):
        is_state = other.chunks[0].text.strip(". ").lower() in STATES and other.chunks[0].before == ","
        if (
            one.label in "UO"
            and other.label == "L"
            and is_state
            and len(one.chunks) == 1
            and n
            and parts[n - 1].label in "JUA"
        ):
            whole = one._replace(label="L", end=other.end, chunks=(*one.chunks, *other.chunks))
            return [*parts[:n], whole, *parts[n + 2 :]]
    return parts


def _with_house(text: str, parts: list[Part]) -> list[Part]:
    """A publisher or institution that was taken for a container or a person: no numbers, a place, words of a house."""
    labels = [part.label for part in parts]
    if "U" in labels or "T" not in labels:
        return parts
    for n in range(labels.index("T") + 1, len(parts)):
        part = parts[n]
        is_beside_place = "L" in labels[max(0, n - 1) : n + 2]
        if part.label == "J" and not NUMBERS & set(labels) and _is_house(text, part):
            return _labelled(parts, n, "U")
        is_bare = not any(
            CUES[cue].match(chunk.text) for chunk in part.chunks for cue in ("edited", "translated", "editors", "by")
        )
        if part.label == "A" and is_beside_place and is_bare:
            return _labelled(parts, n, "U")
    return parts


def _is_house(text: str, part: Part) -> bool:
    words = text[part.start : part.end]
    is_other = any(WORDS[name].search(words) for name in ("meeting", "journal", "handbook", "notes"))
    is_in = IN.search(text[: part.start]) or IN.match(part.chunks[0].text)
    is_known = PUBLISHERS.match(words) or any(WORDS[name].search(words) for name in ("press", "school", "body"))
    return bool(is_known) and not (is_other or is_in)


def _with_house_in_parentheses(_text: str, parts: list[Part]) -> list[Part]:
    """``Proceedings of … (ACM)``: who published it."""
    if any(part.label == "U" for part in parts):
        return parts
    for n, part in enumerate(parts):
        last = part.chunks[-1]
        if part.label == "J" and len(part.chunks) > 1 and "(" in last.before and PUBLISHERS.fullmatch(last.text):
            return _cut_at(parts, n, len(part.chunks) - 1, "U")
    return parts


def _with_series(_text: str, parts: list[Part]) -> list[Part]:
    """``In: Proceedings of …, Lecture Notes in Computer Science``: the series behind a container."""
    if any(part.label == "S" for part in parts):
        return parts
    for n, part in enumerate(parts):
        places = [m for m, chunk in enumerate(part.chunks) if part.label in "JT" and WORDS["set"].match(chunk.text)]
        if not places or (part.label == "T" and part.chunks[places[0]].before not in (".", "?,")):
            continue
        if places[0] == 0:
            is_second = any(one.label == "J" for one in parts[:n])
            return _labelled(parts, n, "S") if is_second else parts
        return _cut_at(parts, n, places[0], "S")
    return parts


def _labelled(parts: list[Part], place: int, label: str) -> list[Part]:
    return [part._replace(label=label) if n == place else part for n, part in enumerate(parts)]


RULES: tuple[Callable[[str, list[Part]], list[Part]], ...] = (
    _with_title_in_front,
    _with_edition,
    _with_people_whole,
    _with_role,
    _with_title_whole,
    _with_title_to_mark,
    _with_listed_title,
    _with_year_in_title,
    _with_title_to_container,
    _with_genre,
    _with_school,
    _with_container_told,
    _with_report_number,
    _with_day_of_access,
    _with_abbreviations,
    _with_container_of_numbers,
    _with_list_in_name,
    _with_year_in_name,
    _with_serial,
    _with_numbers_in_order,
    _with_place,
    _with_house,
    _with_house_in_parentheses,
    _with_series,
)

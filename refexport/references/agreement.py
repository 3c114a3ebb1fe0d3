"""Agreement: what the parts of a reading say of each other, beyond what each chunk's own evidence can.

A volume belongs to a container, a publisher has no volume, an abbreviated name is not cut at its full stops.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from refexport.data.patterns import regex
from refexport.data.segmenting import CUES, ORDINALS, PUBLISHERS, WORDS
from refexport.references.bylines import byline
from refexport.references.chunks import Chunk, kind_of
from refexport.references.days import DAY_RULES
from refexport.references.heads import HEAD_RULES
from refexport.references.recutting import INTO, cut_at, labelled, merged, place_of
from refexport.references.segment import Part

ENUMERATED = regex(r"[A-Z]\w+ (?:and|&) \w")
IN = regex(r"(?:in|dans|en|в)\b:?\s*$", re.IGNORECASE)
NUMBERS = frozenset("VIP")
"""Labels of volume, number and pages, which a house has none of."""


def agreed(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts of a reading of a text, so that they agree with each other."""
    out = [*parts]
    for rule in RULES:
        out = rule(text, out)
    return out


def _with_genre(_text: str, parts: list[Part]) -> list[Part]:
    """``… Answer Set Programming. Special Publication 800-546``: the kind of a report and its number."""
    if any(part.label == "G" for part in parts):
        return parts
    for n, part in enumerate(parts):
        for m, chunk in enumerate(part.chunks):
            if part.label == "T" and m and (EDITION.fullmatch(chunk.text) or PREPRINTED.fullmatch(chunk.text)):
                return cut_at(parts, n, m, "N" if chunk.text[:1].isdigit() else "U")
            is_apart = part.label in "JO" or (part.label == "T" and m and chunk.before in (".", "(", ","))
            if is_apart and CUES["report"].fullmatch(GENRE_END.sub("", chunk.text)):
                cut = cut_at(parts, n, m, "G") if m else labelled(parts, n, "G")
                place = n + 1 + bool(m)
                is_number = place < len(parts) and cut[place].label in "PVI"
                return labelled(cut, place, "I") if is_number else cut
    return parts


PREPRINTED = regex(r"at (?:ar|bio|med)Xiv\.?")


GENRE_END = regex(r"(?:\.|[ .](?:no|nr|№))+$", re.IGNORECASE)


def _with_editors_apart(_text: str, parts: list[Part]) -> list[Part]:
    """``in Learning to Learn, ed. by Yi Yang``, ``The Handbook / под ред.``: a container beside its editors."""
    has_container = any(part.label == "J" for part in parts)
    for n, part in enumerate(parts):
        chunks = part.chunks
        if part.label == "A" and not part.leads and not has_container and INTO.match(chunks[0].text):
            place = next((m for m, chunk in enumerate(chunks) if m and set(chunk.before) & set(",(/")), None)
            if place is not None:
                return labelled(cut_at(parts, n, place, "A"), n, "J")
        if part.label == "J" and len(chunks) > 1 and CUES["edited"].match(chunks[-1].text):
            return cut_at(parts, n, len(chunks) - 1, "O")
        if part.label == "J" and len(chunks) > 1 and "/" in chunks[0].before:
            place = next((m for m, chunk in enumerate(chunks) if kind_of(chunk.text) != "family-initials"), 0)
            if place:
                return labelled(cut_at(parts, n, place, "J"), n, "A")
    return parts


def _with_report_number(text: str, parts: list[Part]) -> list[Part]:
    """``SAND-121: Title. Technical Report``, ``Title: SAND-121[R]``: a report's number beside its title."""
    n = place_of(parts, "T")
    is_report = "[R" in text or any(CUES["report"].match(chunk.text) for part in parts for chunk in part.chunks)
    if n is None or not is_report or len(parts[n].chunks) < 2:
        return parts
    title = parts[n]
    if title.chunks[-1].before == ":" and REPORT_NUMBER.fullmatch(title.chunks[-1].text):
        return cut_at(parts, n, len(title.chunks) - 1, "I")
    if title.chunks[1].before == ":" and REPORT_NUMBER.fullmatch(title.chunks[0].text):
        rest = title.chunks[1:]
        own = Part("I", title.start, title.chunks[0].end, title.chunks[:1])
        return [*parts[:n], title._replace(start=rest[0].start, chunks=rest), own, *parts[n + 1 :]]
    return parts


REPORT_NUMBER = regex(r"[A-Z]{0,6}[-/ ]?\d[\d/.-]*")


def _with_role(text: str, parts: list[Part]) -> list[Part]:
    """``Finn, Chelsea ; Levine, S. (Übers.)``: what people are belongs to their names."""
    for n, (one, other) in enumerate(pairwise(parts)):
        cue = other.chunks[0]
        is_role = any(CUES[name].fullmatch(cue.text) for name in ("translated", "editors", "edited"))
        if one.label == "A" and other.label == "O" and one.leads and len(other.chunks) == 1 and is_role:
            end = other.end + len(SHUT.match(text, other.end)[0])  # type: ignore[index]
            return [*parts[:n], one._replace(end=end, chunks=(*one.chunks, cue)), *parts[n + 2 :]]
    return parts


SHUT = regex(r"\.?\)?")


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
            return cut_at(parts, n, len(part.chunks) - 1, "N")
    return parts


EDITION = regex(
    rf"(?:\d+(?:st|nd|rd|th|e|ª|º)?\.?|{'|'.join(ORDINALS)}) (?:edn?|edition|aufl(?:age)?|éd(?:ition)?|изд)\.?",
    re.IGNORECASE,
)


def _with_school(_text: str, parts: list[Part]) -> list[Part]:
    """``Title, Universidad Complutense, Dissertation``: the school of a thesis is none of its title."""
    n = place_of(parts, "T")
    is_thesis = any(part.label == "G" and CUES["thesis"].match(part.chunks[0].text) for part in parts)
    if n is None or not is_thesis or any(part.label == "U" for part in parts) or len(parts[n].chunks) < 2:
        return parts
    last = parts[n].chunks[-1]
    return (
        cut_at(parts, n, len(parts[n].chunks) - 1, "U")
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
            return labelled(parts, n, "J")
    return parts


def _with_numbers_in_order(text: str, parts: list[Part]) -> list[Part]:
    """Bare numbers by what the others leave: a span is of pages, a volume comes before an issue."""
    labels = [part.label for part in parts]
    if "".join(labels).find("VJV") >= 0 and "P" not in labels:  # "89 Wash. L. Rev. 87"
        return labelled(parts, "".join(labels).find("VJV") + 2, "P")
    n = place_of(parts, "I")
    if n is None or "G" in labels or "[R" in text or not BARE.fullmatch(parts[n].chunks[0].text):
        return parts
    number = parts[n].chunks[0].text
    if "P" not in labels:
        is_behind = (
            "J" in labels and labels.index("J") < n and ("V" not in labels or labels.index("V") < labels.index("J"))
        )
        return labelled(parts, n, "P") if SPAN.fullmatch(number) or is_behind else parts
    return parts if "V" in labels or SPAN.fullmatch(number) else labelled(parts, n, "V")


BARE, SPAN = regex(r"\d+(?:[-–]+\d+)?"), regex(r"\d{2,}[-–]+\d{2,}")


def _with_container_of_numbers(_text: str, parts: list[Part]) -> list[Part]:
    """Words beside a volume are its journal, if there is no other."""
    labels = [part.label for part in parts]
    if "V" not in labels or "T" not in labels or "J" in labels:
        return parts
    first, place = labels.index("T") + 1, labels.index("V")
    beside = [*reversed(range(first, place)), *range(place + 1, min(place + 2, len(parts)))]
    found = next((n for n in beside if labels[n] in "OUSA" and _is_named(parts[n])), None)
    return parts if found is None else labelled(parts, found, "J")


def _is_named(part: Part) -> bool:
    """Whether a part can be the name of a journal: no mark of a document's kind, no words of an editor."""
    text = part.chunks[0].text
    is_told = any(CUES[name].match(text) for name in ("edited", "translated", "editors", "access", "online", "thesis"))
    return text[:1].isalpha() and text != text.lower().strip() and len(text) > 1 and not is_told


def _with_list_in_name(_text: str, parts: list[Part]) -> list[Part]:
    """``Conference on Acoustics, Speech and Signal Processing``: one name."""
    return merged(
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


def _with_house_of_place(text: str, parts: list[Part]) -> list[Part]:
    """``… Ranking, Institute of Standards, Gaithersburg, MD``: a house before its place is none of the title."""
    n = place_of(parts, "T")
    labels = [part.label for part in parts]
    if n is None or {"J", "U", "V"} & set(labels) or labels[n + 1 : n + 2] != ["L"]:
        return parts
    chunks = parts[n].chunks
    for m in range(max(1, len(chunks) - 2), len(chunks)):
        words = [word for word in chunks[m].words if len(word) > 3]
        is_named = chunks[m].before == "," and len(words) > 1 and all(word[:1].isupper() for word in words)
        if is_named and _is_house(text, Part("U", chunks[m].start, chunks[m].end, chunks[m : m + 1])):
            cut = cut_at(parts, n, m, "U")
            return cut_at(cut, n + 1, 1, "O") if m + 1 < len(chunks) else cut
    return parts


def _with_house(text: str, parts: list[Part]) -> list[Part]:
    """A publisher or institution that was taken for a container or a person: no numbers, a place, words of a house."""
    labels = [part.label for part in parts]
    if "U" in labels or "T" not in labels:
        return parts
    behind = range(labels.index("T") + 1, len(parts))
    numbers = NUMBERS & set(labels) - ({"I"} if "[R" in text or "G" in labels else set())
    people = [n for n in behind if labels[n] == "A" and not _has_role(parts[n])]
    houses = (
        *(n for n in behind if labels[n] == "O" and "L" in labels[n - 1 : n + 2] and _is_house(text, parts[n])),
        *(n for n in behind if labels[n] == "J" and not numbers and _is_house(text, parts[n])),
        *(n for n in people if WORDS["press"].search(text[parts[n].start : parts[n].end])),
        *(n for n in people if "L" in labels[max(0, n - 1) : n + 2]),
    )
    return labelled(parts, houses[0], "U") if houses else parts


def _has_role(part: Part) -> bool:
    """Whether words say what people are: ``edited by``."""
    return any(
        CUES[cue].match(chunk.text) for chunk in part.chunks for cue in ("edited", "translated", "editors", "by")
    )


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
            return cut_at(parts, n, len(part.chunks) - 1, "U")
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
            return labelled(parts, n, "S") if is_second else parts
        return cut_at(parts, n, places[0], "S")
    return parts


RULES: tuple[Callable[[str, list[Part]], list[Part]], ...] = (
    _with_edition,
    _with_people_whole,
    _with_role,
    *HEAD_RULES,
    _with_editors_apart,
    _with_genre,
    _with_school,
    _with_container_told,
    _with_report_number,
    *DAY_RULES,
    _with_container_of_numbers,
    _with_list_in_name,
    _with_numbers_in_order,
    _with_house_of_place,
    _with_house,
    _with_house_in_parentheses,
    _with_series,
)

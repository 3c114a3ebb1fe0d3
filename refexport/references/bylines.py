"""Bylines: names in a row that are all written alike, told by the kinds of the chunks and the marks between them."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from refexport.data.patterns import regex
from refexport.data.segmenting import AND
from refexport.model.name import OTHERS, Name
from refexport.references.chunks import Chunk, kind_of
from refexport.references.names import HAN, begins_large, is_initials, person
from refexport.text.clean import PARTICLES

JOINT = regex(rf"(?:^|\s+){AND}\s+")
ET_AL = regex(r"(?:et\.? al|u\. ?a|и др|and others|others|et coll|i in)\b\.?|等人?")
SUFFIX = regex(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
FAMILY = frozenset("word capitals given name name-given names titleword low1 low2 low4 initials".split())
GIVEN = frozenset("word given name name-given titleword initials family-initials low1 capitals".split())
FULL = frozenset("name name-given names text2 low4 low2 family-initials".split())
ENDS = frozenset('([“"*/.?:-')
"""Marks that stand in no list of names, but for those behind initials."""

HARD = ENDS - {".", "-"}

MOST_FAMILY = 4
"""Words of a family name."""


class Atom(NamedTuple):
    """What stands between two marks or "and"s: its words and kind, what parts it from the one before, its chunk."""

    text: str
    kind: str
    before: str
    chunk: int


NO_ATOM = Atom("", "end", "", 0)
MOST_CHARACTERS = 8
"""Characters of a name in Chinese, Japanese or Korean."""


class Byline(NamedTuple):
    """Names in a row: how they are written, the number of chunks that they take, and the names."""

    style: str
    length: int
    names: tuple[Name, ...]


NOBODY = Byline("", 0, ())


def byline(chunks: Sequence[Chunk]) -> Byline:
    """The names that chunks begin with, by the way of writing that takes most of them."""
    atoms = _atoms(chunks)
    found = (_taken(style, atoms) for style in STYLES)
    return max(found, key=lambda one: one.length)


def _atoms(chunks: Sequence[Chunk]) -> list[Atom]:
    atoms: list[Atom] = []
    for n, chunk in enumerate(chunks):
        if n and set(chunk.before) & ENDS and (set(chunk.before) & HARD or not set(chunk.before) & set("i,;&.")):
            atoms.append(Atom("", "end", chunk.before, n))
            break
        if ET_AL.fullmatch(chunk.text):
            atoms.append(Atom(chunk.text, "etal", chunk.before, n))
            continue
        parts = JOINT.split(chunk.text)
        for place, part in enumerate(parts):
            if part:
                before = "&" if place and parts[0] else f"{chunk.before}&" if place else chunk.before
                atoms.append(Atom(part, kind_of(part), before, n))
    return atoms


def _taken(style: str, atoms: Sequence[Atom]) -> Byline:
    names: list[Name] = []
    place = 0
    while place < len(atoms):
        atom = atoms[place]
        if atom.kind == "etal" and names:
            return Byline(style, atom.chunk + 1, (*names, OTHERS))
        if names and "." in atom.before and not set(atom.before) & set("i,;&"):
            break
        read = _name_at(style, atoms, place, first=not names)
        if read is None:
            break
        name, used = read
        place += used
        if place < len(atoms) and atoms[place].before == "i" and name.given and _is_particle(atoms[place].text):
            name = msgspec.structs.replace(name, particle=atoms[place].text)  # "Cruz J. de la"
            place += 1
        names.append(name)
        if place < len(atoms) and SUFFIX.fullmatch(atoms[place].text) and names:
            names[-1] = msgspec.structs.replace(names[-1], suffix=atoms[place].text)
            place += 1
    if not names:
        return NOBODY
    end = atoms[place].chunk if place < len(atoms) else atoms[-1].chunk + 1
    whole = place >= len(atoms) or atoms[place - 1].chunk != end
    if style == "Fi" and any("." not in name.given for name in names):  # the last one's full stop ends the list
        names = [msgspec.structs.replace(name, given=name.given.rstrip(".")) for name in names]
    return Byline(style, end, tuple(names)) if whole else NOBODY


def _is_particle(text: str) -> bool:
    return all(word in PARTICLES for word in text.split())


def _name_at(style: str, atoms: Sequence[Atom], place: int, *, first: bool) -> tuple[Name, int] | None:
    """The name at a place, and how many atoms it takes; None if there is none in this style."""
    atom = atoms[place]
    second = atoms[place + 1] if place + 1 < len(atoms) else NO_ATOM
    if style in ("FG", "FGx"):
        return _in_order(atom, second) if style == "FGx" and not first else _family_given(atoms, place, first=first)
    return READERS[style](atom, second)


def _family_and_initials(atom: Atom, second: Atom) -> tuple[Name, int] | None:
    is_name = _is_family(atom) and second.kind == "initials" and second.before in (",", "", " ")
    return (_inverted(atom.text, second.text), 2) if is_name else None


def _initials_and_family(atom: Atom, second: Atom) -> tuple[Name, int] | None:
    is_name = atom.kind == "initials" and _is_family(second) and not second.before.strip("i ")
    return (_joined(f"{atom.text} {second.text}"), 2) if is_name else None


def _family_initials(atom: Atom, second: Atom) -> tuple[Name, int] | None:
    found = FAMILY_INITIALS.fullmatch(atom.text)
    if found and second.before == "i" and second.text in PARTICLES:  # "Santos M. dos"
        return _inverted(f"{second.text} {found['family']}", found["given"]), 2
    return (_inverted(found["family"], found["given"]), 1) if found else None


def _family_given(atoms: Sequence[Atom], place: int, *, first: bool) -> tuple[Name, int] | None:
    """``Finn, Chelsea``, and another one only where more than a comma, or capitals, tell that it begins."""
    atom, second, third = atoms[place], *(*atoms[place + 1 : place + 3], NO_ATOM, NO_ATOM)[:2]
    given, particle = _without_particle(second.text)
    if particle:  # "Walt, Jan Harm van der"
        second = second._replace(text=given, kind=kind_of(given))
    is_pair = second.before == "," and _is_family(atom) and second.kind in GIVEN and not _are_full(atom, second)
    is_parted = first or atom.before.strip("i.") in (";", "&", ",&", ";&") or atom.text.isupper()
    if not (is_pair and is_parted):
        return None
    if third.before == "i" and third.text.islower():  # "Raan, Anthony F. J. van"
        return _inverted(f"{third.text} {atom.text}", second.text), 3
    return _inverted(f"{particle} {atom.text}".strip(), second.text), 2


def _without_particle(text: str) -> tuple[str, str]:
    """Given names and the particle behind them."""
    words = text.split()
    end = len(words)
    while end > 1 and words[end - 1] in PARTICLES:
        end -= 1
    return " ".join(words[:end]), " ".join(words[end:])


def _characters(atom: Atom, _second: Atom) -> tuple[Name, int] | None:
    is_name = HAN.search(atom.text) and atom.kind in ("han2", "han4") and len(atom.text) < MOST_CHARACTERS
    return (_han(atom.text), 1) if is_name else None


FAMILY_INITIALS = regex(r"(?P<family>[^\W\d_][^\d,]*?) (?P<given>(?:[^\W\d_a-z]\.?[\s-]?){1,5})")


def _are_full(atom: Atom, second: Atom) -> bool:
    """``Maryam Parsa, Aayush Ankit``: two names rather than a family of two words and its given names."""
    words = atom.text.split()
    return (
        len(words) > 1
        and " " in second.text
        and words[0][:1].isupper()
        and words[0].lower() not in PARTICLES
        and not atom.text.isupper()
    )


def _in_order(atom: Atom, second: Atom) -> tuple[Name, int] | None:
    """A name with its given names first; ``Jayesh K.`` goes on behind the initial's full stop."""
    words = atom.text.split()
    if len(words) > 1 and is_initials(words[-1]):
        if (words[0].isupper() and len(words[0].strip(".")) > 1) or (
            len(words) > 2 and is_initials(words[-2]) and "." not in words[-2]
        ):
            return None
        is_whole = second.before == "i" and _is_family(second) and second.text[:1].isalpha()
        return (_joined(f"{atom.text} {second.text}"), 2) if is_whole else None
    return (_joined(atom.text), 1) if _is_full(atom) else None


def _is_family(atom: Atom) -> bool:
    words = atom.text.split()
    is_word = atom.kind in FAMILY or (atom.kind == "roman" and len(words) == 1)
    return (
        is_word
        and len(words) <= MOST_FAMILY
        and (atom.kind != "initials" or (len(words) == 1 and len(atom.text) == 2 and "." not in atom.text))
    )


def _is_full(atom: Atom) -> bool:
    words = atom.text.split()
    return atom.kind in FULL and len(words) > 1 and begins_large(words[-1]) and person(atom.text) is not None


def _inverted(family: str, given: str) -> Name:
    name = person(f"{_cased(family)}, {given}")
    return name if name is not None and not name.literal else Name(_cased(family), given)


def _joined(text: str) -> Name:
    name = person(text)
    if name is not None:
        return name
    words = text.split()
    cut = next((n for n, word in enumerate(words) if not is_initials(word)), len(words) - 1)
    return Name(" ".join(words[cut:]), " ".join(words[:cut]))


def _han(text: str) -> Name:
    name = person(text.strip(". "))
    return name if name is not None else Name(literal=text)


def _cased(family: str) -> str:
    """``SMITH`` as Smith."""
    return family.title() if family.isupper() and len(family) > 2 else family


READERS: Mapping[str, Callable[[Atom, Atom], tuple[Name, int] | None]] = {
    "FI": _family_and_initials,
    "IF": _initials_and_family,
    "Fi": _family_initials,
    "GF": _in_order,
    "H": _characters,
}
"""Way to write a name -> what reads one: ``Finn, C.``; ``C. Finn``; ``Finn C``; ``Chelsea Finn``; ``林晓雨``."""

STYLES = ("FI", "IF", "Fi", "FG", "FGx", "GF", "H")
"""All ways, with ``Finn, Chelsea; Abbeel, Pieter`` and ``Finn, Chelsea, and Pieter Abbeel``; of equals the first."""

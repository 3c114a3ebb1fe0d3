"""Name: a person in parts or an organisation whole, and BibTeX's rules for splitting one.

Written ``von Last, Jr, First``, ``First von Last`` or ``{Organisation}``; what a string cannot say is a table.
Rules: Oren Patashnik, "Designing BibTeX styles" (btxhak), section 4; braces keep words together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec

from refexport.data.patterns import regex
from refexport.model.pairs import nested


class Name(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A person (``family`` and the rest) or an organisation (``literal``); plain characters, no markup."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    latin: str = ""
    orcid: str = ""


OTHERS = Name(literal="others")
"""What "and others" stands for: the list goes on."""
AND_OTHERS = frozenset({"others", "and others", "et al", "et al."})

Raw = str | dict[str, str]

AND = regex(r"([{}]|(?:(?<=\s)|^)and(?=\s|$))", re.IGNORECASE)
COMMA = regex(r"([{},])")
BRACE = regex(r"([{}])")
BLANK = regex(r"([{}]|[\s~]+)")
MAX_COMMAS = 2


@lru_cache(maxsize=200_000)
def parse_name(text: str) -> Name:
    """The name that a string stands for; ValueError when it has more than two commas or no family name."""
    parts = [[word for word in _split(part, BLANK) if word.strip("{}")] for part in _split(text, COMMA)]
    while parts and not _bare(parts[-1]):
        parts.pop()
    if not parts or not _bare(parts[0]):
        raise ValueError("a name without family name" if parts else "an empty name")
    if len(parts) > MAX_COMMAS + 1:
        raise ValueError("more than two commas in a name")
    if len(parts) == 1:
        return _parse_without_comma(parts[0])
    particle, family = _cut_particle(parts[0])
    suffix = parts[1] if len(parts) > MAX_COMMAS else []
    return Name(_bare(family), _bare(parts[-1]), _bare(particle), _bare(suffix))


def parse_names(text: str) -> tuple[Name, ...]:
    """The names of a BibTeX list: ``A and B and others``. ValueError as `parse_name`."""
    return tuple(map(parse_listed, split_names(text)))


def split_names(text: str) -> list[str]:
    """The names of a BibTeX list as they are written: cut at the word "and" outside braces."""
    return [part.strip() for part in _split(text, AND) if part.strip()]


def parse_listed(text: str) -> Name:
    """The name that one string of a list stands for, `OTHERS` for its end. ValueError as `parse_name`."""
    return OTHERS if text.strip().lower() in AND_OTHERS else parse_name(text)


def name_from_table(table: Mapping[str, object]) -> Name:
    """The name that a table of parts stands for; ValueError names an unknown part or a part that is no string."""
    for part, value in table.items():
        if part not in Name.__struct_fields__:
            raise ValueError(f"unknown part {part!r} of a name; known are {', '.join(Name.__struct_fields__)}")
        if not isinstance(value, str):
            raise ValueError(f"the part {part!r} of a name must be a string")  # noqa: TRY004 - one kind of error for all
    name = Name(**{part: " ".join(str(value).split()) for part, value in table.items()})
    if not (name.family or name.literal):
        raise ValueError("a name needs 'family' or 'literal'")
    return name


@lru_cache(maxsize=100_000)
def name_of_parts(family: str, given: str = "", suffix: str = "", particle: str = "") -> Name:
    """The name of a person as databases give it: small words before the family name are its particle."""
    words = family.split()
    small = next((n for n, word in enumerate(words) if not is_lower(word)), 0)
    return Name(" ".join(words[small:]), given, " ".join(filter(None, [particle, *words[:small]])), suffix)


def print_name(name: Name) -> Raw:
    """The shortest spelling that reads back as the same name: a string, else a table of parts."""
    for spelling in _spellings(name):
        try:
            if parse_listed(spelling) == name:
                return spelling
        except ValueError:
            continue
    return {part: value for part in Name.__struct_fields__ if (value := getattr(name, part))}


def display_name(name: Name) -> str:
    """The name as it is said: ``Vincent van Gogh, Jr.``"""
    if name.literal:
        return name.literal
    full = " ".join(part for part in (name.given, name.particle, name.family) if part)
    return f"{full}, {name.suffix}" if name.suffix else full


def without_variants(name: Name) -> Name:
    """The name without its other spelling and its ORCID iD."""
    return Name(name.family, name.given, name.particle, name.suffix, name.literal)


def is_lower(word: str) -> bool:
    """Whether BibTeX takes a word for a particle: its first letter outside braces is a small one."""
    outside = "".join(_outside(word)) if "{" in word or "}" in word else word
    return next((c for c in outside if c.isalpha()), "").islower()


def _spellings(name: Name) -> Iterable[str]:
    if name.literal:
        yield "{" + name.literal + "}"
        return
    tail = [name.suffix, name.given] if name.suffix else [name.given] if name.given else []
    for family in (name.family, "{" + name.family + "}"):
        head = f"{name.particle} {family}" if name.particle else family
        yield ", ".join([head, *tail])


def _parse_without_comma(words: list[str]) -> Name:
    if len(words) == 1:
        alone = words[0]
        return Name(literal=_bare([alone])) if _is_braced(alone) else Name(family=_bare([alone]))
    lower = [n for n, word in enumerate(words[:-1]) if is_lower(word)]
    start, end = (lower[0], lower[-1] + 1) if lower else (len(words) - 1, len(words) - 1)
    return Name(_bare(words[end:]), _bare(words[:start]), _bare(words[start:end]))


def _cut_particle(words: list[str]) -> tuple[list[str], list[str]]:
    """Everything to the last small word before the final one is the particle."""
    end = max((n + 1 for n, word in enumerate(words[:-1]) if is_lower(word)), default=0)
    return words[:end], words[end:]


def _is_braced(word: str) -> bool:
    return word.startswith("{") and word.endswith("}") and not any(_outside(word))


def _bare(words: Iterable[str]) -> str:
    return " ".join(" ".join(words).replace("{", "").replace("}", "").split())


def _split(text: str, separator: re.Pattern[str]) -> list[str]:
    """The text cut where the separator stands outside braces; its one group tells braces and separators."""
    pieces = separator.split(text)
    if "{" not in text and "}" not in text:
        return pieces[::2]
    parts: list[list[str]] = [[]]
    for piece, depth in nested(pieces):
        if depth == 0 and piece not in "{}" and separator.fullmatch(piece):
            parts.append([])
        elif piece:
            parts[-1].append(piece)
    return list(map("".join, parts))


def _outside(word: str) -> Iterator[str]:
    """The pieces of a word that stand in no braces."""
    for piece, depth in nested(BRACE.split(word)):
        if depth == 0 and piece not in "{}":
            yield piece

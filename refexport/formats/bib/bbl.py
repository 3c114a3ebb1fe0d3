"""The .bbl that biber writes: each entry as a block of a .bib, on the line on which it starts.

Source: biblatex's ``biblatex2.sty``/``blx-bibtex.def`` and biber's ``Output/bbl.pm``, bbl formats 2.8 to 3.3. Names are
``{{hash=…}{family={…}, given={…}}}``, in formats before 3 eight groups in a row; lists one group an item.
"""

import re
from collections.abc import Iterator

from refexport.data.datamodel import ALIASES, FIELDS
from refexport.data.patterns import regex

IS_BIBLATEX = regex(r"^%[ \t]*\$ biblatex (?:auxiliary file|bbl format)|^[ \t]*\\entry\{[^{}]+\}\{\w+\}", re.MULTILINE)
ENTRY = regex(r"\\entry\{(?P<key>[^{}]+)\}\{(?P<type>[^{}]+)\}")
END = "\\endentry"
COMMAND = regex(r"\\(name|list|field|verb|keyw|true)\b\s*(?=\{)")
VERB = regex(r"\{(\w+)\}\s*\\verb[ \t]+(.*?)\s*\\endverb", re.DOTALL)
DELIMITERS = regex(r"\\bib(?:namedelim[a-z]|initdelim|inithyphendelim)\s*")
KNOWN = FIELDS.keys() | ALIASES.keys() | {"type", "day", "month", "year", "urlraw"}
DATES = {"": "date", "event": "eventdate", "orig": "origdate", "url": "urldate"}
OPENING, BRACES = regex(r"\s*\{"), regex(r"\\.|[{}]", re.DOTALL)
LONGEST_GROUP = 20_000
"""Characters of an argument; a brace that is not closed there holds nothing."""

PART = regex(r"(?P<of>event|orig|url|)(?P<end>end|)(?P<part>year|month|day)")
OLD_PARTS = ("family", "familyi", "given", "giveni", "prefix", "prefixi", "suffix", "suffixi")


def group_at(text: str, at: int) -> tuple[str, int]:
    """The content of the braces that come next, and where they end; nothing and the same place if none do."""
    start = OPENING.match(text, at)
    if not start:
        return "", at
    depth = 0
    for found in BRACES.finditer(text, start.end() - 1, start.end() + LONGEST_GROUP):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return text[start.end() : found.start()], found.end()
    return "", at


def groups_in(text: str) -> list[str]:
    """The contents of the groups that stand in a row."""
    out: list[str] = []
    at = 0
    while True:
        group, end = group_at(text, at)
        if end == at:
            return out
        out.append(group)
        at = end


def without_comments(text: str) -> str:
    """TeX without its comments; the lines stay."""
    return re.sub(r"(?<!\\)((?:\\\\)*)%[^\n]*", r"\1", text)


def bib_of_bbl(text: str) -> str:
    """The blocks of a .bib, each in the line of its entry; the other lines are empty."""
    bare = without_comments(text)
    lines = [""] * (text.count("\n") + 1)
    seen: set[str] = set()
    for found in ENTRY.finditer(bare):
        if found["key"] not in seen:  # one more list of the same entries, sorted otherwise
            seen.add(found["key"])
            end = bare.find(END, found.end())
            body = bare[found.end() : end if end >= 0 else len(bare)]
            lines[bare.count("\n", 0, found.start())] = block_of(found["key"], found["type"], dict(_fields(body)))
    return "\n".join(lines)


def block_of(key: str, type_: str, fields: dict[str, str]) -> str:
    """A block of a .bib on one line."""
    values = ", ".join(f"{field} = {{{' '.join(value.split())}}}" for field, value in fields.items() if value.strip())
    return f"@{type_}{{{key}, {values}}}"


def _fields(body: str) -> Iterator[tuple[str, str]]:
    dates: dict[str, dict[str, str]] = {}
    more = {found[1] for found in re.finditer(r"\\true\{more(\w+)\}", body)}
    for found in COMMAND.finditer(body):
        if found[1] == "verb":
            if verb := VERB.match(body, found.end()):
                yield from _known(verb[1], verb[2])
            continue
        name, at = group_at(body, found.end())
        if found[1] == "keyw":
            yield "keywords", name
        elif found[1] == "field":
            value, _ = group_at(body, at)
            if part := PART.fullmatch(name):
                dates.setdefault(part["of"], {})[part["end"] + part["part"]] = value
            else:
                yield from _known(name, value)
        elif found[1] in ("name", "list"):
            yield from _several(found[1], name, body, at, has_more=name in more)
    for of, parts in dates.items():
        yield DATES[of], _date(parts)


def _several(command: str, name: str, body: str, at: int, *, has_more: bool) -> Iterator[tuple[str, str]]:
    """A list of names or of words, joined as a .bib has them."""
    _, at = group_at(body, at)  # how many
    if command == "name":
        _, at = group_at(body, at)
    items = groups_in(group_at(body, at)[0])
    if name in FIELDS or name in ALIASES:
        values = [_name(item) if command == "name" else f"{{{item}}}" if " and " in item else item for item in items]
        yield name, " and ".join([*values, *(["others"] if has_more else [])])


def _known(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name in KNOWN:
        yield "url" if name == "urlraw" else name, DELIMITERS.sub(" ", value).replace("\\bibrangedash", "--")


def _name(item: str) -> str:
    """A name as ``prefix family, suffix, given``."""
    parts = groups_in(item)
    pairs = _pairs(parts[1]) if len(parts) == 2 else dict(zip(OLD_PARTS, parts[1:], strict=False))
    clean = {part: " ".join(DELIMITERS.sub(" ", value).split()) for part, value in pairs.items()}
    family, given, suffix = clean.get("family", ""), clean.get("given", ""), clean.get("suffix", "")
    if not given and not clean.get("prefix"):
        return family if family.startswith("{") or " " not in family else f"{{{family}}}"
    return ", ".join(filter(None, (" ".join(filter(None, (clean.get("prefix", ""), family))), suffix, given)))


def _pairs(text: str) -> dict[str, str]:
    """``family={…}, given={…}``"""
    return {found[1]: group_at(text, found.end())[0] for found in re.finditer(r"(?<![\w{])(\w+)=(?=\{)", text)}


def _date(parts: dict[str, str]) -> str:
    """``2017-03-05/2017-03-06`` of its parts; an open end is an empty year."""
    ends = [
        "-".join(_padded(parts.get(f"{end}{part}", "")) for part in ("year", "month", "day")).rstrip("-")
        for end in ("", "end")
    ]
    return "/".join(ends) if "endyear" in parts else ends[0]


def _padded(number: str) -> str:
    return f"{int(number):02d}" if number.isdecimal() else number

"""Names as a .bib has them: BibTeX's forms (btxhak, section 4) and biblatex's extended one (manual 3.18, 3.5)."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.model.name import Name, parse_names, split_names
from refexport.model.pairs import nested
from refexport.model.text import Span, Style, plain_text
from refexport.text.latex import from_latex

Note = Callable[[str], None]
"""Takes a problem that has not kept a name from being read, as a message."""

HIDDEN_BRACE = "\ufdd0"
HIDDEN = str.maketrans("{}", HIDDEN_BRACE + "\ufdd1")
SHOWN = str.maketrans(HIDDEN_BRACE + "\ufdd1", "{}")
"""Characters that Unicode leaves to programs (chapter 23.7), in place of braces that keep nothing together."""

PARTS = {"family": "family", "given": "given", "prefix": "particle", "suffix": "suffix"}
"""Part of a name in biblatex's data model (``nameparts``) -> ours."""

EXTENDED = regex(r'"?\s*(?:family|given|prefix|suffix|useprefix|id|hash)(?:-i)?\s*=', re.IGNORECASE)
LIST_OPTION = regex(r"\s*(nosortothers|sortingnamekeytemplatename|uniquenametemplatename|useprefix)\s*=\s*\w+\s*")
PART = regex(r"\s*([A-Za-z-]+)\s*=\s*(.*)", re.DOTALL)
COMMA = regex(r'([{},"])')
BRACE = regex(r"([{}])")
ET_AL = regex(r"[\s~,]+(?:and\s+)?et[\s~.]+al\.?\Z", re.IGNORECASE)
ET_AL_LENGTH = 24
"""Characters at the end of a list in which ``et al.`` stands: a pattern that looks at all of it takes too long."""

HOMONYM = regex(r"(?<=[^\s~])[\s~]+(0\d{3})(?=\s*(?:,|$)|\s+and\s)")
UNPRINTED = regex(r"\\(?:(noopsort|SortNoop)|[hv]space|hskip|kern|phantom)\*?\s*(?:\{.*\})?", re.DOTALL)

BIBER_TRUE = frozenset({"true", "1"})


class Names(NamedTuple):
    """The names of a field; ``uses_prefix`` if all with a particle are sorted by it (``useprefix=true``)."""

    names: tuple[Name, ...]
    uses_prefix: bool = False


def parse_bib_names(raw: str, note: Note) -> Names:
    """The names of a field; one that BibTeX could not split either is kept whole, with a note."""
    raw = _with_others(raw.strip())
    items = split_names(raw) if "=" in raw else []
    if not any(EXTENDED.match(item) or LIST_OPTION.fullmatch(item) for item in items):
        return Names(_classic(raw, note))
    found: list[tuple[Name, ...]] = []
    prefixes: list[bool] = []
    for item in items:
        if LIST_OPTION.fullmatch(item):
            note(f"{item.strip()} is not kept")
        elif EXTENDED.match(item):
            name, uses_prefix = _extended(item, note)
            found.append((name,) if name != Name() else ())
            prefixes += [uses_prefix] if name.particle else []
        else:
            found.append(_classic(item, note))
    if len(set(prefixes)) > 1:
        note("useprefix is not the same for all names; not kept")
    return Names(tuple(name for names in found for name in names), bool(prefixes) and all(prefixes))


def _with_others(raw: str) -> str:
    """The list with "and others" for an "et al." at its end."""
    tail = raw[-ET_AL_LENGTH:]
    found = ET_AL.search(tail)
    return f"{raw[: len(raw) - len(tail)]}{tail[: found.start()]} and others" if found else raw


def _extended(item: str, note: Note) -> tuple[Name, bool]:
    """The name of ``family=…, given=…`` and whether it has ``useprefix=true``."""
    parts: dict[str, str] = {}
    options: dict[str, str] = {}
    for piece in _pieces(item):
        found = PART.fullmatch(piece)
        name, value = (found[1].lower(), _plain(found[2])) if found else ("", piece)
        if name in PARTS:
            parts[PARTS[name]] = value
        elif name == "useprefix":
            options[name] = value.lower()
        elif piece.strip() and not _is_initials(name, value, parts):
            note(f"{piece.strip()} is no part of a name that is kept")
    whole = parts.get("family", "")
    if whole and len(parts) == 1 and re.search(r"\s", whole):
        return Name(literal=whole), False  # an organisation: Better BibTeX and the manual write them so
    if not whole:
        parts["family"] = parts.pop("given", "")
    name_ = Name(**parts)
    return name_, options.get("useprefix", "") in BIBER_TRUE


def _pieces(item: str) -> Iterator[str]:
    """What stands between commas outside braces and quotation marks, without these marks."""
    piece: list[str] = []
    is_quoted = False
    for part, depth in nested(COMMA.split(item)):
        if part == '"' and depth == 0:
            is_quoted = not is_quoted
        elif part == "," and depth == 0 and not is_quoted:
            yield "".join(piece)
            piece = []
        else:
            piece.append(part)
    yield "".join(piece)


def _plain(value: str) -> str:
    return plain_text(from_latex(value))


def _is_initials(name: str, value: str, parts: dict[str, str]) -> bool:
    """Whether a part gives the initials that biber would make of the name itself."""
    words = re.split(r"[\s-]+", parts.get(PARTS.get(name.removesuffix("-i"), ""), ""))
    return name.endswith("-i") and "".join(word[:1] for word in words) == re.sub(r"[\s.~-]", "", value)


def _classic(raw: str, note: Note) -> tuple[Name, ...]:
    """Names in BibTeX's forms."""
    spans = [span for span in from_latex(_protected(_without_numbers(raw, note))) if not _is_unprinted(span, note)]
    marked = "".join(map(_marked, spans))
    try:
        names = parse_names(marked)
    except ValueError as problem:
        note(f"{problem}; kept whole")
        names = tuple(name for one in re.split(r"\s+and\s+", marked) for name in _split_or_whole(one))
    return tuple(map(_with_braces, names)) if HIDDEN_BRACE in marked else names


def _without_numbers(raw: str, note: Note) -> str:
    """The list without the numbers by which dblp tells people of one name apart (dblp.org/faq): ``Yang Liu 0001``."""
    if numbers := HOMONYM.findall(raw):
        note(f"{', '.join(numbers)} tells people of one name apart at dblp; left out")
    return HOMONYM.sub("", raw) if numbers else raw


def _is_unprinted(span: Span, note: Note) -> bool:
    """Whether a run is a command that prints nothing: space, or what BibTeX's users sort by (btxhak, section 4)."""
    found = UNPRINTED.fullmatch(span.text) if span.has(Style.TEX) else None
    if found and found[1]:
        note(f"{span.text} is for sorting only; left out")
    return bool(found)


def _protected(raw: str) -> str:
    r"""The list with a mark in groups that BibTeX keeps together though they begin with a command.

    LaTeX's ``{\'E}`` is a letter, ``{\'Ecole Polytechnique}`` is that and words in braces.
    """
    if "{\\" not in raw:
        return raw
    pieces: list[str] = []
    group: list[str] = []
    for piece, depth in nested(BRACE.split(raw)):
        group.append(piece)
        if depth == 0:
            pieces.append(_marked_group("".join(group)))
            group = []
    return "".join([*pieces, *group])


def _marked_group(group: str) -> str:
    is_several = group.startswith("{\\") and re.search(r"[\s,~]", group) and re.search(r"[\s,]", _plain(group))
    return "{{}" + group[1:] if is_several else group


def _split_or_whole(one: str) -> tuple[Name, ...]:
    try:
        return parse_names(one)
    except ValueError:
        return (Name(literal=re.sub(r"[{}]", "", one)),)


def _marked(span: Span) -> str:
    """The characters of a run, braces only where they keep words together; those that are printed are hidden."""
    text = span.text.translate(HIDDEN)
    return "{" + text + "}" if span.has(Style.NOCASE) else text


def _with_braces(name: Name) -> Name:
    return Name(**{part: getattr(name, part).translate(SHOWN) for part in Name.__struct_fields__})

r"""Bibitems: printed bibliographies in TeX (``.bbl``, ``thebibliography``, amsrefs) -> their entries, keys kept.

Where the style marks its fields (``\bibinfo`` of REVTeX, ACM, Nature and Elsevier; amsrefs; biblatex) these are taken
as they are; other items are read as a reference whose blocks (``\newblock``) show where the title is.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

import msgspec

from refexport.data.patterns import regex
from refexport.errors import Finding
from refexport.formats.bib.bbl import (
    IS_BIBLATEX,
    LONGEST_GROUP,
    bib_of_bbl,
    block_of,
    group_at,
    groups_in,
    without_comments,
)
from refexport.formats.content import Content
from refexport.formats.format import Read
from refexport.lists.citation import Citation, read_citation
from refexport.lists.links import take_links
from refexport.lists.reading_list import Line
from refexport.lists.verdicts import NOTHING
from refexport.model.date import Date
from refexport.model.name import OTHERS, Name
from refexport.model.text import Span, Style, Text
from refexport.references.people import parse_people
from refexport.text.clean import is_organisation
from refexport.text.latex.decode import from_latex
from refexport.text.markup import from_markup

TEX = regex(r"^[ \t]*(?:\\(?:bibitem|bib\*?\{|begin\{thebibliography|entry\{)|%[ \t]*\$ biblatex)", re.MULTILINE)
ITEM = regex(r"\\(?:bibitem|harvarditem)(?![A-Za-z])\s*")
END = regex(r"\\end\s*\{thebibliography\}|\\(?:bibitem|harvarditem)(?![A-Za-z])|\\bib\s*\{")
AMS = regex(r"\\bib\*?\s*\{(?P<key>[^{}]+)\}\s*\{(?P<type>\w+)\}\s*(?=\{)")
INFO = regex(r"\\bibinfo\s*(?=\{)")
FIELD = regex(r"\\bibfield\s*(?=\{)")
VENUE = regex(r"[Ii]n:?\s|\*[^*]+\*[\s,]*(?:\*\*\d|\d+\s*[(:,])")
"""A block that is a journal and its volume, or proceedings: of styles that print no titles."""

EMPHASISED = regex(r"\*([^*]+)\*(.*)", re.DOTALL)
YEAR = regex(r"\(?((?:1[5-9]|20)\d\d)[a-z]?\)?[.,]?\s*$")
IN_LABEL = regex(r"[({]((?:1[5-9]|20)\d\d)(?:\\natexlab\s*\{\w*\}|[a-z])?[)}]|,\s*((?:1[5-9]|20)\d\d)[a-z]?\s*$")
"""natbib's, apacite's and Harvard's years."""

WHOLE = (
    regex(r"\s*\\(?:emph|textit|textbf)\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*", re.DOTALL),
    regex(r"\s*\{\\(?:em|it|bf)\s+((?:[^{}]|\{[^{}]*\})*)\}\s*", re.DOTALL),
)
"""Emphasis of all of a value."""

APA = {
    "APACrefYear": ("year",),
    "APACrefYearMonthDay": ("year",),
    "APACrefbtitle": ("title",),
    "APACrefatitle": ("parttitle",),
    "APACjournalVolNumPages": ("journal", "volume", "number", "pages"),
    "APACaddressPublisher": ("location", "publisher"),
    "APACaddressSchool": ("location", "institution"),
    "APACaddressInstitution": ("location", "institution"),
}
"""Macros of apacite -> the fields that their arguments are."""

APA_PEOPLE = regex(r"\\begin\{APACrefauthors\}(.*?)\\end\{APACrefauthors\}", re.DOTALL)
APA_AND = regex(r"(?:\\BCBL\s*\{\})?\s*\\ ?\s*\\BBA\s*\{\}")
APA_INITIAL = regex(r"\\BPBI\s*")

NAMED = {
    "person": "author", "address": "location", "school": "institution", "arxivid": "eprint", "numpages": "pagetotal",
    "thesistype": "", "articleno": "eid", "issue_date": "", "isbn13": "isbn",
    "collaboration": "", "state": "", "city": "",
}  # fmt: skip
r"""Name in ``\bibinfo`` -> field, where it is another or none."""

TAKEN = frozenset(
    "author editor translator title booktitle journal volume number pages year month publisher location series edition "
    "note howpublished institution organization doi url eprint isbn issn type chapter eid key".split()
)
AMS_FIELDS = {
    "date": "date",
    "place": "location",
    "review": "",
    "eprint": "eprint",
    "status": "note",
    "subtitle": "subtitle",
}
"""Names of amsrefs' own (amsrdoc, 4.2) -> field."""


def _of_arxiv(found: re.Match[str]) -> str:
    return f" {found[1]} " if "rxiv" in found[1] else f" arXiv:{found[1]} "


MACROS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...] = tuple(
    (regex(pattern, re.DOTALL), made)
    for pattern, made in (
        (r"\\href(?:@noop)?\s*\{([^{}]*)\}\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}", r" \2 <\1> "),
        (r"\\(?:url|path|burl|nolinkurl)\s*\{([^{}]*)\}", r" \1 "),
        (r"\\(?:doi|DOI)\s*\{([^{}]*)\}", r" doi:\1 "),
        (r"\\showeprint\s*\[arxiv\]\s*\{([^{}]*)\}", r" arXiv:\1 "),
        (r"\\(?:arxiv|arXiv|eprint)\s*\{([^{}]*)\}", _of_arxiv),
        (r"\\hskip[^\\]*\\relax|\\penalty\d+|\\BIBentry\w+|\\Bibitem(?:Open|Shut\s*\{\w+\})", " "),
        (r"\\mcite\w+(?:\s*\{[^{}]*\})*|\\EndOfBibitem|\\dinatlabel\s*\{[^{}]*\}|\\latin\s*(?=\{)", " "),
        (r"\\harvardand\b", " and "),
        (r"\\harvardyearleft\s*(\d+)\s*(?:\\natexlab\s*\{\w*\})?\s*\\harvardyearright", r"(\1)"),
        (r"\\(?:mn)?@?doi\s*\[([^\[\]]*)\]\s*\{([^{}]*)\}", r" \1 doi:\2 "),
        (r"\\natexlab\s*\{[^{}]*\}", " "),
        (r"\\(?:bibnamefont|bibfnamefont|citenamefont|showarticletitle|enquote|mbox|textsc|textrm)\s*(?=\{)", ""),
        (r"\\BIBforeignlanguage\s*\{[^{}]*\}", ""),
        (r"\\bysame\b|\\leavevmode\b|\\vrule[^\\]*\\\w+", "———"),
        (r"\\noopsort\s*\{[^{}]*\}|\\urlstyle\s*\{\w+\}", " "),
        (r"\\(?:newline|par|linebreak|urlprefix|showDOI|small|relax)(?![A-Za-z])", " "),
        (r"\\(?:,|;|:|!|/|thinspace|enspace|quad)(?![A-Za-z])", " "),
    )
)  # fmt: skip
"""What styles put into items beside text, and what it says."""


def is_bibliography(content: Content) -> bool:
    """Whether there is a printed bibliography in TeX's own words."""
    if not TEX.search(content.text):
        return False
    return bool(IS_BIBLATEX.search(content.head) or ITEM.search(_bare(content.text)) or AMS.search(content.text))


def read_bibliography(text: str, name: str, read_bib: Callable[[str, str], Read]) -> tuple[list[Line], Read]:
    """The items that are read as references, and the entries of those whose fields are marked, each with its line."""
    if IS_BIBLATEX.search(text):
        return [], read_bib(bib_of_bbl(text), name)
    blocks = [""] * (text.count("\n") + 1)
    lines: list[Line] = []
    for number, key, label, body in _items(_bare(text)):
        if fields := marked_fields(body):
            blocks[number - 1] += block_of(key, _type_of(fields, body), fields)
        else:
            lines.append(_read_item(number, key, label, body))
    for found in AMS.finditer(_bare(text)):
        body, _ = group_at(text, found.end())
        blocks[text.count("\n", 0, found.start())] += block_of(found["key"], found["type"], _ams(body))
    marked = read_bib("\n".join(blocks), name) if any(blocks) else Read(())
    if not lines and not any(blocks):
        return [], Read((), (Finding(name, 1, r"there is no \bibitem in it", "import the .bib that it cites from"),))
    return lines, marked


def _bare(text: str) -> str:
    r"""TeX without comments and without definitions of ``\bibitem``."""
    return re.sub(
        r"\\(?:re)?newcommand[^\n]*|\\providecommand[^\n]*|\\def[^\n]*|\\let[^\n]*", "", without_comments(text)
    )


def _items(text: str) -> Iterator[tuple[int, str, str, str]]:
    """The line, key, label and text of each item."""
    for found in ITEM.finditer(text):
        at = found.end()
        label = ""
        if text[at : at + 1] == "[":
            label, at = _label_at(text, at)
        key, at = group_at(text, at)
        if found[0].startswith("\\harvarditem"):  # \harvarditem[short]{label}{year}{key}
            year, at = group_at(text, at)
            label, (key, at) = f"({year})", group_at(text, at)
        if not key.strip():
            continue
        end = END.search(text, at)
        yield text.count("\n", 0, found.start()) + 1, key.strip(), label, text[at : end.start() if end else len(text)]


def _label_at(text: str, at: int) -> tuple[str, int]:
    """The words in brackets, braces of which count."""
    depth = 0
    for found in regex(r"\\.|[{}\]]", re.DOTALL).finditer(text, at, at + LONGEST_GROUP):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if found[0] == "]" and depth == 0:
            return text[at + 1 : found.start()], found.end()
    return "", at


def marked_fields(body: str) -> dict[str, str]:
    r"""The fields that a style marked by ``\bibinfo``; nothing where it marked none."""
    fields: dict[str, str] = {}
    people: dict[str, list[str]] = {}
    editors = [span for span in _spans(FIELD, body) if span[0] == "editor"]
    for name, value, place in _spans(INFO, body):
        inside = any(start <= place < start + len(words) for _, words, start in editors)
        field = "editor" if inside and name in ("person", "author") else NAMED.get(name, name)
        if field in ("author", "editor", "translator") and not INFO.search(value):
            people.setdefault(field, []).append(_person(value))
        elif field in TAKEN and field not in fields:
            fields[field] = _unmarked(value)
    if title := re.search(r"\\showarticletitle\s*(?=\{)", body):
        fields["title"] = group_at(body, title.end())[0]
    elif "title" not in fields and r"\bibinfo{person}" in body and "booktitle" in fields:
        fields["title"] = fields.pop("booktitle")  # ACM's books
    more = " and others" if re.search(r"\bet~?\\?\s?al\b", body.split("\\newblock", maxsplit=1)[0]) else ""
    fields |= {field: " and ".join(names) + (more if field == "author" else "") for field, names in people.items()}
    fields = fields or apacite_fields(body)
    if not fields:
        return {}
    fields = {**_identifiers(body), **fields}
    if fields.get("howpublished", "").strip(" <>") == fields.get("url"):
        del fields["howpublished"]
    return fields


def apacite_fields(body: str) -> dict[str, str]:
    """The fields that apacite marks by macros of its own (apacite.dtx, 5.4); nothing where there are none."""
    found = APA_PEOPLE.search(body)
    people = parse_people(_decoded(APA_AND.sub(" and ", APA_INITIAL.sub(". ", found[1])))) if found else None
    fields = {"author": " and ".join(map(_of_bib, people))} if people else {}
    for command, names in APA.items():
        if place := re.search(rf"\\{command}\s*(?=\{{)", body):
            values = groups_in(body[place.end() :])
            fields |= {name: value for name, value in zip(names, values, strict=False) if name and value.strip()}
    if "parttitle" in fields:
        fields = {**fields, "booktitle": fields.pop("title", ""), "title": fields.pop("parttitle")}
    pages = re.search(r"\\BPGS?\\?\s+([\w.–-]+)", body)
    return {name: value for name, value in fields.items() if value} | (
        {"pages": pages[1]} if pages and "pages" not in fields else {}
    )


def _of_bib(name: Name) -> str:
    if name == OTHERS:
        return "others"
    return f"{{{name.literal}}}" if name.literal else f"{name.particle} {name.family}, {name.given}".strip(" ,")


def _spans(command: re.Pattern[str], body: str) -> Iterator[tuple[str, str, int]]:
    """The two arguments of each command, and where the second starts."""
    for found in command.finditer(body):
        name, at = group_at(body, found.end())
        value, end = group_at(body, at)
        yield name.strip(), value, end - len(value)


def _person(value: str) -> str:
    r"""A name as a .bib has it, of ``\bibfnamefont {Y.}~\bibnamefont {LeCun}`` or of words."""
    given, family = (re.search(rf"\\{font}\s*(?=\{{)", value) for font in ("bibfnamefont", "bibnamefont"))
    if family:
        words = group_at(value, family.end())[0]
        return f"{words}, {group_at(value, given.end())[0]}" if given else f"{{{words}}}"
    return _unmarked(value).strip().rstrip(",")


def _unmarked(value: str) -> str:
    """A value without the emphasis of all of it, and without other fields that a style put into it."""
    if inner := INFO.search(value):
        value = value[: inner.start()].rstrip(" (,")
    for pattern in WHOLE:
        found = pattern.fullmatch(value)
        value = found[1] if found else value
    return re.sub(r"\\(?:url|path)\s*\{([^{}]*)\}", r"\1", value)


def _identifiers(body: str) -> dict[str, str]:
    """The identifiers and the address in an item's links."""
    links = take_links(_plain_macros(body.replace("\\_", "_").replace("\\%", "%")))
    fields = {"eprint" if scheme == "arxiv" else scheme: value for scheme, value in links.ids}
    fields |= {"eprinttype": "arxiv"} if "eprint" in fields else {}
    return fields | ({"url": links.url} if links.url else {})


def _type_of(fields: dict[str, str], body: str) -> str:
    """The block type that the marked fields make plain."""
    if "journal" in fields:
        return "article"
    if "booktitle" in fields:
        return "incollection" if "editor" in fields and "roceedings" not in fields["booktitle"] else "inproceedings"
    if "institution" in fields:
        is_master = re.search(r"master|\bm\.?sc", body, re.IGNORECASE)
        is_thesis = re.search(r"thesis|dissertation|th\\?`?e?se", body, re.IGNORECASE)
        return "mastersthesis" if is_thesis and is_master else "phdthesis" if is_thesis else "techreport"
    return "book" if "publisher" in fields else "misc"


def _ams(body: str) -> dict[str, str]:
    """The fields of amsrefs' ``author={…}``; those that stand several times are joined."""
    fields: dict[str, list[str]] = {}
    for found in re.finditer(r"(?:^|[,\s])([a-z]+)\s*=\s*(?=\{)", body):
        field = AMS_FIELDS.get(found[1], found[1])
        if field in TAKEN or field in AMS_FIELDS.values():
            fields.setdefault(field, []).append(group_at(body, found.end())[0])
    fields.pop("", None)
    return {
        field: " and ".join(values) if field in ("author", "editor", "translator") else values[0]
        for field, values in fields.items()
    }


def _read_item(number: int, key: str, label: str, body: str) -> Line:
    """An item as the reference that its words are; what its blocks show counts."""
    words, title = text_of_item(body)
    citation = read_citation(words, titled=True)
    line = Line(number, f"{key}: {' '.join(words.split())}", "", None, NOTHING)
    if citation is None:
        return line
    dated = _dated(citation, label)
    entry = msgspec.structs.replace(dated.entry, key=key)
    return line._replace(entry=entry.replace(title=title) if title else entry, notes=dated.notes, reason="")


def _dated(citation: Citation, label: str) -> Citation:
    """The citation with the year of natbib's label, if it has none."""
    found = IN_LABEL.search(" ".join(label.split()))
    if citation.entry.has("date") or not found:
        return citation
    return citation._replace(entry=citation.entry.replace(date=Date(int(found[1] or found[2]))))


def text_of_item(body: str) -> tuple[str, Text]:
    r"""The words of an item, emphasis as in Markdown, and its title, in quotation marks there, if blocks show it.

    ``Doe, J. (2017). \newblock A title. \newblock Springer.`` is ``Doe, J. “A title.” Springer, 2017.``
    """
    blocks = [block for raw in re.split(r"\\newblock(?![A-Za-z])", body) if (block := " ".join(_decoded(raw).split()))]
    is_parted = len(blocks) > 1 and not _is_link(blocks[1]) and not re.search('[“”"]', blocks[1])
    is_parted = is_parted and not VENUE.match(blocks[1])
    if not is_parted or not (_are_people(blocks[0]) or YEAR.search(blocks[0])):
        return " ".join(blocks), ()
    found = EMPHASISED.fullmatch(blocks[1])
    title, behind = (found[1], found[2].strip(" .,")) if found else (blocks[1], "")
    title = title.rstrip(". ")
    mark = "" if title.endswith(("?", "!")) else "."
    year = YEAR.search(blocks[0])
    people = (blocks[0][: year.start()] if year else blocks[0]).rstrip(" ,")
    rest = " ".join(filter(None, (f"{behind}." if behind else "", *blocks[2:])))
    rest = f"{rest.rstrip('. ')}, {year[1]}." if year else rest
    return " ".join((people, f"“{title}{mark}”", rest)).rstrip(), from_markup(title)


def _are_people(block: str) -> bool:
    bare = YEAR.sub("", block).rstrip(" .,:")
    first, _, others = bare.partition(", ")
    return any(map(parse_people, (bare, others) if is_organisation(first) and others else (bare,)))


def _is_link(block: str) -> bool:
    links = take_links(block)
    return not re.search(r"\w{3}", re.sub(r"doi|arxiv|url|[<>]", "", links.text, flags=re.IGNORECASE))


def _plain_macros(tex: str) -> str:
    for pattern, made in MACROS:
        tex = pattern.sub(made, tex)
    return tex


def _decoded(tex: str) -> str:
    """The words of TeX with emphasis as in Markdown."""
    return _marked(from_latex(_plain_macros(re.sub(r"\s+", " ", tex))))


def _marked(text: Text) -> str:
    out: list[str] = []
    for mark, run in groupby(text, key=_mark):
        words = "".join(re.sub(r"\\([A-Za-z]+)\s*", "", one.text) if one.has(Style.TEX) else one.text for one in run)
        bare = words.strip()
        out.append(words.replace(bare, f"{mark}{bare}{mark}") if mark and bare else words)
    return "".join(out).replace("\u00a0", " ")


def _mark(span: Span) -> str:
    return "**" if span.has(Style.BOLD) else "*" if span.has(Style.ITALIC) else ""

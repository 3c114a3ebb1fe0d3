"""MODS as XML: the facts of a record by their places in it, and a record of the values for such places.

A place is the path of elements, each with the attribute that tells it from others of its name in brackets:
``relatedItem[host]/titleInfo/title``, ``identifier[doi]``, ``part/detail[volume]/number``. Some hold more than a leaf's
characters: ``name[author]`` a name in its parts, ``part/extent[page]`` both ends of a range, ``subject`` a heading,
``language`` a code, ``location/url@dateLastAccessed`` an attribute.

Sources: the Library of Congress, "MODS User Guidelines", version 3, and mods-3-8.xsd; "MARC Code List for Relators".
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from lxml import etree

from refexport.data.patterns import regex
from refexport.formats.codecs import CODES, line
from refexport.formats.facts import Fact, words_of
from refexport.formats.ris.codecs import parse_name
from refexport.formats.xmltext import Element, child_of, children, line_of, local_name, text_of
from refexport.model.name import OTHERS, Name
from refexport.model.name import parse_name as parse_bibtex_name

NAMESPACE = "http://www.loc.gov/mods/v3"
HOST, MAIN = "relatedItem[host]", "relatedItem[main]"
"""What holds a work, and the work of several volumes that it or its book is one of: a host, too, in the file."""
CONFERENCE = "name[conference]"
MULTIPART = "multipart monograph"
"""The ``issuance`` of such a work; ``multivolume monograph`` up to MODS 3.7."""

BRACKETS = {"genre": "authority", "classification": "authority", "extent": "unit", "url": "access"}
"""Element -> the attribute that tells it from others of its name; ``type`` for the rest."""
BARE = frozenset({"abstract", "accessCondition", "tableOfContents", "originInfo", "form", "physicalLocation", "topic"})
"""Elements whose ``type`` changes nothing about the field that holds them."""
UNITS = {"pages": "page", "p": "page", "pp": "page", "volumes": "volume"}

ROLES = {
    code: role
    for role, codes in {
        "author": "aut author cre creator dis dissertant",
        "editor": "edt editor",
        "translator": "trl translator",
        "annotator": "ann annotator",
        "commentator for written text": "cwt",
        "writer of afterword": "aft waw",
        "writer of foreword": "wfw",
        "writer of introduction": "aui win",
        "copyright holder": "cph",
        "patent holder": "pth",
        "degree grantor": "dgg",
        "issuing body": "isb",
        "organizer": "orm",
        "publisher": "pbl publisher",
        "compiler": "com compiler",
        "photographer": "pht",
        "artist": "art",
        "inventor": "inv",
        "programmer": "prg",
        "composer": "cmp",
        "director": "drt fmd",
        "speaker": "spk",
        "cartographer": "ctg",
        "contributor": "ctb",
        "interviewee": "ive",
        "performer": "prf",
        "thesis advisor": "ths dgs",
    }.items()
    for code in codes.split()
} | {
    "author of afterword, colophon, etc.": "writer of afterword",
    "author of introduction, etc.": "writer of introduction",
    "organizer of meeting": "organizer",
    "degree granting institution": "degree grantor",
    "degree supervisor": "thesis advisor",
    "commentator": "commentator for written text",
    "film director": "director",
}
"""Code or older term of MARC's relators -> the term; others mean themselves."""

Value = str | Name


class Described(NamedTuple):
    """What a record says: its key, the facts, and the genres of itself and of its host with their authorities."""

    key: str
    facts: list[Fact]
    genres: list[Fact]
    resource: str


class _Reader:
    """Gathers the facts of one record."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, target: str, value: Value, element: Element) -> None:
        if value:
            self.facts.append(Fact(target, value, line_of(element)))

    def each(self, parent: Element, prefix: str) -> None:
        """The facts of all elements within one."""
        for element in children(parent):
            name = local_name(element)
            if name in ("mods", "modsCollection"):
                continue
            read = READ.get(name)
            if read is not None:
                read(self, element, prefix)
            else:
                self.leaf(element, prefix)

    def leaf(self, element: Element, prefix: str) -> None:
        """The characters of an element, or the facts of those within."""
        target = prefix + _step(element)
        if next(children(element), None) is not None:
            self.each(element, f"{target}/")
            self.add(target, line("".join([element.text or "", *(one.tail or "" for one in element)])), element)
        else:
            self.add(target, text_of(element), element)
        self.add(f"{target}@href", _attribute(element, "href"), element)


def _attribute(element: Element, name: str) -> str:
    """The value of an attribute, whatever its namespace."""
    found = (str(value) for key, value in element.attrib.items() if etree.QName(str(key)).localname == name)
    return line(next(found, ""))


def _step(element: Element) -> str:
    name = local_name(element)
    kind = "" if name in BARE else _attribute(element, BRACKETS.get(name, "type"))
    kind = UNITS.get(kind.lower(), kind) if name == "extent" else kind
    is_usual = (name, kind) in (("placeTerm", "text"), ("titleInfo", "primary"), ("url", "object in context"))
    return f"{name}[{kind}]" if kind and not is_usual else name


def _read_title(reader: _Reader, element: Element, prefix: str) -> None:
    """A title with the article that does not count in sorting."""
    article = text_of(child_of(element, "nonSort"))
    joint = "" if article.endswith(("'", "\N{RIGHT SINGLE QUOTATION MARK}", "-")) else " "
    for part in children(element):
        name = local_name(part)
        if name == "title":
            value = text_of(part)
            reader.add(f"{prefix}{_step(element)}/title", f"{article}{joint}{value}" if article else value, part)
        elif name != "nonSort":
            reader.add(f"{prefix}{_step(element)}/{name}", text_of(part), part)
    if article and child_of(element, "title") is None:
        reader.add(f"{prefix}{_step(element)}/title", article, element)


def _read_name(reader: _Reader, element: Element, prefix: str) -> None:
    """A person or group under each of its roles; a conference has none."""
    kind = _attribute(element, "type")
    parts = {"": [], "family": [], "given": [], "suffix": [], "date": []}  # type: dict[str, list[str]]
    for part in children(element, "namePart"):
        said = _attribute(part, "type").replace("termsOfAddress", "suffix")
        parts.setdefault(said, []).append(text_of(part))
    roles = [role for one in children(element, "role") if (role := _role(one))]
    if kind == "conference":
        reader.add(f"{prefix}{CONFERENCE}", " ".join(parts[""]), element)
        reader.add(f"{prefix}{CONFERENCE}/date", " ".join(parts["date"]), element)
    else:
        name, dates = (OTHERS, []) if child_of(element, "etal") is not None else _name(kind, parts)
        for role in dict.fromkeys(roles or ["author"]):
            reader.add(f"{prefix}name[{role}]", _with_orcid(name, element), element)
        for date in dates:
            reader.add(f"{prefix}name/date", date, element)
        for part in children(element, "namePart"):
            reader.add(f"{prefix}name/date", text_of(part) if _attribute(part, "type") == "date" else "", part)
    for part in children(element):
        name_ = local_name(part)
        is_orcid = name_ == "nameIdentifier" and ORCID.search(text_of(part))
        is_said = name_ == "displayForm" and words_of(text_of(part)) <= words_of(" ".join(chain(*parts.values())))
        if name_ not in ("namePart", "role", "etal") and not is_orcid and not is_said:
            reader.add(f"{prefix}name/{name_}", text_of(part), part)


ORCID = regex(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")


def _with_orcid(name: Name, element: Element) -> Name:
    """The name with the ORCID iD that stands beside its parts, or as the address of the person."""
    found = [ORCID.search(text_of(one)) for one in children(element, "nameIdentifier")]
    address = _attribute(element, "valueURI")
    found += [ORCID.search(address)] if "orcid.org" in address else []
    orcid = next((one[0] for one in found if one), "")
    return Name(name.family, name.given, name.particle, name.suffix, name.literal, orcid=orcid) if orcid else name


def _role(role: Element) -> str:
    """The term of a role that is named by a code, a term, or both."""
    terms = [text_of(one).lower() for one in children(role, "roleTerm")] or [text_of(role).lower()]
    return next(
        (ROLES[term] for term in terms if term in ROLES), next((term.strip(" .") for term in terms if term), "")
    )


LIFE = regex(r",?\s*((?:b\.|d\.|ca\.|fl\.)?\s*\d{3,4}\??\s*-\s*(?:\d{3,4}\??)?)$")
"""The years of a life that catalogues put behind a name: ``Poe, Edgar Allan, 1809-1849``."""


def _name(kind: str, parts: Mapping[str, list[str]]) -> tuple[Name, list[str]]:
    """The name of its parts, and the years of a life that stand behind it."""
    whole = " ".join(parts[""])
    suffix = " ".join((*parts["suffix"], *(one for part in parts if part not in PARTS for one in parts[part])))
    if parts["family"] or parts["given"]:
        family = " ".join((*parts["family"], *([whole] if whole else [])))
        given = " ".join(parts["given"])
        return (Name(family, given, suffix=suffix) if family else Name(given, suffix=suffix)), []
    if kind == "corporate":
        return Name(
            literal=". ".join(part.rstrip(".") for part in parts[""][:-1])
            + ". " * (len(parts[""]) > 1)
            + (parts[""][-1] if parts[""] else "")
        ), []
    found = LIFE.search(whole)
    bare = whole[: found.start()] if found else whole
    name = _person(bare, is_person=kind == "personal")
    whole_name = Name(name.family, name.given, name.particle, suffix or name.suffix, name.literal)
    return whole_name, [found[1]] if found else []


PARTS = frozenset({"", "family", "given", "suffix", "date"})


def _person(words: str, *, is_person: bool) -> Name:
    """``Doe, Jane``; without a comma a group, unless it is said to be a person."""
    if "," in words or not is_person:
        return parse_name(words)
    try:
        return parse_bibtex_name(words)
    except ValueError:
        return Name(literal=words)


def _read_language(reader: _Reader, element: Element, prefix: str) -> None:
    """A language by its code, else by its name."""
    terms = [one for one in children(element, "languageTerm") if text_of(one)]
    codes = [one for one in terms if _attribute(one, "type") == "code"] or terms
    known = [one for one in codes if text_of(one).lower() in CODES] or codes
    if known:
        reader.add(f"{prefix}language", text_of(known[0]), known[0])
    for part in children(element):
        if local_name(part) != "languageTerm":
            reader.add(f"{prefix}language/{local_name(part)}", text_of(part), part)


def _read_subject(reader: _Reader, element: Element, prefix: str) -> None:
    """A heading: its parts with two hyphens between, as catalogues print it."""
    parts = [", ".join(text_of(one) for one in children(part)) or text_of(part) for part in children(element)]
    reader.add(f"{prefix}subject", " -- ".join(filter(None, parts)) or text_of(element), element)


def _read_identifier(reader: _Reader, element: Element, prefix: str) -> None:
    """A number under its type; that of an archive of eprints with the name of the archive."""
    kind, value = _attribute(element, "type"), text_of(element)
    if kind in ("eprint", "eprinttype"):  # bibutils' two numbers
        reader.add(f"{prefix}{kind}", value, element)
    elif _attribute(element, "displayLabel") == EPRINT or kind.lower() in EPRINTS:
        archive = "arxiv" if kind.lower() == "arxiv" else kind
        reader.add(f"{prefix}eprint", value, element)
        reader.add(f"{prefix}eprinttype", archive, element)
    else:
        reader.add(f"{prefix}identifier[{kind.lower()}]" if kind else f"{prefix}identifier", value, element)


EPRINT = "eprint"
"""``displayLabel`` of an identifier in an archive that is not one of those that biblatex knows."""
SEPARATOR = "\t"
"""What stands between archive and number in the value of ``eprint``."""
EPRINTS = frozenset({"arxiv", "jstor", "hdl", "googlebooks"})
"""Archives of the biblatex manual, section 3.13.7."""


def _read_origin(reader: _Reader, element: Element, prefix: str) -> None:
    """What says where and when; dates with their ends as one, and with their doubt."""
    ends: dict[str, list[Element]] = {}
    for part in children(element):
        name = local_name(part)
        if name in DATES:
            ends.setdefault(name, []).append(part)
        else:
            _Reader.leaf(reader, part, f"{prefix}originInfo/")
    for name, dates in ends.items():
        for value, part in _dates(dates):
            reader.add(f"{prefix}originInfo/{name}", value, part)


DATES = frozenset({
    "dateIssued", "dateCreated", "dateCaptured", "dateValid", "dateModified", "copyrightDate", "dateOther",
})  # fmt: skip

DOUBTS = {"approximate": "~", "questionable": "?"}
"""``qualifier`` -> its mark in EDTF."""


def _dates(dates: Sequence[Element]) -> Iterator[tuple[str, Element]]:
    points = {point: one for one in dates if (point := _attribute(one, "point"))}
    for one in dates:
        point = _attribute(one, "point")
        mark = DOUBTS.get(_attribute(one, "qualifier"), "")
        mark = mark if re.fullmatch(r"[\d-]+", text_of(one)) else ""
        if point == "start" and "end" in points:
            end = text_of(points["end"])
            yield f"{text_of(one)}{mark}/{'..' if end == '9999' else end}", one
        elif point != "end" or "start" not in points:
            yield text_of(one) + mark, one


def _read_part(reader: _Reader, element: Element, prefix: str) -> None:
    """Numbers, pages and the date of a part."""
    for part in children(element):
        name = local_name(part)
        if name == "extent":
            _read_extent(reader, part, f"{prefix}part/{_step(part)}")
        elif name == "date":
            for value, one in _dates([part]):
                reader.add(f"{prefix}part/date", value, one)
        else:
            reader.leaf(part, f"{prefix}part/")


def _read_extent(reader: _Reader, element: Element, target: str) -> None:
    start, end, listed = (text_of(child_of(element, name)) for name in ("start", "end", "list"))
    is_list = start.endswith(",")  # bibutils cuts a list at its first blank
    ends = f"{start} {end}" if is_list else "--".join(filter(None, (start, end)))
    reader.add(target, ends, element)
    reader.add(target, listed, element)
    reader.add(f"{target}/total", text_of(child_of(element, "total")), element)
    if not any((start, end, listed)) and child_of(element, "total") is None:
        reader.add(target, text_of(element), element)


def _read_related(reader: _Reader, element: Element, prefix: str) -> None:
    """What a work is part of, or has to do with."""
    step = _step(element)
    issuance = text_of(child_of(element, "originInfo", "issuance"))
    if step == HOST and issuance in (MULTIPART, "multivolume monograph"):
        step = MAIN
    reader.add(f"{prefix}{step}@href", _attribute(element, "href"), element)
    reader.each(element, f"{step}/" if step == MAIN else f"{prefix}{step}/")


def _read_record(reader: _Reader, element: Element, prefix: str) -> None:
    """What is said about the record and not about the work, as one fact."""
    reader.add(f"{prefix}{local_name(element)}", " ".join(text_of(one) for one in children(element)), element)


def _read_url(reader: _Reader, element: Element, prefix: str) -> None:
    for part in children(element):
        if local_name(part) == "url":
            reader.add(f"{prefix}location/url@dateLastAccessed", _attribute(part, "dateLastAccessed"), part)
        reader.leaf(part, f"{prefix}location/")


READ: Mapping[str, Callable[[_Reader, Element, str], None]] = {
    "titleInfo": _read_title,
    "name": _read_name,
    "language": _read_language,
    "subject": _read_subject,
    "identifier": _read_identifier,
    "originInfo": _read_origin,
    "part": _read_part,
    "relatedItem": _read_related,
    "location": _read_url,
    "recordInfo": _read_record,
    "extension": _read_record,
}
"""Elements that are more than leaves."""


def described(mods: Element) -> Described:
    """The facts of a record; its key is what bibutils calls one, else its ID."""
    reader = _Reader()
    reader.each(mods, "")
    keys = [fact.words for fact in reader.facts if fact.target == "identifier[citekey]"]
    is_genre = regex(rf"(?:{re.escape(HOST)}/)?genre(?:\[.*\])?").fullmatch
    facts = [fact for fact in reader.facts if fact.target != "identifier[citekey]" and not _is_form(fact.target)]
    genres = [fact for fact in facts if is_genre(fact.target)]
    forms = (fact.words for fact in reader.facts if fact.target == "typeOfResource")
    key = keys[0] if keys else _attribute(mods, "ID")
    return Described(key, [fact for fact in facts if fact not in genres], genres, next(forms, ""))


def _is_form(target: str) -> bool:
    return target.rpartition("/")[2] in ("typeOfResource", "issuance")

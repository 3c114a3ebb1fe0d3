"""Lifting: identifiers, addresses and dates of access that other programs keep in fields for other things.

Google Scholar writes ``journal = {arXiv preprint arXiv:1703.03400}``, dblp and Semantic Scholar ``volume =
{abs/1703.03400}``, NASA ADS ``eid = {arXiv:1703.03400}``, Mendeley ``arxivId``, Zotero and Better BibTeX lines of
"Extra" in ``note`` ("arXiv: 1703.03400 [cs.LG]", "PMID: 26017442", "tex.eprint: …"). One normaliser serves all readers.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from refexport.data.datamodel import DATE, FIELDS, LITERAL, NAMES, TEXT, field_of
from refexport.data.patterns import regex
from refexport.data.preprints import ARXIV_SERVER, DOI_PREFIXES
from refexport.errors import Finding
from refexport.formats.format import Placed, Read
from refexport.formats.nbib.nbib import RELATED
from refexport.imports.notes import CLASS, DOI_AT, ID, PIECES, Found, pieces_of, without
from refexport.model.date import parse_date
from refexport.model.entry import Entry, Value, parse_value, print_value
from refexport.model.ids import ARXIV_DOI, NORMAL, normal_arxiv, normal_dblp, without_version
from refexport.model.text import Style, literal_text

NOTES = ("howpublished", "note", "addendum")
"""Fields that are looked through piece by piece."""

VENUE = regex(
    rf"(?:{ARXIV_SERVER}(?:\s*\(corr\))?)?[\s,:]*(?:preprint\s+)?"
    rf"(?:(?:(?:arxiv|corr)\s*[:/]?\s*|(?:corr,?\s+)?abs/|(?:https?://)?arxiv\.org/abs/)?(?P<value>{ID}){CLASS})?"
    r"(?:[\s,]*\(?(?P<year>(?:19|20)\d\d)\)?)?[\s.]*",
    re.IGNORECASE,
)
"""A venue that only says that the work is on arXiv: Google Scholar's, dblp's, Semantic Scholar's, NASA ADS's."""

OF_RELATED = regex(rf"(?:^|;\s)(?:{'|'.join(map(re.escape, RELATED.values()))}): ")
"""Where a note begins to name another work, as PubMed's records do: identifiers from there on are that work's."""

VENUES = ("journaltitle", "booktitle", "shortjournal", "series")
WITHIN = regex(rf"\barxiv\s*:\s*(?P<value>{ID}){CLASS}", re.IGNORECASE)
NUMBERS = ("volume", "number", "issue", "eid", "pages", "genre", "arxivid", "arxiv")
"""Fields that may be an arXiv id: dblp's volume, CSL's number, ADS's eid and pages, Mendeley's arxivId."""
NUMBERED = regex(rf"(?:(?:arxiv|corr)\s*[:/]\s*|(?:corr/)?abs/)(?P<value>{ID}){CLASS}", re.IGNORECASE)
DOI_ALONE = regex(rf"(?:doi:\s*|{DOI_AT})?(10\.\S+)", re.IGNORECASE)
"""The type of a work that RIS records have for its DOI (M3)."""

OWN_NUMBERS = frozenset({"arxivid", "arxiv"})
"""Those of `NUMBERS` that need no prefix."""

UNREVIEWED = frozenset({"", "article", "misc", "online", "unpublished", "inproceedings", "incollection"})
"""Types that a preprint is given where there is no such type."""

HOSTS = (
    ("doi", regex(r"https?://(?:dx[.-])?doi[.-]org(?:\.[\w.-]+)?/(10\.[^?#\s]+)", re.IGNORECASE)),
    ("doi", regex(rf"https?://[\w.-]+/login\?(?:qu|u)rl={DOI_AT}(10\.[^?#\s]+)", re.IGNORECASE)),
    ("eprint", regex(rf"https?://(?:\w+\.)?arxiv[.-]org(?:\.[\w.-]+)?/(?:abs|pdf|html)/({ID})", re.IGNORECASE)),
    ("dblp", regex(r"https?://dblp\.(?:org|uni-trier\.de)/rec/(?:bib/|html/)?(\w+/[\w/-]+)", re.IGNORECASE)),
    ("pmid", regex(r"https?://(?:www\.)?(?:pubmed\.ncbi|ncbi)\.nlm\.nih\.gov/(?:pubmed/)?(\d+)", re.IGNORECASE)),
)
"""Addresses that are an identifier's own, also as libraries' proxies spell them (EZproxy: doi-org.proxy.lib.x.edu)."""

UNIQUE = ("isbn", "issn")
SEVERAL = regex(r"97[89](?:[\s-]?\d){10}|\d(?:[\s-]?\d){8}[\s-]?[\dX]|\d{4}-?\d{3}[\dX]", re.IGNORECASE)
"""ISBNs and ISSNs in one value: PubMed's "1476-4687 (Electronic) 0028-0836 (Linking)"."""


def lifted(found: Read, path: str) -> Read:
    """What was read, with the identifiers of each entry in their fields; messages say what was moved and what not."""
    placed = found.entries if isinstance(found.entries, Placed) else Placed((1, entry) for entry in found.entries)
    problems = list(found.problems)
    entries: list[tuple[int, Entry]] = []
    for line, entry in zip(placed.lines, placed, strict=True):
        work = _Work(entry, path, line, problems)
        for step in STEPS:
            step(work)
        entries.append((line, work.entry))
    return Read(Placed(entries, placed.unread), tuple(problems))


class _Work:
    """An entry while its identifiers are lifted, and where messages go."""

    def __init__(self, entry: Entry, path: str, line: int, problems: list[Finding]) -> None:
        self.entry = entry
        self.had_arxiv = bool(entry.arxiv)
        self._key = entry.key
        self._place = path, line
        self._problems = problems

    def say(self, field: str, message: str, value: str, level: str = "note", hint: str = "") -> None:
        """A message at the entry's line."""
        path, line = self._place
        self._problems.append(Finding(path, line, message, hint, self._key, field, value, level))

    def words(self, field: str) -> str:
        """The characters of a field, of a list those of its only value; empty for names and dates."""
        value = self.entry.fields.get(field)
        if isinstance(value, str):
            return value
        if not value or FIELDS.get(field) in (NAMES, DATE):
            return ""
        raw = print_value(field, value)
        if isinstance(raw, list):
            return raw[0] if len(raw) == 1 and isinstance(raw[0], str) else ""
        return self.entry.plain(field)

    def is_plain(self, field: str) -> bool:
        """Whether the field has no markup that would be lost with a new value."""
        value = self.entry.fields.get(field)
        return isinstance(value, str) or all(span.styles <= {Style.NOCASE} for span in self.entry.text(field))

    def put(self, field: str, text: str) -> None:
        """Sets a field from its spelling in entries.toml."""
        value: Value = literal_text(text) if FIELDS.get(field, TEXT) == TEXT else parse_value(field, text)
        self.entry = self.entry.replace(**{field: value})

    def leave(self, field: str, why: str) -> None:
        """Takes a field away that says no more than another, and says so."""
        self.say(field, why, self.words(field))
        self.entry = self.entry.without(field)

    def take(self, field: str, value: str, source: str, eprintclass: str = "") -> bool:
        """Whether the field holds this now; a message if it holds, or would hold, another."""
        if field == "doi" and (by_doi := ARXIV_DOI.fullmatch(value)):
            field, value = "eprint", normal_arxiv(by_doi[1])
        if field == "eprint":
            return self._take_arxiv(value, source, eprintclass)
        if not self.entry.has(field):
            self.put(field, value)
            return True
        held = self.entry.plain(field) if field != "urldate" else str(print_value(field, self.entry.fields[field]))
        if _same(field, held) == _same(field, value):
            return True
        if field != "url":
            self._differs(source, field, held, value)
        return False

    def _take_arxiv(self, value: str, source: str, eprintclass: str) -> bool:
        held, archive = self.entry.plain("eprint"), self.entry.plain("eprinttype")
        if held and (archive.lower() != "arxiv" or without_version(held) != without_version(value)):
            self._differs(source, "eprint", held, value)
            return False
        if not held:
            self.entry = self.entry.replace(eprint=value, eprinttype="arxiv")
        if eprintclass and not self.entry.has("eprintclass"):
            self.entry = self.entry.replace(eprintclass=eprintclass)
        return True

    def _differs(self, source: str, field: str, held: str, value: str) -> None:
        self.say(source, f"another {field} than {held}, which is kept", value, "warning", "look which one is right")


def _same(field: str, value: str) -> str:
    """What all spellings of a value share."""
    try:
        return NORMAL[field](value) if field in NORMAL else value.rstrip("/")
    except ValueError:
        return value


def _normalised(work: _Work) -> None:
    """Identifiers in their own fields get their one spelling."""
    if (eprint := work.words("eprint")) and work.words("eprinttype").lower() in ("", "arxiv"):
        found = re.fullmatch(rf"(.*?){CLASS}", eprint)
        try:
            work.entry = work.entry.replace(eprint=normal_arxiv(eprint), eprinttype="arxiv")
        except ValueError:
            return
        if found and found["eprintclass"] and not work.entry.has("eprintclass"):
            work.entry = work.entry.replace(eprintclass=found["eprintclass"])


def _spelled(work: _Work) -> None:
    for field in ("doi", "pmid", "issn"):
        try:
            value = work.words(field)
            if value and (normal := NORMAL[field](value)) != value:
                work.put(field, normal)
        except ValueError:
            continue


def _several(work: _Work) -> None:
    """One ISBN and one ISSN each in its field; a second one is a message."""
    for field in UNIQUE:
        value = work.words(field)
        numbers = [one for found in SEVERAL.finditer(value) if (one := _number(found[0]))]
        if not numbers or (_number(value) or ("", ""))[0] == field:
            continue
        work.entry = work.entry.without(field)
        for name, number in numbers:
            if not work.entry.has(name):
                work.put(name, number)
        kept = {work.words(name) for name in UNIQUE}
        spelled = {one for number in kept - {""} for one in (number, number.replace("-", ""))}
        rest = re.sub("|".join(map(re.escape, spelled)), "", value).strip(" ;,/")
        if re.search(r"\d", rest):
            work.say(field, "has place for one; left out", rest, "warning")
        elif rest:  # (ISSN), (Electronic), (pbk.)
            work.say(field, "of which kind a number is, is not kept", rest)


def _number(text: str) -> tuple[str, str] | None:
    """(isbn or issn, the number), None if its check digit is wrong."""
    for name in ("issn", "isbn"):
        try:
            return name, NORMAL[name](text)
        except ValueError:
            continue
    return None


def _of_key(work: _Work) -> None:
    """dblp's key from the cite key and the address that dblp gives its records (dblp.org/faq/1474609)."""
    if work.entry.key.lower().startswith("dblp:"):
        _take_dblp(work, work.entry.key, "key")
    if (address := work.words("biburl")) and _take_dblp(work, address, "biburl"):
        work.leave("biburl", "read as dblp")


def _take_dblp(work: _Work, text: str, source: str) -> bool:
    try:
        return work.take("dblp", normal_dblp(text), source)
    except ValueError:
        return False


def _of_url(work: _Work) -> None:
    """The identifier that an address is; the address stays."""
    if identified := _identified(work.words("url")):
        work.take(*identified, "url")


def _identified(address: str) -> tuple[str, str] | None:
    """The field and identifier that an address is."""
    for field, pattern in HOSTS:
        if (found := pattern.match(address)) and (value := _spelling(field, unquote(found[1]))):
            return field, value
    return None


def _spelling(field: str, text: str) -> str:
    """The identifier's one spelling, empty if it is none."""
    try:
        return NORMAL["arxiv" if field == "eprint" else field](text)
    except ValueError:
        return ""


def _of_numbers(work: _Work) -> None:
    """Identifiers that stand alone in a field for another number."""
    for field in NUMBERS:
        value = work.words(field)
        if not value:
            continue
        doi = DOI_ALONE.fullmatch(value) if field == "genre" else None
        if found := NUMBERED.fullmatch(value):
            is_taken = _take_found(work, found, field)
        elif doi and (one := _spelling("doi", doi[1])):
            is_taken = work.take("doi", one, field)
        else:
            one = _spelling("eprint", value) if field in OWN_NUMBERS else ""
            is_taken = bool(one) and work.take("eprint", one, field)
        if is_taken and found and "abs" in value.lower():
            work.leave(field, "read as eprint")
        elif is_taken:
            work.entry = work.entry.without(field)


def _take_found(work: _Work, found: re.Match[str], source: str) -> bool:
    """Whether the arXiv id of a match, if it has one, is the entry's now."""
    one = _spelling("eprint", found["value"] or "")
    return bool(one) and work.take("eprint", one, source, found["eprintclass"] or "")


def _named(piece: Found) -> str:
    return piece.text.split(":")[0].strip().removeprefix("tex.") if piece.field == "tex" else piece.field


def _of_notes(work: _Work) -> None:
    for field in NOTES:
        text = work.words(field)
        if not text:
            continue
        related = OF_RELATED.search(text)
        pieces = list(pieces_of(text[: related.start()] if related else text))
        values = {(one.field, one.value) for one in pieces if one.field in UNAMBIGUOUS}
        counts = Counter(name for name, _ in values)
        taken = [one for one in pieces if counts[one.field] < 2 and _taken(work, one, field)]
        if taken and work.is_plain(field):
            _leave_pieces(work, field, text, taken)


UNAMBIGUOUS = frozenset(piece.field for piece in PIECES) - {"tex", "url"}
"""Of two of a kind in one note nobody knows which is the work's: both stay."""


def _leave_pieces(work: _Work, field: str, text: str, taken: Sequence[Found]) -> None:
    """A note without the pieces that other fields hold now; a message has their words."""
    if said := [one for one in taken if one.text.strip(" <>") != work.words("url")]:
        names = dict.fromkeys(map(_named, said))
        work.say(field, f"read as {', '.join(names)}", "; ".join(one.text.strip() for one in said))
    work.entry = work.entry.without(field)
    if rest := without(text, taken):
        work.put(field, rest)


def _taken(work: _Work, piece: Found, source: str) -> bool:
    """Whether the entry has a piece's value now, so that its note need not repeat it."""
    if piece.field == "key":
        return _take_key(work, piece.value)
    if piece.field == "tex":
        name, _, value = piece.value.removeprefix("tex.").partition(":")
        return _take_tex(work, field_of(name.strip().lower()), value.strip(), source)
    if piece.field == "url":
        identified = _identified(piece.value)
        return work.take(*identified, source) if identified else work.take("url", piece.value, source)
    return work.take(piece.field, piece.value, source, piece.eprintclass)


def _take_key(work: _Work, key: str) -> bool:
    """The cite key of "Extra"; that of the file counts unless it is an address of Zotero's."""
    if not work.entry.key or "://" in work.entry.key:
        work.entry = Entry(key, work.entry.type, work.entry.fields)
    return work.entry.key == key


def _take_tex(work: _Work, field: str, value: str, source: str) -> bool:
    if FIELDS.get(field) not in (TEXT, LITERAL):
        return False
    if field == "eprint" and (one := _spelling("eprint", value)):
        return work.take("eprint", one, source)
    return work.take(field, value, source)


def _of_venue(work: _Work) -> None:
    """A venue that only names arXiv is none, once the id is known; the work is a preprint if it has no other."""
    for field in VENUES:
        value = work.words(field)
        if value and (found := VENUE.fullmatch(value) or WITHIN.search(value)):
            _take_found(work, found, field)
    if work.entry.arxiv:
        dropped = [field for field in VENUES if _is_placeholder(work, field)]
        for field in dropped:
            work.leave(field, f"no venue; the eprint {work.entry.arxiv} says it")
        _as_preprint(work, is_sure=bool(dropped))


def _is_placeholder(work: _Work, field: str) -> bool:
    """Whether a venue names this entry's arXiv id and its year at most."""
    value = work.words(field)
    found = VENUE.fullmatch(value) if re.search("[a-z]", value, re.IGNORECASE) else None
    if not found or not work.is_plain(field):
        return False
    if found["value"] and without_version(found["value"]) != without_version(work.entry.arxiv):
        return False
    if found["year"] and not work.entry.date():
        work.entry = work.entry.replace(date=parse_date(found["year"]))
    return not found["year"] or found["year"] == str(work.entry.year)


def _as_preprint(work: _Work, *, is_sure: bool) -> None:
    """The type of a work on arXiv without any other venue; arXiv is no publisher beside its id."""
    entry = work.entry
    is_loose = entry.type in ("", "misc", "online") and not work.had_arxiv
    has_venue = any(map(entry.has, ("journaltitle", "booktitle", "eventtitle")))
    if not has_venue and ((is_sure and entry.type in UNREVIEWED) or is_loose):
        work.entry = entry = Entry(entry.key, "preprint", entry.fields)
    if entry.type == "preprint" and not has_venue:
        for field in ("volume", "pages", "eid", "number"):
            if without_version(work.words(field)) == without_version(entry.arxiv):
                work.entry = work.entry.without(field)
        for field in ("publisher", "organization", "howpublished"):
            if re.fullmatch(ARXIV_SERVER, work.words(field), re.IGNORECASE):
                work.leave(field, f"only names the archive of the eprint {entry.arxiv}")


def _of_server(work: _Work) -> None:
    """bioRxiv and the like: no journal but the organization that holds the preprint, as Crossref's records have it."""
    venue = work.words("journaltitle")
    if not venue:
        return
    name = re.sub(r"\s*(?:preprint.*|:.*|\(.*\))$", "", venue, flags=re.IGNORECASE)
    if name.lower() not in DOI_PREFIXES or work.entry.type not in UNREVIEWED or work.entry.has("organization"):
        return
    doi = work.words("doi")
    if not doi or doi.startswith(tuple(DOI_PREFIXES[name.lower()].split())):
        fields = work.entry.without("journaltitle").fields
        work.entry = Entry(work.entry.key, "preprint", fields)
        work.put("organization", venue)


STEPS: tuple[Callable[[_Work], None], ...] = (
    _normalised,
    _spelled,
    _several,
    _of_numbers,
    _of_notes,
    _of_url,
    _of_key,
    _of_venue,
    _of_server,
)

"""Fields: a reading's parts as what an entry holds, each in its one spelling; and the type that they make."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.data.segmenting import AND, CITIES, CUES, ORDINALS, STATES, WORDS
from refexport.data.words import GIVEN_NAMES, VENUES
from refexport.model.date import Date
from refexport.model.entry import Value
from refexport.model.name import Name
from refexport.model.pages import normal_pages
from refexport.model.text import literal_text
from refexport.references.agreement import agreed
from refexport.references.bylines import byline
from refexport.references.chunks import OPENS, cut
from refexport.references.dates import take_date
from refexport.references.names import HAN, ORGANISATION, PLACE, SURE
from refexport.references.parts import Parts
from refexport.references.people import parse_people, strength
from refexport.references.segment import Part, Reading
from refexport.references.titles import clean_title
from refexport.text.clean import thesis_genre


class Written(NamedTuple):
    """Words that name people: whether they stand before the title, and right before it with a colon."""

    text: str
    leads: bool
    is_head: bool


GB_TYPES = {"D": "thesis", "M": "book", "P": "patent", "R": "report", "S": "standard"}
GB_TYPES_WITHIN = {**GB_TYPES, "M": "incollection", "C": "inproceedings", "J": "article"}
"""GB/T 7714-2015, table B.1: marks of documents that say more than the venue does; and where there is a container."""

ROLE = (
    r"edited|translated|eds?|editors?|trans(?:l|lators?)?|tr|hrsg|hg|herausgegeben|éds?|trad|übers|под ред|dirs?|"
    r"coords?|orgs?|a cura|sous la dir(?:ection)?|пер|ред"
)
"""What an editor or translator is called (CSL's locales: en, de, fr, it, es, pt, ru)."""

BEFORE_NAMES = regex(
    rf"^\W*(?:(?:in|dans)\b:?\s*)?(?:(?:(?:{ROLE})\b\.?\s*(?:(?:by|von|par|de|di)\b)?|"
    r"(?:written |presented |given )?by|von|от)\s+)?",
    re.IGNORECASE,
)
INITIALS_BEHIND = regex(r"\w (?:HG|ED|TR|DIR)\.?$")
"""``Gadamer HG``, ``Smith ED``: initials that look like an editor's mark."""

PARTICLE = regex(r"(?:von|VON) [A-ZÀ-Þ]\w*,? ")
"""What begins a family name, or says by whom a work is."""

BEHIND_NAMES = regex(rf"[\s,;]*[(\[]?\s*\b(?:{ROLE})\b\.?\s*[)\]]?[\s.,:;]*$", re.IGNORECASE)
ROLE_INSIDE = regex(
    r"(?<=\S)[\s,;(]+(?=(?:edited by|eds?\. by|translated by|transl?\. by|trans\.|hrsg\. von|übers\. von)\s)",
    re.IGNORECASE,
)
EDITED = regex(r"\b(?:eds?|edited|editors?|hrsg|hg|herausgegeben|dir\w*|éds?|coords?|orgs?|cura|ред)\b", re.IGNORECASE)
TRANSLATED = regex(r"\b(?:trans(?:l|lated|lators?)?|trad|übers|пер|tr)\b", re.IGNORECASE)
IN = regex(r"^(?:in|dans)\b:?\s*(?=\S)", re.IGNORECASE)
BEFORE_NUMBER = regex(
    r"^(?:volumes?|vols?|band|bde?|tome|tomo|t|т|том|jahrgang|jg|v|numbers?|nos?|nr|n[°º]|№|issues?|iss|heft|h|num|núm|вып|"
    r"art(?:icle)?|pages?|pp?|pgs?|seiten?|s|с|págs?|str|стр|第|reports?|rep)(?:[.:]|(?=[\s№\d]))\s*"
    r"(?=\W*[A-Za-z]{0,9}[-.]?[\d(IVXLC])",
    re.IGNORECASE,
)
VOLUME_AND_NUMBER = regex(r"(?P<volume>\d+)\.(?P<number>\d+(?:[-–/]\d+)?)")
EDITION = regex(rf"(?P<number>\d+)|\b(?P<word>{'|'.join(ORDINALS)})\b", re.IGNORECASE)
ODD_FIRST = regex(r"\((?P<odd>\d{2,5})\)[.,]?\s*")
PROCEEDINGS_OF_SOCIETY = regex(
    r"Proc(?:eedings)?\.? (?:of the )?(?:R(?:oyal)?|Natl|Nat|National|Am|Amer|London|Lond|IEEE|Camb|Edinb|Phys)\b",
    re.IGNORECASE,
)
"""Journals by that name: of academies and societies (ISO 4: ``Proc. Natl. Acad. Sci.``, ``Proc. R. Soc.``)."""

GENRE_AND_NUMBER = regex(
    r"(?P<genre>[^\d(]*?[^\W\d])[\s.,]*(?:n[or]s?\.? ?|№ ?|n° ?|number )?(?P<number>(?:[A-Z]{1,6}[-/ ]?)?\d[\w/.-]*)",
    re.IGNORECASE,
)
"""``Technical Report No. SAND-399``"""

PREPRINT = regex(r"\b(?:arxiv|biorxiv|medrxiv|preprint)\b", re.IGNORECASE)
UNIVERSITY = regex(r"universi|大学", re.IGNORECASE)
CLOSING = {**OPENS, '"': '"'}

MOST_WORDS = 10
"""Words of an organisation's name."""


def found_in(text: str, reading: Reading) -> Parts:
    """What the parts of a reading of a text say."""
    parts = agreed(text, reading.parts)
    spans: dict[str, list[str]] = {}
    people: list[Written] = []
    for part in parts:
        words = _span(text, part)
        if part.label == "A":
            is_head = part.leads and text[part.end : part.end + 1] == ":"
            people += [Written(piece, part.leads, is_head) for piece in ROLE_INSIDE.split(words) if piece]
        else:
            spans.setdefault(part.label, []).append(words)
    return _Filling(spans, people).found()


def _span(text: str, part: Part) -> str:
    """The words of a part, with an initial's full stop and with the brackets and quotation marks that belong to it."""
    start, end = part.start, part.end
    if text[end : end + 1] == "." and (part.label == "A" or (part.label == "J" and "." in text[start:end])):
        end += 1
    for opening, closing in CLOSING.items():
        words = text[start:end]
        is_same = opening == closing
        if text[end : end + 1] == closing and (
            words.count(opening) % 2 if is_same else words.count(opening) > words.count(closing)
        ):
            end += 1
        elif (
            start
            and text[start - 1] == opening
            and (words.count(opening) % 2 if is_same else words.count(closing) > words.count(opening))
        ):
            start -= 1
    return text[start:end]


TOTAL = regex(r"(?P<number>(?:[ivxlc]+[,+] ?)?\d+) ?(?:pp?|pages?|seiten|s|с|стр|págs?|bl)", re.IGNORECASE)
JOINING = ("by", "edited", "edition", "editors", "in", "series")
"""Cues that say nothing once the words that they introduce have their fields."""

VOLUME = regex(r"(?:vols?|bde?|band|tome?|t|т|том)\.? ?(?:\d{1,3}|[ivxlc]+)(?:[-–]\d+)?", re.IGNORECASE)
STATES_OF_PRINT = (
    ("inpress", regex(r"in (?:press|print)|im druck|sous presse|в печати", re.IGNORECASE)),
    ("forthcoming", regex(r"forthcoming|to appear|à paraître|im erscheinen", re.IGNORECASE)),
    ("", regex(r"n\. ?d|o\. ?[jd]|s\. ?[da]|б\. ?г|undated|no date", re.IGNORECASE)),
)
"""biblatex manual, section 4.9.2.11 (``pubstate``), and what stands where a work has no date (CSL's locales)."""


class _Filling:
    """An entry's fields while they are filled from the parts."""

    def __init__(self, spans: Mapping[str, Sequence[str]], people: Sequence[Written]) -> None:
        self.spans = dict(spans)
        self.people = people
        self.fields: dict[str, Value] = {}
        self.rest: list[str] = []
        self.head = ""
        self.is_undated = False

    def found(self) -> Parts:
        """All that the parts say."""
        title = clean_title(self._first("T"))
        people = self._roles()
        title = f"{self.head}: {title}" if self.head and title else title
        date, odd = self._date()
        if (early := ODD_FIRST.match(title)) and not date and not odd:
            title, odd = title[early.end() :], early["odd"]
        self.spans["O"] = [words for words in self.spans.get("O", ()) if not self._is_volume(words)]
        self._numbers()
        self._loose()
        type_ = self._marked_type() or self._type()
        self._container(type_)
        self._house(type_)
        return Parts(title, people, date, odd, type_, tuple(self.rest), self.fields, self.is_undated)

    def _marked_type(self) -> str:
        """The type that a mark of GB/T 7714 tells; ``[M]//`` is a part of a book."""
        marks = [one for words in self.spans.get("O", ()) if _is_mark(words) for one in re.findall(r"\b[A-Z]\b", words)]
        types = GB_TYPES_WITHIN if "J" in self.spans else GB_TYPES
        return next((types[one] for one in marks if one in types), "")

    def _loose(self) -> None:
        """The words that no part is of: how many pages there are, what state it is in; all others rest."""
        for words in self.spans.get("O", ()):
            bare = words.strip(" .:,;()[]")
            if _is_mark(words) or any(CUES[name].fullmatch(bare) for name in JOINING):
                continue
            if total := TOTAL.fullmatch(bare):
                self.fields["pagetotal"] = total["number"]
            elif not self._takes_state(bare):
                self.rest.append(words)

    def _is_volume(self, words: str) -> bool:
        """Whether words that no part is of are the volume of a book, ``Bd. 1``; then they are it."""
        is_volume = bool(VOLUME.fullmatch(words.strip(" .,;:()"))) and "V" not in self.spans
        if is_volume:
            self.spans["V"] = [words]
        return is_volume

    def _takes_state(self, words: str) -> bool:
        """Whether words say that a work has no date, or is not out yet; these are a field."""
        state = next((state for state, pattern in STATES_OF_PRINT if pattern.fullmatch(words.strip(" .()[],"))), None)
        if state:
            self.fields["pubstate"] = literal_text(state)
        self.is_undated = self.is_undated or state is not None
        return state is not None

    def _first(self, label: str) -> str:
        """The first part of a label; what else bears it has no field."""
        first, *others = self.spans.get(label) or [""]
        self.rest += others
        return first

    def _roles(self) -> tuple[Name, ...]:
        """The authors; editors and translators, told by the words beside their names and by their place, are fields."""
        held: dict[str, tuple[Name, ...]] = {}
        for n, (text, leads, has_colon) in enumerate(self.people):
            bare = text if leads and PARTICLE.match(text) else BEFORE_NAMES.sub("", text, count=1)
            bare = (bare if INITIALS_BEHIND.search(bare) else BEHIND_NAMES.sub("", bare)).strip(" ,;:()[]")
            marks = text.replace(bare, " ", 1)
            role = "translator" if TRANSLATED.search(marks) else "editor" if EDITED.search(marks) else "author"
            if role == "author" and "author" in held and not leads:
                role = "editor"
            names = people_of(bare) if bare and role not in held else ()
            if not names and leads and bare and not held:
                names = loose_people(bare)
            is_head = has_colon and not any(bare in words for label in "JU" for words in self.spans.get(label, ()))
            if names and is_head and not held and _is_title_head(bare, names, self.people[n + 1 :]):
                self.head = bare
            elif names:
                held[role] = names
            elif bare:
                self.rest.append(text)
        if "author" not in held and len(both := held.get("translator", ())) > 1:  # "Arendt, H. ; Zohn, H. (Übers.)"
            held.update(author=both[:-1], translator=both[-1:])
        self.fields.update({role: names for role, names in held.items() if role != "author"})
        return held.get("author", ())

    def _date(self) -> tuple[Date | None, str]:
        """The date, also of a venue that ends with it (``ICML 2017``); else the number in its place."""
        self.spans["D"] = [words for words in self.spans.get("D", ()) if not self._takes_state(words)]
        dated = [take_date(words) for words in self.spans["D"]]
        dates = [one.date for one in dated if one.date]
        if not dates:
            for label in "JOUS":
                for n, words in enumerate(self.spans.get(label, ())):
                    if (found := take_date(words)).date:
                        kept = [*self.spans[label]]
                        kept[n] = found.text
                        self.spans[label] = [one for one in kept if one.strip(" ()[],.")]
                        return found.date, ""
        best = max(dates, key=lambda date: (date.year == dates[0].year, len(str(date))), default=None)
        self.rest += [str(one.year) for one in dates if best and one.year != best.year]
        odd = next((one.odd for one in dated if one.odd), "")
        if not best and not odd:
            loose = [words for label in "DO" for words in self.spans.get(label, ()) if re.fullmatch(r"\d{3,4}", words)]
            odd = "".join(loose[:1])
            self.spans["O"] = [words for words in self.spans.get("O", ()) if words != odd]
        return best, "" if best else odd

    def _numbers(self) -> None:
        for label, field in (("V", "volume"), ("I", "number"), ("P", "pages")):
            if bare := BEFORE_NUMBER.sub("", self._first(label).strip()).strip(" ,.;:()[]"):
                self.fields[field] = normal_pages(bare) if field == "pages" else bare
        found = VOLUME_AND_NUMBER.fullmatch(str(self.fields.get("volume", "")))
        if found and "number" not in self.fields:
            self.fields.update(found.groupdict())
        if text := self._first("N"):
            found = EDITION.search(text)
            number = (found["number"] or ORDINALS[found["word"].lower()]) if found else ""
            self.fields["edition"] = number or text.strip()
        if text := " ".join(self.spans.get("Y", ())):
            if date := take_date(text).date:
                self.fields["urldate"] = date
            else:
                self.rest.append(text)

    def _type(self) -> str:
        container, genre, house = (" ".join(self.spans.get(label, ())) for label in "JGU")
        if genre and CUES["patent"].match(genre):
            return "patent"
        if genre:
            return "thesis" if WORDS["thesis"].search(genre) or CUES["thesis"].match(genre) else "report"
        if container:
            return self._type_in(container)
        if house and not ("Y" in self.spans and WORDS["site"].search(house)):
            return _type_of_house(house)
        return "online" if "Y" in self.spans else ""

    def _type_in(self, container: str) -> str:
        is_numbered = "V" in self.spans and "I" in self.spans
        if _is_short_name(clean_title(IN.sub("", container))) and "V" not in self.spans:
            return ""
        is_serial = "V" in self.spans and PROCEEDINGS_OF_SOCIETY.match(container)
        is_journal = bool(WORDS["journal"].search(container) or is_serial)
        is_meeting = WORDS["meeting"].search(container) or MEETING.search(container)
        if is_meeting and not is_journal and not is_numbered:
            return "inproceedings"
        if "V" in self.spans or "I" in self.spans:
            return "article"
        if "editor" in self.fields or self.spans.keys() & {"U", "L", "S"}:
            return "incollection"
        if "Y" in self.spans or (WORDS["site"].search(container) and not is_journal):
            return "online"
        is_book = bool(IN.match(container))
        others = "article" if "P" in self.spans else ""
        return ("inproceedings" if ADVANCES.search(container) else "incollection") if is_book else others

    def _container(self, type_: str) -> None:
        words = IN.sub("", self._first("J").strip())
        bare = clean_title(words)
        bare += "." if words.endswith(".") and "." in bare else ""
        is_short = _is_short_name(bare) and "volume" not in self.fields
        is_loose = is_short or bare.strip(".").lower() in ("proc", "proceedings", "conf")
        if bare and (is_loose or type_ in ("thesis", "patent")):
            self.rest.append(bare)
        elif bare and type_ == "report":
            self.spans.setdefault("U", [bare])
            self.rest += [bare] if self.spans["U"] != [bare] else []
        elif bare:
            self.fields[CONTAINERS.get(type_, "journaltitle")] = literal_text(bare)
        if series := clean_title(self._first("S")):
            self.fields["series"] = literal_text(series)

    def _house(self, type_: str) -> None:
        house, place = self._first("U").strip(" ,").removeprefix("at "), self._first("L").strip(" ,")
        head, comma, last = house.rpartition(", ")
        if comma and not place and last.lower() in CITIES | STATES:
            house, place = head, last
        if house:
            field = {"thesis": "institution", "report": "institution", "online": "organization"}.get(type_, "publisher")
            self.fields.setdefault(field, literal_text(house))
        if place:
            self.fields["location"] = literal_text(place)
        genre = self._first("G").strip()
        if found := GENRE_AND_NUMBER.fullmatch(genre):
            genre = found["genre"]
            self.fields.setdefault("number", found["number"])
        if genre:
            self.fields["genre"] = literal_text(thesis_genre(genre) if THESIS.fullmatch(genre) else genre)


THESIS = regex(
    r"(?:ph\.? ?d\.?|doctoral|master['’]?s?|m\.? ?(?:sc|a)\.?|bachelor['’]?s?|b\.? ?(?:sc|a)\.?) thesis", re.IGNORECASE
)
"""Theses whose degree alone their words tell; a "doctoral dissertation" is printed as it is called."""

CONTAINERS = {"inproceedings": "booktitle", "incollection": "booktitle", "online": "organization"}
"""Type -> the field that its container is in; in all others a journal."""

ADVANCES = regex(r"\b(?:recent )?advances in\b", re.IGNORECASE)
"""How the proceedings of some meetings are called, beside which stands no editor."""

MEETING = regex(
    rf"\b(?i:{'|'.join(sorted(VENUES))})[ ’']?(?:(?:19|20)\d\d|\d\d)\b|"
    r"[-–] [A-Z][A-Za-z]*[A-Z] (?:19|20)\d\d\b|\bFindings of\b"
)
"""A meeting's short name with its year: ``Computer Vision – ECCV 2018``."""


def _is_short_name(text: str) -> bool:
    """Whether a venue's short name alone names a container: ``ICML``, ``CVPR Workshops``; ``Nature`` is a journal."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    own = [word for word in words if word not in ("workshop", "workshops", "proc")]
    return bool(own) and all(word in VENUES for word in own) and not set(own) & JOURNALS


JOURNALS = frozenset("nature science neuron cell elife micro".split())
"""Short names that are journals' whole ones."""


def _is_title_head(text: str, names: Sequence[Name], others: Sequence[Written]) -> bool:
    """Whether words before a colon begin the title, rather than name people: ``FastSpeech: …``.

    They do where others are more surely people, or where they are one name in reading order with no known given name.
    """
    if any(strength(people_of(other.text)) > strength(names) for other in others):
        return True
    is_known = any(word.lower() in GIVEN_NAMES for word in text.split()) or bool(ORGANISATION.search(text))
    is_bare = len(names) == 1 and "," not in text and strength(names) < SURE
    return is_bare and not names[0].literal and not is_known and not HAN.search(text)


def _is_mark(words: str) -> bool:
    """Whether words are a mark of GB/T 7714: ``[J]``, ``[M/OL]``."""
    return bool(WORDS["form"].match(words.strip(" []/")))


def _type_of_house(house: str) -> str:
    """What a work is that only an institution or publisher stands beside."""
    if PREPRINT.search(house):
        return "preprint"
    if WORDS["press"].search(house):
        return "book"
    if UNIVERSITY.search(house):
        return "thesis"
    return "report" if WORDS["body"].search(house) or WORDS["school"].search(house) else "book"


def people_of(text: str) -> tuple[Name, ...]:
    """The names of a stretch that is known to hold names; one name of an organisation if it reads as no list."""
    chunks = cut(text)
    if chunks and (found := byline(chunks)).length == len(chunks):
        return found.names
    if names := parse_people(text, PLACE):
        return names
    bare = text.strip(" .,;:")
    return (Name(literal=bare),) if bare and _is_organisation(bare.split(), bare) else ()


def loose_people(text: str) -> tuple[Name, ...]:
    """The people of a list that stands where authors do though none of it is known for a name; family names last."""
    pieces = [piece.split() for piece in BETWEEN_NAMES.split(text.strip(" .,;:")) if piece]
    is_named = all(len(word) > 1 and word.replace("-", "").isalpha() for words in pieces for word in words)
    is_list = 1 < len(pieces) <= MOST_LOOSE and is_named and all(1 < len(words) <= MOST_PARTS for words in pieces)
    return tuple(Name(words[-1], " ".join(words[:-1])) for words in pieces) if is_list else ()


BETWEEN_NAMES = regex(rf"\s*[;,،、]\s*|\s+{AND}\s+")
MOST_LOOSE, MOST_PARTS = 12, 6
"""Names of such a list, and words of one."""


def _is_organisation(words: Sequence[str], text: str) -> bool:
    is_named = all(word[:1].isupper() or not word[:1].isalpha() or word in LITTLE for word in words) and "," not in text
    return len(words) <= MOST_WORDS and (is_named or bool(ORGANISATION.search(text)))


LITTLE = frozenset("a and de der des die du et for für in la le of on the und und to".split())

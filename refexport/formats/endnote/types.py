"""DATA: EndNote's reference types, each with its number and the entry types that it stands for.

Sources: EndNote's table of reference types (its numbers as ``<ref-type>`` of its XML has them); Zotero's translator
Endnote XML.js, which names the same numbers.
"""

from typing import NamedTuple

from refexport.model.entry import Entry


class RefType(NamedTuple):
    """A reference type: name, number (0 where the sources give none), the entry type it is read as, others written."""

    name: str
    number: int
    read: str
    written: tuple[str, ...] = ()
    is_written: bool = False


def _type(name: str, number: int, read: str, written: str | None = None) -> RefType:
    """``written`` names other entry types written as this one; None if that is not even the one it is read as."""
    return RefType(name, number, read, tuple((written or "").split()), written is not None)


REF_TYPES = (
    _type("Journal Article", 17, "article", "review suppperiodical"),
    _type("Book", 6, "book", "commentary manual mvbook mvcollection mvproceedings mvreference reference"),
    _type("Book Section", 5, "incollection", "bookinbook inbook suppbook suppcollection"),
    _type("Conference Proceedings", 10, "inproceedings", ""),
    _type("Conference Paper", 47, "inproceedings"),
    _type("Edited Book", 28, "collection", "proceedings"),
    _type("Thesis", 32, "thesis", ""),
    _type("Report", 27, "report", ""),
    _type("Web Page", 12, "online", ""),
    _type("Blog", 56, "blogpost", ""),
    _type("Computer Program", 9, "software", ""),
    _type("Dataset", 59, "dataset", ""),
    _type("Patent", 25, "patent", ""),
    _type("Standard", 58, "standard", ""),
    _type("Case", 7, "jurisdiction", ""),
    _type("Statute", 31, "legislation", "legal"),
    _type("Encyclopedia", 53, "inreference", ""),
    _type("Pamphlet", 24, "booklet", ""),
    _type("Personal Communication", 26, "letter", ""),
    _type("Film or Broadcast", 21, "movie", ""),
    _type("Audiovisual Material", 3, "video", ""),
    _type("Music", 61, "audio", "music"),
    _type("Artwork", 2, "artwork", "image"),
    _type("Serial", 57, "periodical", ""),
    _type("Unpublished Work", 34, "unpublished", "preprint"),
    _type("Generic", 13, "misc", "performance set"),
    _type("Magazine Article", 19, "article"),
    _type("Newspaper Article", 23, "article"),
    _type("Electronic Article", 43, "article"),
    _type("Electronic Book", 44, "book"),
    _type("Electronic Book Section", 60, "incollection"),
    _type("Classical Work", 49, "book"),
    _type("Ancient Text", 51, "book"),
    _type("Catalog", 8, "book"),
    _type("Dictionary", 52, "inreference"),
    _type("Bill", 4, "legislation"),
    _type("Hearing", 14, "legislation"),
    _type("Legal Rule or Regulation", 50, "legislation"),
    _type("Government Document", 46, "report"),
    _type("Grant", 54, "report"),
    _type("Press Release", 0, "report"),
    _type("Manuscript", 36, "unpublished"),
    _type("Online Database", 45, "online"),
    _type("Online Multimedia", 48, "online"),
    _type("Aggregated Database", 55, "dataset"),
    _type("Figure", 37, "image"),
    _type("Chart or Table", 38, "image"),
    _type("Equation", 39, "misc"),
    _type("Map", 20, "misc"),
    _type("Interview", 0, "misc"),
    _type("Podcast", 0, "audio"),
)

BY_NAME = {one.name.lower(): one for one in REF_TYPES}
BY_NUMBER = {str(one.number): one for one in REF_TYPES if one.number}
GENERIC = BY_NAME["generic"]

WRITTEN = {type_: one for one in REF_TYPES if one.is_written for type_ in (one.read, *one.written)}
"""entry type -> what it is written as."""

SUBTYPES = {"magazine": BY_NAME["magazine article"], "newspaper": BY_NAME["newspaper article"]}
"""``entrysubtype`` of an article -> its reference type."""
SUBTYPE_OF = {one.name: subtype for subtype, one in SUBTYPES.items()}


def ref_type_of(entry: Entry) -> RefType:
    """What an entry is written as; in an edited book EndNote's authors are the editors, so that one has no others."""
    if entry.type == "article" and (subtype := SUBTYPES.get(entry.plain("entrysubtype"))):
        return subtype
    found = WRITTEN.get(entry.type, GENERIC)
    return BY_NAME["book"] if found.name == "Edited Book" and entry.has("author") else found


def find_type(name: str, number: str = "") -> RefType | None:
    """The reference type of a name, or else of a number; None if there is none."""
    return BY_NAME.get(" ".join(name.lower().split())) or BY_NUMBER.get(number.strip())

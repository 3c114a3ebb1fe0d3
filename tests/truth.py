"""What readers of an export should find, as CSL-JSON: written from the field map, independent of the writers."""

from refexport.model.entry import Entry
from refexport.model.name import OTHERS

PLAIN = {
    "doi": "DOI", "edition": "edition", "eventtitle": "event-title", "isbn": "ISBN", "issn": "ISSN", "language": "language",
    "location": "publisher-place", "url": "URL", "version": "version", "volume": "volume",
}  # fmt: skip
SITES = ("online", "blogpost")
"""Types whose organization is what they stand in."""

TYPES = {
    "article": "article-journal", "book": "book", "blogpost": "post-weblog", "dataset": "dataset", "incollection": "chapter",
    "inproceedings": "paper-conference", "online": "webpage", "preprint": "article", "report": "report",
    "software": "software", "thesis": "thesis", "video": "motion_picture",
}  # fmt: skip


def truth_of(entry: Entry) -> dict:
    """One item of the truth file that the clients' readings are held against."""
    subtitle = entry.plain("subtitle")
    item = {
        "id": entry.key,
        "citation-key": entry.key,
        "type": TYPES.get(entry.type, "document"),
        "title": entry.plain("title") + (f": {subtitle}" if subtitle else ""),
        "container-title": _first(entry, "journaltitle", "booktitle"),
        "publisher": "" if entry.type in SITES else _first(entry, "publisher", "institution", "organization"),
        "page": _first(entry, "pages", "eid").replace("--", "-"),
        "keyword": list(entry.words("keywords")),
    } | {variable: entry.plain(field) for field, variable in PLAIN.items()}
    for field in ("author", "editor"):
        item[field] = [_name(name) for name in entry.names(field) if name != OTHERS]
    if date := entry.date():
        item["issued"] = {"date-parts": [list(date.parts)]}
    if entry.arxiv:
        item["custom"] = {"arxiv": entry.arxiv}
    return {variable: value for variable, value in item.items() if value}


def _first(entry, *fields):
    return next((entry.plain(field) for field in fields if entry.has(field)), "")


def _name(name):
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}

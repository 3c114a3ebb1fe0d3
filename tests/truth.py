"""What readers of an export should find, as CSL-JSON: written from the field map, independent of the writers."""

from refexport.model.entry import Entry
from refexport.model.name import OTHERS

PLAIN = {"doi": "DOI", "url": "URL", "volume": "volume", "isbn": "ISBN", "issn": "ISSN", "version": "version"}
TYPES = {
    "article": "article-journal", "book": "book", "blogpost": "post-weblog", "dataset": "dataset", "incollection": "chapter",
    "inproceedings": "paper-conference", "online": "webpage", "preprint": "article", "report": "report",
    "software": "software", "thesis": "thesis", "video": "motion_picture",
}  # fmt: skip


def truth_of(entry: Entry) -> dict:
    """One item of the truth file that the clients' readings are held against."""
    item = {"id": entry.key, "citation-key": entry.key, "type": TYPES.get(entry.type, "document")}
    subtitle = entry.plain("subtitle")
    item["title"] = entry.plain("title") + (f": {subtitle}" if subtitle else "")
    for field in ("author", "editor"):
        if entry.has(field):
            item[field] = [_name(name) for name in entry.names(field) if name != OTHERS]
    if date := entry.date():
        item["issued"] = {"date-parts": [list(date.parts)]}
    container = entry.plain("journaltitle") or entry.plain("booktitle")
    if container:
        item["container-title"] = container
    if entry.has("pages"):
        item["page"] = entry.plain("pages").replace("--", "-")
    if entry.arxiv:
        item["custom"] = {"arxiv": entry.arxiv}
    for field, variable in PLAIN.items():
        if entry.has(field):
            item[variable] = entry.plain(field)
    return item


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

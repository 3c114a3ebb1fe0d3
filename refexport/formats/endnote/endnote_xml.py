"""EndNote's XML: ``<xml><records><record>…``, each text in ``<style face="italic">`` runs.

Sources: the DTD of EndNote's XML (RSXML.dtd) and what EndNote X7 to 21 export; Zotero's translator Endnote XML.js.
"""

from collections.abc import Sequence
from html import escape
from typing import cast

from refexport.data.formats import SUFFIXES
from refexport.errors import Finding
from refexport.formats.content import Content
from refexport.formats.endnote.records import content_of
from refexport.formats.endnote.rows import FACES, LEAVES, PLACES
from refexport.formats.format import Format, Read, Written, clean, each
from refexport.model.entry import Entry
from refexport.model.text import Span, Text, literal_text

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n'
ORDER = tuple(one for path in PLACES for one in ((path, "label") if path == "abstract" else (path,)))
"""The paths with the label, which is the cite key, where the DTD has it."""
TAIL = "</records></xml>\n"

# --- writing


def write(entries: Sequence[Entry]) -> Written:
    """The document of the entries, each element of a record on a line of its own."""
    records, lost = each(entries, _record)
    numbered = (record.replace("\0", str(n), 1) for n, record in enumerate(records, 1))
    return Written(f"{HEAD}{''.join(numbered)}{TAIL}", lost)


def _record(entry: Entry) -> tuple[str, list[Finding]]:
    ref_type, content, lost = content_of(entry)
    number = f' name="{escape(ref_type.name)}">{ref_type.number}'
    lines = ["<rec-number>\0</rec-number>", f"<ref-type{number}</ref-type>"]
    parents: dict[str, list[str]] = {}
    content["label"] = clean(entry.key)
    for path in ORDER:
        if path in content:
            parent, _, name = path.rpartition("/")
            parents.setdefault(parent or path, []).append(_element(name, LEAVES.get(path, ""), content[path]))
    for parent, elements in parents.items():
        inner = "".join(elements)
        lines.append(f"<{parent}>{inner}</{parent}>" if parent not in content else inner)
    return "<record>\n" + "".join(f"  {line}\n" for line in lines) + "</record>\n", lost


def _element(name: str, leaf: str, held: object) -> str:
    """An element with its runs, or with an element of its own for each of several values."""
    values = held if isinstance(held, list) else [held]
    inner = "".join(f"<{leaf}>{_runs(one)}</{leaf}>" if leaf else _runs(one) for one in values)
    return f"<{name}>{inner}</{name}>"


def _runs(value: object) -> str:
    text = literal_text(value) if isinstance(value, str) else cast("Text", value)
    return "".join(f"<style {_face(span)}>{escape(span.text, quote=False)}</style>" for span in text)


def _face(span: Span) -> str:
    face = " ".join(name for name, style in FACES.items() if span.has(style)) or "normal"
    return f'face="{face}" font="default" size="100%"'


def read(text: str, path: str) -> Read:
    """The entries of a document; what no entry has a place for is a message at its line."""
    from refexport.formats.endnote.xml_reader import read_xml  # noqa: PLC0415 - lxml takes 30 ms (decision 0001)

    return read_xml(text, path)


def recognises(content: Content) -> bool:
    """Whether the root is EndNote's, with records in it."""
    return content.root == "xml" and "<record" in content.head


FORMAT = Format("endnote", SUFFIXES["endnote"], write, read, "endnote", (".xml",), recognises)

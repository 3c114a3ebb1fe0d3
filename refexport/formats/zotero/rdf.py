"""Zotero RDF, both ways: the one file that carries a whole library into Zotero, collections, notes and files included.

Sources: Zotero's translators "Zotero RDF" (what is written) and "RDF" (what is read; every ``z:field`` is taken as it
is); the RDF/XML syntax for nodes that are nested or referred to by ``rdf:about``, ``rdf:ID`` and ``rdf:nodeID``.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from refexport.data.formats import SUFFIXES
from refexport.formats.content import Content
from refexport.formats.format import Format, Written, each
from refexport.formats.zotero.collections import Tree
from refexport.formats.zotero.files import Attachment
from refexport.formats.zotero.items import Creator, Item, item_of
from refexport.formats.zotero.rdf_reader import read
from refexport.formats.zotero.rdf_terms import (
    IN_CONTAINER,
    IN_SERIES,
    NAMESPACES,
    NODES,
    PROPERTIES,
    SCHEMES,
)
from refexport.formats.zotero.schema import fields_of, own_names
from refexport.model.entry import Entry


class _Node(NamedTuple):
    """An element that will be printed: its name, what it is about or refers to, its text or its parts."""

    name: str
    content: str | list["_Node"] = ""
    about: str = ""
    resource: str = ""


def _print(node: _Node, depth: int) -> Iterator[str]:
    marks = f' rdf:about="{escape(node.about)}"' if node.about else ""
    marks += f' rdf:resource="{escape(node.resource)}"' if node.resource else ""
    indent = "  " * depth
    if isinstance(node.content, str):
        end = f">{escape(node.content, quote=False)}</{node.name}>" if node.content else "/>"
        yield f"{indent}<{node.name}{marks}{end}"
        return
    yield f"{indent}<{node.name}{marks}>"
    for part in node.content:
        yield from _print(part, depth + 1)
    yield f"{indent}</{node.name}>"


def write(entries: Sequence[Entry]) -> Written:
    """A file for Zotero's File > Import."""
    items, lost = each(entries, lambda entry: item_of(entry, _seen))
    nodes = [node for number, item in enumerate(items, 1) for node in _nodes(number, item)]
    names = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    lines = [line for node in (*nodes, *_collections(items)) for line in _print(node, 1)]
    return Written(
        "\n".join([f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>', *lines, "</rdf:RDF>\n"]), lost
    )


def _seen(item: Item) -> Item:
    """The item as it is read back: a person with one name is like an organisation."""
    creators = [one if one.name.get("given") else Creator(one.role, _one_name(one.name)) for one in item.creators]
    return item._replace(creators=tuple(creators))


def _one_name(name: Mapping[str, str]) -> dict[str, str]:
    return {"literal": name.get("literal") or name.get("family", "")}


def _nodes(number: int, item: Item) -> Iterator[_Node]:
    """The nodes of an item, of its notes and of its attachments."""
    class_, _, container = NODES.get(item.type, "-").partition(" ")
    rest = dict(item.fields)
    parts = [_Node("z:itemType", item.type), *_wholes(item.type, container, rest), *_publisher(rest)]
    parts += _people(item.creators)
    notes = [f"#note_{number}_{n}" for n, _ in enumerate(item.notes, 1)]
    files = [f"#file_{number}_{n}" for n, _ in enumerate(item.files, 1)]
    parts += [_Node("dcterms:isReferencedBy", resource=note) for note in notes]
    parts += [_Node("link:link", resource=file) for file in files]
    parts += [_Node("dc:subject", tag) for tag in item.tags]
    parts += [_Node("dc:identifier", f"{scheme} {rest.pop(scheme)}") for scheme in SCHEMES if scheme in rest]
    if url := rest.pop("url", ""):
        parts.append(_address(url))
    undated = frozenset() if "date" in rest else frozenset({"accessDate"})  # which would be taken for the date
    parts += [_Node(name, rest.pop(field)) for field, name in PROPERTIES.items() if field in rest.keys() - undated]
    own = own_names(item.type)
    parts += [_Node(f"z:{own.get(field, field)}", value) for field, value in rest.items()]
    parts.append(_Node("z:citationKey", item.key))
    yield _Node(f"bib:{class_}" if class_ != "-" else "rdf:Description", parts, f"#item_{number}")
    for about, note in zip(notes, item.notes, strict=True):
        yield _Node("bib:Memo", [_Node("rdf:value", note)], about)
    for about, file in zip(files, item.files, strict=True):
        yield _file(about, file)


def _wholes(item_type: str, container: str, rest: dict[str, str]) -> Iterator[_Node]:
    """What the item is part of: the publication, the series."""
    series = [_Node(name, rest.pop(field)) for name, field in IN_SERIES.items() if field in rest]
    if container and "publicationTitle" in fields_of(item_type):
        held = [_Node(name, rest.pop(field)) for field, name in IN_CONTAINER.items() if field in rest]
        held += [_Node("prism:volume", rest.pop("volume"))] if "volume" in rest else []
        held += [_Node("prism:number", rest.pop("issue"))] if "issue" in rest else []
        class_ = container if ":" in container else f"bib:{container}"
        yield _Node("dcterms:isPartOf", [_Node(class_, held)])
    if series:
        yield _Node("dcterms:isPartOf", [_Node("bib:Series", series)])


def _publisher(rest: dict[str, str]) -> Iterator[_Node]:
    name, place = rest.pop("publisher", ""), rest.pop("place", "")
    if name or place:
        address = _Node("vcard:Address", [_Node("vcard:locality", place)])
        parts = [_Node("vcard:adr", [address])] if place else []
        parts += [_Node("foaf:name", name)] if name else []
        yield _Node("dc:publisher", [_Node("foaf:Organization", parts)])


def _people(creators: Sequence[Creator]) -> Iterator[_Node]:
    for role in dict.fromkeys(one.role for one in creators):
        people = [_Node("rdf:li", [_person(one.name)]) for one in creators if one.role == role]
        prefix = "bib" if role in ("author", "editor", "contributor") else "z"
        yield _Node(f"{prefix}:{role}s", [_Node("rdf:Seq", people)])


def _person(name: Mapping[str, str]) -> _Node:
    parts = [_Node("foaf:surname", name.get("literal") or name.get("family", ""))]
    parts += [_Node("foaf:givenName", name["given"])] if name.get("given") else []
    return _Node("foaf:Person", parts)


def _file(about: str, file: Attachment) -> _Node:
    parts = [_Node("z:itemType", "attachment")]
    if "://" in file.path:  # a link: as a path the importer would look for a file of this name
        parts.append(_address(file.path))
    else:
        parts.append(_Node("rdf:resource", resource=file.path))
    parts += [_Node("dc:title", file.title)] if file.title else []
    parts += [_Node("link:type", file.type)] if file.type else []
    return _Node("z:Attachment", parts, about)


def _address(url: str) -> _Node:
    return _Node("dc:identifier", [_Node("dcterms:URI", [_Node("rdf:value", url)])])


def _collections(items: Sequence[Item]) -> Iterator[_Node]:
    tree = Tree((path, number) for number, item in enumerate(items, 1) for path in item.collections)
    for key, one in tree.nodes.items():
        held = [f"#collection_{child}" for child in one.children] + [f"#item_{number}" for number in one.items]
        parts = [_Node("dc:title", one.name), *(_Node("dcterms:hasPart", resource=part) for part in held)]
        yield _Node("z:Collection", parts, f"#collection_{key}")


def recognises(content: Content) -> bool:
    """Whether the root is RDF's; that of other programs is refused by its reader."""
    return content.root == "RDF"


FORMAT = Format("zotero-rdf", SUFFIXES["zotero-rdf"], write, read, "zotero-rdf", (".rdf",), recognises)

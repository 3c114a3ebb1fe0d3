"""Zotero RDF as items: a graph of nodes, nested or referred to, read by their classes and properties.

Sources: Zotero's translator "RDF" (every ``z:field`` is taken as it is); RDF 1.1 XML Syntax.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml.etree import SubElement

from refexport.errors import Finding
from refexport.formats.format import Placed, Read, Unread
from refexport.formats.xmltext import Element, children, line_of, local_name, parse_xml, text_of
from refexport.formats.zotero.collections import WITHIN
from refexport.formats.zotero.files import Attachment
from refexport.formats.zotero.items import Creator, Item, entry_of
from refexport.formats.zotero.rdf_terms import (
    CALL_NUMBERS,
    FIELD_OF,
    IN_SERIES,
    PERSON,
    PREFIXES,
    RDF,
    REFERRED,
    REFINED,
    SCHEMES,
    SKIPPED,
    TYPE_OF,
    XML,
)
from refexport.formats.zotero.schema import ITEM_TYPES, base_of, fields_of
from refexport.model.entry import Entry
from refexport.model.name import parse_name


class _Graph:
    """The nodes of a file by what they are about, and which of them are parts of others."""

    def __init__(self, root: Element) -> None:
        _spread(root)
        self.tops = list(children(root)) if local_name(root) == "RDF" else [root]
        self.tops += [node for top in self.tops if _class(top) == "Collection" for node in _held(top)]
        self.by_name = {_about(node): node for node in root.iter() if isinstance(node.tag, str) and _about(node)}

    def nodes(self, property_: Element) -> list[Element]:
        """The nodes that a property holds or refers to."""
        name = property_.get(RDF + "resource") or property_.get(RDF + "nodeID") or ""
        referred = [self.by_name[name]] if name in self.by_name else []
        return [*referred, *children(property_)]

    def targets(self, *names: str) -> frozenset[Element]:
        """The nodes that stand at the other end of a property anywhere."""
        held = (one for top in self.tops for one in top.iter() if isinstance(one.tag, str) and _name(one) in names)
        return frozenset(node for one in held for node in self.nodes(one))


def _spread(root: Element) -> None:
    """Makes elements of property attributes, which stand for such (RDF/XML syntax, 2.5)."""
    for node in [one for one in root.iter() if isinstance(one.tag, str)]:
        for name, value in node.attrib.items():
            if str(name).startswith("{") and not str(name).startswith((RDF, XML)):
                SubElement(node, str(name)).text = str(value)


def _held(collection: Element) -> Iterator[Element]:
    """The nodes that stand inside a collection."""
    for one in children(collection, "hasPart"):
        yield from children(one)


def _about(node: Element) -> str:
    identity = node.get(RDF + "ID")
    return node.get(RDF + "about") or (f"#{identity}" if identity else "") or _node_id(node)


def _node_id(node: Element) -> str:
    """The blank node's name; on a property it is a reference and no name."""
    return (node.get(RDF + "nodeID") or "") if _name(node)[:1].isalpha() and len(node) else ""


def _name(element: Element) -> str:
    """``dc:title``; the address itself for a name space that is not Zotero's."""
    address, _, local = str(element.tag).rpartition("}")
    prefix = PREFIXES.get(address.lstrip("{"), address.lstrip("{"))
    return f"dc:{local}" if prefix == "dcterms" and local in REFINED else f"{prefix}:{local}"


def _class(node: Element) -> str:
    """The class of a node: its own name, or what ``rdf:type`` says."""
    if _name(node) != "rdf:Description":
        return local_name(node)
    said = next((one.get(RDF + "resource") or "" for one in children(node, "type") if _name(one) == "rdf:type"), "")
    return said.replace("#", "/").rpartition("/")[2]


def read(text: str, path: str) -> Read:
    """The entries of a file, each with its notes, files and collections, and what was wrong with it."""
    root, problems = parse_xml(text, path)
    found = list(problems)
    if root is None:
        return Read((), tuple(found))
    graph = _Graph(root)
    parts = graph.targets("dcterms:isPartOf", "bib:presentedAt", "link:link", "dcterms:isReferencedBy", *REFERRED)
    groups = _groups(graph)
    works: list[tuple[int, Entry]] = []
    unread: list[Unread] = []
    for node in graph.tops:
        type_ = _type(node)
        is_part = node in parts and not _is_work(node)
        if _class(node) == "Collection" or is_part:
            continue
        if type_ in ITEM_TYPES:
            entry, wrong = entry_of(_Item(node, type_, graph).item(groups), path, line_of(node))
            works.append((line_of(node), entry))
            found += wrong
        else:
            unread.append(Unread(line_of(node), _all_words(node), f"{type_ or local_name(node)} is no work"))
            found.append(Finding(path, line_of(node), unread[-1].why, "kept as a comment", value=_all_words(node)))
    return Read(Placed(works, unread), tuple(found))


def _is_work(node: Element) -> bool:
    """Whether a node that is part of another one is a work besides: it says so, or no publication is of its class."""
    said = next((text_of(one) for one in children(node, "itemType")), "")
    return said in ITEM_TYPES or _class(node) in TYPE_OF.keys() - {"Book"}


def _all_words(node: Element) -> str:
    words = (f"{one.text or ''} {_path(one)} {one.tail or ''}" for one in node.iter() if isinstance(one.tag, str))
    return " ".join("".join(words).split())


def _path(one: Element) -> str:
    """The path of an attachment's file, which is no text."""
    return (one.get(RDF + "resource") or "") if one.tag == RDF + "resource" else ""


def _type(node: Element) -> str:
    """The item type that a node says, or that its class stands for."""
    said = next((text_of(one) for one in children(node, "itemType")), "")
    return said or TYPE_OF.get(_class(node), {"Attachment": "attachment", "Memo": "note"}.get(_class(node), ""))


def _groups(graph: _Graph) -> Mapping[str, list[str]]:
    """What a node is about -> the paths of the collections that hold it."""
    nodes = {_about(node): node for node in graph.tops if _class(node) == "Collection"}
    held = {
        about: [
            *(one.get(RDF + "resource") or "" for one in children(node, "hasPart")),
            *map(_about, _held(node)),
        ]
        for about, node in nodes.items()
    }
    parents = {part: about for about, parts in held.items() for part in parts if part in nodes}
    found: dict[str, list[str]] = {}
    for about, parts in held.items():
        names, at, seen = [_title(nodes[about])], about, {about}
        while (at := parents.get(at, "")) and at not in seen:
            seen.add(at)
            names.insert(0, _title(nodes[at]))
        for part in parts:
            found.setdefault(part, []).append(WITHIN.join(filter(None, names)))
    return found


def _title(node: Element) -> str:
    return next((text_of(one) for one in children(node, "title")), "")


class _Item:
    """A node while it becomes an item."""

    def __init__(self, node: Element, type_: str, graph: _Graph) -> None:
        self.node, self.type, self.graph = node, type_, graph
        self.wholes = {node}
        """What the item was found to be part of; files of others may go round in a circle."""
        self.fields: dict[str, str] = {}
        self.creators: list[Creator] = []
        self.tags: list[str] = []
        self.notes: list[str] = []
        self.files: list[Attachment] = []
        self.unknown: list[tuple[str, str]] = []

    def item(self, groups: Mapping[str, list[str]]) -> Item:
        """The item of all the node's properties."""
        for one in children(self.node):
            self.take(one)
        key = next((text_of(one) for one in children(self.node, "citationKey")), "")
        url = self.fields.get("url", "")
        files = tuple(one for one in self.files if one.path and one.path != url)
        parts = tuple(self.tags), tuple(self.notes), files, tuple(groups.get(_about(self.node), ()))
        known = set(self.fields.values())  # a snapshot has the work's own address and date again
        unknown = (one for one in self.unknown if not (one[0].startswith("attachment ") and one[1] in known))
        return Item(key, self.type, self.fields, tuple(self.creators), *parts, tuple(unknown))

    def take(self, one: Element) -> None:
        """A property of the item."""
        name = _name(one)
        if name in SKIPPED:
            return
        if name in TAKEN:
            TAKEN[name](self, one)
        elif name in FIELD_OF:
            self.put(FIELD_OF[name], _text(one))
        elif len(one) and self.people(one):
            return
        elif name.startswith("z:") and not len(one):
            self.put(base_of(self.type, local_name(one)), _text(one))
        else:
            self.unknown.append((name, _all_words(one) or one.get(RDF + "resource") or ""))

    def put(self, field: str, value: str) -> None:
        """Sets a field; another value of one that is set is kept apart."""
        if value and self.fields.setdefault(field, value) != value:
            self.unknown.append((field, value))

    def people(self, one: Element) -> bool:
        """Takes the persons of a property, if it holds such."""
        nodes = [node for part in one.iter() if isinstance(part.tag, str) for node in (part, *self.graph.nodes(part))]
        people = [node for node in dict.fromkeys(nodes) if local_name(node) in ("Person", "Agent", "Organization")]
        for person in people:
            parts = {local_name(part).lower(): text_of(part) for part in children(person)}
            family = next(
                (
                    parts[word]
                    for word in ("surname", "familyname", "lastname", "family_name", "name")
                    if parts.get(word)
                ),
                "",
            )
            given = next((parts[word] for word in ("givenname", "firstname") if parts.get(word)), "")
            name = {"family": family, "given": given} if given and family else {"literal": family or given}
            role = "author" if local_name(one) == "creator" else local_name(one).removesuffix("s")
            self.creators.append(Creator(role, name))
            self.rest(role, (part for part in children(person) if local_name(part).lower() not in PERSON))
        return bool(people)

    def rest(self, name: str, parts: Iterable[Element]) -> None:
        """Keeps apart what there is no place for."""
        self.unknown += [(f"{name} {local_name(part)}", words) for part in parts if (words := _all_words(part))]

    def creator(self, one: Element) -> None:
        """A person by words (``Jane Doe``, ``Doe, Jane``), as others than Zotero write it."""
        if self.people(one):
            return
        try:
            name = parse_name(_text(one))
        except ValueError:
            self.unknown.append((_name(one), _text(one)))
            return
        parts = {"literal": name.literal} if name.literal else {"family": name.family, "given": name.given}
        parts |= {"non-dropping-particle": name.particle} if name.particle else {}
        self.creators.append(Creator("author", parts | ({"suffix": name.suffix} if name.suffix else {})))

    def identifier(self, one: Element) -> None:
        """A DOI, ISBN or ISSN by its first word, or an address."""
        if len(one):
            return self.put("url", text_of(one))
        value = _text(one)
        scheme, _, number = value.partition(" ")
        if scheme.upper() in SCHEMES and number:
            return self.put(scheme.upper(), number.strip())
        if value.startswith("10."):
            return self.put("DOI", value)
        if value.startswith(("http://", "https://")):
            return self.put("url", value)
        self.unknown.append(("dc:identifier", value))
        return None

    def number(self, one: Element) -> None:
        """The number of an issue, of a report, of a patent: the field that the type has."""
        self.put("issue" if "issue" in fields_of(self.type) else "number", _text(one))

    def edition(self, one: Element) -> None:
        """An edition, or a program's version."""
        field = "edition" if "edition" in fields_of(self.type) else "versionNumber"
        self.put(field if field in fields_of(self.type) else "edition", _text(one))

    def subject(self, one: Element) -> None:
        """A tag, or a call number."""
        kinds = {local_name(node) for node in children(one)}
        if kinds & CALL_NUMBERS:
            self.put("callNumber", text_of(one))
        elif tag := text_of(one):
            self.tags.append(tag)
        else:
            self.unknown.append(("dc:subject", one.get(RDF + "resource") or ""))

    def whole(self, one: Element) -> None:
        """What the item is part of: a section, a series, a publication with properties of its own."""
        if not len(one) and (words := text_of(one)):
            self.unknown.append(("dcterms:isPartOf", words))
        for node in self.graph.nodes(one):
            parts = () if node in self.wholes else children(node)
            self.wholes.add(node)
            for part in parts:
                name = _name(part)
                if _class(node) == "Series" and name in IN_SERIES:
                    self.put(IN_SERIES[name], _text(part))
                elif _class(node) == "Part" and name == "dc:title":
                    self.put("section", _text(part))
                elif name == "dc:title":
                    self.put("publicationTitle", _text(part))
                else:
                    self.take(part)

    def publisher(self, one: Element) -> None:
        """An organisation with its place, or words."""
        organizations = self.graph.nodes(one)
        if not organizations:
            self.put("publisher", _text(one))
        for part in (part for node in organizations for part in node.iter() if isinstance(part.tag, str)):
            field = {"foaf:name": "publisher", "vcard:locality": "place"}.get(_name(part))
            if field:
                self.put(field, text_of(part))
            elif not len(part):
                self.rest("publisher", [part])

    def conference(self, one: Element) -> None:
        """The name of a conference."""
        field = "meetingName" if "meetingName" in fields_of(self.type) else "conferenceName"
        self.put(field, text_of(one) or " ".join(map(text_of, self.graph.nodes(one))))

    def note(self, one: Element) -> None:
        """A note in a node of its own."""
        for node in self.graph.nodes(one):
            for part in children(node):
                if _name(part) in ("rdf:value", "dc:description"):
                    self.notes.append(_text(part))
                elif _name(part) == "dc:subject":
                    self.subject(part)
                elif _name(part) not in SKIPPED:
                    self.rest("note", [part])

    def file(self, one: Element) -> None:
        """An attachment in a node of its own."""
        for node in self.graph.nodes(one):
            parts = {_name(part): part for part in children(node)}
            path = parts["rdf:resource"].get(RDF + "resource") or "" if "rdf:resource" in parts else ""
            path = path or text_of(parts.get("dc:identifier")) or text_of(parts.get("z:url"))
            self.files.append(Attachment(path, text_of(parts.get("dc:title")), text_of(parts.get("link:type"))))
            lost = {"dc:subject", "dcterms:dateSubmitted", *(("dc:identifier",) if "rdf:resource" in parts else ())}
            lost |= set() if path else {"dc:title"}
            self.rest("attachment", (part for part in children(node) if _name(part) in lost))
            if words := text_of(parts.get("dc:description")):
                self.notes.append(words)


def _text(one: Element) -> str:
    """The characters of a property with their line ends, which "Extra" is made of; what it refers to if it has none."""
    lines = "".join(map(str, one.itertext())).strip().split("\n")
    return "\n".join(" ".join(line.split()) for line in lines) or one.get(RDF + "resource") or ""


TAKEN: Mapping[str, Callable[[_Item, Element], None]] = {
    "dc:creator": _Item.creator,
    "dc:identifier": _Item.identifier,
    "prism:number": _Item.number,
    "prism:edition": _Item.edition,
    "dc:subject": _Item.subject,
    "dcterms:isPartOf": _Item.whole,
    "dc:publisher": _Item.publisher,
    "bib:presentedAt": _Item.conference,
    "dcterms:isReferencedBy": _Item.note,
    "link:link": _Item.file,
}
"""Property -> how it is read where it is more than a field."""

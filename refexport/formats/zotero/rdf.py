"""Zotero RDF, both ways: the one file that carries a whole library into Zotero, collections, notes and files included.

Sources: Zotero's translators "Zotero RDF" (what is written) and "RDF" (what is read; every ``z:field`` is taken as it
is); the RDF/XML syntax for nodes that are nested or referred to by ``rdf:about``, ``rdf:ID`` and ``rdf:nodeID``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from lxml.etree import SubElement

from refexport.errors import Finding
from refexport.formats.content import Content
from refexport.formats.format import Format, Placed, Read, Unread, Written, each
from refexport.formats.xmltext import Element, children, line_of, local_name, parse_xml, text_of
from refexport.formats.zotero.collections import WITHIN, Tree
from refexport.formats.zotero.files import Attachment
from refexport.formats.zotero.items import Creator, Item, entry_of, item_of
from refexport.formats.zotero.schema import ITEM_TYPES, base_of, fields_of, own_names
from refexport.model.entry import Entry
from refexport.model.name import parse_name

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
REFINED = frozenset(
    "coverage creator date description identifier language publisher rights source subject title type".split()
)
"""Properties that ``dcterms`` has as well, as refinements of those of ``dc`` (DCMI Metadata Terms, section 3)."""
XML = "{http://www.w3.org/XML/1998/namespace}"
RDF = "{" + NAMESPACES["rdf"] + "}"

NODES = {
    "book": "Book", "bookSection": "BookSection Book", "journalArticle": "Article Journal",
    "magazineArticle": "Article Periodical", "newspaperArticle": "Article Newspaper", "thesis": "Thesis",
    "letter": "Letter", "manuscript": "Manuscript", "interview": "Interview", "film": "MotionPicture",
    "artwork": "Illustration", "webpage": "Document z:Website", "report": "Report", "bill": "Legislation",
    "case": "Document CourtReporter", "hearing": "Report", "patent": "Patent", "statute": "Legislation",
    "email": "Letter", "map": "Image", "blogPost": "Document z:Blog", "instantMessage": "Letter",
    "forumPost": "Document z:Forum", "audioRecording": "Recording", "presentation": "ConferenceProceedings",
    "videoRecording": "Recording", "tvBroadcast": "Recording", "radioBroadcast": "Recording", "podcast": "Recording",
    "computerProgram": "Data", "encyclopediaArticle": "- Book", "dictionaryEntry": "- Book",
    "conferencePaper": "- Journal",
}  # fmt: skip
"""Item type -> class of its node in ``bib`` (``-`` for none), and of the node of what it is part of."""

TYPE_OF = {
    classes.split()[0]: item_type for item_type, classes in reversed(NODES.items()) if not classes.startswith("-")
} | {"Article": "journalArticle", "Image": "artwork", "Document": "webpage", "Recording": "audioRecording"}
"""Class -> item type, where a node does not say its own."""

PARTS = frozenset({"Part", "Series"})
"""Classes of wholes that are no publication."""

PROPERTIES = {
    "title": "dc:title",
    "date": "dc:date",
    "accessDate": "dcterms:dateSubmitted",
    "pages": "bib:pages",
    "abstractNote": "dcterms:abstract",
    "rights": "dc:rights",
    "archiveLocation": "dc:coverage",
}
"""Base field -> the property that is its own. Extra has none: the importer may take a description for an abstract."""

IN_CONTAINER = {"publicationTitle": "dc:title", "journalAbbreviation": "dcterms:alternative"}

FIELD_OF = {
    **{name: field for field, name in PROPERTIES.items()},
    "dcterms:issued": "date",
    "dc:description": "extra",
    "dc:language": "language",
    "dc:type": "type",
    "dcterms:medium": "medium",
    "dcterms:alternative": "journalAbbreviation",
    "dc:source": "libraryCatalog",
    "prism:volume": "volume",
    "prism:issn": "ISSN",
    "prism:publicationName": "publicationTitle",
}
"""Property -> base field."""

IN_SERIES = {
    "dc:title": "series",
    "dcterms:alternative": "seriesTitle",
    "dc:description": "seriesText",
    "dc:identifier": "seriesNumber",
}

SCHEMES = ("DOI", "ISBN", "ISSN")
"""Words that begin an identifier."""

CALL_NUMBERS = frozenset({"LCC", "DDC", "UDC"})

REFERRED = ("rdf:li", "dc:publisher")
"""Properties at whose other end persons and organisations may be nodes of their own."""

PERSON = frozenset("surname familyname lastname family_name name givenname firstname".split())
"""Properties of a person that are parts of the name, in small letters."""

SKIPPED = frozenset({"z:itemType", "z:displayTitle", "rdf:type", "dc:relation", "z:citationKey"})
"""Properties that are read otherwise, or link works of a library."""


# --- writing


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
        parts.append(_Node("dc:identifier", [_Node("dcterms:URI", [_Node("rdf:value", url)])]))
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
    parts = [_Node("z:itemType", "attachment"), _Node("rdf:resource", resource=file.path)]
    parts += [_Node("dc:title", file.title)] if file.title else []
    parts += [_Node("link:type", file.type)] if file.type else []
    return _Node("z:Attachment", parts, about)


def _collections(items: Sequence[Item]) -> Iterator[_Node]:
    tree = Tree((path, number) for number, item in enumerate(items, 1) for path in item.collections)
    for key, one in tree.nodes.items():
        held = [f"#collection_{child}" for child in one.children] + [f"#item_{number}" for number in one.items]
        parts = [_Node("dc:title", one.name), *(_Node("dcterms:hasPart", resource=part) for part in held)]
        yield _Node("z:Collection", parts, f"#collection_{key}")


# --- reading


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


def recognises(content: Content) -> bool:
    """Whether the root is RDF's; that of other programs is refused by its reader."""
    return content.root == "RDF"


FORMAT = Format("zotero-rdf", ".rdf", write, read, "zotero-rdf", (".rdf",), recognises)

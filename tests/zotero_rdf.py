"""What Zotero's importer of RDF makes of a file, from the graph alone: a reader of its own, over rdflib.

It follows the steps of Zotero's translator "RDF" (zotero/translators, ``importItem``): types, creators by role, the
container of a type, identifiers, tags, notes, attachments, and every ``z:name`` copied as it is.
"""

from typing import Any

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

Z = Namespace("http://www.zotero.org/namespaces/export#")
BIB = Namespace("http://purl.org/net/biblio#")
DC = Namespace("http://purl.org/dc/elements/1.1/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
LINK = Namespace("http://purl.org/rss/1.0/modules/link/")
PRISM = Namespace("http://prismstandard.org/namespaces/1.2/basic/")
VCARD = Namespace("http://nwalsh.com/rdf/vCard#")

CONTAINERS = {
    "blogPost": Z.Blog, "forumPost": Z.Forum, "webpage": Z.Website, "bookSection": BIB.Book, "case": BIB.CourtReporter,
    "journalArticle": BIB.Journal, "magazineArticle": BIB.Periodical, "newspaperArticle": BIB.Newspaper,
    "encyclopediaArticle": BIB.Book, "dictionaryEntry": BIB.Book, "conferencePaper": BIB.Journal,
}  # fmt: skip
OF_BIB = ("editor", "contributor")
"""Creator types whose lists are of the namespace bib, as ``authors`` are."""

PLACE = "z:path"
"""What stands for ``rdf:resource`` as a property: Zotero writes and reads it, the syntax of RDF/XML forbids it."""


def graph_of(text: str) -> Graph:
    return Graph().parse(data=text.replace("<rdf:resource ", f"<{PLACE} "), format="xml", publicID="file:///")


def read_rdf(text: str, roles: dict[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """The items of a file in its order; ``roles`` are the creator types of each item type."""
    graph = graph_of(text)
    nodes = [node for node in set(graph.subjects(Z.itemType)) if not list(graph.subjects(LINK.link, node))]
    collections = _collections(graph)
    numbered = sorted(nodes, key=lambda node: int(str(node).rpartition("_")[2]))
    return [_item(graph, node, roles) | {"collections": collections.get(node, set())} for node in numbered]


def _first(graph: Graph, node: Node | None, *names: URIRef) -> str | None:
    found = next((value for name in names for value in graph.objects(node, name) if node is not None), None)
    return str(found) if found is not None else None


def _item(graph: Graph, node: Node, roles: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    type_ = str(graph.value(node, Z.itemType))
    wholes = {graph.value(one, RDF.type): one for one in graph.objects(node, DCTERMS.isPartOf)}
    container, series = wholes.get(CONTAINERS.get(type_)), wholes.get(BIB.Series)
    item: dict[str, Any] = {
        "itemType": type_,
        "title": _first(graph, node, DC.title),
        "creators": [one for role in roles[type_] for one in _creators(graph, node, role)],
        "publicationTitle": _first(graph, container, DC.title),
        "volume": _first(graph, container, PRISM.volume) or _first(graph, node, PRISM.volume),
        "issue": _first(graph, container, PRISM.number) or _first(graph, node, PRISM.number),
        "journalAbbreviation": _first(graph, container or node, DCTERMS.alternative),
        "series": _first(graph, series, DC.title),
        "seriesNumber": _first(graph, series, DC.identifier),
        "rights": _first(graph, node, DC.rights),
        "edition": _first(graph, node, PRISM.edition),
        "pages": _first(graph, node, BIB.pages),
        "date": _first(graph, node, DC.date, DCTERMS.dateSubmitted),
        "accessDate": _first(graph, node, DCTERMS.dateSubmitted),
        "abstractNote": _first(graph, node, DCTERMS.abstract, DC.description),
        "language": _first(graph, node, DC.language),
        "tags": {str(tag) for tag in graph.objects(node, DC.subject)},
        "notes": [_first(graph, note, RDF.value) for note in graph.objects(node, DCTERMS.isReferencedBy)],
        "attachments": {_attachment(graph, file) for file in graph.objects(node, LINK.link)},
    }
    publisher = graph.value(node, DC.publisher)
    place = graph.value(publisher, VCARD.adr) if publisher else None
    item |= {"publisher": _first(graph, publisher, FOAF.name), "place": _first(graph, place, VCARD.locality)}
    item |= _identifiers(graph, node, container)
    own = {
        str(name).removeprefix(str(Z)): str(value)
        for name, value in graph.predicate_objects(node)
        if str(name).startswith(str(Z))
    }
    return {
        name: value
        for name, value in (item | {n: v for n, v in own.items() if not n.endswith("s") or n in FIELDS_IN_S}).items()
        if value is not None
    }


FIELDS_IN_S = (
    "rights",
    "pages",
    "numPages",
    "numberOfVolumes",
    "legalStatus",
    "status",
    "references",
    "priorityNumbers",
)
"""Fields that end like a list of creators."""


def _creators(graph: Graph, node: Node, role: str) -> list[tuple[str, str, str]]:
    name = BIB.authors if role == "author" else (BIB if role in OF_BIB else Z)[f"{role}s"]
    sequence = graph.value(node, name)
    if sequence is None:
        return []
    numbered = {
        int(str(place).rpartition("_")[2]): one for place, one in graph.predicate_objects(sequence) if place != RDF.type
    }
    people = [numbered[number] for number in sorted(numbered)]
    return [(role, _first(graph, one, FOAF.surname) or "", _first(graph, one, FOAF.givenName) or "") for one in people]


def _identifiers(graph: Graph, node: Node, container: Node | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in [*graph.objects(node, DC.identifier), *(graph.objects(container, DC.identifier) if container else ())]:
        scheme, _, value = str(one).partition(" ")
        if scheme in ("DOI", "ISBN", "ISSN"):
            found[scheme] = value
        elif graph.value(one, RDF.type) == DCTERMS.URI:
            found["url"] = str(graph.value(one, RDF.value))
    return found


def _attachment(graph: Graph, file: Node) -> str:
    path = graph.value(file, Z.path)
    address = next(
        (one for one in graph.objects(file, DC.identifier) if graph.value(one, RDF.type) == DCTERMS.URI), None
    )
    return str(path).removeprefix("file:///") if path else f"link {graph.value(address, RDF.value)}"


def _collections(graph: Graph) -> dict[Node, set[str]]:
    """Item -> the paths of its collections."""
    found: dict[Node, set[str]] = {}
    inner = {part for one in graph.subjects(RDF.type, Z.Collection) for part in graph.objects(one, DCTERMS.hasPart)}

    def walk(collection: Node, path: str) -> None:
        for part in graph.objects(collection, DCTERMS.hasPart):
            if (part, RDF.type, Z.Collection) in graph:
                walk(part, f"{path} > {graph.value(part, DC.title)}")
            else:
                found.setdefault(part, set()).add(path)

    for one in graph.subjects(RDF.type, Z.Collection):
        if one not in inner:
            walk(one, str(graph.value(one, DC.title)))
    return found

"""The words of Zotero's RDF: namespaces, classes of nodes and properties, and what each is for an item.

Sources: Zotero's translators "Zotero RDF" and "RDF"; DCMI Metadata Terms.
"""

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

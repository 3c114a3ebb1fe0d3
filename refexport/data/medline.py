"""DATA: MEDLINE's words for types, in PubMed's files and in its summaries."""

PUBLICATION_TYPES = {
    "Academic Dissertation": "thesis", "Book": "book", "Book Chapter": "incollection", "Dataset": "dataset",
    "Preprint": "preprint", "Technical Report": "report",
}  # fmt: skip
"""Publication types (nlm.nih.gov/mesh/pubtypes.html) -> entry types; all others are articles of journals."""

"""DATA: MEDLINE's words for types and languages, in PubMed's files and in its summaries."""

PUBLICATION_TYPES = {
    "Academic Dissertation": "thesis", "Book": "book", "Book Chapter": "incollection", "Dataset": "dataset",
    "Preprint": "preprint", "Technical Report": "report",
}  # fmt: skip
"""Publication types (nlm.nih.gov/mesh/pubtypes.html) -> entry types; all others are articles of journals."""

LANGUAGES = {
    "ara": "ar", "bul": "bg", "cat": "ca", "chi": "zh", "cze": "cs", "dan": "da", "dut": "nl", "eng": "en", "est": "et",
    "fin": "fi", "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hrv": "hr", "hun": "hu", "ice": "is", "ita": "it",
    "jpn": "ja", "kor": "ko", "lav": "lv", "lit": "lt", "nor": "nb", "pol": "pl", "por": "pt", "rum": "ro", "rus": "ru",
    "slo": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk", "vie": "vi",
    "mul": "", "und": "",
}  # fmt: skip
"""Codes of languages (ISO 639-2, bibliographic) -> BCP 47 tags; no tag for several or an unknown one."""

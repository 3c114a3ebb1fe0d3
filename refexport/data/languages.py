"""DATA: what ISO 639-2 calls a language in three letters, as catalogues and databases write it.

Source: the Library of Congress, "Codes for the Representation of Names of Languages", bibliographic codes, and the
terminological ones where they differ.
"""

ISO_639_2 = {
    "ara": "ar", "baq": "eu", "bul": "bg", "cat": "ca", "chi": "zh", "cze": "cs", "dan": "da", "dut": "nl",
    "eng": "en", "est": "et", "fin": "fi", "fre": "fr", "ger": "de", "glg": "gl", "gre": "el", "heb": "he",
    "hrv": "hr", "hun": "hu", "ice": "is", "ita": "it", "jpn": "ja", "kor": "ko", "lat": "la", "lav": "lv",
    "lit": "lt", "nno": "nn", "nob": "nb", "nor": "nb", "per": "fa", "pol": "pl", "por": "pt", "rum": "ro",
    "rus": "ru", "slo": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tur": "tr", "ukr": "uk",
    "vie": "vi",
}  # fmt: skip
"""Bibliographic code -> BCP 47 tag."""

TERMINOLOGICAL = {
    "ces": "cs", "deu": "de", "ell": "el", "eus": "eu", "fas": "fa", "fra": "fr", "isl": "is", "nld": "nl",
    "ron": "ro", "slk": "sk", "zho": "zh",
}  # fmt: skip
"""The same for the other code of a language that has two."""

MEDLINE = ISO_639_2 | {"mul": "", "und": ""}
"""What MEDLINE has of them -> BCP 47 tags; no tag for several or an unknown one."""

"""DATA: how files name their encoding, what other programs call encodings, and files that are no text.

Sources: XML 1.0 (4.3.3, appendix F); JabRef's and KBibTeX's .bib files; TeXShop's and TeXworks' magic comments;
BibDesk's header; Emacs' manual ("Specify Coding") and Vim's (modeline); the Encoding Standard;
the signatures of file(1).
"""

import codecs

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks with their encodings; that of UTF-32 begins as that of UTF-16 does."""

WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
"""Encodings that have zero bytes in every text with white space or Latin letters."""

DECLARATIONS = (
    r"\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"'](?P<name>[^\"']+)[\"']",
    r"(?:^|\n)[ \t]*%+[ \t]*Encoding[ \t]*:[ \t]*(?P<name>[^\r\n]*)",  # JabRef since 3.0
    r"(?:^|\n)This file was created with JabRef[^\n]*\n(?:%*[ \t]*)Encoding:[ \t]*(?P<name>[^\r\n]*)",  # until 2.11
    r"(?:^|\n)[ \t]*%+[ \t]*!TeX[ \t]+(?:encoding|inputenc)[ \t]*=[ \t]*(?P<name>[^\r\n]*)",
    r"(?:^|\n)[ \t]*%+[ \t]*Saved with string encoding[ \t]+(?P<name>[^\r\n]*)",  # BibDesk
    r"@comment\s*\{\s*x-kbibtex-encoding\s*=\s*(?P<name>[^}\r\n]*)",
    r"-\*-[^\r\n]*?\bcoding[ \t]*:[ \t]*(?P<name>[\w.-]+)[^\r\n]*-\*-",
    r"(?:^|\n)[^\r\n]*\bvim?:[^\r\n]*\b(?:fileencoding|fenc)=(?P<name>[\w.-]+)",
)
"""Patterns of what says, in characters of ASCII, the encoding of its file."""

LINES = 20
"""Lines of a file's beginning that may say its encoding; TeXShop looks at as many."""

COLUMNS = 300
"""Characters of such a line that may say it."""

LABELS = {
    "utf-8 unicode": "utf-8",
    "utf-16 unicode": "utf-16",
    "unicode (utf-8)": "utf-8",
    "unicode": "utf-16",
    "isolatin": "latin-1",
    "isolatin2": "iso8859-2",
    "isolatin5": "iso8859-9",
    "isolatin9": "iso8859-15",
    "iso-latin-1": "latin-1",
    "iso-latin-2": "iso8859-2",
    "latin-9": "iso8859-15",
    "macosroman": "mac-roman",
    "macroman": "mac-roman",
    "ansi": "cp1252",
    "ansinew": "cp1252",
    "western (iso latin 1)": "latin-1",
    "western (iso latin 9)": "iso8859-15",
    "western (windows latin 1)": "cp1252",
    "western (mac os roman)": "mac-roman",
    "western (ascii)": "ascii",
    "non-lossy ascii": "ascii",
    "central european (iso latin 2)": "iso8859-2",
    "central european (windows latin 2)": "cp1250",
    "cyrillic (windows)": "cp1251",
    "japanese (shift jis)": "shift_jis",
    "japanese (euc)": "euc_jp",
    "chinese (gb 18030)": "gb18030",
}
"""What programs call an encoding, and Python does not -> Python's name."""

LARGER = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}
"""Python's name -> that of an encoding which has the same characters in the same places, and more (Encoding Standard).

Files that call themselves Latin-1 have Windows' quotation marks where Latin-1 has control characters.
"""

USUAL = {
    "gb18030": False,
    "shift_jis": False,
    "euc_kr": False,
    "cp1251": False,
    "cp1250": True,
    "mac-roman": True,
    "cp850": True,
}
"""Encodings that a file may be in for which Windows-1252 was guessed -> whether its words have letters of ASCII too."""

NONE = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
"""Codecs of Python that no file is written in, or that mean another encoding on each machine."""

SIGNATURES = (
    (rb"%PDF-", "a PDF", "refexport add takes the DOI that stands in it"),
    (rb"%!PS", "PostScript", "refexport add takes the DOI that stands in it"),
    (rb"\{\\rtf", "an RTF document", "save it as plain text"),
    (rb"\x1f\x8b", "a gzip archive", "unpack it first: gunzip"),
    (
        rb"PK(?:\x03\x04|\x05\x06)",
        "a ZIP archive (perhaps a document of Word or LibreOffice)",
        "unpack it, or save it as text",
    ),
    (rb"BZh[1-9]1AY&SY", "a bzip2 archive", "unpack it first: bunzip2"),
    (rb"\xfd7zXZ\x00", "an xz archive", "unpack it first: unxz"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it first: unzstd"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (rb"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (rb"SQLite format 3\x00", "a database (SQLite)", "export the references from the program that it belongs to"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old document of Word or Excel", "save it as text"),
    (rb"bplist0", "a binary property list", "export the references from the program that it belongs to"),
    (rb"\x89PNG|GIF8[79]a|\xff\xd8\xff", "an image", ""),
    (rb"[\s\S]{257}ustar", "a tar archive", "unpack it first: tar -xf"),
)
"""How files begin that are no text: pattern of the bytes, what such a file is, what to do."""

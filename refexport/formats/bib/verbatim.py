"""Verbatim values: addresses, ids and file names, in which only what managers escape for LaTeX is decoded.

Sources: the biblatex manual 3.18, section 2.2.1 (verbatim and URI fields take no escapes); what Mendeley, Zotero,
JabRef and BibDesk write nevertheless: btxdoc knows no verbatim fields, so LaTeX's specials are escaped there.
"""

import re

from refexport.data.datamodel import FIELDS
from refexport.data.patterns import regex
from refexport.model.pairs import is_one_group

COMMANDS = {
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textless": "<", "textgreater": ">",
    "textbar": "|", "textbackslash": "\\", "textdollar": "$", "textquotesingle": "'",
}  # fmt: skip
"""Command -> the character that it prints; with nothing, a blank or empty braces behind it, or in braces."""

MATHS = {"sim": "~", "backslash": "\\", "thicksim": "~"}
"""Mathematics that stands for one character of an address."""

NAMES = "|".join(COMMANDS)
ESCAPE = regex(
    rf"\{{\\(?:([_%&#$])|(~)(?:\{{\}})?|({NAMES}))\s*\}}|\\(?:([_%&#$])|(~))(?:\{{\}})?|\\({NAMES})(?:\{{\}}|\s+|(?![A-Za-z]))"
    rf"|\{{?\$\{{?\\({'|'.join(MATHS)})\s*\}}?\$\}}?"
)
WRAPPED = regex(r"\\(?:url|path|nolinkurl)\s*\{(.*)\}|\\href\s*\{([^{}]*)\}\s*\{.*\}", re.DOTALL)

IS_VERBATIM = regex(r"bdsk-(?:url|file)-\d+|urlraw|verb[abc]|[a-z]+url")
"""Fields of others that hold an address or a file: BibDesk's, biblatex's spare ones."""


def decoded(raw: str) -> str:
    """The characters of a verbatim value; its own backslashes, braces and percent signs stay."""
    text = raw.strip()
    while len(text) > 1 and text[0] == "{" and text[-1] == "}" and is_one_group(text):
        text = text[1:-1].strip()
    if wrapped := WRAPPED.fullmatch(text):
        text = wrapped[1] if wrapped[1] is not None else wrapped[2]
    return ESCAPE.sub(_character, text).strip()


def is_verbatim(field: str) -> bool:
    """Whether a field that the model does not know holds an address or the name of a file."""
    return field not in FIELDS and bool(IS_VERBATIM.fullmatch(field))


def with_addresses(raw: str) -> str:
    r"""Prose in which the argument of ``\url`` is what it is, a tilde no blank (url.sty)."""
    return ADDRESS.sub(lambda found: found[1] + found[2].replace("~", r"{\textasciitilde}") + "}", raw)


ADDRESS = regex(r"(\\(?:url|path|nolinkurl)\s*\{)([^{}]*~[^{}]*)\}")


def _character(found: re.Match[str]) -> str:
    word = next(filter(None, found.groups()))
    return COMMANDS.get(word) or MATHS.get(word) or word

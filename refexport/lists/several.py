"""Several works in one line: footnotes with ``…; …`` and lists of physics with ``(a) … (b) …``."""

import re
from collections.abc import Sequence

from refexport.data.patterns import regex
from refexport.lists.citation import Citation, read_citation
from refexport.lists.signs import is_surely_a_work

LETTERED = regex(r"(?:^|(?<=[\s;.]))\((?P<letter>[a-h])\)\s+")
PARTED = regex(r";\s+(?:and |sowie |et )?(?=[^\W\d_a-z])")
SIGNAL = regex(
    r"^\s*(?:see(?: also|,? e\.g\.,?)?|cf\.|compare|vgl\.|siehe(?: auch)?|voir(?: aussi)?|см\.)\s+", re.IGNORECASE
)
"""What introduces a reference in a footnote (Bluebook, rule 1.2; and its like in German, French and Russian)."""

YEAR = regex(r"\b(?:1[5-9]|20)\d\d")


def works_in(text: str) -> list[Citation]:
    """The citations of a line that holds several, each of them complete; none if it holds one work."""
    for pieces in (_lettered(text), _parted(text)):
        if len(pieces) > 1 and all(map(YEAR.search, pieces)):
            found = [read_citation(SIGNAL.sub("", piece)) for piece in pieces]
            whole = [one for one in found if one and _is_complete(one)]
            if len(whole) == len(found):
                return whole
    return []


def _is_complete(citation: Citation) -> bool:
    is_named = (citation.entry.has("title") or citation.is_untitled) and citation.has_people and citation.is_dated
    return is_named and is_surely_a_work(citation)


def _lettered(text: str) -> Sequence[str]:
    """The pieces behind ``(a)``, ``(b)``, … in order; none if the first does not begin the line."""
    marks = [*LETTERED.finditer(text)]
    letters = "".join(mark["letter"] for mark in marks)
    if not "abcdefgh".startswith(letters) or not marks or text[: marks[0].start()].strip():
        return ()
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip(" ;") for mark, end in zip(marks, ends, strict=True)]


def _parted(text: str) -> Sequence[str]:
    return PARTED.split(text)

"""Cite keys by pattern: first author's family name, year, first word of the title that says something.

``finn2017model``; ASCII, stable, and letters ``b, c …`` in the order of the list when two works want the same key.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from string import ascii_lowercase

from refexport.model.entry import Entry
from refexport.model.keys import MAX_KEY, folded_key
from refexport.model.name import OTHERS
from refexport.model.text import VERBATIM

STOP_WORDS = frozenset(
    "a an the on of for in to and with from by at as is are toward towards via into how what why when do does "
    "der die das ein eine le la les un une el los las".split()
)
"""Words that begin titles and tell works apart badly: articles, prepositions and the like."""

LONGEST = 40
"""Letters of a part: where a language writes no blanks, a title is one word."""


def cite_key(entry: Entry) -> str:
    """The key that the pattern gives an entry; ``entry`` when it has nothing to make one of."""
    names = [name for name in (*entry.names("author"), *entry.names("editor")) if name != OTHERS]
    who = "".join(_words(names[0].family or names[0].literal)) if names else ""
    words = _words("".join(span.text for span in entry.text("title") if not span.styles & VERBATIM))
    telling = [word for word in words if word not in STOP_WORDS] or words
    year = str(abs(entry.year)) if entry.year else ""
    parts = (who, year, *telling[:1]) if who else (*telling[:2], year)
    return "".join(part[:LONGEST] for part in parts) or "entry"


def unused_key(wanted: str, taken: Iterable[str]) -> str:
    """The key, or the key with the first letter from b on that makes it new (keys are equal without case)."""
    return free_key(wanted, {folded_key(key) for key in taken}.__contains__)


def free_key(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """The same, where ``is_taken`` is asked for keys as `folded_key` gives them."""
    keys = (wanted[: MAX_KEY - len(suffix)] + suffix for suffix in _suffixes())
    return next(key for key in keys if not is_taken(folded_key(key)))


def _suffixes() -> Iterator[str]:
    yield ""
    yield from ascii_lowercase[1:]
    yield from (f"-{n}" for n in count(len(ascii_lowercase) + 1))


def _words(text: str) -> list[str]:
    from anyascii import anyascii  # noqa: PLC0415 - only new entries need it (start-up time)

    return re.findall(r"[a-z0-9]+", anyascii(re.sub(r"\\[A-Za-z]+", " ", text)).lower().replace("'", ""))

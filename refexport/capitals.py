"""Capitals: the titles, and the words of a title, that must keep them when a style sets titles in small letters."""

import re
from functools import lru_cache

WORD = re.compile(r"\w+(?:[-.’'/]\w+)*[+#]*")
"""A word with what belongs to it: k-NN, U.S, OpenAI's, TCP/IP, C++."""

CASED = frozenset(
    "title subtitle titleaddon booktitle booksubtitle booktitleaddon maintitle mainsubtitle maintitleaddon issuetitle "
    "issuesubtitle shorttitle genre".split()
)
"""Fields that styles may set in small letters."""


@lru_cache(maxsize=100_000)
def is_shouting(word: str) -> bool:
    """Whether a word's capitals mean something: BERT, iPhone, GPT-2, k-NN, C; not Few-Shot, Learning."""
    shape = "".join("A" if c.isupper() else "1" if c.isdigit() else "a" if c.isalpha() else c for c in word)
    if re.search(r"AA|aA|A-?1|1A", shape):
        return True
    if re.search(r".A|A.*1", shape):
        return not re.search(r"Aa+[-.’'/]Aa+", shape)
    return bool(re.fullmatch(r"A\W*", shape)) and word != "A"


def is_english(language: str) -> bool:
    """Whether titles in a language are set in small letters by English styles; no language counts as English."""
    return language.lower().split("-")[0] in ("", "en", "english")

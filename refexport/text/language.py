"""Language: whether a title is English, by what is said of it or, where nothing is, by its small words and letters.

The words are articles, prepositions, conjunctions and pronouns of each language's grammar: closed classes, which no
title goes without for long. Left out is what two languages in three have, or English: a, in, an, on, as, no.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from refexport.data.patterns import regex

ENGLISH = frozenset(
    (
        "about against and are at based between beyond by can does for from how into is its it not of on or our should "
        "than that the their these this those through to toward towards under using was we what when where which who "
        "why with within without you your"
    ).split()
)
"""Words that hardly any title has that is not English."""

SMALL_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "German": "am auf aus bei beim das dem den der des die durch ein eine einem einen einer eines für gegen im "
        "ist mit nach nicht oder ohne sich sind und unter vom von vor wie zu zum zur zwischen über",
        "French": "au aux avec chez ces cette comme d’ dans de des du elle en entre est et l’ la le les leur ou par "
        "pas pour qu’ que qui sans selon ses son sous sur un une vers à",
        "Spanish": "al como con de del desde el en entre es hacia la las lo los más o para por que se sin sobre su "
        "sus un una y",
        "Italian": "agli ai al alla alle che con da dal dalla dei del dell’ della delle di e gli il l’ la le lo nei "
        "nel nell’ nella nelle non per su sugli sul sull’ sulla sulle tra un un’ una uno è",
        "Portuguese": "ao aos com da das de do dos e em entre mais na nas nos não o os ou para pela pelo por que se "
        "sem sobre sua um uma à às",
        "Dutch": "aan als bij de deze die door een en het hun met naar niet om ook op te tot tussen uit van voor "
        "wordt zijn",
        "Swedish": "att av de den det efter ej eller en ett från för genom hos inom med mellan mot när och om på "
        "samt sig som till ur vid är",
        "Danish or Norwegian": "af av de den det efter eller en er et etter fra gennem gjennom hos ikke innen med "
        "mellem mellom mot mod når og om på sig seg som ved til",
        "Finnish": "eli ei että ja joka jonka kanssa kun miten mukaan ovat sekä sen tai vai",
        "Polish": "czy dla do i jak jako jest lub na nad nie o od oraz po pod przez przy się u w z za ze",
        "Czech": "aby do i jak jako jeho k ke na nebo o od po pro při s se u v ve z ze za že",
        "Hungarian": "az egy és hogy ki meg mint nem szerint vagy való",
        "Turkish": "bir bu da de ile için olan olarak ve veya üzerine üzerinde",
        "Romanian": "al ale asupra ca care ce cu de din dintre fi în la lui o pe pentru prin sau și un unei unor unui",
        "Catalan": "al als amb dels de del el els en l’ la les o per pel sobre un una",
    }.items()
}
ALL_SMALL = frozenset(chain(*SMALL_WORDS.values()))

TWO = 2
"""Different small words that make a language; one may be a name's, as in "von Neumann"."""

SCRIPTS = {"Cyrillic": r"[\u0400-\u052f]", "Greek": r"[\u0370-\u03ff\u1f00-\u1fff]", "Armenian": r"[\u0531-\u0587]"}
"""Scripts with capitals, besides Latin (Unicode, chapter 5.18)."""

TOKEN = regex(r"(?<![\w’'-])(?<!\b[Vv]an )[^\W\d_]+(?:[’']|(?![\w-]))")
"""A word, or an article cut short (l’); not the second half of "van der", which is a name in any language."""


def is_english(language: str) -> bool:
    """Whether titles in a language are set in small letters by English styles; no language counts as English."""
    return re.split("[-_]", language.lower())[0] in ("", "en", "eng", "english")


def guessed(title: str) -> str:
    """The language or script that a title is clearly in if that is not English: German, Cyrillic; empty if unsure."""
    if not title.isascii() and (script := _script(title)):
        return script
    words = set(title.lower().split())
    if not words.isdisjoint(ENGLISH) or (words.isdisjoint(ALL_SMALL) and "’" not in title and "'" not in title):
        return ""
    return _by_small_words(title)


def _script(title: str) -> str:
    letters = sum(map(str.isalpha, title))
    return next((name for name, one in SCRIPTS.items() if len(re.findall(one, title)) * 2 > letters), "")


def _by_small_words(title: str) -> str:
    everywhere, before_small = set(_small_words(title)), set(_small_words(title, before_capitals=False))
    if everywhere & ENGLISH:
        return ""
    found = {
        language: len(words & (everywhere if language == "German" else before_small))
        for language, words in SMALL_WORDS.items()
    }
    best = max(found, key=lambda language: found[language])
    return best if found[best] >= TWO else ""


def _small_words(title: str, *, before_capitals: bool = True) -> Iterator[str]:
    """The words in small letters; all but German write a name after what stands before a capital (de Rham, La Paz)."""
    for token in TOKEN.finditer(title):
        follows = title[token.end() :].lstrip(' «“„"(')[:1]
        is_word = token[0].islower() or (len(token[0]) > 1 and token[0].istitle())
        if is_word and (before_capitals or not follows.isupper()):
            yield token[0].lower().replace("'", "’")

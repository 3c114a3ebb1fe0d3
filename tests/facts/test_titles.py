"""Titles: what the look of a word says, which spellings are one, and what keeps a title whole."""

import unicodedata

import pytest

from refexport.data.letters import GREEK_NAMES
from refexport.model.entry import Entry
from refexport.model.text import parse_text
from refexport.text.capitals import kept_words, shape
from refexport.text.fold import fold
from refexport.text.protection import TITLES, kept, title_words

LOOKS = {
    "acronym": "BERT NASA U.S TCP/IP MRIs GPT-2 k-NN",
    "digit": "A1 A-1 3D H2O K15 R2D2 1A Seq2Seq Word2Vec Caltech-101",
    "capitals inside": "iPhone DeepMind McCulloch eBay",
    "single letter": "C X C++ F#",
    "": "Learning Few-Shot Model-Agnostic and A One-shot",
}
"""Names as their owners write them, and words that title case alone has made large."""


@pytest.mark.parametrize("reason", LOOKS)
def test_the_look_of_a_word_says_why_it_keeps_its_capitals(reason):
    assert {word: shape(word) for word in LOOKS[reason].split()} == dict.fromkeys(LOOKS[reason].split(), reason)


@pytest.mark.parametrize("blank", [" ", "-", "–", "\N{NO-BREAK SPACE}"])
def test_names_of_several_words_are_joined_by_blanks_and_dashes(blank):
    """The Chicago Manual of Style, 6.80: an en dash joins names of two people; a blank that does not break joins words."""
    assert [word.reason for word in kept_words(f"Of Monte{blank}Carlo")] == ["proper name (eponym)"]


def test_greek_letters_are_read_by_their_names():
    """Unicode's names; the final sigma and the forms for mathematics are the letter, and lamda is spelled as in TeX."""
    letters = [*map(chr, range(0x3B1, 0x3CA)), *"ϑϕϖϱϵ"]
    plain = {letter: unicodedata.normalize("NFKC", letter) for letter in letters}
    named = {one: unicodedata.name(base).split()[-1].lower().replace("lamda", "lambda") for one, base in plain.items()}
    assert named == GREEK_NAMES
    for letter, name in named.items():
        assert fold(letter) == name
        assert fold(f"$\\{name}$") == name
        assert fold(f"$\\var{name}$") == name


@pytest.mark.parametrize(
    ("letter", "latin"),
    [
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("þ", "th"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ı", "i"),
        ("ħ", "h"),
        ("ß", "ss"),
    ],
)
def test_letters_that_do_not_decompose_are_read_as_libraries_romanise_them(letter, latin):
    """Unicode CLDR, Latin-ASCII.xml; NISO's filing rules."""
    assert unicodedata.normalize("NFKD", letter) == letter
    assert fold(letter) == fold(letter.upper()) == latin


@pytest.mark.parametrize(("sign", "read"), [("'", "dont"), ("’", "dont")])
def test_apostrophes_are_left_out(sign, read):
    assert fold(f"Don{sign}t") == read


def test_signs_that_are_read_as_words():
    assert fold("Search & Rescue") == "search and rescue"
    assert fold("UNet+") == "unet plus"


@pytest.mark.parametrize(
    ("command", "printed"),
    [("i", "i"), ("j", "j"), ("l", "l"), ("o", "o"), ("aa", "aa"), ("ae", "ae"), ("oe", "oe"), ("ss", "ss"), ("exp", "exp"), ("log", "log"), ("max", "max"), ("min", "min"), ("sin", "sin"), ("cos", "cos"), ("ell", "l")],
)  # fmt: skip
def test_commands_that_print_their_names(command, printed):
    r"""LaTeX's letters (Lamport, table 3.2) without accents, and named operators (table 3.9); ``\ell`` is an l."""
    assert fold(rf"x \{command}{{}} y") == f"x {printed} y"


@pytest.mark.parametrize("command", ["textbf", "mathcal", "infty", "emph"])
def test_commands_that_set_type_print_nothing_of_themselves(command):
    assert fold(rf"x \{command}{{y}}") == "x y"


HOST = {
    "title": "title", "subtitle": "title", "titleaddon": "title", "shorttitle": "title",
    "booktitle": "booktitle", "booksubtitle": "booktitle", "booktitleaddon": "booktitle",
    "maintitle": "maintitle", "mainsubtitle": "maintitle", "maintitleaddon": "maintitle",
    "issuetitle": "issuetitle", "issuesubtitle": "issuetitle",
}  # fmt: skip
"""The biblatex manual, section 2.2.2: to which title each part belongs."""


@pytest.mark.parametrize("field", HOST)
def test_the_language_of_a_part_is_that_of_its_title(field):
    head = HOST[field]
    entry = Entry("k", "book", {head: parse_text("Kopf"), head.replace("title", "subtitle"): parse_text("Rest")})
    assert title_words(entry, field) == "Kopf: Rest"


def test_a_genre_is_no_title():
    assert set(HOST) == TITLES


@pytest.mark.parametrize(
    ("markup", "reason"), [("$X$", "mathematics"), ("<tex>X</tex>", "raw TeX"), ("{Deep}", "in braces")]
)
def test_what_is_marked_is_kept_for_that(markup, reason):
    """docs/reference/entries.md, "Values" and "Capitals"."""
    entry = Entry("k", "article", {"title": parse_text(f"learning {markup} things")})
    assert [one.reason for one in kept(entry, "title")] == [reason]

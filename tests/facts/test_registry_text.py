"""What registries' texts are cleaned by: tags, formulas, names of people and organisations, pages."""

import unicodedata

import pytest

from refexport.model.date import Date
from refexport.model.name import OTHERS, Name
from refexport.model.text import Span, Style
from refexport.text import markup, mathml
from refexport.text.clean import (
    FAMILY_STARTS,
    PARTICLES,
    clean_pages,
    date_of_text,
    is_article_number,
    organisation,
    person,
    split_person,
)
from refexport.text.markup import from_markup, unescape, without_controls
from refexport.text.mathml import mathml_to_tex

FACES = {
    Style.BOLD: "b bold strong", Style.ITALIC: "em i italic", Style.CAPS: "sc scp small-caps smallcaps",
    Style.SUB: "sub inf", Style.SUP: "sup",
}  # fmt: skip
"""JATS 1.3, "emphasis elements"; HTML 4.01, sections 9.2 and 15.2; Crossref's face markup (scp); inf is Elsevier's."""

OTHER_TAGS = (
    "monospace overline roman sans-serif strike underline styled-content named-content ext-link xref inline-formula "
    "a font span tt u"
).split()
"""JATS 1.3, HTML 4.01: what is printed on the line without a face that bibliographies have."""

BLOCKS = "break br p sec section title label div".split()
"""The same: what begins a new line."""


def test_tags_that_set_a_face():
    for style, tags in FACES.items():
        for tag in tags.split():
            assert from_markup(f"a<{tag}>b</{tag}>c") == (Span("a"), Span("b", frozenset({style})), Span("c")), tag


def test_tags_that_print_what_they_hold():
    assert [tag for tag in OTHER_TAGS if from_markup(f"a<{tag}>b</{tag}>c") != (Span("abc"),)] == []


def test_tags_that_part_words():
    assert [tag for tag in BLOCKS if from_markup(f"a<{tag}>b</{tag}>c") != (Span("a b c"),)] == []
    assert from_markup("a<br/>c") == (Span("a c"),)


def test_no_other_word_is_a_tag():
    """``p<no`` and ``<unk>`` are characters of titles."""
    listed = {tag for tags in FACES.values() for tag in tags.split()} | {*OTHER_TAGS, *BLOCKS, "alternatives"}
    assert listed == markup.STYLES.keys() | markup.PLAIN | markup.BLANKS


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        ("<math><mi>n</mi></math>", "n"),
        ("<mml:math><mml:mi>n</mml:mi></mml:math>", "n"),
        ("<tex-math>n</tex-math>", "n"),
        ("<alternatives><tex-math>n</tex-math><mml:math><mml:mi>n</mml:mi></mml:math></alternatives>", "n"),
    ],
)
def test_elements_of_formulas(formula, tex):
    """JATS 1.3: mml:math, tex-math, and alternatives of both."""
    assert from_markup(f"a {formula} b") == (Span("a "), Span(tex, frozenset({Style.MATH})), Span(" b"))


def test_entities_are_resolved_four_times():
    """Crossref has titles that were escaped twice; a bound keeps hostile text cheap."""
    assert unescape("&amp;amp;amp;amp;") == "&"
    assert unescape("&amp;amp;amp;amp;amp;") == "&amp;"


def test_what_is_longer_than_ten_thousand_characters_is_no_title():
    """A bound of this project."""
    title = "x" * (10_000 - len("<i></i>"))
    assert from_markup(f"<i>{title}</i>") == (Span(title, frozenset({Style.ITALIC})),)
    assert from_markup(f"<i>{title}x</i>") == (Span(f"<i>{title}x</i>"),)


BIDIRECTIONAL = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
INVISIBLE = {
    "ZERO WIDTH SPACE", "LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK", "WORD JOINER", "FUNCTION APPLICATION",
    "INVISIBLE TIMES", "INVISIBLE SEPARATOR", "INVISIBLE PLUS", "ZERO WIDTH NO-BREAK SPACE",
    "INTERLINEAR ANNOTATION ANCHOR", "INTERLINEAR ANNOTATION SEPARATOR", "INTERLINEAR ANNOTATION TERMINATOR",
}  # fmt: skip
"""The Unicode Standard, chapters 23.2 to 23.8: characters that are no part of the text. Joiners are part of it."""


def is_control(character):
    return (
        (unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r")
        or unicodedata.bidirectional(character) in BIDIRECTIONAL
        or unicodedata.name(character, "") in INVISIBLE
    )


def test_controls_are_those_of_unicode():
    plane = [chr(code) for code in range(0x10000)]
    assert [character for character in plane if not without_controls(character)] == list(filter(is_control, plane))


ARGUMENTS = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "mfrac": 2, "mroot": 2}
"""MathML 3.0, section 3.1.3.2, the table of required arguments; munderover is not met in titles."""

WRITTEN = {
    "msub": "a_{b}", "msup": "a^{b}", "msubsup": "a_{b}^{c}", "munder": r"\underset{b}{a}",
    "mover": r"\overset{b}{a}", "mfrac": r"\frac{a}{b}", "mroot": r"\sqrt[b]{a}",
}  # fmt: skip
"""The same in LaTeX (Lamport, section 3.3; amsldoc, sections 4.9 and 4.10)."""


def test_elements_of_mathml_have_their_arguments():
    for element, count in ARGUMENTS.items():
        children = "".join(f"<mi>{letter}</mi>" for letter in "abc"[:count])
        assert mathml_to_tex(f"<math><{element}>{children}</{element}></math>") == WRITTEN[element]
        assert mathml_to_tex(f"<math><{element}>{children}<mi>z</mi></{element}></math>") == "abc"[:count] + "z"
    assert mathml.COUNT.keys() == mathml.SHAPES.keys() == ARGUMENTS.keys()


ABOVE = {
    "bar": ["MACRON", "OVERLINE"], "hat": ["CIRCUMFLEX ACCENT", "MODIFIER LETTER CIRCUMFLEX ACCENT"],
    "tilde": ["SMALL TILDE", "TILDE", "TILDE OPERATOR"], "vec": ["RIGHTWARDS ARROW", "COMBINING RIGHT ARROW ABOVE"],
    "dot": ["DOT ABOVE"],
}  # fmt: skip
"""The TeXbook, chapter 16 (accents in mathematics), by Unicode's names of what is written above."""


def test_what_stands_above_is_an_accent_by_its_name():
    for command, names in ABOVE.items():
        for sign in map(unicodedata.lookup, names):
            assert mathml_to_tex(f"<math><mover><mi>x</mi><mo>{sign}</mo></mover></math>") == rf"\{command}{{x}}"
    assert sorted(mathml.ACCENTS) == sorted(unicodedata.lookup(name) for names in ABOVE.values() for name in names)


SMALL = {
    "Scandinavian": "af av",
    "Arabic": "al el bin ibn",
    "German": "am auf dem den der des tho thoe und vom von zu zum zur",
    "Dutch": "de den der 't ’t te ten ter van vande vanden vander",
    "French": "d' d’ de du la le",
    "Italian": "da dal dalla degl' degli dei del dell' della delle di la lo",
    "Spanish and Portuguese": "da de del do dos e el la las los y",
}
"""Prefixes by language: IFLA, "Names of Persons" (1996), and for the rarer ones citeproc-js (thoe, vanden, y)."""


def test_particles_are_those_of_their_languages():
    words = {word for words in SMALL.values() for word in words.split()}
    assert words == PARTICLES
    for word in words:
        assert split_person(f"Ana {word} Beispiel") == Name("Beispiel", "Ana", word)


LARGE = (
    "Nasr Abu Zayd, Hassan Al Banna, Newton Da Costa, Francesco Dal Co, Robert De Niro, Angelo Dei Tos, "
    "Benicio Del Toro, Stephen Della Pietra, Frank Den Hollander, Armen Der Kiureghian, Giuseppe Di Battista, "
    "Cícero Dos Santos, William Du Bois, Laurent El Ghaoui, Davide La Torre, Yann Le Cun, Antonino Lo Surdo, "
    "Saunders Mac Lane, Barry Mc Mullin, Ruth St. Denis, Cajo Ter Braak, Corrie Ten Boom, Luc Van Gool, "
    "Jos Vander Sloten, John Von Neumann, Theodor Zu Guttenberg, Seán Ó hÉigeartaigh, Nuala Ní Dhomhnaill"
).split(", ")
"""People whose family name begins with a word that others have for a particle, or with a patronymic."""


def test_family_names_of_people():
    for words in LARGE:
        given, _, family = words.partition(" ")
        assert split_person(words) == Name(family, given)
    assert {words.split()[1] for words in LARGE} == FAMILY_STARTS


@pytest.mark.parametrize(
    "suffix", ["Jr", "Jr.", "Sr", "Sr.", "Jnr.", "Snr", "Junior", "II", "III", "IV", "2nd", "3rd", "4th"]
)
def test_suffixes_of_names(suffix):
    """The Chicago Manual of Style, 6.43; Crossref's guide on contributors lists Jr., Sr., III."""
    assert split_person(f"John Quincy Smith {suffix}") == Name("Smith", "John Quincy", "", suffix)


@pytest.mark.parametrize(
    "degree",
    [
        "M.D.",
        "MD",
        "Ph.D.",
        "PhD",
        "Ph. D.",
        "M.Sc.",
        "BSc",
        "M.P.H.",
        "D.Phil.",
        "R.N.",
        "F.R.C.P.",
        "FRCS",
        "Dr.",
        "Prof.",
    ],
)
def test_degrees_are_no_suffix(degree):
    """AMA Manual of Style, 2.2.2."""
    assert person("John", "Smith", degree) == Name("Smith", "John")


@pytest.mark.parametrize("mark", list(" \t*†‡§¶‖#,;"))
def test_footnote_marks_are_no_part_of_a_name(mark):
    """The Chicago Manual of Style, 3.79 and 16.61: asterisk, dagger, double dagger, section, parallels, number sign."""
    assert split_person(f"John Smith{mark}") == Name("Smith", "John")


ORGANISATIONS = """
    National Academy of Sciences|European Space Agency|Innovative Vector Alliance|American Heart Association
    Center for Disease Control|Centre for Economic Research|Autism Coalition|The ATLAS Collaboration
    The LIGO and Virgo Collaborations|ISGC Collaborators|Imperial College London|European Commission
    Nobel Committee|The UniProt Consortium|Genome Consortia|Microsoft Corporation|National Research Council
    Department of Energy|World Chess Federation|National Science Foundation|Government of Canada
    The Cochrane Stroke Group|Research Groups of Oslo|OpenAI Inc|Alzheimer's Disease Neuroimaging Initiative
    Max Planck Institute|Smithsonian Institution|Institut Pasteur|Instituto Nacional|SPRINT Investigators
    Jet Propulsion Laboratory|Bell Laboratories|DeepMind Ltd|Ministry of Health|Cancer Genome Atlas Network
    World Health Organization|World Trade Organisation|Research Partnership on Water|World Food Programme
    Apollo Program|1000 Genomes Project|The Royal Society|Sloan Digital Sky Survey|NICE Taskforce
    Stan Development Team|Stanford University|Universität Wien|Université de Paris|Universitat de Barcelona
"""
"""Organisations that sign works; each but for the last word, or the first, could be a person's name."""


def test_organisations_are_kept_whole():
    names = [name.strip() for line in ORGANISATIONS.strip().splitlines() for name in line.split("|")]
    assert [name for name in names if split_person(name) != Name(literal=name)] == []


@pytest.mark.parametrize("name", ["Joan Centrella", "Joe Incandela", "Sociedad Ruiz"])
def test_a_name_that_begins_as_an_organisation_does_is_a_persons(name):
    """Two physicists, and a word of another language."""
    assert split_person(name).family


@pytest.mark.parametrize("before", ["on behalf of the", "On behalf of", "in behalf of the", "for the"])
def test_those_who_speak_for_others(before):
    assert organisation(f"{before} Greens") == Name(literal="Greens")
    assert split_person(f"{before} Greens") == Name(literal="Greens")


@pytest.mark.parametrize("words", ["et al.", "et al", "and others", "others", "et. al."])
def test_lists_that_go_on(words):
    assert split_person(words) == OTHERS


@pytest.mark.parametrize(("thai", "year"), [(2400, 1857), (2549, 2006), (2560, 2017), (2699, 2156)])
def test_buddhist_years(thai, year):
    """The Thai solar calendar is 543 years ahead; it is Thailand's since 1888 (2431)."""
    assert date_of_text(str(thai)) == Date(year)


@pytest.mark.parametrize("year", [1850, 2026, 2399, 2700])
def test_other_years_are_of_our_calendar(year):
    assert date_of_text(str(year)) == Date(year)


@pytest.mark.parametrize(
    "pages", ["n/a", "N/A", "na", "null", "none", "undefined", "-", "–", "0", "n/a-n/a", "0-0", "null–null", "0-n/a"]
)
def test_no_pages(pages):
    """What Crossref has for papers without pages, as depositors' programs write their empty fields."""
    assert clean_pages(pages) == ""


@pytest.mark.parametrize(
    ("words", "pages"), [("pp. 3-5", "3--5"), ("p. 7", "7"), ("pages 3–5", "3--5"), ("page 7", "7"), ("pp 1-2", "1--2")]
)
def test_words_before_pages(words, pages):
    assert clean_pages(words) == pages


@pytest.mark.parametrize(
    ("pages", "is_one"), [("e33693", True), ("A1", True), ("33693", False), ("1--2", False), ("S12", False)]
)
def test_numbers_of_articles(pages, is_one):
    """PLOS ONE 7(3), e33693 (10.1371/journal.pone.0033693); Astronomy & Astrophysics 641, A1 (10.1051/0004-6361/201833880)."""
    assert is_article_number(pages) == is_one

"""Why titles keep their capitals, whole or word by word; and that a .bib with these braces is read as the same titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.datamodel import BOOKKEEPING, CHOICES
from refexport.formats import FORMATS
from refexport.model.entry import Entry, parse_value
from refexport.text.protection import kept, unprotected

GERMAN = "Über die Bedeutung der Sprache für das Denken"


def entry(**fields):
    typed = {"title": "T", "author": ["Doe, Jane"], "date": 2020, **fields}
    return Entry("k", "article", {field: parse_value(field, value) for field, value in typed.items()})


def field_of(text, field):
    return next(
        line.partition("= ")[2].rstrip(",") for line in text.splitlines() if line.strip().startswith(f"{field} ")
    )


def written(name, one, field="title"):
    return field_of(FORMATS[name].write([one]).text, field)


def test_each_word_has_its_reason():
    one = entry(title="A Bayesian k-NN for GPT-2, {Deep} Nets in 3D, iPhones and $\\ell_1$ in C by <tex>\\LaTeX</tex>")
    assert [tuple(row) for row in kept(one, "title")] == [
        ("Bayesian", "proper name (eponym)"),
        ("k-NN", "acronym"),
        ("GPT-2", "acronym"),
        ("Deep", "in braces"),
        ("3D", "digit"),
        ("iPhones", "capitals inside"),
        ("\\ell_1", "mathematics"),
        ("C", "single letter"),
        ("\\LaTeX", "raw TeX"),
    ]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": GERMAN}, "looks German"),
        ({"title": GERMAN, "language": "de"}, "the language is German"),
        ({"title": "Letters", "language": "pt-BR"}, "the language is Brazilian"),
        ({"title": "Letters", "language": "tlh"}, "the language is tlh"),
        ({"title": "Теория вероятностей"}, "looks Cyrillic"),
        ({"title": "Learning to Learn", "capitals": "all"}, 'capitals = "all"'),
    ],
)
def test_a_whole_title_has_one_reason(fields, reason):
    one = entry(**fields)
    assert [tuple(row) for row in kept(one, "title")] == [(fields["title"], reason)]
    assert written("bibtex", one).startswith("{{")
    assert written("biblatex", one) == "{{" + fields["title"] + "}}"


@pytest.mark.parametrize("language", ["en", "en-GB", "english"])
def test_a_language_that_is_given_is_never_guessed(language):
    assert kept(entry(title="Der Mensch und die Stadt", language=language), "title") == []


def test_the_language_shows_in_title_and_subtitle_together():
    one = entry(title="Kognition", subtitle="Eine Einführung in die Psychologie der Wahrnehmung", titleaddon="Handbuch")
    assert [kept(one, field)[0].reason for field in ("title", "subtitle", "titleaddon")] == ["looks German"] * 3
    assert written("biblatex", one) == "{{Kognition}}"
    assert written("bibtex", one).startswith("{{Kognition: Eine ")


def test_each_title_of_an_entry_has_its_own_language():
    one = entry(title=GERMAN, booktitle="Proceedings of the Workshop on Philosophy")
    assert kept(one, "booktitle") == []
    assert [row.words for row in kept(entry(title="Learning to Learn", booktitle=GERMAN), "booktitle")] == [GERMAN]


@pytest.mark.parametrize(
    ("how", "spelled"),
    [("rule", "{A {BERT} for {Deep} {Bayesian} Nets}"), ("braced", "{A BERT for {Deep} Bayesian Nets}"), ("all", "{{A BERT for {Deep} Bayesian Nets}}")],
)  # fmt: skip
def test_an_entry_may_have_it_otherwise(how, spelled):
    one = entry(title="A BERT for {Deep} Bayesian Nets", capitals=how)
    assert written("biblatex", one) == spelled


def test_braces_alone_decide_for_other_languages_too():
    one = entry(title="{Über} die Bedeutung der Sprache", capitals="braced", language="de")
    assert [tuple(row) for row in kept(one, "title")] == [("Über", "in braces")]
    assert written("biblatex", one) == "{{Über} die Bedeutung der Sprache}"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("how", CHOICES["capitals"])
def test_what_steers_capitals_is_in_no_file_and_no_loss(name, how):
    plain = entry(title="T")
    one = plain.replace(capitals=how)
    assert "capitals" in BOOKKEEPING
    assert "capitals" not in FORMATS[name].write([one]).text
    assert FORMATS[name].write([one]).lost == FORMATS[name].write([plain]).lost


TITLES = [
    "Der Mensch und die Stadt",
    "Die Bayes-Regel und das Wetter",
    "<i>BERT</i> und die <b>New York</b> der Zukunft",
    "La théorie de la relativité",
    "Теория BERT",
    "Learning to Learn in New York with Gauss-Newton, Bayes-Optimal k-NN and Monte–Carlo",
    "Lie Groups in May 2020",
]


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
@pytest.mark.parametrize("language", ["", "de", "en"])
@pytest.mark.parametrize("title", TITLES)
def test_braces_that_writing_sets_are_gone_when_read(name, language, title):
    one = entry(title=title, **({"language": language} if language else {}))
    text = FORMATS[name].write([one]).text
    read = FORMATS[name].read(text, "x").entries[0]
    assert read.text("title") == one.text("title")
    assert FORMATS[name].write([read]).text == text


@given(st.lists(st.sampled_from("der und die Mensch {Mensch} BERT {BERT} <i>Bayes</i> New York {York} the la de $x$ é".split()), min_size=1, max_size=7))  # fmt: skip
def test_any_mixture_settles(words):
    form = FORMATS["biblatex"]
    one = entry(title=" ".join(words))
    once = form.write(form.read(form.write([one]).text, "x").entries).text
    assert form.write(form.read(once, "x").entries).text == once


def test_braces_of_a_title_that_is_english_stay():
    one = entry(title="{Learning to Learn}")
    assert unprotected(one) is one

"""The examples of shapes, styles, marks and venues, and little words between a reference's parts, read as their authors
meant them: the parts of each example stand here, copied from the works themselves."""

import unicodedata

import pytest

from refexport.imports import items, names, people, pieces, runs, shapes, titles, venue
from refexport.imports.marks import MARKS
from refexport.imports.people import STYLES, parse_people
from refexport.imports.shapes import SHAPES, read_shape
from refexport.imports.venue import ROWS, read_venue
from refexport.model.entry import print_value
from tests.imports.test_people import shown

PARTS = {
    # example -> title, authors, year, what rests
    "LIN Y, LIU Z, SUN M. Neural relation extraction[C]//ACL, 2017: 34-43.": (
        "Neural relation extraction", "Lin, Y; Liu, Z; Sun, M", 2017, "ACL, 34-43",
    ),
    "S. Ioffe and C. Szegedy, “Batch normalization,” in Proc. ICML, 2015.": (
        "Batch normalization", "Ioffe, S.; Szegedy, C.", 2015, "in Proc. ICML",
    ),
    "[ICLR 2018] Graph Attention Networks, P. Veličković, G. Cucurull": (
        "Graph Attention Networks", "Veličković, P.; Cucurull, G.", 2018, "ICLR",
    ),
    "Prototypical Networks for Few-shot Learning, (2017), Jake Snell, Kevin Swersky.": (
        "Prototypical Networks for Few-shot Learning", "Snell, Jake; Swersky, Kevin", 2017, "",
    ),
    "Peixiang Zhong and Di Wang. 2020. Towards Empathetic Models. In EMNLP.": (
        "Towards Empathetic Models", "Zhong, Peixiang; Wang, Di", 2020, "In EMNLP",
    ),
    "A. Ng, B. Li. Mixed Nets for Two Images. NIPS, 2017.": ("Mixed Nets for Two Images", "Ng, A.; Li, B.", 2017, "NIPS"),
    "How Powerful are Graph Neural Networks? (ICLR 2019)": ("How Powerful are Graph Neural Networks?", "", 2019, "ICLR"),
}  # fmt: skip


@pytest.mark.parametrize("example", [shape.example for shape in SHAPES])
def test_a_shape_reads_the_parts_of_its_example(example):
    parts = read_shape(example)
    assert (parts.title, shown(parts.people), parts.date.year, " ".join(parts.rest)) == PARTS[example]


LISTS = {
    "Finn, C.; Abbeel, P.": "Finn, C.; Abbeel, P.",
    "Finn, Chelsea and Abbeel, Pieter": "Finn, Chelsea; Abbeel, Pieter",
    "Finn, C., Abbeel, P., & Levine, S.": "Finn, C.; Abbeel, P.; Levine, S.",
    "Zhong JX, Oh S": "Zhong, JX; Oh, S",
    "Giraud-Carrier, Christophe, Vilalta, Ricardo, and Brazdil, Pavel": (
        "Giraud-Carrier, Christophe; Vilalta, Ricardo; Brazdil, Pavel"
    ),
    "Hariharan, Bharath, and Ross Girshick": "Hariharan, Bharath; Girshick, Ross",
    "David Ha, Andrew Dai and Le, Quoc V.": "Ha, David; Dai, Andrew; Le, Quoc V.",
    "Finn, Chelsea": "Finn, Chelsea",
    "Chelsea Finn, Pieter Abbeel and Sergey Levine, Jr.": "Finn, Chelsea; Abbeel, Pieter; Levine, Jr., Sergey",
}


@pytest.mark.parametrize("example", [style.example for style in STYLES])
def test_a_style_splits_its_example_into_these_people(example):
    assert shown(parse_people(example)) == LISTS[example]


def test_titles_are_set_apart_by_book_marks_quotation_marks_and_emphasis():
    """CommonMark 6.2 (emphasis), GB/T 15834 4.15 (book title marks), IEEE's quotation marks."""
    title = "Title of the Paper"
    assert [mark.example for mark in MARKS] == [
        f"《{title}》", f"“{title},” in", f"**{title}**", f"__{title}__", f"*{title}*",
    ]  # fmt: skip


VENUES = {
    "Biophysical Journal 87 (1), 521-533": (
        "article", {"journaltitle": "Biophysical Journal", "volume": "87", "number": "1", "pages": "521--533"},
    ),
    "Nature, vol. 529, no. 7587, pp. 484–489": (
        "article", {"journaltitle": "Nature", "volume": "529", "number": "7587", "pages": "484--489"},
    ),
    "In Proceedings of the 54th Annual Meeting of the ACL, pp. 2124-2133": (
        "inproceedings", {"booktitle": "Proceedings of the 54th Annual Meeting of the ACL", "pages": "2124--2133"},
    ),
    "PhD thesis, MIT": ("thesis", {"genre": "phdthesis", "institution": "MIT"}),
    "Master's thesis, ETH Zurich": ("thesis", {"genre": "mathesis", "institution": "ETH Zurich"}),
}  # fmt: skip


@pytest.mark.parametrize("example", [row.example for row in ROWS])
def test_a_venue_has_the_fields_of_its_example(example):
    found = read_venue(example)
    fields = {field: print_value(field, value) for field, value in found.fields.items()}
    assert (found.type, fields) == VENUES[example]
    assert all(isinstance(found.fields[field], str) for field in ("volume", "number", "pages") if field in fields)


@pytest.mark.parametrize(
    "word", "Proc Adv NeurIPS Nature Science Conf International Findings Journal CVPR Phys.".split()
)
def test_in_leads_to_a_venue_that_begins_so(word):
    assert venue.DETAIL.match(f"in {word} 12")
    assert venue.DETAIL.match(f"in: *{word}* 12")


@pytest.mark.parametrize(
    "words",
    ["proc", "arxiv", "corr", "p.", "pp.", "pages", "vol", "doi", "url", "available", "accessed", "in prep", "in press",
     "to appear", "submitted", "under review", "forthcoming", "accepted", "unpublished", "https:", "12 ("],
)  # fmt: skip
def test_details_of_a_publication_begin_with_their_word(words):
    """CMOS 17, 14.18-14.19 and 14.217: forthcoming, in press, accessed, unpublished; APA 7, 9.6: submitted, in prep."""
    assert venue.DETAIL.match(words)


@pytest.mark.parametrize("word", "and in of the for on with by to a an und et".split())
def test_a_line_that_ends_with_a_little_word_goes_on(word):
    """Articles, conjunctions and prepositions stand before what they belong to (CGEL, chapters 5, 7, 15)."""
    assert items.OPEN_END.search(f"Learning {word}")
    assert not items.OPEN_END.search(f"Learning {word}x")


def test_a_line_that_ends_with_an_open_mark_goes_on():
    assert all(
        items.OPEN_END.search(f"Learning{mark}") for mark in (",", ";", "&", "/", " –", "-", " (of", " “of", " [of")
    )
    assert set(pieces.GOES_ON) == {",", ";", "-", "&"}


@pytest.mark.parametrize("words", ["and", "by", "et al", "for", "in", "of", "on", "the", "to", "with"])
def test_no_title_begins_with_a_little_word_in_small_letters(words):
    assert shapes.NO_TITLE.match(f"{words} x")
    assert not shapes.NO_TITLE.match(f"{words}x")


@pytest.mark.parametrize("lead", ["by", "written by", "presented by", "given by", "作者:"])
def test_what_leads_to_people_behind_a_title_is_taken_with_them(lead):
    assert runs.LEAD.search(f"Mixed Nets {lead} ")[0].strip() == lead
    assert people.LEAD.match(f"{lead} Chelsea Finn")[0].strip() == lead


@pytest.mark.parametrize("words", ["and others", "and co-workers", "and colleagues", "and et al."])
def test_others_take_their_conjunction_with_them(words):
    assert people.ET_AL.sub("", f"C. Finn {words}") == "C. Finn"


@pytest.mark.parametrize("tail", ["arXiv 2017", "in Nature", "doi 10.1", "“Next", "(2017)", "Nature", "2017", "中"])
def test_a_full_stop_ends_a_title_before_what_can_follow_one(tail):
    assert titles.END.search(f"Mixed nets. {tail}").start() == len("Mixed nets")


def test_no_full_stop_ends_a_title_before_a_small_letter():
    assert not titles.END.search("Mixed vs. unmixed nets")


@pytest.mark.parametrize("word", "of on in the and for".split())
def test_a_venue_with_its_year_may_have_little_words(word):
    assert titles.VENUE_AND_YEAR.fullmatch(f"Symposium {word} Theory 2017")
    assert not titles.VENUE_AND_YEAR.fullmatch("Symposium under Theory 2017")


def test_an_apostrophe_behind_a_vowel_was_an_acute_accent():
    """Unicode 3.11: the canonical composition with U+0301 COMBINING ACUTE ACCENT."""
    assert {vowel: unicodedata.normalize("NFC", f"{vowel}\u0301") for vowel in "aeiouAEIOU"} == names.ACUTE

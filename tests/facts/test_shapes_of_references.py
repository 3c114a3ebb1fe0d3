"""The examples of shapes, styles, marks and venues, and little words between a reference's parts, read as their authors
meant them: the parts of each example stand here, copied from the works themselves."""

import unicodedata

import pytest

from refexport.lists import items, pieces
from refexport.lists.citation import parse_citation
from refexport.model.entry import print_value
from refexport.references import names, people, runs, venue
from refexport.references.people import STYLES, parse_people
from refexport.references.reference import read_reference
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


@pytest.mark.parametrize("example", PARTS)
def test_the_parts_of_a_reference_are_those_that_its_author_meant(example):
    parts = read_reference(example)
    assert (parts.title, shown(parts.people), parts.date.year) == PARTS[example][:3]


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


@pytest.mark.parametrize("example", VENUES)
def test_a_venue_beside_a_linked_title_has_the_fields_of_its_example(example):
    found = parse_citation(f"[Deep Nets for Many Images](https://example.org/x), Andrew Ng, Bo Li, {example}, 2015")
    fields = {field: print_value(field, value) for field, value in found.fields.items() if field not in BESIDE}
    assert (found.type, fields) == VENUES[example]
    assert found.plain("title") == "Deep Nets for Many Images"
    assert (len(found.names("author")), found.year) == (2, 2015)


BESIDE = ("title", "author", "date", "url")


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


@pytest.mark.parametrize("lead", ["by", "written by", "presented by", "given by", "作者:"])
def test_what_leads_to_people_behind_a_title_is_taken_with_them(lead):
    assert runs.LEAD.search(f"Mixed Nets {lead} ")[0].strip() == lead
    assert people.LEAD.match(f"{lead} Chelsea Finn")[0].strip() == lead


@pytest.mark.parametrize("words", ["and others", "and co-workers", "and colleagues", "and et al."])
def test_others_take_their_conjunction_with_them(words):
    assert people.ET_AL.sub("", f"C. Finn {words}") == "C. Finn"


def test_an_apostrophe_behind_a_vowel_was_an_acute_accent():
    """Unicode 3.11: the canonical composition with U+0301 COMBINING ACUTE ACCENT."""
    assert {vowel: unicodedata.normalize("NFC", f"{vowel}\u0301") for vowel in "aeiouAEIOU"} == names.ACUTE

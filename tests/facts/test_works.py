"""Which works are one: the thresholds by pairs of real works on either side of the border, and the words by uses.

Pairs come from the registries' public metadata; each has its identifiers. Where a border lies between a work and what a
user types of it, the title is real and the slip is not.
"""

import pytest

from refexport.model.date import Date
from refexport.model.entry import Entry, Record, parse_value
from refexport.model.name import parse_names
from refexport.model.text import literal_text
from refexport.works.keys import cite_key
from refexport.works.likelihood import are_two_kinds, contradicts, likelihood
from refexport.works.match import (
    CUT,
    NAMED,
    NOTICES,
    OTHER,
    SAME,
    SLIP,
    title_variant,
)
from refexport.works.merge import merge, ranked
from refexport.works.shortlist import Shortlist


def work(title, authors="", year=None, type_="", **fields):
    known = {
        "title": literal_text(title),
        "author": parse_names(authors),
        "date": Date(year) if year else None,
        **fields,
    }
    return Entry("k", type_, {field: value for field, value in known.items() if value})


RETITLED = (  # arXiv:1312.2244, 10.1137/1.9781611974010.62
    "Time-dependent Hierarchical Dirichlet Model for Timeline Generation",
    "Tracking Events Using Time-dependent Hierarchical Dirichlet Tree Model",
)
ON_ONE_TOPIC = [
    # arXiv:1611.05763, and Sutton and Barto's book
    ("Learning to Reinforcement Learn", "Reinforcement Learning: An Introduction"),
    # arXiv:1512.03385 and arXiv:1409.1556
    (
        "Deep Residual Learning for Image Recognition",
        "Very Deep Convolutional Networks for Large-Scale Image Recognition",
    ),
    # arXiv:1902.08438 and arXiv:1806.02817
    ("Online Meta-Learning", "Probabilistic Model-Agnostic Meta-Learning"),
]


def test_a_retitled_work_is_like_itself_and_others_on_its_topic_are_not():
    authors = "Rumeng Li and Tao Wang and Xun Wang"
    assert not contradicts(work(RETITLED[0], authors), work(RETITLED[1], authors))
    assert [pair for pair in ON_ONE_TOPIC if not contradicts(*map(work, pair))] == []


@pytest.mark.parametrize(
    ("title", "authors", "years"),
    [
        # arXiv:1610.07193 and Machine Learning 107
        ("Simpler PAC-Bayesian bounds for hostile data", "Pierre Alquier and Benjamin Guedj", (2016, 2018)),
        # arXiv:1402.6792 and WSDM 2016
        ("Information Evolution in Social Networks", "Lada Adamic and Thomas Lento and Eytan Adar", (2014, 2016)),
        # COLT 2010 and arXiv:1401.0247 (2013)
        ("Robust Hierarchical Clustering", "Maria-Florina Balcan and Pramod Gupta", (2010, 2013)),
    ],
)
def test_years_between_a_preprint_and_its_publication(title, authors, years):
    assert likelihood(work(title, authors, years[0]), work(title, authors, years[1])).is_same


HALF = (  # arXiv:1203.1007 and ICML 2012: one of two is spelled otherwise
    "Agnostic System Identification for Model-Based Reinforcement Learning",
    "Stephane Ross and J. Andrew Bagnell",
    "Stéphane Ross and Drew Bagnell",
)


def test_half_of_the_authors_are_enough():
    title, ours, theirs = HALF
    assert likelihood(work(title, ours, 2012), work(title, theirs, 2012)).is_same


@pytest.mark.parametrize(
    ("title", "authors", "theirs", "is_one"),
    [
        # arXiv:1805.04807 and IJCAI 2018
        ("Curriculum Adversarial Training", "Qi-Zhi Cai and Min Du and Chang Liu and Dawn Song", "Qi-Zhi Cai and Chang Liu and Dawn Song", True),
        # the title of many works
        ("Deep Learning", "Y. Wang and A. Smith", "Yan Wang and C. Li and B. Jones", False),
    ],
)  # fmt: skip
def test_a_common_title_needs_its_authors(title, authors, theirs, is_one):
    assert likelihood(work(title, authors, 2018), work(title, theirs, 2018)).is_same == is_one


@pytest.mark.parametrize(
    ("one", "other", "variant"),
    [
        # arXiv:1602.06606 and ICML 2016: five words, a word of five letters
        ("Estimating Structured Vector Autoregressive Model", "Estimating Structured Vector Autoregressive Models", SLIP),
        # arXiv:1902.03327 and AISTATS 2020: four words
        ("Censored Quantile Regression Forests", "Censored Quantile Regression Forest", SLIP),
        # arXiv:1106.4333 and ICML 2012: three words are too few
        ("Residual Component Analysis", "Residual Components Analysis", OTHER),
        # arXiv:physics/0701053 and physics/0701244, two papers: words of two letters
        ("An Automatic System to Discriminate Malignant from Benign Massive Lesions on Mammograms", "An automatic system to discriminate malignant from benign massive lesions in mammograms", OTHER),
        # arXiv:0706.0952 and 0805.2731, two papers
        ("The Local Langlands Conjecture for GSp(4)", "The local Langlands conjecture for Sp(4)", OTHER),
        # typed: a word of three letters, in ten words and in five (arXiv:1703.03400, arXiv:1606.04080)
        ("Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks", "Model-Agnostic Meta-Learning fpr Fast Adaptation of Deep Networks", SLIP),
        ("Matching Networks for Learning", "Matching Networks fpr Learning", OTHER),
        # typed: a word of four letters, in six words and in five (arXiv:1805.01934)
        ("Learning to See in the Dark", "Learning to See in the Dsrk", SLIP),
        ("Seeing Well in the Dark", "Seeing Well in the Dsrk", OTHER),
        # a name before three words (arXiv:1909.05736) and before two
        ("CvxNet: Learnable Convex Decomposition", "Learnable Convex Decomposition", NAMED),
        ("CvxNet: Convex Decomposition", "Convex Decomposition", OTHER),
        # arXiv:2002.08676 and NeurIPS 2020
        ("Learning with Differentiable Perturbed Optimizers", "Learning with Differentiable Pertubed Optimizers", SLIP),
        ("Panoptic-DeepLab: A Simple, Strong, and Fast Baseline", "Panoptic-DeepLab", CUT),
        ("Meta-SGD", "Meta SGD", SAME),
    ],
)  # fmt: skip
def test_slips_of_real_titles(one, other, variant):
    assert title_variant(one, other) == variant


NOTICE = {
    "abridged": "{}: An Abridged Report", "abstract": "{}: Extended Abstract", "addendum": "{}: Addendum",
    "appendix": "{}: Appendix", "chapter": "{}: A Chapter", "comment": "Comment: {}", "comments": "{}: Some Comments",
    "commentary": "Commentary: {}", "correction": "Correction: {}", "corrigendum": "Corrigendum: {}", "demo": "Demo: {}",
    "demonstration": "{}: Live Demonstration", "discussion": "Discussion: {}", "editorial": "Editorial: {}",
    "errata": "Errata: {}", "erratum": "Erratum: {}", "extended": "{}: Extended Version", "extension": "{}: An Extension",
    "extensions": "{}: Extensions", "full": "{} -- Full Version", "introduction": "{}: An Introduction",
    "keynote": "Keynote: {}", "lecture": "{}: Lecture Notes", "long": "{}: Long Paper", "part": "{}: Part Two",
    "poster": "Poster: {}", "preface": "Preface: {}", "preliminary": "{}: Preliminary Results",
    "rejoinder": "Rejoinder: {}", "reply": "{}? A Reply to Critics", "report": "{}: Technical Report",
    "response": "Response: {}", "retracted": "Retracted: {}", "retraction": "Retraction: {}", "review": "{}: A Review",
    "revisited": "{}: Revisited", "short": "{}: Short Paper", "student": "{}: Student Abstract",
    "summary": "Summary - {}", "supplement": "{}: Supplement", "supplementary": "{}: Supplementary Material",
    "survey": "{}: A Survey", "tutorial": "{}: Tutorial", "version": "{}: Journal Version", "volume": "{}: Volume Two",
    "withdrawn": "Withdrawn: {}", "workshop": "{}: Workshop Paper",
}  # fmt: skip
"""How texts about another are titled: COPE's guidelines on retraction and correction; in dblp and arXiv, "Erratum: Area
under the Precision-Recall Curve", "Private Learning on Networks: Part II", "Online Fair Division: A Survey", …"""


def test_a_text_about_another_is_another():
    title = "Boosting Algorithms for Model Fitting"
    assert {word for word, form in NOTICE.items() if title_variant(title, form.format(title)) != OTHER} == set()
    assert title_variant(title, f"{title}: The Story") == CUT
    assert set(NOTICE) == NOTICES


ONE_KIND = {
    "a text in a periodical, in proceedings, in a book, or before": "article inproceedings incollection inbook "
    "inreference preprint report suppperiodical unpublished",
    "a book or a volume of one": "book bookinbook booklet collection manual mvbook mvcollection mvproceedings mvreference "
    "proceedings reference",
    "a thesis": "thesis",
    "data": "dataset",
    "a program": "software",
    "what is watched, heard, or read on a site": "audio blogpost letter movie online performance video",
    "a periodical": "periodical",
}
"""FRBR, section 3.2, asks whether two are one work; texts of the same title in two of these rows are two works."""


def test_types_of_two_kinds_are_two_works():
    kind = {type_: kind for kind, types in ONE_KIND.items() for type_ in types.split()}
    for one, its in kind.items():
        for other, others in kind.items():
            assert are_two_kinds(Entry("a", one), Entry("b", other)) == (its != others), (one, other)
        assert not are_two_kinds(Entry("a", one), Entry("b", "misc"))
        assert not are_two_kinds(Entry("a", one), Entry("b"))


def test_copies_of_others_papers():
    """Crossref's member 54718: its prefix holds copies of "Attention Is All You Need", issued in 2025."""
    authors = "Ashish Vaswani and Noam Shazeer"
    copy = work("Attention Is All You Need", authors, 2025, "preprint", doi="10.65215/2q58a426")
    found = likelihood(work("Attention Is All You Need", authors, 2025), copy)
    assert not found.is_same
    assert "source: known for copies" in found.doubts
    right = work("Attention Is All You Need", authors, 2017, "preprint", doi="10.48550/arxiv.1706.03762")
    assert likelihood(work("Attention Is All You Need", authors, 2017), right).is_same


def test_records_of_one_publication_are_ranked_by_who_knows_most():
    """docs/reference/services.md: the publisher's deposit, the repository's, the bibliography, the preprint server."""
    services = ["crossref", "datacite", "dblp", "arxiv"]
    records = [Record(f"x:{n}", service, entry=work("T", type_="article")) for n, service in enumerate(services)]
    other = Record("x:9", "library", entry=work("T", type_="article"))
    assert ranked([other, *reversed(records)]) == [*records, other]


COMPLETED = {
    "title": "subtitle titleaddon", "booktitle": "booksubtitle booktitleaddon", "maintitle": "mainsubtitle maintitleaddon",
    "journaltitle": "journalsubtitle journaltitleaddon shortjournal", "eventtitle": "eventtitleaddon",
    "series": "shortseries", "eprint": "eprinttype eprintclass",
}  # fmt: skip
"""The biblatex manual, section 2.2.2: "subtitle: the subtitle of the work", and so on for each title."""


@pytest.mark.parametrize("head", COMPLETED)
def test_what_completes_a_field_comes_with_it_only(head):
    for part in COMPLETED[head].split():
        told = {field: parse_value(field, f"their {field}") for field in (head, part)}
        record = Record("doi:10.1/1", "crossref", entry=Entry("", "article", told))
        ours = Entry("k", "article", {head: parse_value(head, "ours")})
        assert part not in merge(ours, [record], trust=True).entry.fields, part
        assert merge(Entry("k", "article"), [record], trust=True).entry.fields[part] == told[part]


def test_the_hand_is_the_origin_of_what_it_wrote():
    """docs/reference/entries.md and the output of `refexport show`: a value is of the hand or of a record."""
    assert set(merge(work("A"), []).origin.values()) == {"hand"}


BEGINNINGS = {
    "English": "a an the on of for in to and with from by at as is are toward towards via into how what why when do does",
    "German": "der die das ein eine",
    "French": "le la les un une",
    "Spanish": "el los las",
}
"""Articles first (ISO 999, 8.5: not counted in filing), then prepositions and question words that begin titles."""


@pytest.mark.parametrize("language", BEGINNINGS)
def test_the_word_of_a_key_is_none_that_begins_any_title(language):
    for word in BEGINNINGS[language].split():
        assert cite_key(work(f"{word.capitalize()} Kernels", "Smith, A.", 2020)) == "smith2020kernels"


def test_a_part_of_a_key_has_forty_letters():
    """A bound of this project: long enough for any word but those of languages that write no blanks."""
    assert cite_key(work("x" * 100, "Li, A.", 2020)) == "li2020" + "x" * 40


def test_words_of_five_letters_find_their_plural():
    """arXiv:1802.07301 says Two-Layers where AISTATS 2019 says Two-Layer."""
    candidates = [work("Layers"), *(work(f"Other{n}") for n in range(5))]
    assert Shortlist(candidates).like(work("Layer")) == candidates[:1]
    assert Shortlist([work("Later")]).like(work("Layer")) == []


def test_ten_candidates_are_compared():
    """A bound of this project."""
    assert len(Shortlist([work("Deep Learning")] * 20).like(work("Deep Learning"))) == 10


def test_a_word_of_every_sixth_title_tells_nothing_beside_a_rare_one():
    """ "learning" is in 16 % of dblp's titles of machine learning; it finds none of them."""
    common = [work("Learning") for _ in range(1010)]
    crowd = [*common, work("Zonotopes"), *(work(f"{n} of these") for n in range(5100))]
    assert Shortlist(crowd).like(work("Learning Zonotopes")) == [crowd[1010]]

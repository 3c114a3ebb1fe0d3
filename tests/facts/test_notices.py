"""How titles and abstracts say that a work was retracted, withdrawn or corrected, by those who publish them."""

import pytest

from refexport.text.notices import notice_in, withdrawal_in
from tests.facts.test_placeholders import titles

TITLES = [
    # publishers' own pages on corrections and retractions, and Retraction Watch's user guide, "Retraction notices"
    ("retraction", "RETRACTED: On Much"), ("retraction", "RETRACTED ARTICLE: On Much"), ("retraction", "Retracted: On Much"),
    ("retraction", "RETRACTED CHAPTER: On Much"), ("retraction", "RETRACTED BOOK: On Much"), ("retraction", "[Retracted] On Much"), ("retraction", "RETRACTED"),
    ("retraction", "[RETRACTED ARTICLE] On Much"), ("retraction", "Notice of Retraction: On Much"),
    ("retraction", "ARTIGO RETRATADO: Sobre muito"), ("retraction", "[ARTÍCULO RETRACTADO]: Sobre mucho"),
    ("retraction", "TEMPORARY REMOVAL: On Much"), ("retraction", "On Much (Retracted article. See vol. 12, 2010)"),
    ("retraction", "Partially Retracted: On Much"),
    ("withdrawal", "WITHDRAWN: On Much"), ("withdrawal", "[Withdrawn] On Much"), ("withdrawal", "On Much (withdrawn)"),
    ("withdrawal", "Withdrawn"), ("withdrawal", "This paper has been withdrawn"), ("withdrawal", "Paper withdrawn"),
    ("concern", "Notice of Violation of IEEE Publication Principles: On Much"),
    ("retracts", "Retraction notice to “On Much” [J. Nothing 7 (2017) 1–9]"), ("retracts", "Retraction Note: On Much"),
    ("retracts", "Statement of Retraction: On Much"), ("retracts", "Retraction: On Much"), ("retracts", "Retraction"),
    ("retracts", "RETRACTION: On Much"), ("retracts", "Retraction—On Much"), ("retracts", "Retraction for “On Much”"),
    ("retracts", "Retraction Note to: On Much"),
    ("corrects", "Correction to: On Much"), ("corrects", "Author Correction: On Much"), ("corrects", "Erratum"),
    ("corrects", "Publisher Correction: On Much"), ("corrects", "Corrigendum to “On Much” [J. Nothing 7 (2017) 1–9]"),
    ("corrects", "Erratum: On Much [J. Nothing 7, 1 (2017)]"), ("corrects", "Erratum to: On Much"), ("corrects", "Errata"),
    ("corrects", "Correction for Doe et al., On Much"), ("corrects", 'Correction to "On Much"'), ("corrects", "Correction"),
    ("corrects", "Corrigendum: On Much"), ("corrects", "Corrections to: On Much"),
    ("doubts", "Expression of Concern: On Much"), ("doubts", "Editorial Expression of Concern: On Much"),
    ("doubts", "Expression of concern to “On Much”"), ("doubts", "Editorial expression of concern"),
]  # fmt: skip


@pytest.mark.parametrize(("link", "title"), TITLES)
def test_a_title_says_what_became_of_its_work(link, title):
    assert notice_in(title) == link


@pytest.mark.parametrize(
    "title",
    [
        "Retracted Science and the Retraction Index", "Retraction of Soft Growing Robots without Buckling",
        "Retractable Prosthesis for Transfemoral Amputees", "Retractions in the Medical Literature",
        "Retracted publications and their citations", "Why are articles retracted?", "Retraction Watch",
        "Withdrawn Behavior in Rats", "Withdrawal Symptoms: A Review", "Correction of Noisy Sentences",
        "Correction Filter for Single Image Super-Resolution", "Corrections to scaling in polymer statistics", "Corrections: An Introduction", "Corrections",
        "Correction for Hidden Confounders in the Genetic Analysis of Gene Expression", "Correction terms and norms",
        "Correction to Scaling in the Response of a Spin Glass", "Removed: poems", "Expressions of Concern in Early Texts",
        "Expression of Concern in Children", "An Erratum Detector", "Retraction-free maps", "A retract (of sorts)", "",
    ],
)  # fmt: skip
def test_a_work_about_such_things_is_none_of_them(title):
    assert notice_in(title) == ""


@pytest.mark.parametrize(
    "abstract",
    [
        # as authors wrote them on arXiv (info.arxiv.org/help/withdraw: "the reason for the withdrawal in the comments",
        # which in older papers stands in the abstract)
        "This paper has been withdrawn by the author due to a crucial sign error in equation 1.",
        "This paper has been withdrawn.", "This paper is withdrawn", "This submission has been withdrawn by arXiv admins",
        "Withdrawn", "Withdrawn.", "Withdrawn by the authors because of an error", "[Withdrawn] We show that",
        "Paper withdrawn due to an error in Lemma 2", "The paper has been withdrawn by the authors, due to an error.",
        "We withdraw this paper because the main claim is wrong.", "The authors have withdrawn this paper",
        "This article was temporarily withdrawn by the authors", "This paper, math/0404471, has been withdrawn",
        "This arXiv submission has been retracted due to a mistake",
    ],
)  # fmt: skip
def test_an_abstract_that_begins_with_the_withdrawal_is_one(abstract):
    assert withdrawal_in("", abstract) == abstract


@pytest.mark.parametrize(
    "abstract",
    [
        "We study papers that have been withdrawn from arXiv and the reasons their authors give.",
        "When a paper has been retracted, it is cited all the same.",
        "Retracted papers are cited. We ask why a paper has been withdrawn by its authors.",
        "Withdrawn behavior in rats is studied.", "Withdrawal of arXiv papers has grown.",
        "This paper studies retraction: whether the paper has been withdrawn is asked of 1,000 authors.",
        "This work shows how funds are withdrawn by the authorities.", "The water is withdrawn by the plants.",
        "This paper was withdrawn from the first conference and is now complete.", "We retract the manifold onto its core.",
        "This note is about sets which have been retracted onto a point.", "",
    ],
)  # fmt: skip
def test_an_abstract_on_other_withdrawals_is_none(abstract):
    assert withdrawal_in("12 pages", abstract) == ""


def test_of_both_the_comment_is_shown():
    assert (
        withdrawal_in("Withdrawn: Lemma 2 is wrong", "This paper has been withdrawn.") == "Withdrawn: Lemma 2 is wrong"
    )


@pytest.mark.shared
@pytest.mark.slow
def test_of_245_000_titles_of_works_those_are_found_that_a_reader_finds(shared):
    """arXiv's, dblp's and Crossref's; each match was read by hand: 27 corrections, 3 withdrawn papers."""
    found = [link for one in titles(shared / "registry" / "data") if (link := notice_in(one))]
    assert {link: found.count(link) for link in found} == {"corrects": 27, "withdrawal": 3}

"""Words by which lists are read: what each list's own account says of its words, and uses of some."""

import pytest

from refexport.data import words
from refexport.text.fold import fold


@pytest.mark.parametrize(
    "name", ["TITLE_WORDS", "VENUES", "SHORT_WORDS", "PLACES", "LINK_LABELS", "ASIDE_LABELS", "GIVEN_NAMES"]
)
def test_words_are_in_small_letters(name):
    assert [word for word in getattr(words, name) if word != word.lower() or word != word.strip()] == []


def test_places_are_of_two_words():
    assert {len(place.split()) for place in words.PLACES} == {2}


def test_labels_of_things_beside_the_work_are_labels():
    assert words.ASIDE_LABELS <= words.LINK_LABELS


def test_given_names_are_no_words_of_titles():
    assert not words.GIVEN_NAMES & words.TITLE_WORDS


def test_families_are_single_characters():
    assert all(len(name) == 1 and "\u4e00" <= name <= "\u9fff" for name in words.HAN_FAMILIES)
    assert set("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗") <= words.HAN_FAMILIES  # the first twenty of 2020


@pytest.mark.parametrize(
    "venue",
    ["AAAI", "ACL", "CVPR", "ECCV", "EMNLP", "ICCV", "ICLR", "ICML", "IJCAI", "KDD", "NAACL", "NeurIPS", "NIPS", "SIGIR", "UAI", "WWW"],
)  # fmt: skip
def test_short_names_of_the_venues_of_dblp_are_listed(venue):
    assert venue.lower() in words.VENUES


@pytest.mark.parametrize(
    "journal",
    ["Phys. Rev. Lett.", "J. Mach. Learn. Res.", "Ann. Stat.", "Commun. Math. Phys.", "Nucl. Phys.", "Trans. Assoc. Comput. Linguist."],
)  # fmt: skip
def test_words_of_abbreviated_journals_are_listed(journal):
    """The ISSN International Centre's list of title word abbreviations (ISO 4)."""
    known = [word for word in fold(journal).split() if word in words.SHORT_WORDS]
    assert len(known) >= 2


@pytest.mark.parametrize(
    "text",
    ["Proc. ICML", "In: Proceedings of ACL", "Advances in NeurIPS", "Annual Meeting", "IEEE Trans. Inf. Theory", "PhD thesis", "Ph.D. thesis", "master's thesis", "Tech. Rep.", "vol. 3", "pp. 1-2", "计算机学报"],
)  # fmt: skip
def test_words_of_places_of_publication(text):
    assert words.VENUE_WORDS.search(text)

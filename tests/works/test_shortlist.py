"""The shortlist holds the right work among its few, however many others there are."""

import random

from refexport.model.entry import Entry
from refexport.model.text import literal_text
from refexport.works.shortlist import MOST, Shortlist

WORDS = [f"{a}{b}ing" for a in "bcdfghklmnprst" for b in ("alt", "end", "irm", "ocks", "umm")]


def work(key, title):
    return Entry(key, "", {"title": literal_text(title)})


def crowd(count):
    pick = random.Random(1)
    return [work(str(n), " ".join(pick.choices(WORDS, k=8))) for n in range(count)]


def test_the_work_itself_comes_first():
    candidates = crowd(500)
    shortlist = Shortlist(candidates)
    assert all(shortlist.like(one)[0].key == one.key for one in candidates[:50])


def test_one_damaged_word_does_not_hide_a_work():
    candidates = crowd(500)
    shortlist = Shortlist(candidates)
    for one in candidates[:50]:
        words = one.plain("title").split()
        assert one in shortlist.like(work("", " ".join(["xx", *words[1:]])))


def test_it_is_short_and_empty_for_unknown_words():
    shortlist = Shortlist(crowd(500))
    assert len(shortlist.like(work("", " ".join(WORDS)))) <= MOST
    assert shortlist.like(work("", "Ωmega")) == []


def test_a_title_of_common_words_only_still_finds_works():
    same = [work(str(n), "Deep learning") for n in range(5)] + [work("x", "Deep learning of graphs")]
    assert len(Shortlist(same).like(work("", "deep learning"))) > 1

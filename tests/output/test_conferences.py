"""Conferences by their short names and in full (dblp's titles of the streams; the meetings' own sites)."""

import pytest

from refexport.output.conferences import called
from tests.formats.samples import entry

ICML = "International Conference on Machine Learning"
CVPR = "Conference on Computer Vision and Pattern Recognition"


def one(booktitle, form):
    return called([entry("a", "inproceedings", title="T", booktitle=booktitle)], form)[0].plain("booktitle")


@pytest.mark.parametrize(
    ("written", "short"),
    [
        (f"Proceedings of the 34th {ICML}", "ICML"),
        (f"2018 IEEE/CVF {CVPR} (CVPR)", "CVPR"),
        (f"2018 IEEE/CVF {CVPR} Workshops (CVPRW)", "CVPR Workshops"),
        ("Advances in Neural Information Processing Systems 30", "NeurIPS"),
        ("ICML", "ICML"),
        ("Proc. ICML 2017", "Proc. ICML 2017"),
        ("A Workshop That Nobody Knows", "A Workshop That Nobody Knows"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2020", "Findings of the Association for Computational Linguistics: EMNLP 2020"),
    ],
)  # fmt: skip
def test_short_names(written, short):
    assert one(written, "short") == short


@pytest.mark.parametrize(
    ("written", "full"),
    [("ICML", ICML), ("Proc. ICML 2017", ICML), ("EMNLP-IJCNLP", "EMNLP-IJCNLP"), (f"Proceedings of the 34th {ICML}", f"Proceedings of the 34th {ICML}")],
)  # fmt: skip
def test_full_names(written, full):
    assert one(written, "full") == full


def test_a_journal_is_no_conference():
    work = entry("a", "article", title="T", journaltitle="Machine Learning")
    assert called([work], "short") == [work]

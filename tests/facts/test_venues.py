"""Venues: volumes of proceedings and journals as dblp, the publishers and the conferences themselves name them."""

import pytest

from refexport.data.venues import PMLR, PMLR_SERIES, VENUES, container_of, search_words, venue_of, volume_of

ACL = "Association for Computational Linguistics"

VOLUMES = f"""
aaai | AAAI | 2020 | AAAI Press | Proceedings of the AAAI Conference on Artificial Intelligence
acl | ACL | 2020 | {ACL} | Proceedings of the 58th Annual Meeting of the {ACL}
aistats | AISTATS | 2020 | | Proceedings of the 23rd International Conference on Artificial Intelligence and Statistics
bmvc | BMVC | 2020 | BMVA Press | British Machine Vision Conference
cikm | CIKM | 2020 | ACM | Proceedings of the 29th ACM International Conference on Information and Knowledge Management
colt | COLT | 2020 | | Proceedings of the 33rd Conference on Learning Theory
corl | CoRL | 2020 | | Proceedings of the Conference on Robot Learning
cvpr | CVPR | 2020 | IEEE | IEEE/CVF Conference on Computer Vision and Pattern Recognition
cvpr | CVPR | 2018 | IEEE | IEEE/CVF Conference on Computer Vision and Pattern Recognition
cvpr | CVPR | 2017 | IEEE | IEEE Conference on Computer Vision and Pattern Recognition
eccv | ECCV | 2020 | Springer | European Conference on Computer Vision
emnlp | EMNLP | 2020 | {ACL} | Proceedings of the 2020 Conference on Empirical Methods in Natural Language Processing
icassp | ICASSP | 2015 | IEEE | 2015 IEEE International Conference on Acoustics, Speech and Signal Processing
iccv | ICCV | 2019 | IEEE | IEEE/CVF International Conference on Computer Vision
iccv | ICCV | 2017 | IEEE | IEEE International Conference on Computer Vision
iclr | ICLR | 2020 | OpenReview.net | International Conference on Learning Representations
iclr | ICLR | 2017 | OpenReview.net | International Conference on Learning Representations
iclr | ICLR | 2016 | | International Conference on Learning Representations
icml | ICML | 2020 | | Proceedings of the 37th International Conference on Machine Learning
icra | ICRA | 2019 | IEEE | 2019 IEEE International Conference on Robotics and Automation
ijcai | IJCAI | 2020 | ijcai.org | Proceedings of the Twenty-Ninth International Joint Conference on Artificial Intelligence
ijcai | IJCAI | 2015 | AAAI Press | Proceedings of the Twenty-Fourth International Joint Conference on Artificial Intelligence
ijcai | IJCAI | 2013 | | Proceedings of the International Joint Conference on Artificial Intelligence
interspeech | Interspeech / INTERSPEECH | 2016 | ISCA | Interspeech 2016
iros | IROS | 2018 | IEEE | 2018 IEEE/RSJ International Conference on Intelligent Robots and Systems
kdd | KDD | 2010 | ACM | Proceedings of the 16th ACM SIGKDD International Conference on Knowledge Discovery and Data Mining
mlsys | MLSys | 2020 | | Proceedings of Machine Learning and Systems
mm | ACM Multimedia / MM | 2020 | ACM | Proceedings of the 28th ACM International Conference on Multimedia
naacl | NAACL / NAACL-HLT / HLT-NAACL | 2018 | {ACL} | Proceedings of the 2018 Conference of the North American Chapter of the {ACL}: Human Language Technologies
nips | NIPS / NeurIPS | 2010 | Curran Associates, Inc. | Advances in Neural Information Processing Systems
nips | NIPS / NeurIPS | 2009 | | Advances in Neural Information Processing Systems
recsys | RecSys / RECSYS | 2016 | ACM | Proceedings of the 10th ACM Conference on Recommender Systems
rss | Robotics: Science and Systems / RSS | 2018 | | Proceedings of Robotics: Science and Systems
sdm | SDM | 2020 | SIAM | Proceedings of the 2020 SIAM International Conference on Data Mining
sigir | SIGIR | 2017 | ACM | Proceedings of the 40th International ACM SIGIR Conference on Research and Development in Information Retrieval
uai | UAI | 2020 | AUAI Press | Proceedings of the Thirty-Sixth Conference on Uncertainty in Artificial Intelligence
wsdm | WSDM | 2016 | ACM | Proceedings of the 9th ACM International Conference on Web Search and Data Mining
www | WWW | 2018 | ACM | Proceedings of the World Wide Web Conference
"""
"""stream, dblp's names, year, publisher, title: dblp's records of the volumes, and their publishers' own BibTeX."""

JOURNALS = {
    "jair": ("J. Artif. Intell. Res. / Journal of Artificial Intelligence Research", "Journal of Artificial Intelligence Research"),
    "jmlr": ("J. Mach. Learn. Res.", "Journal of Machine Learning Research"),
    "ml": ("Mach. Learn. / Machine Learning", "Machine Learning"),
    "pami": ("IEEE Trans. Pattern Anal. Mach. Intell.", "IEEE Transactions on Pattern Analysis and Machine Intelligence"),
    "tacl": ("Trans. Assoc. Comput. Linguistics", f"Transactions of the {ACL}"),
}  # fmt: skip
"""stream -> dblp's names, and the title that the ISSN International Centre registers."""

ROWS = [[cell.strip() for cell in line.split("|")] for line in VOLUMES.strip().splitlines()]


def test_volumes_have_their_titles_and_publishers():
    for stream, names, year, publisher, title in ROWS:
        for name in names.split(" / "):
            venue = venue_of(f"conf/{stream}/x", name, int(year))
            assert (container_of(venue, int(year)), venue.publisher) == (title, publisher), (name, year)


def test_journals_have_their_titles():
    for stream, (names, title) in JOURNALS.items():
        for name in names.split(" / "):
            assert container_of(venue_of(f"journals/{stream}/x", name, 2015), 2015) == title


def test_a_paper_of_the_repository_is_in_no_journal():
    """dblp's CoRR is arXiv; what it has as "ICLR" there appeared as preprints (2013 to 2015)."""
    for name in ("CoRR", "ICLR"):
        assert venue_of("journals/corr/x", name, 2015) is None
        assert name in search_words("journals/corr/x")


def test_the_table_has_a_volume_for_every_stream_and_name():
    names = {(f"conf/{stream}", name) for stream, all_, *_ in ROWS for name in all_.split(" / ")}
    names |= {(f"journals/{stream}", name) for stream, (all_, _) in JOURNALS.items() for name in all_.split(" / ")}
    names |= {("journals/corr", "CoRR"), ("journals/corr", "ICLR")}
    assert names == {(stream, name) for stream, venues in VENUES.items() for venue in venues for name in venue.names}


@pytest.mark.parametrize(
    ("stream", "name", "year", "volume"),
    [("nips", "NIPS", 1988, "1"), ("nips", "NeurIPS", 2020, "33"), ("mlsys", "MLSys", 2020, "2"), ("icml", "ICML", 2020, ""), ("colt", "COLT", 2020, "")],
)  # fmt: skip
def test_volumes_of_one_title_are_counted(stream, name, year, volume):
    """papers.nips.cc and proceedings.mlsys.org; volumes of PMLR are told by their address."""
    assert volume_of(venue_of(f"conf/{stream}/x", name, year), year) == volume


ORDINALS = {
    1: "First", 2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth", 6: "Sixth", 7: "Seventh", 8: "Eighth", 9: "Ninth",
    10: "Tenth", 11: "Eleventh", 12: "Twelfth", 13: "Thirteenth", 14: "Fourteenth", 15: "Fifteenth", 16: "Sixteenth",
    17: "Seventeenth", 18: "Eighteenth", 19: "Nineteenth", 20: "Twentieth", 21: "Twenty-First", 30: "Thirtieth",
    32: "Thirty-Second", 40: "Fortieth", 43: "Forty-Third", 50: "Fiftieth", 54: "Fifty-Fourth", 60: "Sixtieth",
    65: "Sixty-Fifth",
}  # fmt: skip
"""The Chicago Manual of Style, 9.6; The Oxford English Dictionary."""


def test_ordinals_are_written_in_words():
    for n, word in ORDINALS.items():
        title = container_of(venue_of("conf/uai/x", "UAI", 1984 + n), 1984 + n)
        assert title == f"Proceedings of the {word} Conference on Uncertainty in Artificial Intelligence"


def test_the_series_of_pmlr():
    """proceedings.mlr.press, the page of ICML 2020: volume 119."""
    assert PMLR.match("https://proceedings.mlr.press/v119/finn20a.html")[1] == "119"
    assert PMLR_SERIES == "Proceedings of Machine Learning Research"

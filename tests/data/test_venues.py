"""Venues: the table held against dblp's own records of the proceedings."""

import re

import pytest

from refexport.data.venues import VENUES, container_of, search_words, stream_of, venue_of, volume_of


def container(key, name, year):
    venue = venue_of(key, name, year)
    return container_of(venue, year) if venue else ""


@pytest.mark.parametrize(
    ("key", "name", "year", "title"),
    [
        ("conf/icml/FinnAL17", "ICML", 2017, "Proceedings of the 34th International Conference on Machine Learning"),
        ("conf/nips/X17", "NIPS", 2017, "Advances in Neural Information Processing Systems"),
        ("conf/cvpr/X17", "CVPR", 2017, "IEEE Conference on Computer Vision and Pattern Recognition"),
        ("conf/cvpr/X18", "CVPR", 2018, "IEEE/CVF Conference on Computer Vision and Pattern Recognition"),
        (
            "conf/acl/X19",
            "ACL",
            2019,
            "Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics",
        ),
        (
            "conf/uai/X19",
            "UAI",
            2019,
            "Proceedings of the Thirty-Fifth Conference on Uncertainty in Artificial Intelligence",
        ),
        (
            "conf/uai/X14",
            "UAI",
            2014,
            "Proceedings of the Thirtieth Conference on Uncertainty in Artificial Intelligence",
        ),
        ("conf/uai/X85", "UAI", 1985, "Proceedings of the First Conference on Uncertainty in Artificial Intelligence"),
        ("conf/uai/X99", "UAI", 2084, "Proceedings of the 100th Conference on Uncertainty in Artificial Intelligence"),
        ("conf/colt/X98", "COLT", 1998, "Proceedings of the 11th Conference on Learning Theory"),
        ("journals/jmlr/X08", "J. Mach. Learn. Res.", 2008, "Journal of Machine Learning Research"),
        ("conf/nips/X17", "NIPS Workshop", 2017, ""),
        ("conf/xyz/X17", "XYZ", 2017, ""),
        ("journals/corr/X14", "CoRR", 2014, ""),
    ],
)
def test_containers(key, name, year, title):
    assert container(key, name, year) == title


def test_volumes_and_search_words():
    assert volume_of(venue_of("conf/nips/X20", "NeurIPS", 2020), 2020) == "33"
    assert volume_of(venue_of("conf/icml/X20", "ICML", 2020), 2020) == ""
    assert search_words("conf/nips/X20") == ("NIPS", "NeurIPS")
    assert search_words("conf/rss/X20") == ("Robotics", "RSS")
    assert search_words("conf/naacl/X20") == ("NAACL", "NAACL-HLT", "HLT-NAACL")
    assert search_words("conf/xyz/X20") == ()
    assert stream_of("conf/icml/FinnAL17") == "conf/icml"


ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b|\b(?:(Twent|Thirt|Fort)(?:y-(\w+)|ieth))\b")
UNITS = "first second third fourth fifth sixth seventh eighth ninth".split()


def number(title):
    """The first ordinal in a title of proceedings, in figures or in words."""
    found = ORDINAL.search(title)
    if not found or found[1]:
        return int(found[1]) if found else None
    tens = {"Twent": 20, "Thirt": 30, "Fort": 40}[found[2]]
    return tens + (UNITS.index(found[3].lower()) + 1 if found[3] else 0)


COUNTED = {
    "AISTATS": (1997, (2016, 2017, 2019, 2020)), "CIKM": (1991, (*range(2010, 2017), 2018, 2019, 2020)),
    "COLT": (1987, (2010, *range(2013, 2018))), "ICML": (1983, range(2010, 2021)), "IJCAI": (1991, range(2015, 2021)),
    "KDD": (1994, range(2010, 2021)), "MM": (1992, (2019, 2020)), "RecSys": (2006, (2015, 2018, 2019)),
    "RECSYS": (2006, (2016,)), "SIGIR": (1977, range(2010, 2021)), "UAI": (1984, range(2010, 2021)),
    "NeurIPS": (1987, (2018, 2019, 2020)), "NIPS": (1987, range(2010, 2018)),
}  # fmt: skip
"""dblp's name of a conference -> the year before its first, and years whose count dblp's titles of proceedings give.

Of NeurIPS it is the count of the volume.
"""

PUBLISHED = {
    "AAAI": "AAAI Press", "BMVC": "BMVA Press", "CIKM": "ACM", "CVPR": "IEEE", "ICASSP": "IEEE", "ICCV": "IEEE",
    "IJCAI": "ijcai.org", "Interspeech": "ISCA", "KDD": "ACM", "NIPS": "Curran Associates, Inc.", "RecSys": "ACM",
    "SDM": "SIAM", "SIGIR": "ACM", "UAI": "AUAI Press", "WSDM": "ACM", "WWW": "ACM",
}  # fmt: skip
"""dblp's name of a conference -> the publisher that most of its records of the proceedings have."""


def stream_named(name):
    return next(stream for stream, rows in VENUES.items() for row in rows if name in row.names)


@pytest.mark.parametrize("name", COUNTED)
def test_the_counts_are_dblps(name):
    before_first, years = COUNTED[name]
    for year in years:
        venue = venue_of(f"{stream_named(name)}/x", name, year)
        count = volume_of(venue, year) if venue.has_volumes else number(container_of(venue, year))
        assert int(count) == year - before_first, year


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_publishers_are_dblps(name):
    assert VENUES[stream_named(name)][0].publisher == PUBLISHED[name]

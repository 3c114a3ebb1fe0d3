"""Venues: the table held against dblp's own records of the proceedings."""

import json
import lzma
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


def test_the_counts_are_dblps(shared):
    streams = {name: stream for stream, rows in VENUES.items() for row in rows for name in row.names}
    checked = 0
    with lzma.open(shared / "registry" / "data" / "dblp-proceedings.jsonl.xz", "rt", encoding="utf-8") as lines:
        for told in map(json.loads, lines):
            year = re.findall(r"\b20[12]\d\b", told["booktitle"])
            stream = streams.get(told["venue"])
            venue = venue_of(f"{stream}/x", told["venue"], int(year[0])) if stream and year else None
            n = number(told["booktitle"])
            if venue and n and "{n" in venue.container.lower():
                assert number(container_of(venue, int(year[0]))) == n, told["booktitle"]
                checked += 1
            if venue and venue.has_volumes and (volume := re.search(r"Systems (\d\d):", told["booktitle"])):
                assert volume_of(venue, int(year[0])) == volume[1]
                checked += 1
    assert checked > 60


def test_the_publishers_are_dblps(shared):
    streams = {name: stream for stream, rows in VENUES.items() for row in rows for name in row.names}
    with lzma.open(shared / "registry" / "data" / "dblp-proceedings.jsonl.xz", "rt", encoding="utf-8") as lines:
        for told in map(json.loads, lines):
            venue = next(iter(VENUES.get(streams.get(told["venue"], ""), ())), None)
            if venue and venue.publisher and told.get("publisher"):
                said = told["publisher"].lower()
                same = venue.publisher.lower().split(" ")[0].split(".")[0]
                assert same in said or "bmva" in same or "british" in said or "pmlr" in said or "aaai" in said, told

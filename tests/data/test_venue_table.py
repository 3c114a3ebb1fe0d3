"""The table of venues: well formed, the same anew, and held against other sources than the one each fact is from."""

import importlib
from collections import Counter

import pytest

from refexport.data.venue_table import PARTS, venue_table
from refexport.data.venues import VENUES
from refexport.model.ids import normal_issn
from refexport.works.venues import known_venues, same_venue, venue_of_doi
from tests.conftest import ROOT

TABLE = ROOT / "refexport" / "data" / "venues.tsv"


def test_the_table_is_small():
    assert TABLE.stat().st_size < 200_000
    assert "dblp" in TABLE.read_text(encoding="utf-8").splitlines()[1]  # cites its source


def test_each_stream_issn_and_beginning_of_a_doi_is_there_once():
    for cells in ([row.stream for row in venue_table()], [doi for row in venue_table() for doi in row.doi_prefixes]):
        assert [value for value, n in Counter(cells).items() if n > 1] == []
    assert all(normal_issn(issn) == issn for row in venue_table() for issn in row.issns)


def test_each_name_and_acronym_is_known_as_its_venue():
    for row in venue_table():
        base, _, end = row.stream.rpartition("/")
        stream = base if end in PARTS and base.count("/") else row.stream
        for name in (*row.names, *row.acronyms):
            assert stream in {venue.base for venue in known_venues(name)}, (row.stream, name)


def test_names_and_acronyms_of_one_row_agree():
    for row in venue_table():
        for name in row.names:
            for acronym in row.acronyms:
                assert same_venue(name, acronym) is not False, (name, acronym)


def test_the_names_are_those_that_dblp_and_the_publishers_have():
    """`data.venues`, whose sources are dblp's records and the publishers' BibTeX, names the same streams."""
    for stream, rows in VENUES.items():
        for row in rows:
            for name in (*row.names, row.container.format(year=2019, nth="12th", Nth="Twelfth")):
                if stream != "journals/corr" and name:
                    assert stream in {venue.base for venue in known_venues(name)}, (stream, name)


ISSNS = {
    "0028-0836": "Nature", "0036-8075": "Science", "0018-9219": "Proceedings of the IEEE", "1932-6203": "PLoS ONE",
    "0162-8828": "IEEE Transactions on Pattern Analysis and Machine Intelligence", "0920-5691": "International Journal of Computer Vision",
    "0885-6125": "Machine Learning", "1076-9757": "Journal of Artificial Intelligence Research", "0031-9007": "Physical Review Letters",
    "0278-3649": "The International Journal of Robotics Research", "1361-8415": "Medical Image Analysis", "0004-637X": "The Astrophysical Journal",
    "0893-6080": "Neural Networks", "0028-4793": "The New England Journal of Medicine", "0001-0782": "Communications of the ACM",
}  # fmt: skip
"""ISSN -> title (portal.issn.org)."""


@pytest.mark.parametrize("issn", ISSNS)
def test_an_issn_is_of_the_title_that_the_issn_portal_has(issn):
    rows = [row for row in venue_table() if issn in row.issns]
    assert all(same_venue(name, ISSNS[issn]) for row in rows for name in row.names)


DOIS = {
    "10.1109/CVPR.2016.90": "IEEE Conference on Computer Vision and Pattern Recognition", "10.1145/2939672.2939785": "KDD",
    "10.1109/ICCV.2017.322": "ICCV", "10.3115/v1/D14-1162": "EMNLP", "10.18653/v1/P16-1162": "ACL", "10.1109/TMI.2016.2528162": "IEEE Trans. Med. Imaging",
    "10.1371/journal.pone.0033693": "PLoS ONE", "10.1016/j.media.2017.07.005": "Medical Image Analysis", "10.24963/ijcai.2017/1": "IJCAI",
    "10.1109/WACV.2017.58": "WACV", "10.21437/Interspeech.2016-1446": "Interspeech", "10.1145/2872427.2883041": "WWW",
}  # fmt: skip
"""DOI -> where the work appeared, as its own page says."""


@pytest.mark.parametrize("doi", DOIS)
def test_the_beginning_of_a_doi_tells_the_venue(doi):
    assert same_venue(venue_of_doi(doi), DOIS[doi])


IEEE = [
    ("{IEEE} Trans. Aerosp. Electron. Syst.", "{IEEE} Transactions on Aerospace and Electronic Systems"),
    ("{IEEE} Commun. Surveys Tuts.", "{IEEE} Communications Surveys and Tutorials"),
    ("{IEEE} J. Sel. Topics Signal Process.", "{IEEE} Journal of Selected Topics in Signal Processing"),
    ("{IEEE} Trans. Compon., Packag., Manuf. Technol. {A}", "{IEEE} Transactions on Components, Packaging and Manufacturing Technology---Part {A}"),
    ("{IEEE} Trans. Bio-Med. Electron.", "{IEEE} Transactions on Bio-Medical Electronics"),
    ("{IEEE} Transl. J. Magn. Jpn.", "{IEEE} Translation Journal on Magnetics in Japan"),
    ("J. Microelectromech. Syst.", "{IEEE/ASME} Journal of Microelectromechanical Systems"),
    ("{IEEE} Trans. Signal Inf. Process. Netw.", "{IEEE} Transactions on Signal and Information Processing over Networks"),
    ("Proc. {IEEE}", "Proceedings of the {IEEE}"),
]  # fmt: skip
"""The IEEE's own abbreviations and titles (IEEEabrv.bib and IEEEfull.bib of CTAN's IEEEtran)."""


def test_abbreviations_of_the_ieee():
    for short, full in IEEE:
        for _, other in IEEE:
            assert (same_venue(short, other) is True) == (full == other), (short, other)


@pytest.mark.shared
@pytest.mark.slow
def test_the_table_is_what_the_registries_facts_make(shared):
    builder = importlib.import_module("benchmarks.venue_table")
    rows = builder.build(builder.typed_rows(ROOT / "benchmarks" / "venue_names.txt"), builder.facts())
    assert builder.written(rows) == TABLE.read_text(encoding="utf-8")

"""Identifiers and addresses in a piece of text (schemes: info.arxiv.org/help/arxiv_identifier, doi.org, the sites' own)."""

import pytest

from refexport.imports.links import HOSTS, TITLE, identify_url, is_label, take_links


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.example)
def test_each_kind_of_address_gives_its_identifier(host):
    assert ":".join(identify_url(host.example)) == host.gives


MORE_ADDRESSES = {
    "http://arxiv.org/pdf/1502.03167": "arxiv:1502.03167",
    "https://arxiv.org/pdf/1710.10196v3.pdf": "arxiv:1710.10196v3",
    "arxiv.org/abs/hep-th/9901001": "arxiv:hep-th/9901001",
    "https://export.arxiv.org/abs/math.GT/0309136": "arxiv:math/0309136",
    "https://ar5iv.labs.arxiv.org/html/1706.03762": "arxiv:1706.03762",
    "https://doi.org/10.48550/arXiv.1312.6199": "arxiv:1312.6199",
    "http://dx.doi.org/10.1109/CVPR.2016.90": "doi:10.1109/cvpr.2016.90",
    "https://dl.acm.org/doi/10.1145/3065386": "doi:10.1145/3065386",
    "https://link.springer.com/chapter/10.1007/978-3-030-58545-7_46": "doi:10.1007/978-3-030-58545-7_46",
    "https://link.springer.com/content/pdf/10.1007%2Fs10994-010-5196-5.pdf": "doi:10.1007/s10994-010-5196-5",
    "https://onlinelibrary.wiley.com/doi/full/10.1002/jmri.27434": "doi:10.1002/jmri.27434",
    "https://www.pnas.org/doi/10.1073/pnas.1515373112": "doi:10.1073/pnas.1515373112",
    "https://journals.aps.org/prd/abstract/10.1103/PhysRevD.99.076018": "doi:10.1103/physrevd.99.076018",
    "https://iopscience.iop.org/article/10.1088/0264-9381/27/23/235023/meta": "doi:10.1088/0264-9381/27/23/235023",
    "https://www.aclweb.org/anthology/papers/P/P19/P19-1524/": "doi:10.18653/v1/p19-1524",
    "https://aclanthology.org/P15-1119.pdf": "doi:10.3115/v1/p15-1119",
    "https://aclanthology.org/2020.coling-main.519": "doi:10.18653/v1/2020.coling-main.519",
    "https://openreview.net/forum?id=ryGs6iA5Km&noteId=x": "url:https://openreview.net/forum?id=ryGs6iA5Km",
    "https://proceedings.mlr.press/v48/niepert16.pdf": "url:https://proceedings.mlr.press/v48/niepert16.html",
    "http://proceedings.mlr.press/v70/guo17a": "url:https://proceedings.mlr.press/v70/guo17a.html",
}


@pytest.mark.parametrize("url", MORE_ADDRESSES)
def test_other_spellings_of_addresses(url):
    assert ":".join(identify_url(url)) == MORE_ADDRESSES[url]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/paper.pdf",
        "https://arxiv.org/list/cs.LG/recent",
        "https://arxiv.org/abs/1799.99999",
        "https://aclanthology.org/E17-1001",  # EACL 2017 has no DOIs
        "https://aclanthology.org/C18-1001",  # nor has COLING 2018
        "https://delivery.acm.org/10.1145/3230000/3220078/p2847-zugner.pdf",  # no DOI, but it looks like one
        "http://citeseerx.ist.psu.edu/viewdoc/download?doi=10.1.1.107.335&rep=rep1",
        "https://www.amazon.com/Some-Thing/dp/B00ABCDEFG",
        "https://www.amazon.com/Some-Book/dp/0262035619/",
        "",
    ],
)
def test_addresses_without_identifier(url):
    assert identify_url(url) is None


BARE = {
    "arXiv:1703.03400": ("arxiv", "1703.03400"),
    "arXiv preprint arXiv:1606.04474v2": ("arxiv", "1606.04474v2"),
    "CoRR abs/1703.03400": ("arxiv", "1703.03400"),
    "1810.04805": ("arxiv", "1810.04805"),
    "(1810.04805)": ("arxiv", "1810.04805"),
    "hep-th/9403114": ("arxiv", "hep-th/9403114"),
    "doi:10.1109/CVPR.2016.90.": ("doi", "10.1109/cvpr.2016.90"),
    "DOI 10.1000/182": ("doi", "10.1000/182"),
    "(https://doi.org/10.1000/182)": ("doi", "10.1000/182"),
    "10.1016/0146-664X(82)90104-6": ("doi", "10.1016/0146-664x(82)90104-6"),
    "ISBN 978-0-262-03561-3": ("isbn", "978-0-262-03561-3"),
    "PMID: 26017442": ("pmid", "26017442"),
    "conf/icml/FinnAL17": ("dblp", "conf/icml/FinnAL17"),
}


@pytest.mark.parametrize("text", BARE)
def test_identifiers_in_running_text(text):
    assert take_links(text).ids == (BARE[text],)


@pytest.mark.parametrize(
    "text", ["1703.03400 is a number", "10.5 cm", "version 1.2345", "ISBN 978-0-262-03561-4", "math/12"]
)
def test_numbers_that_identify_nothing(text):
    links = take_links(text)
    assert links.ids == ()
    assert links.text == text


def test_a_class_behind_an_arxiv_id_is_kept():
    assert take_links("arXiv:1612.03651 [cs.CL]").ids == (("arxiv", "1612.03651"), ("eprintclass", "cs.CL"))


def test_a_linked_title_is_marked_and_labels_are_not():
    links = take_links("[Deep Sets](https://arxiv.org/abs/1703.06114) (NIPS 2017) [[pdf]](https://example.org/x.pdf)")
    assert links.title == "Deep Sets"
    assert links.text == f"{TITLE} (NIPS 2017)"
    assert links.ids == (("arxiv", "1703.06114"),)
    assert links.asides == ("https://example.org/x.pdf",)


def test_code_is_no_address_of_the_work():
    links = take_links("Deep Sets [[code]](https://github.com/a/b) [[slides](https://example.org/s)]")
    assert links.url == ""
    assert links.asides == ("code: https://github.com/a/b", "slides: https://example.org/s")


def test_the_first_address_is_kept_and_the_page_of_the_work_before_others():
    assert take_links("Deep Sets https://example.org/a https://example.org/b").url == "https://example.org/a"
    links = take_links("[Deep Sets](https://example.org/a) https://openreview.net/pdf?id=abc")
    assert links.url == "https://openreview.net/forum?id=abc"
    assert links.asides == ("https://example.org/a",)


def test_words_of_a_second_link_stay():
    links = take_links("[Deep Sets](https://arxiv.org/abs/1703.06114) by [Manzil Zaheer](https://example.org/mz)")
    assert links.text == f"{TITLE} by Manzil Zaheer"


@pytest.mark.parametrize(
    "label", ["pdf", "Paper", "[PDF]", "PyTorch Code", "论文", "arXiv:1703.03400", "10.1000/182", ""]
)
def test_labels(label):
    assert is_label(label)


@pytest.mark.parametrize("label", ["Deep Sets", "Video Captioning", "Paper club", "NIPS 2017"])
def test_titles_and_venues_are_no_labels(label):
    assert not is_label(label)

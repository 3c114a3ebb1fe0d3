"""Identifiers and addresses in a piece of text (schemes: info.arxiv.org/help/arxiv_identifier, doi.org, the sites' own)."""

import pytest

from refexport.data.addresses import ADDRESS_RULES
from refexport.lists.addresses import identify_url
from refexport.lists.links import TITLE, is_label, take_links


@pytest.mark.parametrize("host", ADDRESS_RULES, ids=lambda host: host.example)
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
    # publishers, each a work that others cite under both
    "https://www.nature.com/articles/nmeth.3547": "doi:10.1038/nmeth.3547",
    "https://www.nature.com/articles/s41586-020-2649-2": "doi:10.1038/s41586-020-2649-2",
    "https://www.nature.com/articles/s41598-018-24648-w?utm_source=x#Sec2": "doi:10.1038/s41598-018-24648-w",
    "https://www.nature.com/articles/d41586-018-05259-9": "doi:10.1038/d41586-018-05259-9",
    "https://www.nature.com/articles/sdata201618": "doi:10.1038/sdata.2016.18",
    "https://www.nature.com/articles/ncomms5890": "doi:10.1038/ncomms5890",
    "https://www.nature.com/articles/nature20101": "doi:10.1038/nature20101",
    "https://www.nature.com/articles/srep19444": "doi:10.1038/srep19444",
    "https://www.nature.com/articles/323533a0": "doi:10.1038/323533a0",
    "https://www.nature.com/articles/35057062": "doi:10.1038/35057062",
    "https://www.nature.com/articles/sj.bdj.2017.900": "doi:10.1038/sj.bdj.2017.900",
    "https://www.nature.com/articles/nrg.2016.49.epdf": "doi:10.1038/nrg.2016.49",
    "http://www.nature.com/nature/journal/v521/n7553/full/nature14539.html": "doi:10.1038/nature14539",
    "http://www.nature.com/ajg/journal/v108/n5/full/ajg201317a.html": "doi:10.1038/ajg.2013.17",
    "https://academic.oup.com/bioinformatics/advance-article-abstract/doi/10.1093/bioinformatics/btx196/3611270/removal-of-batch": "doi:10.1093/bioinformatics/btx196",
    "https://academic.oup.com/nar/article-lookup/doi/10.1093/nar/gkw377": "doi:10.1093/nar/gkw377",
    "https://academic.oup.com/bib/article-pdf/doi/10.1093/bib/bbz144/31234567/bbz144.pdf": "doi:10.1093/bib/bbz144",
    "https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00349/96460/A-Primer-in-BERTology": "doi:10.1162/tacl_a_00349",
    "https://pubs.aip.org/aip/jcp/article/doi/10.1063/5.0012345/199084/Some-words": "doi:10.1063/5.0012345",
    "https://aip.scitation.org/doi/abs/10.1063/1.1699114": "doi:10.1063/1.1699114",
    "https://onlinelibrary.wiley.com/doi/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2/abstract": "doi:10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
    "https://agupubs.onlinelibrary.wiley.com/doi/full/10.1029/2018GL080704": "doi:10.1029/2018gl080704",
    "https://bmcbioinformatics.biomedcentral.com/articles/10.1186/1471-2105-9-559#Sec1": "doi:10.1186/1471-2105-9-559",
    "https://link.springer.com/book/10.1007/978-0-387-84858-7": "doi:10.1007/978-0-387-84858-7",
    "https://link.springer.com/article/10.1007/BF00994018/fulltext.html": "doi:10.1007/bf00994018",
    "http://www.thelancet.com/pdfs/journals/lancet/PIIS0140-6736(20)30183-5.pdf": "doi:10.1016/s0140-6736(20)30183-5",
    "https://linkinghub.elsevier.com/retrieve/pii/S1474442210701046": "doi:10.1016/s1474-4422(10)70104-6",
    "https://www.science.org/doi/10.1126/science.aab3050": "doi:10.1126/science.aab3050",
    "https://science.sciencemag.org/lookup/doi/10.1126/science.aab3050": "doi:10.1126/science.aab3050",
    "https://www.pnas.org/doi/full/10.1073/pnas.1611835114": "doi:10.1073/pnas.1611835114",
    "https://journals.plos.org/plosbiology/article/file?id=10.1371/journal.pbio.1002195&type=printable": "doi:10.1371/journal.pbio.1002195",
    "https://psycnet.apa.org/doiLanding?doi=10.1037%2F0033-295X.65.6.386": "doi:10.1037/0033-295x.65.6.386",
    "https://www.degruyter.com/document/doi/10.1515/9783110524-003/html?lang=en": "doi:10.1515/9783110524-003",
    "https://projecteuclid.org/journals/annals-of-statistics/volume-6/issue-2/x/10.1214/aos/1176344136.full": "doi:10.1214/aos/1176344136",
    "https://www.frontiersin.org/articles/10.3389/fnins.2016.00352/full": "doi:10.3389/fnins.2016.00352",
    "https://pubs.rsc.org/en/Content/ArticleLanding/2017/SC/C6SC05720A#!divAbstract": "doi:10.1039/c6sc05720a",
    "https://pubs.rsc.org/en/content/articlelanding/2010/fo/c005531j": "doi:10.1039/c005531j",
    "https://www.biorxiv.org/content/early/2018/05/10/142760": "doi:10.1101/142760",
    "https://www.medrxiv.org/content/10.1101/2020.04.15.20067017v1.full.pdf+html": "doi:10.1101/2020.04.15.20067017",
    "https://europepmc.org/article/PMC/PMC3531190": "pmcid:PMC3531190",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC3531190/": "pmcid:PMC3531190",
    "https://www.ncbi.nlm.nih.gov/pubmed/26017442": "pmid:26017442",
    "https://inria.hal.science/tel-01234567v1/file/x.pdf": "url:https://hal.science/tel-01234567",
    "https://ieeexplore.ieee.org/abstract/document/7780459/": "url:https://ieeexplore.ieee.org/document/7780459",
    "http://jmlr.org/papers/v3/blei03a.html": "url:https://jmlr.org/papers/v3/blei03a.html",
    "https://books.google.com/books?isbn=0262035618": "isbn:0262035618",
    "https://www.mdpi.com/1660-4601/17/18/6933": "doi:10.3390/ijerph17186933",
    "https://www.mdpi.com/2313-433X/7/2/31": "doi:10.3390/jimaging7020031",
    "https://www.mdpi.com/2306-5729/5/1/14/pdf": "doi:10.3390/data5010014",
    "https://www.mdpi.com/2073-8994/12/5/852/htm": "doi:10.3390/sym12050852",
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
        # sites of publishers whose addresses say nothing of the DOI
        "https://academic.oup.com/bioinformatics/article/33/9/1359/2908437",
        "https://academic.oup.com/nar/article-pdf/52/1/e3/55443207/gkad1031.pdf",
        "https://academic.oup.com/book/12345/chapter/162345678",
        "https://www.nature.com/articles/1203456",  # 10.1038/sj.onc.1203456
        "https://www.nature.com/onc/journal/v20/n1/full/1203456a.html",
        "https://www.nature.com/nature/articles",
        "https://www.nature.com/news/some-words-1.21354",
        "https://www.nature.com/collections/qdcbgzqsvn",
        "https://www.nature.com/subjects/machine-learning",
        "https://www.sciencedirect.com/science/article/pii/S1084952116302658",  # 10.1016/j.semcdb.2016.08.024
        "https://www.sciencedirect.com/science/article/pii/S002200009791504X",  # 10.1006/jcss.1997.1504
        "https://www.cell.com/cell/fulltext/S0092-8674(20)30229-4",
        "https://dl.acm.org/doi/10.5555/3294771.3294869",  # ACM's own number, no DOI
        "https://dl.acm.org/citation.cfm?id=2999134",
        "https://www.pnas.org/content/114/13/3521",
        "https://science.sciencemag.org/content/350/6266/1332",
        "https://jamanetwork.com/journals/jama/fullarticle/2762130",
        "https://www.mdpi.com/1424-8220/12/1/123",  # 10.3390/s120100123
        "https://www.mdpi.com/2673-0000/1/3/123",  # a journal whose letters are not known
        "https://brunel.figshare.com/articles/dataset/X/1234567",
        "https://www.cambridge.org/core/journals/x/article/y/0123456789ABCDEF0123456789ABCDEF",
        "https://www.jstor.org/stable/2238543",
        "https://sci-hub.example/10.1016/j.semcdb.2016.08.024",
        "https://example.org/blog/10.1038/nature14539",
        "https://books.google.com/books?id=omivDQAAQBAJ",
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


def test_a_pmcid_keeps_its_address_because_no_service_is_asked_for_it():
    links = take_links("Deep Sets https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3531190/")
    assert links.ids == (("pmcid", "PMC3531190"),)
    assert links.url == "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3531190/"
    links = take_links("Deep Sets doi:10.1093/nar/gks1195 https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3531190/")
    assert links.ids == (("pmcid", "PMC3531190"), ("doi", "10.1093/nar/gks1195"))
    assert links.url == ""
    assert links.asides == ()

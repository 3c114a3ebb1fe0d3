"""DATA: how sites build the addresses of works from identifiers, to be read back; each row has its source.

Where no rule is known nothing is guessed: the address itself is kept.
"""

import re
from typing import NamedTuple

from refexport.data.patterns import regex

ARXIV_NEW = r"\d{4}\.\d{4,5}(?:v\d+)?"
ARXIV_OLD = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    r"funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    r"q-alg|q-bio|quant-ph|solv-int|supr-con)(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
)
"""The archives of arXiv's identifiers until March 2007 (info.arxiv.org/help/arxiv_identifier)."""
DOI = r"10\.\d{4,9}(?:/|%2F)[^?#\s]+"
DBLP_KEY = r"(?:conf|journals|books|phd|series|reference|tr)/[\w-]+/[\w-]+"


class AddressRule(NamedTuple):
    """A site's addresses: an example, what it gives (``scheme:value``), the pattern, what to make of its groups.

    The scheme ``url`` gives the page of a work that no registry answers for; ``source`` says where the rule is from.
    """

    example: str
    gives: str
    pattern: re.Pattern[str]
    template: str
    source: str


def _rule(example: str, gives: str, pattern: str, template: str, source: str) -> AddressRule:
    whole = regex(rf"(?:https?://)?(?:www\.)?(?:{pattern})", re.IGNORECASE)
    return AddressRule(example, gives, whole, template, source)


MIRRORS = (
    r"huggingface\.co/papers|alphaxiv\.org/abs|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)|arxiv-vanity\.com/papers|"
    r"scirate\.com/arxiv|semanticscholar\.org/arxiv"
)
ANTHOLOGY = (
    r"(?:aclanthology\.(?:org|info)|aclanthology\.aclweb\.org/anthology|aclweb\.org/anthology)"
    r"(?:/papers)?(?:/[A-Z])?(?:/[A-Z]\d\d)?/"
)
DBLP = r"dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:html/|bibtex/|bib/|xml/)?"
PUBMED = (
    r"(?:pubmed(?:\.ncbi\.nlm\.nih)?\.gov|ncbi\.nlm\.nih\.gov(?:/m)?/pubmed|europepmc\.org/(?:article|abstract)/med)"
)
PMC = r"(?:ncbi\.nlm\.nih\.gov/pmc/articles|pmc\.ncbi\.nlm\.nih\.gov/articles|europepmc\.org/articles?(?:/pmc)?)"
SILVERCHAIR = (
    r"(?:academic\.oup\.com|pubs\.aip\.org|direct\.mit\.edu|rupress\.org|ashpublications\.org|portlandpress\.com|"
    r"read\.dukeupress\.edu|pubs\.geoscienceworld\.org|journals\.biologists\.com|aacrjournals\.org)"
)
"""Publishers whose addresses are ``/journal/article/doi/DOI/number/words`` (Silverchair's platform)."""

IN_PATH = (
    r"(?:[\w-]+\.)?onlinelibrary\.wiley\.com|(?:doi|api)\.wiley\.com|(?:link|rd)\.springer\.com|springerlink\.com|"
    r"(?:[\w-]+\.)?biomedcentral\.com|[\w-]+\.springeropen\.com|nature\.com/doifinder|dl\.acm\.org|doi\.acm\.org|"
    r"doi\.ieeecomputersociety\.org|journals\.aps\.org|link\.aps\.org|iopscience\.iop\.org|aip\.scitation\.org|"
    r"science\.org|(?:[\w-]+\.)?sciencemag\.org|pnas\.org|dx\.plos\.org|(?:[\w-]+\.)?tandfonline\.com|"
    r"taylorfrancis\.com|(?:[\w-]+\.)?sagepub\.com|pubs\.acs\.org|royalsocietypublishing\.org|annualreviews\.org|"
    r"(?:epubs|locus)\.siam\.org|pubsonline\.informs\.org|journals\.asm\.org|ascelibrary\.org|ahajournals\.org|"
    r"ascopubs\.org|nejm\.org|atsjournals\.org|(?:[\w-]+\.)?liebertpub\.com|degruyter(?:brill)?\.com|"
    r"projecteuclid\.org|emerald\.com|thieme-connect\.(?:com|de)|acpjournals\.org|worldscientific\.com|"
    r"mitpressjournals\.org|(?:[\w-]+\.)?frontiersin\.org|cochranelibrary\.com|embopress\.org|psycnet\.apa\.org|"
    r"journals\.ametsoc\.org|journals\.uchicago\.edu|online\.ucpress\.edu|spiedigitallibrary\.org|scipost\.org|"
    r"joss\.theoj\.org/papers|drops\.dagstuhl\.de|doi\.pangaea\.de|zenodo\.org/doi|ieeexplore\.ieee\.org|"
    r"jmir\.org|thecvf\.com|ams\.org|msp\.org|ems\.press|press\.endocrine\.org|inderscienceonline\.com|"
    r"igi-global\.com|spandidos-publications\.com|osapublishing\.org|opg\.optica\.org"
)
"""Publishers that put the DOI as it is into the path, as they deposit their addresses with Crossref."""

DEPOSITED = "the publisher's addresses in Crossref's records (resource.primary.URL, link)"

LANCET = (
    r"0140-?6736|1473-?3099|1470-?2045|1474-?4422|2213-?2600|2215-?0366|2214-?109X|2468-?2667|2213-?8587|2352-?3018|"
    r"2542-?5196|2352-?3026|2468-?1253|2352-?4642|2589-?7500|2665-?9913"
)
ELSEVIER = r"(?:sciencedirect\.com/science/article/(?:abs/)?pii|linkinghub\.elsevier\.com/retrieve/pii)/"
PII = "elsevier.com: a PII is S, ISSN, two digits of the year, number and check digit; "

MDPI = (
    "1424-8220 s 17|2072-4292 rs 9|1422-0067 ijms 18|1420-3049 molecules 22|1660-4601 ijerph 14|2076-3417 app 7|"
    "1099-4300 e 19|2072-6643 nu 9|2072-6694 cancers 9|1996-1073 en 10|2071-1050 su 9|2073-4441 w 9|1996-1944 ma 10|"
    "2073-4425 genes 8|2079-9292 electronics 6|2078-2489 info 8|2073-8994 sym 9|2227-7390 math 5|1999-4893 a 10|"
    "1999-4915 v 9|2072-6651 toxins 9|2073-4409 cells 6|2077-0383 jcm 6|2306-5729 data 2|2313-433X jimaging 3"
)
"""ISSN, the journal's letters in its DOIs, its volume of 2017: until 2016 pages in five digits stood there."""


def _of_mdpi(row: str) -> AddressRule:
    """``/ISSN/volume/issue/article`` is letters, volume, issue in two digits, article in four."""
    issn, letters, first = row.split()
    earlier = "|".join(map(str, range(int(first))))
    return _rule(
        f"https://www.mdpi.com/{issn}/{int(first) + 3}/3/123/htm",
        f"doi:10.3390/{letters}{int(first) + 3}030123",
        rf"mdpi\.com/{issn}/(?!(?:{earlier})/)(\d+)/(\d+)/(\d+)(?!\d)",
        f"doi:10.3390/{letters}{{}}{{:0>2}}{{:0>4}}",
        DEPOSITED,
    )


ADDRESS_RULES: tuple[AddressRule, ...] = (
    _rule(
        "https://arxiv.org/abs/1703.03400v3",
        "arxiv:1703.03400v3",
        rf"(?:\w+\.)?arxiv\.org/(?:abs|pdf|html|format|ps|e-print|src)/({ARXIV_NEW}|{ARXIV_OLD})",
        "arxiv:{}",
        "info.arxiv.org/help/arxiv_identifier",
    ),
    _rule(
        "https://huggingface.co/papers/1706.03762",
        "arxiv:1706.03762",
        rf"(?:{MIRRORS})/({ARXIV_NEW})",
        "arxiv:{}",
        "the mirrors use arXiv's identifiers",
    ),
    _rule(
        "https://ui.adsabs.harvard.edu/abs/arXiv:1602.03837",
        "arxiv:1602.03837",
        rf"(?:ui\.)?adsabs\.harvard\.edu/abs/arxiv(?::|%3A)({ARXIV_NEW})",
        "arxiv:{}",
        "ui.adsabs.harvard.edu/help/actions/bibcode",
    ),
    _rule(
        "https://doi.org/10.1038/nature14539",
        "doi:10.1038/nature14539",
        r"(?:dx\.)?doi\.org/(10\.[^?#]+)",
        "doi:{}",
        "doi.org/the-identifier/resources/handbook, 3.8",
    ),
    _rule(
        "https://doi-org.proxy.lib.example.edu/10.1038/nature14539",
        "doi:10.1038/nature14539",
        r"(?:dx-)?doi-org\.[\w.-]+/(10\.[^?#]+)",
        "doi:{}",
        "help.oclc.org, EZproxy: hyphens for dots in the names of hosts",
    ),
    _rule(
        "https://www.aclweb.org/anthology/D14-1162/",
        "doi:10.3115/v1/d14-1162",
        ANTHOLOGY + r"((?:P1[45]|D14|E14|N15)-\d{4})",
        "doi:10.3115/v1/{}",
        "acl-org/acl-anthology, data/xml: which volumes have DOIs under which prefix",
    ),
    _rule(
        "https://aclanthology.org/N19-1423.pdf",
        "doi:10.18653/v1/n19-1423",
        ANTHOLOGY + r"((?:D1[5-9]|K1[5-9]|N1[689]|P1[6-9])-\d{4})",
        "doi:10.18653/v1/{}",
        "acl-org/acl-anthology, data/xml",
    ),
    _rule(
        "https://aclanthology.org/2020.acl-main.463/",
        "doi:10.18653/v1/2020.acl-main.463",
        ANTHOLOGY + r"(20\d\d\.(?:acl|eacl|naacl|emnlp|conll|findings)-[a-z]+\.\d+|2020\.(?:coling-main|conll-1)\.\d+)",
        "doi:10.18653/v1/{}",
        "acl-org/acl-anthology, data/xml",
    ),
    _rule(
        "https://www.ijcai.org/Proceedings/2019/0413.pdf",
        "doi:10.24963/ijcai.2019/413",
        r"ijcai\.org/proceedings/(20(?:1[7-9]|2\d))/0*(\d+)",
        "doi:10.24963/ijcai.{}/{}",
        DEPOSITED,
    ),
    _rule(
        "https://www.nature.com/articles/palcomms201549",
        "doi:10.1057/palcomms.2015.49",
        r"nature\.com/articles/palcomms((?:19|20)\d\d)(\d+)(?!\w)",
        "doi:10.1057/palcomms.{}.{}",
        "Palgrave's prefix on nature.com; " + DEPOSITED,
    ),
    _rule(
        "https://www.nature.com/articles/ajg201317",
        "doi:10.1038/ajg.2013.17",
        r"nature\.com/(?:articles|\w+/journal/v\d+/n\d+/(?:full|abs|pdf))/(?!nature|srep|palcomms)([a-z]{2,})((?:19|20)\d\d)(\d+)a?(?!\w)",
        "doi:10.1038/{}.{}.{}",
        "Nature and Scientific Reports count on from 20000 without a year; " + DEPOSITED,
    ),
    _rule(
        "https://www.nature.com/articles/nbt.4233",
        "doi:10.1038/nbt.4233",
        r"nature\.com/articles/(?!palcomms)([a-z]\d{5}-[\w-]+|[a-z][\w-]*\d(?:\.\d+)*|[a-z]{2,}(?:\.[a-z]+)?(?:\.\d+)+|\d{5,6}[a-z]\d?|350\d{5})(?:\.pdf|\.epdf|_reference\.pdf)?/?(?:[?#]|$)",
        "doi:10.1038/{}",
        "the DOI's suffix; all digits are another journal's number; " + DEPOSITED,
    ),
    _rule(
        "http://www.nature.com/nmeth/journal/v12/n10/full/nmeth.3547.html",
        "doi:10.1038/nmeth.3547",
        r"nature\.com/\w+/journal/v\d+/n\d+/(?:full|abs|pdf)/([a-z]+\.?\d+|\d{5,6}[a-z]\d)(?:_\w+)?\.(?:html|pdf)",
        "doi:10.1038/{}",
        "nature.com until 2016; " + DEPOSITED,
    ),
    _rule(
        "https://academic.oup.com/bib/advance-article/doi/10.1093/bib/bbz144/5669856",
        "doi:10.1093/bib/bbz144",
        SILVERCHAIR + r"/[^?#]*?/doi/(10\.\d{4,9}/(?:[^/?#\s]+/)??[^/?#\s]*[^\d/?#\s][^/?#\s]*)"
        r"(?:/\d{4,}(?:/[^?#]*)?)?/?(?:[?#]|$)",
        "doi:{}",
        "Silverchair: behind the DOI stand its own number of the article and words; " + DEPOSITED,
    ),
    _rule(
        "https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext",
        "doi:10.1016/s0140-6736(20)30183-5",
        r"thelancet\.com/\S*?/pii(S\d{4}-\d{3}[\dX])\((\d\d)\)(\d{5}-[\dX])",
        "doi:10.1016/{}({}){}",
        PII + "the Lancet's journals have it as DOI",
    ),
    _rule(
        "https://www.sciencedirect.com/science/article/pii/S1470204520300735",
        "doi:10.1016/s1470-2045(20)30073-5",
        rf"{ELSEVIER}S(?={LANCET})(\d{{4}})(\d{{3}}[\dX])(\d\d)(\d{{5}})([\dX])(?!\w)",
        "doi:10.1016/S{}-{}({}){}-{}",
        PII + "the Lancet's journals have it as DOI",
    ),
    _rule(
        "https://www.sciencedirect.com/science/article/pii/0893608089900257",
        "doi:10.1016/0893-6080(89)90025-7",
        rf"{ELSEVIER}(\d{{4}})(\d{{3}}[\dX])(\d\d)(\d{{5}})([\dX])(?!\w)",
        "doi:10.1016/{}-{}({}){}-{}",
        PII + "of issues scanned later it has no S and is the DOI",
    ),
    _rule(
        "https://pubs.rsc.org/en/content/articlelanding/2018/sc/c7sc02664a",
        "doi:10.1039/c7sc02664a",
        r"pubs\.rsc\.org/[\w-]+/content/article(?:landing|html|pdf)/\d{4}/\w\w/([a-z]\d[a-z]{2}\d{5}[a-z\d]|[a-z]\d{6}[a-z\d]|[a-z]{2}\d{10})(?!\w)",
        "doi:10.1039/{}",
        "pubs.rsc.org: the manuscript's number is the DOI's suffix",
    ),
    _rule(
        "http://www.pnas.org/content/early/2017/03/13/1611835114",
        "doi:10.1073/pnas.1611835114",
        r"pnas\.org/content/(?:pnas/)?early/\d{4}/\d\d/\d\d/(\d{10})(?!\d)",
        "doi:10.1073/pnas.{}",
        "pnas.org until 2021; " + DEPOSITED,
    ),
    _rule(
        "https://advances.sciencemag.org/content/5/5/eaau6253",
        "doi:10.1126/sciadv.aau6253",
        r"advances\.sciencemag\.org/content/\d+/\d+/e(\w+)",
        "doi:10.1126/sciadv.{}",
        "sciencemag.org until 2021; " + DEPOSITED,
    ),
    _rule(
        "http://prl.aps.org/abstract/PRL/v95/i22/e226801",
        "doi:10.1103/physrevlett.95.226801",
        r"prl\.aps\.org/(?:abstract|pdf)/PRL/v(\d+)/i\d+/[ep](\d+)(?:_1)?(?!\w)",
        "doi:10.1103/physrevlett.{}.{}",
        "journals.aps.org/help: volume and page or article number",
    ),
    _rule(
        "http://prb.aps.org/abstract/PRB/v76/i4/e045302",
        "doi:10.1103/physrevb.76.045302",
        r"pr[a-e]\.aps\.org/(?:abstract|pdf)/PR([A-E])/v(\d+)/i\d+/[ep](\d+)(?:_1)?(?!\w)",
        "doi:10.1103/physrev{}.{}.{}",
        "journals.aps.org/help: volume and page or article number",
    ),
    _rule(
        "https://elifesciences.org/articles/61408",
        "doi:10.7554/elife.61408",
        r"elifesciences\.org/(?:articles|reviewed-preprints|content/\d+)/e?(\d{5,6})(?!\d)",
        "doi:10.7554/elife.{}",
        DEPOSITED,
    ),
    _rule(
        "https://peerj.com/articles/cs-55/",
        "doi:10.7717/peerj-cs.55",
        r"peerj\.com/articles/cs-(\d+)",
        "doi:10.7717/peerj-cs.{}",
        DEPOSITED,
    ),
    _rule(
        "https://peerj.com/articles/2584/",
        "doi:10.7717/peerj.2584",
        r"peerj\.com/articles/(\d+)",
        "doi:10.7717/peerj.{}",
        DEPOSITED,
    ),
    _rule(
        "https://www.bmj.com/content/372/bmj.n71",
        "doi:10.1136/bmj.n71",
        r"bmj\.com/content/\d+/(bmj\.\w+)",
        "doi:10.1136/{}",
        DEPOSITED,
    ),
    _rule(
        "https://www.hindawi.com/journals/cin/2018/7068349/",
        "doi:10.1155/2018/7068349",
        r"(?:hindawi|downloads\.hindawi)\.com/journals/\w+/(\d{4})/(\d{5,7})(?!\d)",
        "doi:10.1155/{}/{}",
        DEPOSITED,
    ),
    _rule(
        "http://www.biomedcentral.com/1471-2105/9/559",
        "doi:10.1186/1471-2105-9-559",
        r"biomedcentral\.com/(\d{4}-\d{3}[\dX])/(\d+)/(\d+)(?!\w)",
        "doi:10.1186/{}-{}-{}",
        "biomedcentral.com until 2015: ISSN, volume, article",
    ),
    *map(_of_mdpi, MDPI.split("|")),
    _rule(
        "https://scipost.org/SciPostPhys.2.1.003",
        "doi:10.21468/scipostphys.2.1.003",
        r"scipost\.org/(SciPost\w*(?:\.\w+)+)",
        "doi:10.21468/{}",
        DEPOSITED,
    ),
    _rule(
        "https://www.biorxiv.org/content/10.1101/2020.03.22.002386v3.full",
        "doi:10.1101/2020.03.22.002386",
        r"(?:bio|med)rxiv\.org/(?:content|cgi/content/short|lookup/doi)/(?:bio|med)?(?:rxiv/)?(?:early/[\d/]+/)?"
        r"(10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d+)",
        "doi:{}",
        "biorxiv.org, medrxiv.org; " + DEPOSITED,
    ),
    _rule(
        "https://www.biorxiv.org/content/biorxiv/early/2017/06/15/142760.full.pdf",
        "doi:10.1101/142760",
        r"(?:bio|med)rxiv\.org/content/(?:\w+/)?early/\d{4}/\d\d/\d\d/(\d{6,})(?!\d)",
        "doi:10.1101/{}",
        "biorxiv.org until 2019; " + DEPOSITED,
    ),
    _rule(
        "https://psyarxiv.com/mky9j",
        "doi:10.31234/osf.io/mky9j",
        r"(?:osf\.io/preprints/psyarxiv|psyarxiv\.com)/([a-z\d]{5})(?!\w)",
        "doi:10.31234/osf.io/{}",
        "help.osf.io: DOIs of preprints",
    ),
    _rule(
        "https://osf.io/preprints/socarxiv/spkcy",
        "doi:10.31235/osf.io/spkcy",
        r"osf\.io/preprints/socarxiv/([a-z\d]{5})(?!\w)",
        "doi:10.31235/osf.io/{}",
        "help.osf.io: DOIs of preprints",
    ),
    _rule(
        "https://www.researchsquare.com/article/rs-71963/v1",
        "doi:10.21203/rs.3.rs-71963/v1",
        r"researchsquare\.com/article/(rs-\d+/v\d+)",
        "doi:10.21203/rs.3.{}",
        DEPOSITED,
    ),
    _rule(
        "https://zenodo.org/records/1434892",
        "doi:10.5281/zenodo.1434892",
        r"zenodo\.org/records?/(\d+)",
        "doi:10.5281/zenodo.{}",
        "help.zenodo.org: the record's number is the DOI's",
    ),
    _rule(
        "https://figshare.com/collections/Soccer_match_event_dataset/4415000/5",
        "doi:10.6084/m9.figshare.c.4415000",
        r"figshare\.com/collections/[^/?#]+/(\d+)",
        "doi:10.6084/m9.figshare.c.{}",
        "help.figshare.com: DOIs; portals of institutions have prefixes of their own",
    ),
    _rule(
        "https://figshare.com/articles/dataset/Fake_Satellite_Imagery/12197655/2",
        "doi:10.6084/m9.figshare.12197655",
        r"figshare\.com/articles/(?:[a-z]\w*/)?[^/?#]+/(\d+)",
        "doi:10.6084/m9.figshare.{}",
        "help.figshare.com: DOIs; portals of institutions have prefixes of their own",
    ),
    _rule(
        "https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/28075",
        "doi:10.7910/dvn/28075",
        r"[\w.-]*dataverse[\w.-]*/(?:dataset|file|citation)(?:\.xhtml)?\?(?:[^#]*&)?persistentId=doi:(10\.[^&#\s]+)",
        "doi:{}",
        "guides.dataverse.org: persistentId",
    ),
    _rule(
        "https://datadryad.org/stash/dataset/doi:10.5061/dryad.234",
        "doi:10.5061/dryad.234",
        r"datadryad\.org/(?:stash/)?(?:dataset|resource)/doi(?::|%3A)(10\.5061(?:/|%2F)[^?#\s/]+)",
        "doi:{}",
        "datadryad.org",
    ),
    _rule(
        "https://ssrn.com/abstract=3482150",
        "doi:10.2139/ssrn.3482150",
        r"(?:papers\.)?ssrn\.com/(?:abstract=|sol3/papers\.cfm\?abstract_id=)(\d+)",
        "doi:10.2139/ssrn.{}",
        DEPOSITED,
    ),
    _rule(
        "https://dblp.uni-trier.de/rec/html/conf/icml/FinnAL17",
        "dblp:conf/icml/FinnAL17",
        DBLP + rf"({DBLP_KEY})",
        "dblp:{}",
        "dblp.org/faq/1474609",
    ),
    _rule(
        "https://pubmed.ncbi.nlm.nih.gov/26017442/",
        "pmid:26017442",
        PUBMED + r"/(\d+)",
        "pmid:{}",
        "ncbi.nlm.nih.gov/books/NBK3862 (linking to PubMed)",
    ),
    _rule(
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3531190/",
        "pmcid:PMC3531190",
        PMC + r"/(PMC\d+)",
        "pmcid:{}",
        "ncbi.nlm.nih.gov/pmc/about/faq",
    ),
    _rule(
        "https://openlibrary.org/isbn/9780262035613",
        "isbn:9780262035613",
        r"(?:openlibrary|worldcat)\.org/isbn/([\dX-]+)",
        "isbn:{}",
        "openlibrary.org/dev/docs/api/books",
    ),
    _rule(
        "https://books.google.com/books?vid=ISBN9780262035613",
        "isbn:9780262035613",
        r"books\.google\.[a-z.]+/books\?(?:[^#]*&)?(?:vid=isbn|isbn=|q=isbn(?::|%3A))([\dX-]+)",
        "isbn:{}",
        "developers.google.com/books/docs/static-links",
    ),
    _rule(
        "https://www.amazon.com/Deep-Learning/dp/0262035618/",
        "isbn:0262035618",
        r"amazon\.[a-z.]+/(?:[^/]+/)?(?:dp|gp/product)/(\d{9}[\dX])",
        "isbn:{}",
        "amazon.com: the ASIN of a book is its ISBN-10",
    ),
    # pages of works that no registry answers for
    _rule(
        "https://openreview.net/pdf?id=rJXMpikCZ",
        "url:https://openreview.net/forum?id=rJXMpikCZ",
        r"openreview\.net/(?:forum|pdf|attachment|revisions)\?(?:[^#]*&)?id=([\w-]+)",
        "url:https://openreview.net/forum?id={}",
        "docs.openreview.net: forum",
    ),
    _rule(
        "http://proceedings.mlr.press/v70/finn17a/finn17a.pdf",
        "url:https://proceedings.mlr.press/v70/finn17a.html",
        r"proceedings\.mlr\.press/(v\d+)/([a-z][\w-]*?\d\d[a-z]{0,2})(?:[./-]|$)",
        "url:https://proceedings.mlr.press/{}/{}.html",
        "proceedings.mlr.press/spec.html",
    ),
    _rule(
        "https://www.jmlr.org/papers/volume15/srivastava14a/srivastava14a.pdf",
        "url:https://jmlr.org/papers/v15/srivastava14a.html",
        r"jmlr\.org/papers/(?:v|volume)(\d+)/([a-z][\w-]*?\d\d[a-z]{0,2})(?:[./]|$)",
        "url:https://jmlr.org/papers/v{}/{}.html",
        "jmlr.org: volume and name of each paper",
    ),
    _rule(
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=7780459",
        "url:https://ieeexplore.ieee.org/document/7780459",
        r"ieeexplore\.ieee\.org/(?:abstract/document/|document/|[\w/]*\.jsp\?(?:[^#]*&)?arnumber=)(\d{5,})(?!\d)",
        "url:https://ieeexplore.ieee.org/document/{}",
        "IEEE Xplore's number says nothing of the DOI",
    ),
    _rule(
        "https://hal.archives-ouvertes.fr/hal-01548193v2/document",
        "url:https://hal.science/hal-01548193",
        r"(?:[\w-]+\.)?(?:hal\.science|archives-ouvertes\.fr|hal\.inria\.fr)/((?:hal|tel|inria|halshs|cel|dumas|ird|pasteur|inserm)-\d{8})(?:v\d+)?(?!\d)",
        "url:https://hal.science/{}",
        "doc.hal.science: identifiers of deposits",
    ),
    # publishers put the DOI into their addresses; ACM's 10.5555 is no prefix of DOIs but its own numbers
    _rule(
        "https://dl.acm.org/doi/abs/10.1145/3065386?download=true",
        "doi:10.1145/3065386",
        rf"(?:{IN_PATH})/(?:[^?#]*?/)?(?!10\.5555/)({DOI})",
        "doi:{}",
        DEPOSITED,
    ),
    _rule(
        "http://portal.acm.org/citation.cfm?doid=1015330.1015430",
        "doi:10.1145/1015330.1015430",
        r"(?:portal|dl)\.acm\.org/citation\.cfm\?(?:[^#]*&)?doid=(\d{3,}\.\d{3,})",
        "doi:10.1145/{}",
        "doid is the suffix of ACM's DOI, id may be another publisher's; " + DEPOSITED,
    ),
    _rule(
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0200412",
        "doi:10.1371/journal.pone.0200412",
        r"(?:(?:[\w-]+\.)?plos\.org|(?:[\w.]+\.)?apa\.org|jamanetwork\.com|dl\.acm\.org|spiedigitallibrary\.org)"
        r"/[^?#]*\?(?:[^#]*&)?(?:id|doi|doid)=(10\.\d{4,9}(?:/|%2F)[^&#\s]+)",
        "doi:{}",
        DEPOSITED,
    ),
    _rule(
        "http://www.plosone.org/article/info%3Adoi%2F10.1371%2Fjournal.pone.0012345",
        "doi:10.1371/journal.pone.0012345",
        r"plos\w+\.org/article/info(?::|%3A)doi(?:/|%2F)(10\.1371(?:/|%2F)[^?#\s]+)",
        "doi:{}",
        "plos.org until 2012",
    ),
)
"""Sites and how their addresses carry identifiers, the first that fits."""

"""Links: identifiers and addresses of a piece of text, taken out of it."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from refexport.data.words import ASIDE_LABELS, LINK_LABELS
from refexport.model.ids import NORMAL

TITLE = "\0"
"""Stands in a text where its linked title was."""

LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]"
    r"\(\s*<?(?P<url>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
"""``[text](address "title")`` (CommonMark 0.31, 6.3), two brackets deep."""

URL = re.compile(r"<?\b((?:https?://|www\.)[^\s<>\"|，。；）】、]+)>?", re.IGNORECASE)

ARXIV_NEW = r"\d{4}\.\d{4,5}(?:v\d+)?"
ARXIV_OLD = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|"
    r"funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|"
    r"q-alg|q-bio|quant-ph|solv-int|supr-con)(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
)
"""The archives of arXiv's identifiers until March 2007 (info.arxiv.org/help/arxiv_identifier)."""

ARXIV_CLASS = r"(?:\s*\[(?P<eprintclass>[\w.-]+)\])?"
"""``[cs.LG]``, as arXiv's own citations have it."""

BARE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "arxiv",
        re.compile(rf"\[?\barxiv(?:\.org)?\s*[:\s/]\s*({ARXIV_NEW}|{ARXIV_OLD})\]?{ARXIV_CLASS}", re.IGNORECASE),
    ),
    ("arxiv", re.compile(rf"\babs/({ARXIV_NEW})\b")),
    ("arxiv", re.compile(rf"(?<![\w/])({ARXIV_OLD})(?![\w/]){ARXIV_CLASS}")),
    ("arxiv", re.compile(rf"^\W*({ARXIV_NEW})\W*$|[\[(]({ARXIV_NEW})[\])]", re.MULTILINE)),
    ("doi", re.compile(r"(?:\bdoi\s*[:=]?\s*)?(?<![\w/])(10\.\d{4,9}(?:\.\d+)*/[^\s|，。；）】、]+)", re.IGNORECASE)),
    ("isbn", re.compile(r"\bISBN(?:-1[03])?\s*:?\s*(97[89][\d -]{10,14}\d|\d[\d -]{8,11}[\dX])\b", re.IGNORECASE)),
    ("pmid", re.compile(r"\bPMID\s*:?\s*(\d{1,9})\b", re.IGNORECASE)),
    ("dblp", re.compile(r"^(?:dblp:)?((?:conf|journals|books|phd|series|reference|tr)/[\w-]+/[\w-]+)$", re.IGNORECASE)),
)
"""scheme -> an identifier in running text."""


class Host(NamedTuple):
    """Addresses of one kind: an example, what it gives (``scheme:value``), the pattern, what to make of its groups."""

    example: str
    gives: str
    pattern: re.Pattern[str]
    template: str


def _host(example: str, gives: str, pattern: str, template: str) -> Host:
    return Host(example, gives, re.compile(rf"(?:https?://)?(?:www\.)?(?:{pattern})", re.IGNORECASE), template)


MIRRORS = (
    r"huggingface\.co/papers|alphaxiv\.org/abs|ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)|arxiv-vanity\.com/papers|"
    r"scirate\.com/arxiv|semanticscholar\.org/arxiv"
)
ANTHOLOGY = (
    r"(?:aclanthology\.(?:org|info)|aclanthology\.aclweb\.org/anthology|aclweb\.org/anthology)"
    r"(?:/papers)?(?:/[A-Z])?(?:/[A-Z]\d\d)?/"
)
DBLP = r"dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:html/|bibtex/|bib/|xml/)?"
PUBMED = r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/(?:article|abstract)/med)"

HOSTS: tuple[Host, ...] = (
    # info.arxiv.org/help/arxiv_identifier; mirrors use the same identifiers
    _host(
        "https://arxiv.org/abs/1703.03400v3",
        "arxiv:1703.03400v3",
        rf"(?:\w+\.)?arxiv\.org/(?:abs|pdf|html|format|ps|e-print|src)/({ARXIV_NEW}|{ARXIV_OLD})",
        "arxiv:{}",
    ),
    _host(
        "https://huggingface.co/papers/1706.03762",
        "arxiv:1706.03762",
        rf"(?:{MIRRORS})/({ARXIV_NEW})",
        "arxiv:{}",
    ),
    _host(
        "https://doi.org/10.1038/nature14539",
        "doi:10.1038/nature14539",
        r"(?:dx\.)?doi\.org/(10\.[^?#]+)",
        "doi:{}",
    ),
    # which volumes the ACL Anthology registered under which prefix: its own XML (acl-org/acl-anthology, data/xml)
    _host(
        "https://www.aclweb.org/anthology/D14-1162/",
        "doi:10.3115/v1/d14-1162",
        ANTHOLOGY + r"((?:P1[45]|D14|E14|N15)-\d{4})",
        "doi:10.3115/v1/{}",
    ),
    _host(
        "https://aclanthology.org/N19-1423.pdf",
        "doi:10.18653/v1/n19-1423",
        ANTHOLOGY + r"((?:D1[5-9]|K1[5-9]|N1[689]|P1[6-9])-\d{4})",
        "doi:10.18653/v1/{}",
    ),
    _host(
        "https://aclanthology.org/2020.acl-main.463/",
        "doi:10.18653/v1/2020.acl-main.463",
        ANTHOLOGY + r"(20\d\d\.(?:acl|eacl|naacl|emnlp|conll|findings)-[a-z]+\.\d+|2020\.(?:coling-main|conll-1)\.\d+)",
        "doi:10.18653/v1/{}",
    ),
    _host(
        "https://www.ijcai.org/Proceedings/2019/0413.pdf",
        "doi:10.24963/ijcai.2019/413",
        r"ijcai\.org/proceedings/(20(?:1[7-9]|2\d))/0*(\d+)",
        "doi:10.24963/ijcai.{}/{}",
    ),
    # "ajg201317" is 10.1038/ajg.2013.17; Nature and Scientific Reports count on from 20000 without a year
    _host(
        "https://www.nature.com/articles/ajg201317",
        "doi:10.1038/ajg.2013.17",
        r"nature\.com/articles/(?!nature|srep)([a-z]{2,})((?:19|20)\d\d)(\d+)(?!\w)",
        "doi:10.1038/{}.{}.{}",
    ),
    _host(
        "https://www.nature.com/articles/nature16961.pdf",
        "doi:10.1038/nature16961",
        r"nature\.com/articles/([\w-]+(?:\.\d+)*)",
        "doi:10.1038/{}",
    ),
    _host(
        "https://www.biorxiv.org/content/10.1101/2020.03.22.002386v3.full",
        "doi:10.1101/2020.03.22.002386",
        r"(?:bio|med)rxiv\.org/content/(?:early/[\d/]+/)?(10\.1101/(?:\d{4}\.\d\d\.\d\d\.)?\d+)",
        "doi:{}",
    ),
    _host(
        "https://zenodo.org/records/1434892",
        "doi:10.5281/zenodo.1434892",
        r"zenodo\.org/records?/(\d+)",
        "doi:10.5281/zenodo.{}",
    ),
    _host(
        "https://ssrn.com/abstract=3482150",
        "doi:10.2139/ssrn.3482150",
        r"(?:papers\.)?ssrn\.com/(?:abstract=|sol3/papers\.cfm\?abstract_id=)(\d+)",
        "doi:10.2139/ssrn.{}",
    ),
    _host(
        "https://dblp.uni-trier.de/rec/html/conf/icml/FinnAL17",
        "dblp:conf/icml/FinnAL17",
        DBLP + r"((?:conf|journals|books|phd|series|reference|tr)/[\w-]+/[\w-]+)",
        "dblp:{}",
    ),
    _host("https://pubmed.ncbi.nlm.nih.gov/26017442/", "pmid:26017442", PUBMED + r"/(\d+)", "pmid:{}"),
    _host(
        "https://openlibrary.org/isbn/9780262035613",
        "isbn:9780262035613",
        r"(?:openlibrary|worldcat)\.org/isbn/([\dX-]+)",
        "isbn:{}",
    ),
    _host(
        "https://www.amazon.com/Deep-Learning/dp/0262035618/",
        "isbn:0262035618",
        r"amazon\.[a-z.]+/(?:[^/]+/)?(?:dp|gp/product)/(\d{9}[\dX])",
        "isbn:{}",
    ),
    # pages of works that no registry answers for
    _host(
        "https://openreview.net/pdf?id=rJXMpikCZ",
        "url:https://openreview.net/forum?id=rJXMpikCZ",
        r"openreview\.net/(?:forum|pdf|attachment|revisions)\?(?:[^#]*&)?id=([\w-]+)",
        "url:https://openreview.net/forum?id={}",
    ),
    _host(
        "http://proceedings.mlr.press/v70/finn17a/finn17a.pdf",
        "url:https://proceedings.mlr.press/v70/finn17a.html",
        r"proceedings\.mlr\.press/(v\d+)/([a-z][\w-]*?\d\d[a-z]{0,2})(?:[./-]|$)",
        "url:https://proceedings.mlr.press/{}/{}.html",
    ),
    # publishers put the DOI into their addresses: ACM, APS, IOP, PLOS, SAGE, Springer, Taylor & Francis, Wiley
    _host(
        "https://dl.acm.org/doi/abs/10.1145/3065386?download=true",
        "doi:10.1145/3065386",
        r"(?!\S*delivery\.acm\.org)[^?#]*/(10\.\d{4,9}(?:/|%2F)[^?#\s]+)",
        "doi:{}",
    ),
    _host(
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0200412",
        "doi:10.1371/journal.pone.0200412",
        r"[^?#]*\?[^#]*\b(?:id|doi|doid)=(10\.\d{4,9}/[^&#\s]+)",
        "doi:{}",
    ),
)
"""Addresses that carry an identifier, the first that fits; each site's own scheme of addresses."""

AFTER_DOI = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|fullpdf|meta|summary|html|xml|fulltext(?:\.html)?|references|download))+/?$"
    r"|(?:\.full)?\.pdf$|\.full$|/$"
)
"""What publishers' addresses put behind a DOI."""


class Links(NamedTuple):
    """A text without its links, and these: a linked title, identifiers, the address to keep, and the others."""

    text: str
    title: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    url: str = ""
    asides: tuple[str, ...] = ()


class Address(NamedTuple):
    """An address and the words that link to it."""

    url: str
    label: str = ""

    @property
    def is_aside(self) -> bool:
        """Whether it leads to something beside the work: code, slides, a video."""
        words = _words(self.label)
        return all(word in LINK_LABELS for word in words) and any(word in ASIDE_LABELS for word in words)


def identify_url(url: str) -> tuple[str, str] | None:
    """(scheme, identifier) that an address carries, or None; the scheme ``url`` gives the page of a work."""
    for host in HOSTS:
        if found := host.pattern.match(url):
            scheme, _, value = host.template.format(*(group.rstrip(").,;") for group in found.groups())).partition(":")
            return _identified(scheme, value)
    return None


def take_links(text: str) -> Links:
    """The links and bare identifiers of a text taken out of it; `TITLE` stands for a title that was linked."""
    unlinked, title, addresses = _take_linked(text)
    addresses += [Address(found.rstrip(".,;:!'*")) for found in URL.findall(unlinked)]
    bare, ids = _take_bare(URL.sub(" ", unlinked))
    carried = [found for one in addresses if not one.is_aside and (found := identify_url(one.url))]
    pages = [value for scheme, value in carried if scheme == "url"]
    ids = [*(one for one in carried if one[0] != "url"), *ids]
    others = [one for one in addresses if one.is_aside or not identify_url(one.url)]
    kept, asides = _sorted(others, pages, is_identified=bool(ids))
    return Links(_without_empty(bare), title, tuple(dict.fromkeys(ids)), kept, asides)


def is_label(text: str) -> bool:
    """Whether the words of a link only name what it leads to, or repeat an identifier or address."""
    words = _words(text)
    return (
        not words
        or all(word in LINK_LABELS for word in words)
        or not _take_bare(URL.sub(" ", text))[0].strip(" <>()[]")
    )


def _words(label: str) -> list[str]:
    return [word for word in re.split(r"[\s\[\](){}:.,|/+&*_`\\-]+", label.lower()) if word]


def _take_linked(text: str) -> tuple[str, str, list[Address]]:
    """The text with the words of its links, the first of them that can be a title, and the addresses."""
    addresses: list[Address] = []
    titles: list[str] = []

    def _unlink(found: re.Match[str]) -> str:
        label = re.sub(r"\\(.)", r"\1", found["text"]).strip()
        bare = label.strip("*_` ")
        addresses.append(Address(found["url"], bare.strip("[]() ")))
        if is_label(bare):
            return " "
        if titles:
            return label
        titles.append(bare)
        return TITLE

    return LINK.sub(_unlink, text), "".join(titles), addresses


def _take_bare(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without the identifiers that stand in it, and these."""
    ids: list[tuple[str, str]] = []
    for scheme, pattern in BARE:
        for found in pattern.finditer(text):
            value = next(filter(None, found.groups()))
            if identified := _identified(scheme, value):
                ids += [
                    identified,
                    *((name, identifier) for name, identifier in found.groupdict().items() if identifier),
                ]
                text = text.replace(_span_of(found, value), " ", 1)
    return text, ids


def _span_of(found: re.Match[str], value: str) -> str:
    """The characters to take out: a closing bracket or full stop that a DOI's pattern ran into stays."""
    kept = len(value) - len(value.rstrip(".,;:'\")]"))
    return found[0][: len(found[0]) - kept] if found[0].endswith(value) else found[0]


def _identified(scheme: str, value: str) -> tuple[str, str] | None:
    """The identifier in its one spelling, None if it is none; a DOI that arXiv gives out is an arXiv id."""
    if scheme == "doi":
        value = AFTER_DOI.sub("", unquote(value))
        scheme = "arxiv" if value.lower().startswith("10.48550/arxiv.") else "doi"
    try:
        return (scheme, value) if scheme == "url" else (scheme, NORMAL[scheme](value))
    except ValueError:
        return None


def _sorted(others: Iterable[Address], pages: list[str], *, is_identified: bool) -> tuple[str, tuple[str, ...]]:
    """The address to keep for the work (none when an identifier does), and the others with their labels."""
    rest: list[Address] = []
    kept = pages[0] if pages else ""
    for one in others:
        if not kept and not is_identified and not one.is_aside and one.url.lower().startswith(("http", "www.")):
            kept = one.url
        elif one.url not in (kept, "", *(other.url for other in rest)) and not one.url.startswith("#"):
            rest.append(one)
    return kept, tuple(f"{one.label}: {one.url}" if one.label and one.is_aside else one.url for one in rest)


def _without_empty(text: str) -> str:
    """The text without brackets that have nothing left in them; line breaks stay."""
    for _ in range(2):
        text = re.sub(r"\[[\s|,;/.]*\]|\([\s|,;/.]*\)|【[\s|,;/]*】", " ", text)
    return re.sub(r"[^\S\n]+", " ", text).strip(" ")

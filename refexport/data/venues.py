"""DATA: what dblp's short names of venues stand for.

Sources: dblp's own records of 224 proceedings of 2010-2020 (book title, series, publisher; dblp.org/db/conf), and
the publishers' own BibTeX: proceedings.mlr.press, proceedings.neurips.cc, aclanthology.org, ijcai.org, ojs.aaai.org.
"""

import re
from typing import NamedTuple

from refexport.data.patterns import regex


class Venue(NamedTuple):
    """How a venue's proceedings are cited, or a journal.

    ``names`` are what dblp calls it; the row holds from the year ``since`` on. In ``container`` stand ``{year}`` and,
    counted from the year ``first``, ``{nth}`` (34th) and ``{Nth}`` (Thirty-Fourth); ``has_volumes``: it is a volume.
    """

    names: tuple[str, ...]
    since: int
    first: int
    has_volumes: bool
    publisher: str
    container: str


def _rows(table: str) -> dict[str, tuple[Venue, ...]]:
    """Lines of ``stream | since | first | names | publisher | container``; a ``v`` after ``first`` tells of volumes."""
    venues: dict[str, tuple[Venue, ...]] = {}
    for line in table.strip().splitlines():
        stream, since, first, names, publisher, container = (cell.strip() for cell in line.split("|"))
        year, volumes = first.removesuffix("v"), first.endswith("v")
        row = Venue(tuple(names.split(" / ")), int(since or 0), int(year or 0), volumes, publisher, container)
        venues[stream] = (*venues.get(stream, ()), row)
    return venues


ACL = "Association for Computational Linguistics"
NAACL = f"Conference of the North American Chapter of the {ACL}: Human Language Technologies"

VENUES = _rows(f"""
conf/aaai    |      |       | AAAI    | AAAI Press | Proceedings of the AAAI Conference on Artificial Intelligence
conf/acl     |      | 1963  | ACL     | {ACL} | Proceedings of the {{nth}} Annual Meeting of the {ACL}
conf/aistats |      | 1998  | AISTATS | | Proceedings of the {{nth}} International Conference on Artificial Intelligence and Statistics
conf/bmvc    |      |       | BMVC    | BMVA Press | British Machine Vision Conference
conf/cikm    |      | 1992  | CIKM    | ACM | Proceedings of the {{nth}} ACM International Conference on Information and Knowledge Management
conf/colt    |      | 1988  | COLT    | | Proceedings of the {{nth}} Conference on Learning Theory
conf/corl    |      |       | CoRL    | | Proceedings of the Conference on Robot Learning
conf/cvpr    | 2018 |       | CVPR    | IEEE | IEEE/CVF Conference on Computer Vision and Pattern Recognition
conf/cvpr    |      |       | CVPR    | IEEE | IEEE Conference on Computer Vision and Pattern Recognition
conf/eccv    |      |       | ECCV    | Springer | European Conference on Computer Vision
conf/emnlp   |      |       | EMNLP   | {ACL} | Proceedings of the {{year}} Conference on Empirical Methods in Natural Language Processing
conf/icassp  |      |       | ICASSP  | IEEE | {{year}} IEEE International Conference on Acoustics, Speech and Signal Processing
conf/iccv    | 2019 |       | ICCV    | IEEE | IEEE/CVF International Conference on Computer Vision
conf/iccv    |      |       | ICCV    | IEEE | IEEE International Conference on Computer Vision
conf/iclr    | 2017 |       | ICLR    | OpenReview.net | International Conference on Learning Representations
conf/iclr    |      |       | ICLR    | | International Conference on Learning Representations
conf/icml    |      | 1984  | ICML    | | Proceedings of the {{nth}} International Conference on Machine Learning
conf/icra    |      |       | ICRA    | IEEE | {{year}} IEEE International Conference on Robotics and Automation
conf/ijcai   | 2017 | 1992  | IJCAI   | ijcai.org | Proceedings of the {{Nth}} International Joint Conference on Artificial Intelligence
conf/ijcai   | 2016 | 1992  | IJCAI   | IJCAI/AAAI Press | Proceedings of the {{Nth}} International Joint Conference on Artificial Intelligence
conf/ijcai   | 2015 | 1992  | IJCAI   | AAAI Press | Proceedings of the {{Nth}} International Joint Conference on Artificial Intelligence
conf/ijcai   |      |       | IJCAI   | | Proceedings of the International Joint Conference on Artificial Intelligence
conf/interspeech | |        | Interspeech / INTERSPEECH | ISCA | Interspeech {{year}}
conf/iros    |      |       | IROS    | IEEE | {{year}} IEEE/RSJ International Conference on Intelligent Robots and Systems
conf/kdd     |      | 1995  | KDD     | ACM | Proceedings of the {{nth}} ACM SIGKDD International Conference on Knowledge Discovery and Data Mining
conf/mlsys   |      | 2019v | MLSys   | | Proceedings of Machine Learning and Systems
conf/mm      |      | 1993  | ACM Multimedia / MM | ACM | Proceedings of the {{nth}} ACM International Conference on Multimedia
conf/naacl   |      |       | NAACL / NAACL-HLT / HLT-NAACL | {ACL} | Proceedings of the {{year}} {NAACL}
conf/nips    | 2010 | 1988v | NIPS / NeurIPS | Curran Associates, Inc. | Advances in Neural Information Processing Systems
conf/nips    |      | 1988v | NIPS / NeurIPS | | Advances in Neural Information Processing Systems
conf/recsys  |      | 2007  | RecSys / RECSYS | ACM | Proceedings of the {{nth}} ACM Conference on Recommender Systems
conf/rss     |      |       | Robotics: Science and Systems / RSS | | Proceedings of Robotics: Science and Systems
conf/sdm     |      |       | SDM     | SIAM | Proceedings of the {{year}} SIAM International Conference on Data Mining
conf/sigir   |      | 1978  | SIGIR   | ACM | Proceedings of the {{nth}} International ACM SIGIR Conference on Research and Development in Information Retrieval
conf/uai     |      | 1985  | UAI     | AUAI Press | Proceedings of the {{Nth}} Conference on Uncertainty in Artificial Intelligence
conf/wsdm    |      | 2008  | WSDM    | ACM | Proceedings of the {{nth}} ACM International Conference on Web Search and Data Mining
conf/www     |      |       | WWW     | ACM | Proceedings of the World Wide Web Conference
journals/corr |     |       | CoRR / ICLR | |
journals/jair |     |       | J. Artif. Intell. Res. / Journal of Artificial Intelligence Research | | Journal of Artificial Intelligence Research
journals/jmlr |     |       | J. Mach. Learn. Res. | | Journal of Machine Learning Research
journals/ml  |      |       | Mach. Learn. / Machine Learning | | Machine Learning
journals/pami |     |       | IEEE Trans. Pattern Anal. Mach. Intell. | | IEEE Transactions on Pattern Analysis and Machine Intelligence
journals/tacl |     |       | Trans. Assoc. Comput. Linguistics | | Transactions of the {ACL}
""")  # noqa: E501 - a table reads best with one venue on a line
"""dblp's stream -> its venues, the newest first."""

PMLR = regex(r"https?://proceedings\.mlr\.press/v(\d+)/")
"""Where a volume of the Proceedings of Machine Learning Research is; the publisher calls all of them so, also those
that appeared as "JMLR Workshop and Conference Proceedings" (proceedings.mlr.press/faq.html)."""

PMLR_SERIES = "Proceedings of Machine Learning Research"

UNITS = (
    "Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth "
    "Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth"
).split()
TENS = {20: "Twent", 30: "Thirt", 40: "Fort", 50: "Fift", 60: "Sixt"}


def stream_of(key: str) -> str:
    """``conf/icml`` of ``conf/icml/FinnAL17``."""
    return key.rpartition("/")[0]


def search_words(key: str) -> tuple[str, ...]:
    """The words that dblp's venue of a key begins with, for its search; nothing if the table has none."""
    names = [name for venue in VENUES.get(stream_of(key), ()) for name in venue.names]
    return tuple(dict.fromkeys(re.split(r"[^\w-]", name)[0] for name in names))


def venue_of(key: str, name: str, year: int) -> Venue | None:
    """The venue that dblp calls by this name in a year; None if the table has none."""
    rows = (venue for venue in VENUES.get(stream_of(key), ()) if name in venue.names and venue.container)
    return next((venue for venue in rows if year >= venue.since), None)


def container_of(venue: Venue, year: int) -> str:
    """The title of the proceedings of a year, or of the journal."""
    n = year - venue.first + 1
    return venue.container.format(year=year, nth=_digits(n), Nth=_words(n))


def volume_of(venue: Venue, year: int) -> str:
    """The volume of a year, where the proceedings are volumes of one title."""
    return str(year - venue.first + 1) if venue.has_volumes else ""


def _digits(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _words(n: int) -> str:
    if 0 <= n < len(UNITS):
        return UNITS[n]
    tens, units = TENS.get(n // 10 * 10), n % 10
    if not tens:
        return _digits(n)
    return f"{tens}y-{UNITS[units]}" if units else f"{tens}ieth"

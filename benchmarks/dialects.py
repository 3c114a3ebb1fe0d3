"""Real works as six sources write them in .bib: Google Scholar, Semantic Scholar, Mendeley, dblp, ACM's library and
arXiv.

Each source has its own habits, its usual slips among them (a preprint's journal for a published paper, a preprint's
year beside a conference's name, an article that is a paper); dblp's records are the registry's own.
"""

import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.box import Box
from benchmarks.publications import Facts, Person, Publication, letters
from benchmarks.titles import Draw, short

Pick = random.Random


class Work(NamedTuple):
    """A work that is drawn: its preprint and what was published, one of which may be missing."""

    preprint: Publication | None
    published: Publication | None

    @property
    def any(self) -> Publication:
        one = self.published or self.preprint
        assert one
        return one


class Cited(NamedTuple):
    """An entry of a .bib: its key, its text, all publications of its work, and what it states by itself.

    The publication that a source means has the source's own names for container and publisher among its values.
    """

    key: str
    text: str
    publications: tuple[Publication, ...]
    stated: Mapping[str, str]


class Venue(NamedTuple):
    """What Google Scholar, Semantic Scholar, Mendeley and ACM call a meeting or journal, and its publisher."""

    scholar: str
    semantic: str
    mendeley: str
    acm: str = ""
    publisher: str = ""


NIPS = Venue(
    "Advances in neural information processing systems",
    "Neural Information Processing Systems",
    "Advances in Neural Information Processing Systems",
    "Proceedings of the {number} International Conference on Neural Information Processing Systems",
    "Curran Associates Inc.",
)
JMLR = Venue("Journal of Machine Learning Research", "J. Mach. Learn. Res.", "Journal of Machine Learning Research")
VENUES = {
    "CVPR": Venue(
        "Proceedings of the IEEE conference on computer vision and pattern recognition",
        "{year} IEEE/CVF Conference on Computer Vision and Pattern Recognition",
        "Proceedings of the IEEE Computer Society Conference on Computer Vision and Pattern Recognition",
    ),
    "ICCV": Venue(
        "Proceedings of the IEEE international conference on computer vision",
        "{year} IEEE International Conference on Computer Vision (ICCV)",
        "Proceedings of the IEEE International Conference on Computer Vision",
    ),
    "ICML": Venue(
        "International conference on machine learning",
        "International Conference on Machine Learning",
        "{number} International Conference on Machine Learning, ICML {year}",
        "Proceedings of the {number} International Conference on Machine Learning",
        "PMLR",
    ),
    "NIPS": NIPS,
    "NeurIPS": NIPS,
    "ICLR": Venue(
        "International Conference on Learning Representations",
        "International Conference on Learning Representations",
        "International Conference on Learning Representations, ICLR {year}",
    ),
    "AAAI": Venue(
        "Proceedings of the AAAI conference on artificial intelligence",
        "AAAI Conference on Artificial Intelligence",
        "AAAI Conference on Artificial Intelligence, AAAI {year}",
    ),
    "IJCAI": Venue(
        "IJCAI",
        "International Joint Conference on Artificial Intelligence",
        "IJCAI International Joint Conference on Artificial Intelligence",
    ),
    "ICASSP": Venue(
        "{year} IEEE International Conference on Acoustics, Speech and Signal Processing (ICASSP)",
        "IEEE International Conference on Acoustics, Speech, and Signal Processing",
        "ICASSP, IEEE International Conference on Acoustics, Speech and Signal Processing - Proceedings",
        publisher="IEEE",
    ),
    "KDD": Venue(
        "Proceedings of the {number} ACM SIGKDD international conference on knowledge discovery & data mining",
        "Knowledge Discovery and Data Mining",
        "Proceedings of the ACM SIGKDD International Conference on Knowledge Discovery and Data Mining",
        "Proceedings of the {number} ACM SIGKDD International Conference on Knowledge Discovery & Data Mining",
        "Association for Computing Machinery",
    ),
    "J. Mach. Learn. Res.": JMLR,
    "JMLR": JMLR,
    "Machine Learning": Venue("Machine Learning", "Machine Learning", "Machine Learning", publisher="Springer"),
    "Journal of Artificial Intelligence Research": Venue(
        "Journal of Artificial Intelligence Research",
        "J. Artif. Intell. Res.",
        "Journal of Artificial Intelligence Research",
    ),
}
FIRST = {"ICML": 1983, "NIPS": 1986, "NeurIPS": 1986, "KDD": 1994}
"""The year before the first of these meetings, as they count themselves."""


def ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def named(one: Publication, by: str) -> str:
    """The name that a source has for where a work appeared."""
    venue = VENUES.get(one.venue)
    if venue is None:
        return max(sorted(one.containers), key=len, default="")
    number = ordinal(one.year - FIRST[one.venue]) if one.venue in FIRST else ""
    return str(getattr(venue, by)).format(year=one.year, number=number)


# --- writing


TEX = {"&": "\\&", "%": "\\%", "#": "\\#", "_": "\\_"}


def tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in text)


def written(kind: str, key: str, fields: Mapping[str, str], *, indent: str = "  ", equals: str = "=") -> str:
    """An entry with these fields, those that are empty left out."""
    lines = [f"{indent}{name}{equals}{{{value}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def turned(authors: Sequence[Person]) -> str:
    return " and ".join(f"{family}, {given}" if given else family for given, family in authors)


def straight(authors: Sequence[Person]) -> str:
    return " and ".join(f"{given} {family}".strip() for given, family in authors)


def word_of(title: str) -> str:
    words = [letters(word) for word in re.findall(r"[^\W_]+", title)]
    return next((word for word in words if word not in ("a", "an", "the", "on") and word.isascii()), "work")


def lower_title(title: str) -> str:
    """As Google Scholar prints titles: only the first word and what has capitals within keeps them."""
    first, *rest = title.split()
    return " ".join([first, *(word if re.search(r"\w[A-Z]", word) else word.lower() for word in rest)])


def pages_of(one: Publication, dash: str) -> str:
    return min(one.pages, default="").replace("-", dash)


def volume_of(one: Publication) -> str:
    return min((value for value in one.volumes if value.isdigit()), default="")


def isbn(digits: str) -> str:
    """Twelve digits and their check digit (ISO 2108)."""
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


# --- the sources: each gives kind, key and fields of one entry


Fields = tuple[str, str, dict[str, str]]


def scholar(work: Work, shape: str, _pick: Pick) -> Fields:
    one = work.preprint if shape == "preprint" else work.any
    assert one
    key = f"{letters(one.authors[0][1])}{one.year}{word_of(one.title)}"
    fields = {"title": tex(lower_title(one.title)), "author": turned(one.authors)}
    if shape == "preprint":
        return (
            "article",
            key,
            {**fields, "journal": f"arXiv preprint arXiv:{one.id_of('arxiv')}", "year": str(one.year)},
        )
    if shape == "book":
        return "book", key, {**fields, "year": str(one.year), "publisher": "Springer"}
    publisher = VENUES[one.venue].publisher if one.venue in VENUES else ""
    rest = {
        "volume": volume_of(one),
        "number": min(one.issues, default=""),
        "pages": pages_of(one, "--"),
        "year": str(one.year),
    }
    if shape == "journal":
        return "article", key, {**fields, "journal": tex(named(one, "scholar")), **rest, "publisher": publisher}
    if one.venue not in ("NIPS", "NeurIPS", "AAAI"):
        rest |= {"volume": "", "number": ""}
    kind = "article" if one.venue in ("NIPS", "NeurIPS") else "inproceedings"
    container = tex(named(one, "scholar"))
    return (
        kind,
        key,
        {
            **fields,
            "journal" if kind == "article" else "booktitle": container,
            **rest,
            "organization": "" if kind == "article" else publisher,
        },
    )


def semantic(work: Work, shape: str, pick: Pick) -> Fields:
    one = work.preprint if shape == "preprint" else work.any
    assert one
    people = " and ".join(
        pick.choice((whole, brief))
        for whole, brief in zip(straight(one.authors).split(" and "), short(one.authors), strict=True)
    )
    words = "".join(word[0].upper() + word[1:] for word in re.findall("[A-Za-z]+", one.title)[:3])
    key = f"{re.sub('[^A-Za-z]', '', one.authors[0][1])}{one.year}{words}"
    fields = {"title": tex(one.title), "author": people}
    url = {"url": f"https://api.semanticscholar.org/CorpusID:{pick.randrange(10**6, 10**8)}"}
    if shape == "preprint":
        return (
            "article",
            key,
            {**fields, "journal": "ArXiv", "year": str(one.year), "volume": f"abs/{one.id_of('arxiv')}", **url},
        )
    container = tex(named(one, "semantic"))
    if shape == "preprint's year":
        assert work.preprint
        return "inproceedings", key, {**fields, "booktitle": container, "year": str(work.preprint.year), **url}
    if shape == "published year":
        assert work.preprint
        journal = {"journal": "ArXiv", "year": str(one.year), "volume": f"abs/{work.preprint.id_of('arxiv')}"}
        return "article", key, {**fields, **journal, **url}
    rest = {
        "year": str(one.year),
        "volume": volume_of(one) if shape == "journal" else "",
        "pages": pages_of(one, "-"),
        **url,
    }
    if shape in ("journal", "article"):
        return "article", key, {**fields, "journal": container, **rest}
    return "inproceedings", key, {**fields, "booktitle": container, "year": str(one.year), **url}


MENDELEY = {
    "preprint": ("article", "archivePrefix arxivId eprint journal month url"),
    "preprint with pages": ("article", "archivePrefix arxivId eprint journal pages volume url"),
    "book": ("book", "doi publisher"),
    "chapter": ("incollection", "booktitle doi pages"),
    "journal": ("article", "doi issn journal number pages volume"),
    "article": ("article", "archivePrefix arxivId eprint journal pages volume url"),
    "paper": ("inproceedings", "archivePrefix arxivId eprint booktitle doi pages volume url"),
}
"""How an entry is written -> its type and fields, besides those that all have."""


def mendeley(work: Work, shape: str, pick: Pick) -> Fields:
    one = work.preprint if shape == "preprint" else work.any
    assert one
    kind, names = MENDELEY[shape]
    key = f"{re.sub('[^A-Za-z]', '', one.authors[0][1])}{one.year}{pick.choice(('', 'a', 'b'))}"
    arxiv = work.preprint.id_of("arxiv") if work.preprint else ""
    eprint = {"archivePrefix": "arXiv", "arxivId": arxiv, "eprint": arxiv, "url": f"http://arxiv.org/abs/{arxiv}"}
    container = tex(named(one, "mendeley"))
    december = shape == "article" and one.venue in ("NIPS", "NeurIPS")
    held = {
        **(eprint if arxiv else {}),
        "booktitle": container,
        "doi": pick.choice((one.id_of("doi").upper(), one.id_of("doi"))),
        "issn": "1532-4435",
        "journal": container,
        "month": pick.choice(("jan", "jun")),
        "number": min(one.issues, default=""),
        "pages": pages_of(one, "--"),
        "publisher": "Springer",
        "volume": f"{one.year}-Decem" if december else volume_of(one),
    }
    if shape == "preprint":
        held["journal"] = pick.choice((f"arXiv preprint arXiv:{arxiv}", "arXiv", f"arXiv:{arxiv} [cs, stat]"))
    if shape == "preprint with pages":
        held["journal"] = "arXiv"
    of_all = {
        "abstract": "We study a problem and solve it.",
        "author": turned(one.authors),
        "file": f":home/ann/papers/{key}.pdf:pdf",
        "mendeley-groups": "thesis",
        "title": "{" + tex(one.title) + "}",
        "year": str(one.year),
    }
    chosen = of_all | {name: held[name] for name in names.split() if name in held}
    return kind, key, dict(sorted(chosen.items()))


def acm(work: Work, shape: str, pick: Pick) -> Fields:
    one = work.any
    copy = f"10.5555/{pick.randrange(3000000, 3999999)}.{pick.randrange(3000000, 3999999)}"
    doi = one.id_of("doi") if shape == "own" else copy
    year = one.year % 100
    series = {"NIPS": f"NIPS'{year:02d}", "NeurIPS": f"NIPS'{year:02d}", "ICML": f"ICML'{year:02d}"}.get(
        one.venue, f"{one.venue} '{year:02d}"
    )
    publisher = {"NIPS": "Curran Associates Inc.", "NeurIPS": "Curran Associates Inc.", "ICML": "JMLR.org"}.get(
        one.venue, "Association for Computing Machinery"
    )
    container = (
        tex(named(one, "acm")) if one.venue in VENUES else tex(max(sorted(one.containers), key=len).partition(",")[0])
    )
    first, _, last = pages_of(one, "-").partition("-")
    count = str(int(last) - int(first) + 1) if first.isdigit() and last.isdigit() else ""
    held = {
        "isbn": isbn(f"97814503{pick.randrange(1000, 9999)}"),
        "publisher": publisher,
        "address": "New York, NY, USA",
    }
    own = {"url": f"https://doi.org/{doi}", "doi": doi} if shape == "own" else {}
    rest = {
        "abstract": "We study a problem and solve it.",
        "booktitle": container,
        "pages": pages_of(one, "–"),
        "numpages": count,
    }
    place = {"keywords": "learning, networks", "location": "Long Beach, California, USA", "series": series}
    fields = {"author": turned(one.authors), "title": tex(one.title), "year": str(one.year)}
    return "inproceedings", doi, {**fields, **held, **own, **rest, **place}


def arxiv(work: Work, _shape: str, _pick: Pick) -> Fields:
    one = work.preprint
    assert one
    number = one.id_of("arxiv")
    key = f"{letters(one.authors[0][1])}{one.year}{letters(one.title)[:60]}"
    fields = {"title": tex(one.title), "author": straight(one.authors), "year": str(one.year), "eprint": number}
    return (
        "misc",
        key,
        {**fields, "archivePrefix": "arXiv", "primaryClass": "cs.LG", "url": f"https://arxiv.org/abs/{number}"},
    )


SPELLING = {
    "scholar": ("  ", "="),
    "semantic": ("  ", "="),
    "mendeley": ("", " = "),
    "acm": ("", " = "),
    "arxiv": ("      ", "="),
}
SOURCES: Mapping[str, Callable[[Work, str, Pick], Fields]] = {
    "scholar": scholar,
    "semantic": semantic,
    "mendeley": mendeley,
    "acm": acm,
    "arxiv": arxiv,
}

MIX: Mapping[str, Sequence[tuple[str, str]]] = {
    "scholar": [("preprint", "pair")] * 5 + [("paper", "pair"), ("paper", "NIPS"), ("journal", "journal"), ("paper",
    "chapter"), ("book", "book")],
    "semantic": [("preprint", "pair")] * 3 + [("preprint's year", "later")] * 3 + [("published year", "later"),
    ("journal", "journal"), ("article", "CVPR"), ("paper", "pair")],
    "mendeley": [("preprint", "pair")] * 3 + [("paper", "pair")] * 2 + [("article", "NIPS"), ("preprint with pages",
    "pair"), ("journal", "journal"), ("chapter", "chapter"), ("book", "book")],
    "dblp": [("CoRR", "CoRR")] * 3 + [("record", "pair")] * 4 + [("record", "NIPS"), ("record", "journal"), ("record",
    "journal")],
    "acm": [("own", "KDD")] * 6 + [("copy", "NIPS")] * 2 + [("copy", "ICML")] * 2,
    "arxiv": [("preprint", "pair")] * 7 + [("preprint", "unpublished")] * 3,
}  # fmt: skip
"""Source -> ten entries: how each is written, and which kind of work is drawn for it."""


# --- drawing


class Shelves:
    """Works of each kind, drawn from one seed, none twice."""

    def __init__(self, known: Facts, pick: Pick) -> None:
        self.known, self.pick = known, pick
        self.used: set[str] = set()
        self.stock = Draw(known, pick).stock
        self.books = [one for one in known.all if one.kinds == {"book"}]

    def draw(self, kind: str) -> Work:
        if kind == "book":
            return Work(None, self.books[0])
        while True:
            one = self.pick.choice(self.stock)
            work = self._work(one)
            if letters(one.title) not in self.used and self._fits(work, kind):
                self.used.add(letters(one.title))
                return work

    def _work(self, one: Publication) -> Work:
        held = self.known.publications(one)
        preprints = [other for other in held if other.is_preprint and other.id_of("arxiv")]
        published = [other for other in held if not other.is_preprint]
        return Work(*(found[0] if found else None for found in (preprints, published)))

    @staticmethod
    def _fits(work: Work, kind: str) -> bool:
        before, after = work
        if after is None:
            return kind == "unpublished"
        is_meeting = after.venue in VENUES and "paper" in after.kinds and bool(after.pages)
        is_in_journal = after.kinds == {"article"} and bool(after.volumes and after.pages and after.id_of("dblp"))
        shapes = {
            "pair": before and is_meeting,
            "later": before and is_meeting and before.year < after.year,
            "NIPS": is_meeting and VENUES[after.venue] == NIPS,
            "CVPR": is_meeting and after.venue == "CVPR",
            "ICML": is_meeting and after.venue == "ICML",
            "KDD": is_meeting and after.id_of("doi").startswith("10.1145/"),
            "CoRR": before
            and is_meeting
            and re.match("1[789]", before.id_of("arxiv"))
            and before.id_of("arxiv") > "1707",
            "journal": is_in_journal,
            "chapter": "chapter" in after.kinds and after.pages,
        }
        return bool(shapes.get(kind))


def entries(source: str, shelves: Shelves, box: Box) -> Iterator[Cited]:
    """Ten entries of a source."""
    for shape, kind in MIX[source]:
        if source == "dblp":
            yield from itertools.islice(_of_dblp(shape, kind, shelves, box), 1)
            continue
        work = shelves.draw(kind)
        type_, key, fields = SOURCES[source](work, shape, shelves.pick)
        indent, equals = SPELLING[source]
        yield _cited(work, key, written(type_, key, fields, indent=indent, equals=equals), fields, shelves.known)


def _of_dblp(shape: str, kind: str, shelves: Shelves, box: Box) -> Iterator[Cited]:
    """dblp's own record, of which the box has the text."""
    while True:
        work = shelves.draw(kind)
        one = work.preprint if shape == "CoRR" else work.published
        dblp = one.id_of("dblp") if one else ""
        text = box.text(f"/dblp/rec/{dblp}.bib") if dblp else ""
        if text:
            held = re.findall(r"^ +(\w+) += \{(.*?)\}(?:,\n|\n\})", text, re.MULTILINE | re.DOTALL)
            fields = {name: " ".join(re.sub("[{}]", "", value).split()) for name, value in held}
            yield _cited(work, f"DBLP:{dblp}", text, fields, shelves.known)


STATED_KINDS = {"@article": {"article"}, "@inproceedings": {"paper"}, "@incollection": {"chapter"}}
"""A source's type for what was published: Scholar's and Semantic Scholar's articles in proceedings are whole, if
odd."""


def _cited(work: Work, key: str, text: str, fields: Mapping[str, str], known: Facts) -> Cited:
    """The entry with its work's publications; what the source calls the published one's venue and publisher is
    right."""
    held = list(known.publications(work.any))
    plain = {name: re.sub(r"\\([&%#_])", r"\1", value) for name, value in fields.items()}
    container = plain.get("booktitle") or plain.get("journal", "")
    if work.published in held and not re.search(r"arxiv|corr", container, re.IGNORECASE):
        at = held.index(work.published)
        publisher = plain.get("publisher") or plain.get("organization", "")
        held[at] = held[at]._replace(
            containers=held[at].containers | ({container} if container else set()),
            publishers=held[at].publishers | ({publisher} if publisher else set()),
            volumes=held[at].volumes | ({plain["volume"]} if "volume" in plain else set()),
            kinds=held[at].kinds | STATED_KINDS.get(text[: text.index("{")], set()),
        )
    return Cited(key, text, tuple(held), plain)

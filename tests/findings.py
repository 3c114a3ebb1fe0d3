"""Small inputs that provoke every finding: one or more for each place of the code that makes one.

`tests/cli/test_every_finding.py` runs them through the command line and fails if a rule, or a place that makes a
finding, has none: whoever adds a rule adds its row here.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from refexport.checks import RULES
from refexport.data.rules import READER_RULES
from refexport.model.entry import Record
from tests.checks.samples import record


class Sample(NamedTuple):
    """A rule, an entries.toml that it finds something in, the records in its lock, and a document to cite from."""

    rule: str
    toml: str | bytes
    records: Sequence[Record] = ()
    document: str = ""


COMPLETE = {"type": '"misc"', "title": '"T"', "author": '["Doe, Jane"]', "date": "2020"}
"""An entry in which nothing is wrong."""


def entry(body: str = "", key: str = "k", **fields: str | None) -> str:
    """A complete entry with other lines in it, which replace those of the same field."""
    own = {line.split(" =")[0] for line in body.split("\n") if " =" in line}
    lines = {**COMPLETE, **fields}
    kept = [f"{field} = {value}" for field, value in lines.items() if value is not None and field not in own]
    return "\n".join([f"[{key}]", *kept, *filter(None, [body])]) + "\n"


DOI = 'doi = "10.1000/1"'
TITLE = "Prototypical Networks for Few-shot Learning"
PEOPLE = ["Snell, Jake", "Swersky, Kevin"]


def crossref(links: Mapping[str, tuple[str, ...]] | None = None, **spelled: object) -> Record:
    known = {"title": TITLE, "author": PEOPLE, "date": 2017, "journaltitle": "J", **spelled}
    return record("doi:10.1000/1", "crossref", links=links, **known)


def arxiv(**links: tuple[str, ...]) -> Record:
    known = {"title": TITLE, "author": PEOPLE, "date": 2017, "eprint": "1703.05175", "eprinttype": "arxiv"}
    return record("arxiv:1703.05175", "arxiv", "preprint", links, **known)


PRINTED = record(
    "doi:10.1000/1",
    "crossref",
    "inproceedings",
    title=TITLE, author=PEOPLE, date=2017, booktitle="Proceedings of the 34th International Conference on Machine Learning",
    volume="70", pages="1126--1135", publisher="PMLR",
)  # fmt: skip


def about(rule: str, *records: Record, body: str = "", identifier: str = DOI) -> Sample:
    """Lines of an entry beside an identifier that has records."""
    return Sample(rule, f"[k]\n{identifier}\n{body}\n", records)


ARXIV = 'arxiv = "1703.05175"'

OF_RECORDS = (
    Sample("unlocked-id", entry(DOI)),
    about("absent-id", Record("doi:10.1000/1", "crossref"), body='title = "T"'),
    about("other-work", crossref(), body='title = "Deep Residual Learning"\nauthor = ["He, Kaiming"]'),
    about("title-differs", crossref(), body='title = "Prototypical Network for Few-shot Learning"'),
    about("authors-differ", crossref(), body='author = ["Snell, Jake", "Swersky, K.", "Zemel, R."]'),
    about(
        "date-differs", crossref(), body=f'title = "{TITLE}"\nauthor = ["Snell, Jake", "Swersky, Kevin"]\ndate = 2018'
    ),
    about("redundant-override", crossref(), body='journaltitle = "J"'),
    about("mixed-publication", PRINTED, body='booktitle = "NeurIPS"\ndate = 2017'),
    about("mixed-publication", PRINTED, body='pages = "7"\nvolume = "9"\ndate = 2011'),
    about("mixed-publication", PRINTED, body='type = "article"\nbooktitle = "ICML"'),
    about("placeholder-venue", PRINTED, body='journaltitle = "CoRR"'),
    about("venue-differs", PRINTED, body='booktitle = "NeurIPS"'),
    about(
        "venue-differs",
        PRINTED,
        body='booktitle = "Proceedings of the 32nd International Conference on Machine Learning"',
    ),
    Sample("venue-differs", entry('doi = "10.1109/cvpr.2018.00131"\nbooktitle = "ICML"', type='"inproceedings"')),
    about("volume-differs", PRINTED, body='volume = "9"'),
    about("pages-differ", PRINTED, body='pages = "7--8"'),
    about("publisher-differs", PRINTED, body='publisher = "Elsevier"'),
    about("newer-version", arxiv(newer=("arxiv:1703.05175v2",)), identifier=ARXIV),
    about("published-version-exists", arxiv(published=("doi:10.1000/2",)), identifier=ARXIV),
    about("retracted", crossref({"retraction": ("doi:10.1000/2",)})),
    about("withdrawn", crossref({"withdrawal": ("doi:10.1000/2",)})),
    about("concern", crossref({"concern": ("doi:10.1000/2",)})),
    about("corrected", crossref({"correction": ("doi:10.1000/2",)})),
    about("update-notice", crossref({"retracts": ("doi:10.1000/2",)})),
)

OF_LIBRARIES = tuple(
    Sample(rule, entry(line, type=type_, title='"A"') + entry(line, key="other", type=type_, title='"B"'))
    for rule, line, type_ in (
        ("duplicate-doi", DOI, '"misc"'),
        ("duplicate-arxiv", ARXIV, '"misc"'),
        ("duplicate-dblp", 'dblp = "conf/icml/FinnAL17"', '"misc"'),
        ("duplicate-isbn", 'isbn = "9781789534207"', '"book"'),
    )
)

OF_DOCUMENTS = (
    Sample("missing-entry", entry(), document="\\cite{k, nobody}"),
    Sample("cites-nothing", entry(), document="no citation"),
)

OTHERS = (
    *(
        Sample(f"missing-{field}", f'[k]\ntype = "{type_}"\nnote = "N"\nlabel = "L"\n')
        for field, type_ in {
            "author": "article", "booktitle": "inbook", "date": "book", "editor": "collection", "entryset": "set",
            "eprint": "preprint", "genre": "thesis", "institution": "report", "journaltitle": "article",
            "number": "patent", "title": "misc", "url": "online",
        }.items()
    ),
    Sample("duplicate-title", entry() + entry(key="other")),
    Sample("dangling-crossref", entry('related = "Other"') + entry(key="other", title='"B"')),
    Sample("bad-url", entry('url = "www example org"')),
)  # fmt: skip

LARGEST = 100_000
"""Bytes that an entries.toml of these tests may have; users' may have ten thousand times more."""

BROKEN = (
    Sample("unreadable-file", b"\xff\xfe[\x00a\x00"),
    Sample("unreadable-file", b'[a]\ntitle = "\xe9"\n'),
    Sample("unreadable-file", "[a]\n" + ".".join("abcdefghijklmnopqrst") + " = 1\n"),
    Sample("unreadable-file", b"# " + b"x" * LARGEST),
    Sample("merge-conflict", "<<<<<<< HEAD\n=======\n>>>>>>> other\n"),
    Sample("merge-conflict", entry() + "<<<<<<< HEAD\n"),
    Sample("toml-syntax", entry('note = "open')),
    Sample("duplicate-key", entry() + entry()),
    Sample("duplicate-key", entry() + entry(key="K")),
    Sample("bad-key", entry(key='"a b"')),
    Sample("bad-key", entry(key="k" * 300)),
    Sample("not-an-entry", "[[k]]\na = 1\n"),
    Sample("not-an-entry", 'title = "T"\n'),
    *(
        Sample("bad-setting", f"[refexport]\n{line}\n")
        for line in (
            "version = 9", "colour = 1", 'proxy = "http://me:secret@example.org"', "proxy = 5", "mailto = 5",
            "export = 5", "check = 5", "check.allow = 5", 'check.allow.bad-doi = ""', 'export."" = "bibtex"',
            'export."a.bib" = {colour = 1, format = "bibtex"}', 'export."a.bib" = {sort = "year"}',
            'export."a.bib" = "bibtexx"', "store = 5", 'store = "nowhere.toml"', "pick = 5", 'pick = ["a"]',
            'store = "entries.toml"\npick = ["nobody"]', 'store = "entries.toml"\npick = ["none.tex"]',
        )
    ),
    Sample("bad-setting", "refexport = 5\n"),
    Sample("bad-setting", '[refexport]\nstore = "entries.toml"\n\n' + entry('note = "open')),
    Sample("missing-entry", '[refexport]\nstore = "entries.toml"\npick = ["doc.tex"]\n\n' + entry(), (), "\\cite{nobody}"),
    *(
        Sample("bad-option", entry(line))
        for line in ("type = 5", 'omit = "abstract"', 'prefer = "preprints"', 'allow = "bad-doi"', 'cited-as = "T"')
    ),
    Sample("nested-table", entry() + '[k.b]\ntitle = "T"\n'),
    Sample("bad-field-name", entry('Omit = ["abstract"]')),
    Sample("bad-field-name", entry('"my field" = "x"')),
    Sample("duplicate-field", entry('journal = "J"\njournaltitle = "K"')),
    *(
        Sample("bad-value", entry(line, date=None))
        for line in (
            "volume = 1.10", 'date = "summer"', "month = 8", "year = 206", 'year = 2018\nmonth = "summer"',
            'arxiv = "1703.03400"\neprinttype = "hal"', 'author = ["A, B, C, D"]', 'capitals = "some"',
        )
    ),
    Sample("unidentified", "[k]\n"),
)  # fmt: skip

NOTICED = (
    Sample("unknown-field", entry('omit = ["abstrct"]')),
    Sample("text-for-list", entry('keywords = "a, b"')),
    Sample("several-names", entry('author = ["Y. Bengio, S. Bengio"]')),
    Sample("eprint-without-type", entry('eprint = "hal-01"')),
)

SPECIAL = (*OF_RECORDS, *OF_LIBRARIES, *OF_DOCUMENTS, *OTHERS, *BROKEN, *NOTICED)
EXPLAINED = tuple(Sample(rule.name, entry(rule.wrong)) for rule in RULES.values() if rule.wrong)
"""The examples that ``check --explain`` shows: they have what they are examples of."""

SAMPLES = (*SPECIAL, *EXPLAINED)
MENDED = tuple(Sample(rule.name, entry(rule.right)) for rule in RULES.values() if rule.right)
"""What it shows as right: there the rule finds nothing."""

STOPPING = frozenset(rule for rule in READER_RULES if RULES[rule].level == "error")
"""Rules of files that no command can use."""

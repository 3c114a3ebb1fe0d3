"""The cases of tests/cases as entries, and the truth about them in CSL-JSON; entries for tests that need others."""

from refexport.model.entry import Entry, parse_value
from refexport.model.text import Style, plain_text
from refexport.project import Project
from tests.conftest import ROOT
from tests.truth import truth_of

CASES = ROOT / "tests" / "cases"
NO_T1 = "# no T1"
"""The line of a case whose letters pdflatex lacks; other clients must read it all the same."""


def entry(key, type_, /, **fields):
    return Entry(key, type_, {field: parse_value(field, value) for field, value in fields.items()})


def arxiv(eprint, class_="cs.LG"):
    return {"eprint": eprint, "eprinttype": "arxiv", "eprintclass": class_}


def told(name):
    """What the file of a case says."""
    return (CASES / name / "entries.toml").read_text(encoding="utf-8-sig")


NAMES = tuple(sorted(folder.name for folder in CASES.iterdir() if folder.is_dir()))
REFUSED = tuple(name for name in NAMES if (CASES / name / "refused.tsv").exists())
ENTRIES = {name: Project(CASES / name / "entries.toml").entries for name in NAMES if name not in REFUSED}
"""case -> its entries, as ``export`` gets them."""

SAMPLES = tuple(one for name, entries in ENTRIES.items() if NO_T1 not in told(name) for one in entries)
"""All in letters that pdflatex has, and complete, so that no client has a reason to complain."""

BEYOND_T1 = tuple(one for name, entries in ENTRIES.items() if NO_T1 in told(name) for one in entries)

TAGS = {Style.BOLD: "b", Style.ITALIC: "i", Style.SUB: "sub", Style.SUP: "sup"}


def truth(sample):
    """What a client should know of the entry, markup and whole dates included."""
    return truth_of(sample) | {"title": _title(sample)} | ({"issued": _date(date)} if (date := sample.date()) else {})


def _title(sample):
    title, subtitle = "".join(map(_run, sample.text("title"))), plain_text(sample.text("subtitle"))
    return f"{title}{'' if title.endswith('?') else ':'} {subtitle}" if subtitle else title


def _run(span):
    if span.has(Style.MATH):
        return f"${span.text}$"
    tags = [tag for style, tag in TAGS.items() if span.has(style)]
    return "".join(f"<{tag}>" for tag in tags) + span.text + "".join(f"</{tag}>" for tag in reversed(tags))


def _date(date):
    season = {"season": date.month - 20} if date.season else {}
    return {"date-parts": [list(one.parts) for one in (date, date.end) if one]} | season

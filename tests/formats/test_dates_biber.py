"""biber takes every form of a date that is written for it, and reads the parts that the date has."""

import re
import subprocess

import pytest

from refexport.formats import FORMATS
from refexport.model.date import OPEN, UNKNOWN, parse_date
from refexport.model.entry import Entry
from refexport.model.text import literal_text
from tests.formats.test_dates_round_trip import FORMS

DOCUMENT = r"\documentclass{article}\usepackage[backend=biber]{biblatex}\addbibresource{refs.bib}\begin{document}\nocite{*}\end{document}"
FIELD = re.compile(r"\\field\{((?:end)?(?:year|month|day|yeardivision|hour|minute|second|timezone))\}\{(.*?)\}")
EXACT = [form for form in FORMS if not form.startswith("{") and "X" not in form]
"""biber makes a range of what has digits that are not known."""


def parts(date, prefix=""):
    """The fields of a .bbl that the biblatex manual (3.18, section 2.3.8) gives a date."""
    if date in (OPEN, UNKNOWN):
        return {f"{prefix}year": ""}
    year = {f"{prefix}year": str(abs(date.year))}
    season = {f"{prefix}yeardivision": date.season} if date.season else {}
    numbers = {f"{prefix}{name}": str(part) for name, part in zip(("month", "day"), date.parts[1:], strict=False)}
    time = dict(
        zip(("hour", "minute", "second"), (str(int(part)) for part in date.time[:8].split(":") if part), strict=False)
    )
    zone = {f"{prefix}timezone": date.time[8:].replace(":", "\\bibtzminsep ")} if date.time[8:] else {}
    return year | season | numbers | {f"{prefix}{name}": value for name, value in time.items()} | zone


def doubts(date, prefix=""):
    return {
        f"{prefix}date{word}"
        for word, marks in (("circa", "~%"), ("uncertain", "?%"))
        if date.mark and date.mark in marks
    }


def read_by_biber(forms, folder):
    """What biber gives each date, and its messages."""
    entries = [
        Entry(f"k{n}", "misc", {"title": literal_text("T"), "date": parse_date(form)}) for n, form in enumerate(forms)
    ]
    (folder / "refs.bib").write_text(FORMATS["biblatex"].write(entries).text, encoding="utf-8")
    (folder / "doc.tex").write_text(DOCUMENT, encoding="utf-8")
    for command in (("pdflatex", "-interaction=batchmode", "doc"), ("biber", "--noconf", "doc")):
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
    bbl = (folder / "doc.bbl").read_text(encoding="utf-8")
    found = dict(re.findall(r"\\entry\{(k\d+)\}(.*?)\\endentry", bbl, re.DOTALL))
    return [found[entry.key] for entry in entries], (folder / "doc.blg").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.program("biber")
@pytest.mark.program("pdflatex")
def test_biber_reads_every_form_as_it_is_meant(tmp_path):
    found, messages = read_by_biber(FORMS, tmp_path)
    in_words = {form[1:-1] for form in FORMS if form.startswith("{")}
    assert (
        set(re.findall(r"Invalid format '(.*?)' of date", messages)) <= in_words
    )  # these are in ``year``, and printed
    for form, text in zip(FORMS, found, strict=True):
        date = parse_date(form)
        start = date if date.year is not None else OPEN
        end, end_doubts = (parts(date.end, "end"), doubts(date.end, "end")) if date.end else ({}, set())
        if form in EXACT:
            assert dict(FIELD.findall(text)) == parts(start) | end, form
            flags = set(re.findall(r"\\true\{((?:end)?date(?:circa|uncertain))\}", text))
            assert flags == doubts(date) | end_doubts, form


@pytest.mark.slow
@pytest.mark.program("biber")
@pytest.mark.program("pdflatex")
def test_biber_knows_the_digits_that_are_not_known(tmp_path):
    names = {"199X": "yearindecade", "19XX": "yearincentury", "1999-XX": "monthinyear", "1999-01-XX": "dayinmonth", "1999-XX-XX": "dayinyear"}  # fmt: skip
    found, _ = read_by_biber(names, tmp_path)
    assert [re.findall(r"\\field\{dateunspecified\}\{(\w+)\}", text) for text in found] == [
        [name] for name in names.values()
    ]

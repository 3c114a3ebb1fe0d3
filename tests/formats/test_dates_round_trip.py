"""Every date of EDTF, levels 0 and 1, and words in place of one come back from every format, or the loss is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.formats import FORMATS
from refexport.formats.readback import undeclared
from refexport.model.entry import Entry, parse_value
from refexport.model.text import literal_text
from tests.conftest import examples
from tests.model.strategies import dates

FORMS = [
    *(
        "2004 2004-08 2004-08-06 2004-21 2004/2005 2004-02-01/2005-02-08 2004-02-01/2005-02 2004-06/2004-08 2004-21/2004-22 "
        "2004/.. 2004/ ../2004 /2004 1985-04-12/.. 199X 19XX 1999-XX 1999-01-XX 1999-XX-XX 1984? 2004-06~ 2004-06-11% "
        "1984?/2004~ -0043 -0343/-0299 0476 0000 Y17000000002 Y-17000 2004-04-25T14:34:00Z 2004-04-25T14:34:00+02:00"
    ).split(),
    *("{Hilary Term 1998}", "{05/06/2009}", "{after 1950}", "{206}"),
]
"""The biblatex manual 3.18, tables 3 and 4; the Library of Congress's examples of levels 0 and 1; words."""

WHOLE = {
    "biblatex": set(FORMS),
    "csl-json": set(FORMS) - set("2004-21/2004-22 1984? 2004-06-11% 1984?/2004~ 2004-04-25T14:34:00Z 2004-04-25T14:34:00+02:00".split()),
    "bibtex": set(FORMS) - set(
        "2004-02-01/2005-02-08 2004-02-01/2005-02 2004/ /2004 1985-04-12/.. 1999-XX 1999-01-XX 1999-XX-XX 1984? 2004-06~ "
        "2004-06-11% 1984?/2004~ 2004-04-25T14:34:00Z 2004-04-25T14:34:00+02:00".split()
    ),
    "hayagriva": {"2004", "2004-08", "2004-08-06", "2004-06~", "-0043", "0476", "0000"},
    "ris": {"2004", "2004-08", "2004-08-06", "2004-21", "../2004", "/2004", "199X", "19XX", "1999-XX", "1999-01-XX", "1999-XX-XX", "-0043", "-0343/-0299", "0476", "0000", "Y17000000002", "Y-17000", *FORMS[-4:]},
}  # fmt: skip
"""format -> the dates that it has a place for: biblatex manual, section 2.3.8; csl-data.json; btxdoc; the format of
Hayagriva's file; ``YYYY/MM/DD/other`` of RIS."""


def work(date, field="date"):
    return Entry(
        "k", "online", {"title": literal_text("T"), "url": "https://example.org/", field: parse_value("date", date)}
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("field", ["date", "urldate"])
@pytest.mark.parametrize("date", FORMS)
def test_every_form_of_a_date_comes_back_or_is_named(name, field, date):
    entries = [work(date, field)]
    written = FORMATS[name].write(entries)
    read, problems = FORMATS[name].read(written.text, "x")
    assert [problem for problem in problems if problem.level == "error"] == []
    assert list(undeclared(entries, read, written.lost)) == []
    if date in WHOLE.get(name, ()) and field == "date":
        assert read[0].fields["date"] == entries[0].fields["date"]
        assert not written.lost


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@examples(300)
@given(st.lists(dates, min_size=1, max_size=4), st.sampled_from(["date", "urldate", "origdate", "eventdate"]))
def test_random_dates_come_back_or_are_named(name, values, field):
    entries = [Entry(f"k{n}", "online", {"title": literal_text("T"), field: date}) for n, date in enumerate(values)]
    written = FORMATS[name].write(entries)
    read, problems = FORMATS[name].read(written.text, "x")
    assert [problem for problem in problems if problem.level == "error"] == []
    assert list(undeclared(entries, read, written.lost)) == []

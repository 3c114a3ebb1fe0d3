"""Meetings: what was presented, and where, as style guides write it (APA 7, 10.5; AMA 11; CMOS 17; IEEE; NLM; Harvard; DIN)."""

import pytest

from refexport.lists.citation import parse_citation
from refexport.model.date import parse_date

TALKS = {
    "Smith, J., & Doe, A. (2019). Learning to plan with graphs. Paper presented at the 33rd Conference on Neural Information Processing Systems, Vancouver, Canada.":
        ("33rd Conference on Neural Information Processing Systems", "Vancouver, Canada", "2019", "", ""),
    "Smith J, Doe A. Learning to plan with graphs. Presented at: 33rd Conference on Neural Information Processing Systems; December 8-14, 2019; Vancouver, Canada.":
        ("33rd Conference on Neural Information Processing Systems", "Vancouver, Canada", "2019-12-08/2019-12-14", "2019-12-08/2019-12-14", ""),
    "Smith J, Doe A. Learning to plan with graphs. Paper presented at: American Thoracic Society International Conference; May 20, 2012; San Francisco, CA.":
        ("American Thoracic Society International Conference", "San Francisco, CA", "2012-05-20", "", ""),
    'Smith, John. "Learning to Plan with Graphs." Paper presented at the annual meeting of the American Sociological Association, New York, August 2013.':
        ("annual meeting of the American Sociological Association", "New York", "2013-08", "", ""),
    "J. Smith and A. Doe, “Learning to plan with graphs,” presented at the Int. Conf. Machine Learning, Sydney, Australia, Aug. 2017.":
        ("Int. Conf. Machine Learning", "Sydney, Australia", "2017-08", "", ""),
    "Smith, J. 2018, ‘Learning to plan with graphs’, paper presented to the Annual Conference of the Royal Society, London, 12-14 June.":
        ("Annual Conference of the Royal Society", "London", "2018", "2018-06-12/2018-06-14", ""),
    "Smith, J. (2020, May 3–5). Learning to plan with graphs [Conference session]. American Psychological Association Convention, Chicago, IL, United States.":
        ("American Psychological Association Convention", "Chicago, IL, United States", "2020-05-03/2020-05-05", "2020-05-03/2020-05-05", "Conference session"),
    "Smith, J. (2020, May 3–5). Learning to plan with graphs [Poster presentation]. American Psychological Association Convention, Chicago, IL, United States.":
        ("American Psychological Association Convention", "Chicago, IL, United States", "2020-05-03/2020-05-05", "2020-05-03/2020-05-05", "Poster presentation"),
    'Smith, John. "Learning to Plan with Graphs." Keynote talk, ACM SIGGRAPH, Los Angeles, 2012.':
        ("ACM SIGGRAPH", "Los Angeles", "2012", "", "Keynote talk"),
    "Müller, Hans: Lernen mit Graphen. Vortrag auf der Jahrestagung der Gesellschaft für Informatik, Berlin, 12. Mai 2015.":
        ("Jahrestagung der Gesellschaft für Informatik", "Berlin", "2015", "", "Vortrag"),
}  # fmt: skip
"""reference -> the meeting, its place, the date, the days of the meeting, what was presented."""


@pytest.mark.parametrize("line", TALKS)
def test_what_was_presented_names_its_meeting(line):
    entry = parse_citation(line)
    event, place, date, days, kind = TALKS[line]
    assert (entry.type, entry.plain("eventtitle"), entry.plain("venue")) == ("unpublished", event, place)
    assert entry.fields.get("eventdate") == (parse_date(days) if days else None)
    assert entry.plain("genre") == kind
    assert entry.year == parse_date(date).year
    assert entry.fields["date"] == parse_date(date) or "Mai" in line  # a German day is read as its year
    assert not {"pages", "booktitle", "publisher", "location", "annotation"} & entry.fields.keys()


PAPERS = {
    "Smith J, Doe A. Learning to plan with graphs. In: Proceedings of the 33rd Conference on Neural Information Processing Systems; 2019 Dec 8-14; Vancouver, Canada. New York: Curran; 2019. p. 12-20.": ("2019-12-08/2019-12-14", "New York"),
    "Smith, J. and Doe, A. Learning to plan with graphs. In: Proceedings of the 33rd Conference on Neural Information Processing Systems (NeurIPS 2019), Vancouver, Canada, 8-14 December 2019, pp. 12-20. Curran Associates.": ("2019-12-08/2019-12-14", ""),
    "J. Smith and A. Doe. Learning to plan with graphs. In Proceedings of the 33rd Conference on Neural Information Processing Systems, pages 12–20, Vancouver, Canada, 30 November – 4 December 2019.": ("2019-11-30/2019-12-04", ""),
}  # fmt: skip
"""reference -> the days of the meeting, where the book appeared."""


@pytest.mark.parametrize("line", PAPERS)
def test_the_days_of_a_meeting_are_no_pages(line):
    entry = parse_citation(line)
    days, house = PAPERS[line]
    assert (entry.type, entry.fields["pages"], entry.fields["eventdate"]) == (
        "inproceedings",
        "12--20",
        parse_date(days),
    )
    assert (entry.fields["date"], entry.plain("venue")) == (parse_date(2019), "Vancouver, Canada")
    assert entry.plain("location") == house


@pytest.mark.parametrize(
    ("line", "pages"),
    [
        ("Doe, J. Graphs in May. Nature 12, 8–14 (2019).", "8--14"),
        ("Doe J. Planning with graphs. J Graph Sci. 2019 Dec;3(2):8-14.", "8--14"),
        ("Doe, J. (2019). The crisis of March 8-14 in the archives. Journal of Graphs, 3(2), 20–31.", "20--31"),
        ("Doe, J. (2019). The crisis of 8-14 July 1914. Journal of Graphs, 3(2), 20–31.", "20--31"),
    ],
)
def test_pages_are_no_days(line, pages):
    entry = parse_citation(line)
    assert (entry.fields["pages"], "eventdate" in entry.fields) == (pages, False)
    assert "8-14" in entry.plain("title") or pages == "8--14"


@pytest.mark.parametrize(
    "line",
    [
        "Doe, J. (2001). Gifts presented to the Emperor. Journal of Gifts, 3(1), 1–10.",
        "Doe, J. (2001). Lectures given at the University of Somewhere. Oxford University Press.",
        "Doe J. Posters presented at meetings: a survey of abstracts. J Graph Sci. 2015;12(3):44-51.",
        "J. Doe and Y. Yang, “Papers read before the Royal Society,” History of Science, vol. 12, no. 3, pp. 44–51, 2015.",
        "Doe, J. (2015). A lecture delivered at the Sorbonne. Graphs Quarterly, 12, 44–51.",
    ],
)
def test_a_title_that_speaks_of_presenting_is_a_title(line):
    entry = parse_citation(line)
    assert entry.type in ("article", "book")
    assert "eventtitle" not in entry.fields
    words = (
        "presented to the Emperor",
        "given at the University",
        "presented at meetings",
        "read before the Royal Society",
        "delivered at the Sorbonne",
    )
    assert any(word in entry.plain("title") for word in words)


def test_what_else_is_said_of_a_talk_is_kept_apart():
    entry = parse_citation(
        "Smith, J. (2019). Learning to plan. Paper presented at the Graph Conference, Boston, MA. Slides from the author."
    )
    assert (entry.plain("eventtitle"), entry.plain("venue")) == ("Graph Conference", "Boston, MA")
    assert "Slides from the author" in entry.plain("annotation")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Doe, J. (2019, July 8–15). The planners. The New Yorker, 95(20), 44–51.", "2019-07-08/2019-07-15"),
        ("Doe, Jane. “The Planners.” The New Yorker, July 8–15, 2019, 44–51.", "2019-07-08/2019-07-15"),
    ],
)
def test_days_of_what_no_meeting_had_are_its_date(line, date):
    """APA 7 and CMOS 17 date a magazine by the days of its issue; nothing of a line is lost."""
    entry = parse_citation(line)
    assert (entry.fields["date"], entry.fields["pages"]) == (parse_date(date), "44--51")
    assert "eventdate" not in entry.fields

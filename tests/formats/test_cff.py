"""CITATION.cff: expected readings after the guide to schema 1.2.0."""

from refexport.formats.cff.cff import read
from refexport.model.date import Date
from refexport.model.name import Name

FILE = """cff-version: 1.2.0
message: Please cite it.
title: "My Research Software: {x} & 5%"
authors:
  - family-names: Druskat
    given-names: Stephan
    name-particle: von
    name-suffix: Jr.
    orcid: https://orcid.org/0000-0003-4925-7248
  - name: The Project Team, Inc.
version: 2.0.4
doi: 10.5281/zenodo.1234
date-released: 2021-08-11
repository-code: https://code.example/x
url: https://x.example
license: Apache-2.0
keywords: [research, "software, free"]
preferred-citation:
  type: article
  title: A paper
  authors:
    - family-names: Doe
      affiliation: Some Lab
  journal: Journal of Examples
  year: 2020
  month: 9
  start: 12
  end: 34
references:
  - type: conference-paper
    title: Talk
    conference: {name: Meeting 7}
    publisher: {name: ACM, city: New York}
  - type: sculpture
    title: Odd
  - a word
"""


def test_the_work_itself_is_read():
    work = read(FILE, "CITATION.cff").entries[0]
    assert (work.type, work.plain("title")) == ("software", "My Research Software: {x} & 5%")
    assert work.names("author") == (
        Name("Druskat", "Stephan", "von", "Jr.", orcid="0000-0003-4925-7248"),
        Name(literal="The Project Team, Inc."),
    )
    assert work.date() == Date(2021, 8, 11)
    assert work.words("keywords") == ("research", "software, free")
    assert [work.plain(field) for field in ("version", "doi", "url", "license")] == [
        "2.0.4", "10.5281/zenodo.1234", "https://x.example", "Apache-2.0",
    ]  # fmt: skip


def test_preferred_citation_and_references_are_entries_of_their_own():
    found = read(FILE, "CITATION.cff").entries
    assert [entry.type for entry in found] == ["software", "article", "inproceedings", "misc"]
    assert (found[1].plain("pages"), found[1].plain("journaltitle"), found[1].date()) == (
        "12--34",
        "Journal of Examples",
        Date(2020, 9),
    )
    assert found[2].plain("eventtitle") == "Meeting 7"


def test_what_a_person_has_besides_a_name_leaves_the_name():
    article, talk = read(FILE, "CITATION.cff").entries[1:3]
    assert article.names("author") == (Name("Doe"),)
    assert (talk.plain("publisher"), talk.plain("location")) == ("ACM", "New York")


def test_what_no_field_takes_is_a_message():
    said = " ".join(f"{one.message} {one.value}" for one in read(FILE, "CITATION.cff").problems)
    for words in ("Please cite it.", "https://code.example/x", "Some Lab", "sculpture", "a word"):
        assert words in said


def test_what_is_no_citation_file_is_said():
    entries, problems = read("- 1\n- 2\n", "CITATION.cff")
    assert not entries
    assert len(problems) == 1

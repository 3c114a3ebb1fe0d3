# ruff: noqa: ISC004 - the text of a file, line by line
"""Tables with a head, web pages, bookmarks and org-mode: as Scopus, PubMed, Zotero, browsers and Emacs write them."""

import textwrap

import pytest

from refexport.imports.readers import import_text, table_of
from refexport.lists.sections import TOOL
from refexport.lists.signs import PAGE


def read(text, name, **how):
    return import_text(textwrap.dedent(text).lstrip("\n"), name, **how)


def entries(text, name, **how):
    return [line.entry for line in read(text, name, **how).lines if line.entry]


SHEETS = {
    # Scopus, "CSV" with citation information
    "scopus": (
        '"Authors","Author full names","Author(s) ID","Title","Year","Source title","Volume","Issue","Art. No.","Page start",'
        '"Page end","Page count","Cited by","DOI","Link","Document Type","Publication Stage","Source","EID"\n'
        '"Lake B.M.; Salakhutdinov R.","Lake, Brenden M. (36809062400); Salakhutdinov, Ruslan (57203072646)","1; 2",'
        '"Human-level concept learning",2015,"Science",350,6266,,1332,1338,6,2000,10.1126/science.aab3050,'
        '"https://www.scopus.com/inward/record.uri?eid=2","Article","Final","Scopus","2-s2.0-84949479246"\n',
        {
            "type": "article",
            "author": ["Lake, Brenden M.", "Salakhutdinov, Ruslan"],
            "title": "Human-level concept learning",
            "date": 2015,
            "journaltitle": "Science",
            "volume": "350",
            "number": "6266",
            "pages": "1332--1338",
            "pagetotal": "6",
            "doi": "10.1126/science.aab3050",
        },
    ),
    # PubMed, Save, format CSV
    "pubmed": (
        "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI\n"
        '26017442,Deep learning,"LeCun Y, Bengio Y, Hinton G.",Nature. 2015 May 28;521(7553):436-44.,LeCun Y,Nature,2015,'
        "2015/05/29,,,10.1038/nature14539\n",
        {
            "type": "article",
            "author": ["LeCun, Y", "Bengio, Y", "Hinton, G"],
            "title": "Deep learning",
            "date": 2015,
            "journaltitle": "Nature",
            "pmid": "26017442",
            "doi": "10.1038/nature14539",
        },
    ),
    # Zotero, Export Library, CSV
    "zotero": (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","ISBN","DOI","Url","Date","Pages","Num Pages",'
        '"Publisher","Place","Manual Tags"\n'
        '"ABCD1235","book","2016","Goodfellow, Ian; Bengio, Yoshua","Deep Learning","","978-0-262-03561-3","","","2016-11-18","","",'
        '"MIT Press","Cambridge, MA","ml; nets"\n',
        {
            "type": "book",
            "author": ["Goodfellow, Ian", "Bengio, Yoshua"],
            "title": "Deep Learning",
            "date": "2016-11-18",
            "isbn": "978-0-262-03561-3",
            "publisher": "MIT Press",
            "location": "Cambridge, MA",
            "keywords": ["ml", "nets"],
        },
    ),
    # Google Scholar, My library, Export, CSV
    "scholar": (
        "Authors,Title,Publication,Volume,Number,Pages,Year,Publisher\n"
        '"Sung, Flood; Yang, Yongxin; ",Learning to compare,Proceedings of CVPR,,,1199-1208,2018,IEEE\n',
        {
            "type": "article",
            "author": ["Sung, Flood", "Yang, Yongxin"],
            "title": "Learning to compare",
            "date": 2018,
            "journaltitle": "Proceedings of CVPR",
            "pages": "1199--1208",
            "publisher": "IEEE",
        },
    ),
    "german": (
        "Kürzel;Titel;Autor;Jahr;Verlag;Ort\nx;Sein und Zeit;Martin Heidegger;1927;Niemeyer;Halle\n",
        {
            "author": ["Heidegger, Martin"],
            "title": "Sein und Zeit",
            "date": 1927,
            "publisher": "Niemeyer",
            "location": "Halle",
        },
    ),
    "whole": (
        "Rating\tReference\tYear\n5\tGood, A. & Li, B. (2017). A paper about many things. Journal of Things, 12(3), 1–20.\t2017\n",
        {
            "type": "article",
            "author": ["Good, A.", "Li, B."],
            "title": "A paper about many things",
            "date": 2017,
            "journaltitle": "Journal of Things",
            "volume": "12",
            "number": "3",
            "pages": "1--20",
        },
    ),
}


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "whole"])
def test_the_columns_of_a_table_are_fields(name):
    text, table = SHEETS[name]
    (entry,) = entries(text, f"{name}.csv")
    assert table_of(entry) == table


def test_a_column_of_whole_references_is_read_as_such():
    (entry,) = entries(SHEETS["whole"][0], "whole.tsv")
    table = table_of(entry)
    assert (table["title"], table["author"]) == ("A paper about many things", ["Good, A.", "Li, B."])


def test_a_column_without_a_field_is_named_once_and_rows_keep_their_lines():
    imported = read(
        'Title,Author,Year,Shelf\n"A title\nin two lines",Ann Good,2001,A1\nAnother,Bo Li,2002,B2\n', "a.csv"
    )
    assert [line.number for line in imported.lines] == [1, 2, 4]
    assert [one.message for one in imported.problems] == ["no field for the column Shelf; left out"]


def test_a_value_that_is_none_of_its_column_is_named_and_the_rest_is_taken():
    imported = read("Title,Author,Year,DOI\nA title,Ann Good,2001,none at all\n", "a.csv")
    assert [(one.line, one.field) for one in imported.problems] == [(2, "doi")]
    assert imported.lines[1].entry.plain("title") == "A title"


def test_a_table_without_titles_says_what_is_missing():
    (problem,) = read("Name of shelf,Number of books\nA,12\n", "a.csv").problems
    assert problem.message == "its first line names no column with titles"


def test_the_references_of_a_page_are_read_and_nothing_around_them():
    page = """
        <!doctype html>
        <html><head><title>Our lab</title><script>var a = "B. Foo, Bar, 2017";</script></head><body>
        <nav><a href="/">Home</a> <a href="/people">People</a></nav>
        <h1>Publications</h1>
        <ul>
        <li>Chelsea Finn, Pieter Abbeel, and Sergey Levine.
          <b>Model-Agnostic Meta-Learning of Deep Networks</b>. <i>ICML</i>, 2017.
          [<a href="https://arxiv.org/pdf/1703.03400.pdf">pdf</a>]</li>
        <li><p>LeCun, Y., Bengio, Y., &amp; Hinton, G. (2015). Deep learning. <em>Nature</em>, 521(7553), 436&ndash;444.</p></li>
        </ul>
        <table><tr><th>Title</th><th>Authors</th><th>Year</th></tr>
        <tr><td><a href="https://openreview.net/forum?id=x">Graph Attention Networks</a></td><td>Petar Veličković</td><td>2018</td></tr></table>
        <footer>Copyright 2020 Ann Good</footer>
        </body></html>
    """
    lines = read(page, "p.html").lines
    assert [(one.number, one.entry.plain("title"), one.entry.year) for one in lines if one.entry] == [
        (6, "Model-Agnostic Meta-Learning of Deep Networks", 2017),
        (9, "Deep learning", 2015),
        (12, "Graph Attention Networks", 2018),
    ]
    assert [one.reason for one in lines if not one.entry] == [
        "a comment",
        "a heading",
        "the head of a table",
        "a comment",
    ]


def test_a_bookmark_is_a_work_only_by_its_address():
    text = """
        <!DOCTYPE NETSCAPE-Bookmark-file-1>
        <TITLE>Bookmarks</TITLE>
        <DL><p>
            <DT><H3>Reading</H3>
            <DL><p>
                <DT><A HREF="https://arxiv.org/abs/1703.03400" ADD_DATE="1">[1703.03400] Model-Agnostic Meta-Learning</A>
                <DT><A HREF="https://www.nature.com/articles/nature14539">Deep learning | Nature</A>
                <DT><A HREF="https://papers.nips.cc/paper/6931-deep-sets">Deep Sets</A>
                <DT><A HREF="https://github.com/cbfinn/maml">cbfinn/maml: Code for MAML</A>
                <DT><A HREF="https://example.org/pizza">The best places to eat pizza in New York</A>
            </DL><p>
        </DL><p>
    """
    assert [one.plain("title") for one in entries(text, "b.html")] == [
        "Model-Agnostic Meta-Learning",
        "Deep learning",
        "Deep Sets",
    ]
    assert [one.reason for one in read(text, "b.html").lines if one.reason != "a heading"] == ["", "", "", TOOL, PAGE]
    assert [one.type for one in entries(text, "b.html", links=True)] == ["", "", "", "software", "online"]


def test_the_page_of_a_paper_is_this_paper():
    page = """
        <html><head>
        <meta name="citation_title" content="Deep learning">
        <meta name="citation_author" content="LeCun, Yann"><meta name="citation_author" content="Bengio, Yoshua">
        <meta name="citation_publication_date" content="2015/05/27">
        <meta name="citation_journal_title" content="Nature">
        <meta name="citation_volume" content="521"><meta name="citation_firstpage" content="436"><meta name="citation_lastpage" content="444">
        <meta name="citation_doi" content="10.1038/nature14539">
        </head><body><p>Ann Good. Another paper, 2001.</p></body></html>
    """
    (entry,) = entries(page, "p.html")
    table = table_of(entry)
    assert table["author"] == ["LeCun, Yann", "Bengio, Yoshua"]
    assert (table["date"], table["pages"], table["doi"]) == ("2015-05-27", "436--444", "10.1038/nature14539")


ORG = """
    #+TITLE: Reading list
    * Meta-learning                                     :ml:
    ** TODO [#A] Model-Agnostic Meta-Learning of Deep Networks
    SCHEDULED: <2020-01-01 Wed>
    :PROPERTIES:
    :AUTHOR: Finn, Chelsea and Abbeel, Pieter
    :YEAR: 2017
    :BTYPE: inproceedings
    :CUSTOM_ID: finn2017
    :END:
    - What I think of it after a second reading
    ** Papers
    - [ ] [[https://arxiv.org/abs/1703.06114][Deep Sets]], Manzil Zaheer et al., 2017
    - [X] LeCun, Y. & Hinton, G. (2015). Deep learning. /Nature/, 521(7553), 436–444. [[https://doi.org/10.1038/nature14539]]
    - [[file:notes.org][my notes on all of these papers]]
    - cite:finn2017
    | Title | Author | Year |
    |-------+--------+------|
    | Graph Attention Networks | Petar Veličković | 2018 |
    #+BEGIN_SRC python
    print("A. Foo, A paper about things, 2017")
    #+END_SRC
    # a comment
"""


def test_a_file_of_org_mode_is_read_line_by_line():
    lines = read(ORG, "o.org").lines
    assert [one.number for one in lines] == list(range(1, 24))
    found = {one.number: one.entry for one in lines if one.entry}
    assert {number: entry.plain("title") for number, entry in found.items()} == {
        3: "Model-Agnostic Meta-Learning of Deep Networks",
        13: "Deep Sets",
        14: "Deep learning",
        19: "Graph Attention Networks",
    }
    assert (found[3].key, found[3].type, found[3].year) == ("finn2017", "inproceedings", 2017)
    assert found[13].arxiv == "1703.06114"
    assert found[14].plain("doi") == "10.1038/nature14539"
    assert [one.reason for one in lines if one.number in (11, 16)] == [
        "a remark on line 3",
        "a cite key without its work",
    ]


HOSTILE = {
    "bbl": ["\\bibitem{" * 2_000, "\\bibitem{k} " * 1_500, "\\bibitem[" * 2_000, "\\bibitem{k}" + "{" * 15_000, "\\bibitem{k} \\href{" * 1_000, "\\bibitem{k}\n" + "\\bibinfo{author}{" * 1_000],
    "html": ["<a href=x>" * 2_000, "<ul><li>" * 2_000, "<!--" * 4_000, "<table><tr><td>" * 1_200, "<html>" + "&" * 15_000, "<html>" + "<" * 15_000],
    "org": ["[[" * 8_000, "* " * 8_000, ":PROPERTIES:\n" * 1_200, "/a " * 5_000, "#+BEGIN_SRC\n" * 1_200],
    "csv": ['Title,Year\n"' + "a," * 8_000, "Title,Year\n" + ",\n" * 5_000, "Title;Author\n" + '"' * 15_000],
    "list": ["[[@" * 5_000, "---\n" + "a: b\n" * 1_000, "# A\n" + "Author: x\nYear: 2000\n" * 700, "ADDIN ZOTERO_BIBL {" * 800],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in HOSTILE.items() for text in texts])
def test_hostile_files_are_read_to_their_end(kind, text):
    import_text(text, "f", kind)


def test_lines_before_the_head_of_a_table_are_passed_over():
    text = 'sep=;\n"About the data: exported on 1 March 2020; criteria: none."\nTitle;Authors;PubYear\nA title;Good, Ann;2001\n'
    lines = read(text, "d.csv").lines
    assert [(line.number, line.entry and line.entry.year) for line in lines] == [(3, None), (4, 2001)]


def test_a_number_that_is_kept_from_excel_is_read():
    (entry,) = entries(
        'Title,Author,ISBN,Year Published\nDeep Learning,Ian Goodfellow,"=""0262035618""",2016\n', "g.csv"
    )
    assert (entry.plain("isbn"), entry.year, entry.type) == ("0262035618", 2016, "book")

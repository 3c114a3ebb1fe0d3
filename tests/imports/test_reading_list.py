"""Structure of lists: headings, wrapped lines, nested items, tables, footnotes, code, comments, people, remarks."""

import textwrap

import pytest

from refexport.lists.reading_list import read_list
from refexport.lists.sections import (
    BOOKS,
    DATA,
    EVENTS,
    PAPERS,
    PEOPLE,
    POSTS,
    SOFTWARE,
    VIDEOS,
    is_about_all,
    is_known,
    section_of,
)
from tests.imports.test_people import shown

SNELL = "Prototypical Networks for Few-shot Learning, (2017), Jake Snell, Kevin Swersky."
PROTO = "Prototypical Networks for Few-shot Learning"


def verdicts(text):
    """line number -> title or reason."""
    lines = read_list(textwrap.dedent(text).strip("\n"))
    return {line.number: line.entry.plain("title") if line.entry else line.reason for line in lines}


def only_entry(text):
    (line,) = entries(read_list(textwrap.dedent(text).strip("\n")))
    return line.entry


def entries(lines):
    """The lines that became entries."""
    return [line for line in lines if line.entry]


def headings(text):
    return [line.heading for line in entries(read_list(textwrap.dedent(text)))]


def test_an_empty_list():
    assert read_list("") == []
    assert read_list("\n \n\t\n") == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark(end):
    lines = read_list(f"\ufeff# Papers{end}{end}{SNELL}{end}")
    assert [(line.number, line.reason) for line in lines] == [(1, "a heading"), (3, "")]


def test_other_characters_end_no_line():
    assert [line.number for line in read_list(f"# A\x0cB\u2028C\n{SNELL}")] == [1, 2]


@pytest.mark.parametrize(
    "heading",
    [
        "# Few-shot",
        "## Few-shot ##",
        "Few-shot\n===",
        "Few-shot learning\n-----------------",
        "Few-shot\n~~~~~~~~",
        "Few-shot:",
        "**Few-shot**",
        "FEW-SHOT LEARNING METHODS",
        "Few-shot",
        "> # Few-shot",
    ],
)
def test_a_heading_is_a_heading(heading):
    lines = read_list(f"{heading}\n\n{SNELL}")
    assert [line.reason for line in lines][-1] == ""
    assert all(line.reason in ("a heading", "part of line 1") for line in lines[:-1])
    assert lines[-1].heading.lower().startswith("few-shot")


def test_a_rule_under_a_reference_makes_no_heading_of_it():
    assert verdicts(f"{SNELL}\n---\n***\n## ##") == {
        1: PROTO,
        2: "a rule between sections",
        3: "a rule between sections",
        4: "a rule between sections",
    }


def test_a_heading_in_other_words_is_no_new_one():
    assert headings(f"模型无关元学习\n\n(Model Agnostic Meta Learning)\n\n{SNELL}") == ["模型无关元学习"]


def test_a_heading_that_names_a_work_by_identifier_is_an_entry():
    text = """
        # Papers
        ### [Deep Sets](https://arxiv.org/abs/1703.06114)
        *Manzil Zaheer, Satwik Kottur*
        ### [Omniglot](https://github.com/x/omniglot)
        """
    assert verdicts(text) == {1: "a heading", 2: "Deep Sets", 3: "part of line 2", 4: "a heading"}


def test_a_venue_and_a_year_head_a_section():
    assert verdicts(f"CVPR 2019\n\n{SNELL}\n\n2018\n\n{SNELL}") == {1: "a heading", 3: PROTO, 5: "a heading", 7: PROTO}


WRAPPED = {
    "hanging indent": """
        Snell, J., Swersky, K., & Zemel, R. (2017). Prototypical Networks
            for Few-shot Learning. In Advances in Neural Information
            Processing Systems.
        """,
    "numbered": """
        [7] J. Snell, K. Swersky and R. Zemel, "Prototypical Networks
        for Few-shot Learning," in NIPS,
        2017.
        """,
    "an open end": """
        Jake Snell, Kevin Swersky and
        Richard Zemel. Prototypical Networks for
        Few-shot Learning. NIPS 2017.
        """,
    "a long line": """
        Jake Snell, Kevin Swersky, Richard Zemel. Prototypical Networks for Few-shot
        Learning. NIPS 2017.
        """,
    "lines of their own": """
        Prototypical Networks for Few-shot Learning
        J Snell, K Swersky, R Zemel
        Advances in Neural Information Processing Systems, 2017
        """,
    "labels": """
        Title: Prototypical Networks for Few-shot Learning
        Authors: J. Snell, K. Swersky, R. Zemel
        Year: 2017
        """,
    "breaks": """
        - **Prototypical Networks for Few-shot Learning**<br>
          *Jake Snell, Kevin Swersky, Richard Zemel*\\
          NIPS 2017
        """,
    "a paragraph in an item": """
        1. **Prototypical Networks for Few-shot Learning.** NIPS 2017.

            *Jake Snell, Kevin Swersky, Richard Zemel.*
        """,
    "people with a link": """
        - Prototypical Networks for Few-shot Learning
          J. Snell, K. Swersky, R. Zemel [pdf](https://x.org/a.pdf)
          NIPS 2017
        """,
    "people with a venue and links": """
        - Prototypical Networks for Few-shot Learning
          J. Snell, K. Swersky, R. Zemel. NIPS 2017. [pdf](https://x.org/a.pdf) [code](https://x.org/b)
        """,
    "nested items": """
        * Prototypical Networks for Few-shot Learning
          * Jake Snell, Kevin Swersky, Richard Zemel
          * NIPS 2017
        """,
}


@pytest.mark.parametrize("how", WRAPPED)
def test_a_reference_over_several_lines_is_one_entry(how):
    entry = only_entry(WRAPPED[how])
    assert entry.plain("title") == PROTO
    assert [name.family for name in entry.names("author")] == ["Snell", "Swersky", "Zemel"]
    assert entry.year == 2017
    told = verdicts(WRAPPED[how])
    assert {what for number, what in told.items() if number > 1} == {"part of line 1"}


def test_references_on_lines_of_their_own_are_not_joined():
    text = """
        Jake Snell, Kevin Swersky. Prototypical Networks. NIPS 2017.
        Chelsea Finn, Pieter Abbeel. Model-Agnostic Meta-Learning. ICML 2017.
        mixup: Beyond Empirical Risk, (2018), Hongyi Zhang, Moustapha Cissé.
        - A. Ng, B. Li. Mixed Nets for Images. NIPS 2016.
        C. Ng, D. Li. Other Nets for Images. NIPS 2018.
        """
    assert list(verdicts(text).values()) == [
        "Prototypical Networks",
        "Model-Agnostic Meta-Learning",
        "mixup: Beyond Empirical Risk",
        "Mixed Nets for Images",
        "Other Nets for Images",
    ]


def test_references_indented_under_a_heading():
    assert verdicts(f"Metric learning\n    {SNELL}\n    {SNELL}") == {1: "a heading", 2: PROTO, 3: PROTO}
    assert verdicts(f"Metric learning:\n{SNELL}") == {1: "a heading", 2: PROTO}


def test_an_address_on_the_next_line_belongs_to_the_reference():
    entry = only_entry(f"{SNELL}\nhttps://arxiv.org/abs/1703.05175")
    assert entry.arxiv == "1703.05175"
    assert len(verdicts("https://arxiv.org/abs/1703.05175\nhttps://arxiv.org/abs/1703.03400")) == 2


def test_what_hangs_under_an_item():
    entry = only_entry(
        """
        - Prototypical Networks for Few-shot Learning
          - Authors: Jake Snell, Kevin Swersky
          - Year: 2017
          - https://arxiv.org/abs/1703.05175
          - [code](https://github.com/x/y)
          - Summary: class means as prototypes
          - The nearest mean wins.
        """
    )
    assert shown(entry.names("author")) == "Snell, Jake; Swersky, Kevin"
    assert (entry.year, entry.arxiv) == (2017, "1703.05175")
    assert entry.plain("annotation") == (
        "class means as prototypes; The nearest mean wins; code: https://github.com/x/y"
    )


def test_an_item_with_references_under_it_is_a_heading():
    text = f"- Metric learning\n  - {SNELL}\n- Papers\n- Optimization:\n\t- {SNELL}"
    assert verdicts(text) == {1: "a heading", 2: PROTO, 3: "a heading", 4: "a heading", 5: PROTO}


def test_people_are_no_works():
    text = f"""
        ## Researchers
        - Chelsea Finn, UC Berkeley
        - [Pieter Abbeel](https://example.org/pa)
        - {SNELL}
        """
    assert list(verdicts(text).values()) == ["a heading", "a person, not a work", "a person, not a work", PROTO]


REMARKS = [
    "A curated list of papers on generative models. Contributions are welcome!",
    "Please open a pull request; see the [guidelines](CONTRIBUTING.md).",
    "Last updated: March 2020. Thanks to everyone in the group.",
    "Maintained by Jane Doe.",
    "To get the news every day, follow my [page](https://example.org/me) or [that one](https://example.org/you)!",
    "See [the ICML 2017 page](https://icml.cc) for more.",
    "- If a paper is added to the list, another one should be removed.",
    "- **< 6 months** : *New Papers* (by discussion)",
    "- Can anyone contribute the code for obtaining the statistics of the authors?",
    "Here are some articles on the theory of transfer.",
    "（第三版，2020 年 9 月更新）",
    "欢迎补充，请联系管理员。",
]


@pytest.mark.parametrize("remark", REMARKS)
def test_remarks_are_no_references(remark):
    assert verdicts(f"# List\n\n{SNELL}\n\n{remark}")[5] == "a remark, not a reference"


@pytest.mark.parametrize(
    "title",
    [
        "- Deep Interest Network for Click-Through Rate Prediction",
        "- [See, Hear, and Read: Deep Aligned Representations](https://example.org/see.pdf)",
        "- Attention is all you need.",
        "- [Please Stop Permuting Features](https://arxiv.org/abs/1905.03151)",
        "- Why Should We Trust Lists of Papers? (2019), Ana Pei, Bo Li.",
        "Attention is all you need for reading lists",
    ],
)
def test_titles_that_look_like_remarks(title):
    assert verdicts(f"# List\n\n{SNELL}\n\n{title}")[5] not in ("a remark, not a reference", "a heading")


def test_words_alone_under_the_first_heading_are_no_title():
    assert verdicts(f"# Papers on GNN\nGNN: graph neural network\n\n## Surveys\n{SNELL}")[2].startswith("no sign")
    assert verdicts("# Papers\nAttention is all you need\n\nDeep residual learning for images")[2].startswith(
        "Attention"
    )


def test_links_within_the_list_are_contents():
    text = """
        # List
        - [Flows](#flows)
        - [Other list](other.md)
        - [Tutorials](https://github.com/me/list#tutorials)
        | [1. Survey](#survey) |
        """
    assert set(list(verdicts(text).values())[1:]) == {"a link within the list"}


def test_code_comments_front_matter_and_pictures():
    text = f"""
        ---
        title: My list

        tags: [a, b]
        ---
        ```bibtex
        @article{{x, title={{Inside}}, year={{2017}}}}

        ```
        ~~~~
        ``` {SNELL}
        ~~~~
        <!-- a comment -->
        <!-- {SNELL}

        -->
        <!-- not closed {SNELL}
        ![figure](x.png)
        [![badge](https://img.shields.io/x.svg)](https://example.org)
        [![paper](https://img.shields.io/x.svg)](https://arxiv.org/abs/1703.03400)
        </p></div>
        <p align="center"><a href="https://arxiv.org/abs/1606.04474">Learning to learn by descent</a></p>
        """
    told = verdicts(text)
    assert [told[n] for n in (1, 2, 4, 5)] == ["front matter of the file"] * 4
    assert [told[n] for n in (6, 7, 9, 10, 11, 12)] == ["inside a code block"] * 6
    assert [told[n] for n in (13, 14, 16)] == ["a comment"] * 3
    assert told[17].endswith("Prototypical Networks for Few-shot Learning")
    assert [told[n] for n in (18, 19)] == ["an image, not a reference"] * 2
    assert told[20] == ""  # an identifier alone: no title
    assert told[21] == "markup without words"
    assert told[22] == "Learning to learn by descent"


def test_a_fence_that_is_not_closed_holds_to_the_end():
    assert verdicts(f"```\n{SNELL}\n") == {1: "inside a code block", 2: "inside a code block"}


def test_dashes_that_are_no_front_matter():
    assert verdicts(f"---\n{SNELL}")[2] == PROTO
    assert verdicts(f"---\n{SNELL}\n---\nA heading")[2] == PROTO


def test_addresses_by_name():
    text = f"""
        [proto]: https://arxiv.org/abs/1703.05175 "NIPS"
        - [{PROTO}][proto], 2017
        - [Deep Sets][] and words
        - [Deep Sets]

        [Deep Sets]: <https://arxiv.org/abs/1703.06114>
        [unused]: https://example.org/unused
        [1]: https://arxiv.org/abs/1606.04474
        """
    lines = {line.number: line for line in read_list(textwrap.dedent(text).strip("\n"))}
    assert [lines[n].entry.arxiv for n in (2, 3, 4, 8)] == ["1703.05175", "1703.06114", "1703.06114", "1606.04474"]
    assert lines[1].reason == "part of line 2"
    assert lines[6].reason in ("part of line 3", "part of line 4")
    assert lines[7].reason == "a link's address"


def test_footnotes():
    text = f"""
        - {PROTO} (2017)[^1][^2]
        - Words without a footnote[^nope]

        [^1]: Best paper.
        [^2]: {SNELL}
        [^3]: https://arxiv.org/abs/1606.04474
        """
    lines = {line.number: line for line in read_list(textwrap.dedent(text).strip("\n"))}
    assert lines[1].entry.plain("annotation") == "Best paper"
    assert lines[4].reason == "part of line 1"
    assert lines[5].entry.plain("title") == PROTO
    assert lines[6].entry.arxiv == "1606.04474"


TABLES = {
    "title first": "| Title | Authors | Year | Link |",
    "title last": "| Year | Who | DOI | Paper |",
    "Chinese": "| 序号 | 作者 | 题目 | 年份 |",
    "two that may be the title": "| Name | Paper | Year |",
    "no head that tells": "| A | B | C |",
    "no head that tells, a number": "| # | A | B | C | D |",
}
ROWS = {
    "title first": f"| {PROTO} | J. Snell, K. Swersky | 2017 | [pdf](https://arxiv.org/pdf/1703.05175) |",
    "title last": f"| 2017 | Jake Snell, Kevin Swersky | 10.1000/1 | **{PROTO}** |",
    "Chinese": f"| 1 | Jake Snell、Kevin Swersky | {PROTO} | 2017 年 |",
    "two that may be the title": f"| ProtoNet | {PROTO} (Snell and Swersky) | 2017 |",
    "no head that tells": f"| 2017 | Jake Snell, Kevin Swersky | {PROTO} |",
    "no head that tells, a number": f"| 12 | {PROTO} | Jake Snell, Kevin Swersky | 2017 | [pdf](https://x.org/a.pdf) |",
}


@pytest.mark.parametrize("kind", TABLES)
def test_rows_of_tables_by_their_heads(kind):
    head = TABLES[kind]
    rule = "|" + "---|" * (head.count("|") - 1)
    entry = only_entry(f"{head}\n{rule}\n{ROWS[kind]}\n|  |  |  |\n")
    assert entry.plain("title") == PROTO
    assert [name.family for name in entry.names("author")] == ["Snell", "Swersky"]
    assert entry.year == 2017


def test_other_rows():
    text = f"""
        Title | Venue | Remarks
        --- | --- | ---
        {PROTO} | NIPS 2017 | a \\| b | and more
        | **Metric learning** | | |
        | | | |
        """
    lines = read_list(textwrap.dedent(text).strip("\n"))
    assert [line.reason for line in lines] == ["the head of a table"] * 2 + ["", "a heading"] + [lines[4].reason]
    assert lines[2].entry.plain("annotation") == "NIPS; a | b; and more"
    assert lines[4].reason.startswith("no sign") or lines[4].reason == "markup without words"


def test_sections_type_their_lines_but_no_papers():
    text = f"""
        ## Videos
        Ada Lindqvist: Learning at sea
        - {SNELL} https://arxiv.org/abs/1703.05175
        ## Books
        Deep Learning, (2016), Ian Goodfellow, Yoshua Bengio.
        """
    video, paper, book = (line.entry for line in entries(read_list(textwrap.dedent(text))))
    assert (video.type, paper.type, book.type) == ("video", "", "book")
    assert shown(video.names("author")) == "Lindqvist, Ada"
    assert video.plain("title") == "Learning at sea"


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Papers", PAPERS),
        ("Papers and code", PAPERS),
        ("Video object segmentation", PAPERS),
        ("Few-shot learning", PAPERS),
        ("3. Recommended books on graphs", BOOKS),
        ("Blog posts", POSTS),
        ("Video lectures", VIDEOS),
        ("Talks & Videos", VIDEOS),
        ("Data sets for few-shot learning", DATA),
        ("Benchmarks", DATA),
        ("Workshops", EVENTS),
        ("Software libraries", SOFTWARE),
        ("Well-known researchers", PEOPLE),
        ("书籍", BOOKS),
        ("视频教程", VIDEOS),
        ("知名研究者", PEOPLE),
        ("视频目标分割", PAPERS),
        ("五、公开数据集", DATA),
    ],
)
def test_what_headings_say(heading, section):
    assert section_of(heading) == section


def test_a_heading_of_two_kinds_gives_no_type():
    assert section_of("Tutorials and Books").type == ""
    assert section_of("Tutorials and Books").titled


@pytest.mark.parametrize(
    ("heading", "known", "all_of_it"),
    [
        ("Videos", True, True),
        ("Video", False, False),
        ("Useful videos on graphs", True, False),
        ("视频", True, True),
        ("微博语料库", True, False),
    ],
)
def test_what_a_heading_is_about(heading, known, all_of_it):
    assert is_known(heading) == known
    assert is_about_all(heading) == all_of_it


def test_a_line_too_long_for_a_reference():
    assert verdicts("- Title, (2017), " + "A. Ng, " * 4000)[1] == "too long for a reference"

"""Which lines of lists are works and which are not, and why; the lines are of the kinds that public lists have."""

import textwrap

import pytest

from refexport.imports.readers import import_text
from refexport.lists.reading_list import read_list
from refexport.lists.sections import COURSE, PERSON, REMARK, TOOL
from refexport.lists.signs import PAGE, SHARED
from refexport.lists.verdicts import CONTENTS


def reasons(text):
    return [line.reason for line in read_list(textwrap.dedent(text).strip("\n")) if line.reason != "a heading"]


NO_WORKS = {
    "- [Citation](#citation)": CONTENTS,
    "- [Week 3](./#week-3-june-2023)": CONTENTS,
    "- [Older papers of the year 2019](papers/2019/README.md)": CONTENTS,
    "- [Notes on everything that we read](./notes/)": CONTENTS,
    "- [Top papers of the week](https://github.com/someone/papers/blob/main/weeks.md#top)": CONTENTS,
    "- [anchor](https://github.com/yeolab/anchor) - [Python] - Find bimodal features in your data": TOOL,
    "- [MAGIC](https://github.com/k/magic) - (Python, R) - Imputes and denoises what was measured": TOOL,
    "- [LexNLP](https://github.com/l/lexnlp) - library by LexPredict (2018)": TOOL,
    "- [Text features for language models](https://cran.r-project.org/web/packages/textfeatures/)": TOOL,
    "- [edgeR](https://bioconductor.org/packages/release/bioc/html/edgeR.html) [R]": TOOL,
    "| 3 | [Scanpy](https://github.com/theislab/scanpy) | Python, R |": TOOL,
    "- [Seurat](http://satijalab.org/seurat/) - [R] - Contains implementations of common techniques.": PAGE,
    "- [ACM digital library](http://dl.acm.org)": PAGE,
    "- [arXiv](https://arxiv.org/)": PAGE,
    "- [Machine Learning](https://www.coursera.org/learn/machine-learning)": COURSE,
    "- [CS231n: Convolutional Neural Networks for Visual Recognition](http://cs231n.stanford.edu/)": COURSE,
    "[Share on Twitter](https://twitter.com/intent/tweet?text=x) [on Facebook](https://www.facebook.com/sharer.php?u=x)": SHARED,
    "- [Join our reading group of the lab](https://discord.gg/abc)": SHARED,
    "- [Jiwon Kim](http://github.com/jiwon)": PERSON,
    "- [Aviv Regev (Broad)](https://scholar.google.com/citations?user=abc)": PERSON,
    "- [Jane Doe](https://www.cs.example.edu/~doe/)": PERSON,
}  # fmt: skip


@pytest.mark.parametrize("line", NO_WORKS)
def test_a_line_without_evidence_is_no_work(line):
    assert reasons(f"## Reading\n\n{line}") == [NO_WORKS[line]]


WORKS = [
    "- [Deep Sets](https://arxiv.org/abs/1703.06114)",
    "- [scVI](https://www.nature.com/articles/s41592-018-0229-2) (Python, PyTorch)",
    "- [Deep Sets](https://papers.nips.cc/paper/6931-deep-sets.pdf)",
    "- [Matching networks](https://openreview.net/forum?id=abc) [[code](https://github.com/a/b)]",
    "- [A Paper About Things](https://github.com/a/b/raw/main/paper.pdf)",
    "- A Paper About Things (2017), Ann Good [[code]](https://github.com/a/b)",
    "- [Why prediction is not explanation](https://blog.example.org/prediction)",
    "- [Sapiens](https://www.jstor.org/stable/2238543)",
    "- [注意力机制的原理与应用](https://example.org/a/attention)",
    "https://example.org/some/address",
    "- Sets of things, deep and shallow [[pdf]](https://example.org/sets)",
]


@pytest.mark.parametrize("line", WORKS)
def test_a_line_with_evidence_is_a_work(line):
    assert reasons(f"## Reading\n\n{line}") == [""]


@pytest.mark.parametrize(
    ("heading", "reason"),
    [("Software", TOOL), ("Tools and libraries", TOOL), ("Courses", COURSE), ("People", PERSON), ("Maintainers", PERSON), ("Related lists", REMARK), ("公开课", COURSE)],
)  # fmt: skip
def test_sections_of_other_things_have_works_only_where_these_are_sure(heading, reason):
    text = f"""
        ## {heading}

        - [Something with a longer name](https://example.org/something)

        ### Of some kind

        - [Something else with a name](https://example.org/else)
        - [Deep Sets](https://arxiv.org/abs/1703.06114)
        - Ann Good and Bo Li. A Paper About Things. Journal of Things, 2017.

        ## Papers

        - [Why prediction is not explanation](https://example.org/prediction)
    """
    assert reasons(text) == [reason, reason, "", "", ""]


def test_a_heading_below_another_goes_on_with_its_kind():
    text = "# List\n\n## Data sets\n\n### Images\n\n- [Omniglot](https://github.com/brendenlake/omniglot)\n\n## Other\n\n- [Deep Sets](https://arxiv.org/abs/1703.06114)\n"
    assert [line.entry.type for line in read_list(text) if line.entry] == ["dataset", ""]


def test_a_paper_under_software_is_no_software():
    text = "## Software\n\n- [scVI](https://www.nature.com/articles/s41592-018-0229-2) (Python)\n- [tool](https://zenodo.org/records/1434892)\n"
    assert [(line.entry.type, line.entry.plain("annotation")) for line in read_list(text) if line.entry] == [
        ("", "Python"),
        ("software", ""),
    ]


def test_links_are_taken_when_they_are_asked_for():
    text = "## Tools\n\n- [spaCy](https://spacy.io) (Python)\n- MyTool\n\n## Courses\n\n- [CS 395T](http://vision.example.edu/)\n\n## More\n\n- [Seurat](http://satijalab.org/seurat/)\n- [Ann Good](https://github.com/ann)\n"
    assert [line.entry for line in import_text(text, "l.md").lines if line.entry] == []
    taken = [line.entry for line in import_text(text, "l.md", links=True).lines if line.entry]
    assert [(one.type, one.plain("title"), one.plain("url")) for one in taken] == [
        ("software", "spaCy", "https://spacy.io"),
        ("online", "CS 395T", "http://vision.example.edu/"),
        ("online", "Seurat", "http://satijalab.org/seurat/"),
    ]


def test_languages_are_no_authors():
    (line,) = [
        one for one in read_list("- [Deep Sets](https://arxiv.org/abs/1703.06114) (Python, C++) [PyTorch]") if one.entry
    ]
    assert not line.entry.has("author")
    assert line.entry.plain("annotation") == "Python, C++, PyTorch"


def test_a_row_of_a_table_has_title_number_and_remark_apart():
    text = "| Paper | Links |\n|---|---|\n| 1) **LLaMA: Open Models** - presents a model that beats others. | [Paper](https://arxiv.org/abs/2302.13971) |\n"
    (line,) = [one for one in read_list(text) if one.entry]
    assert line.entry.plain("title") == "LLaMA: Open Models"
    assert line.entry.plain("annotation") == "presents a model that beats others"


@pytest.mark.parametrize(
    "line",
    ["- Germany", "- More coming soon...", "- Chapter 3: Sequences", "- Contact: me@example.org", "- TensorFlow implementation: [code](https://github.com/a/b)", "- Week 2 (slides: [pdf](slides/2.pdf))", "- 2016", "- [@karpathy](https://twitter.com/karpathy)", "A review of the field, from a perspective of many authors.", "- 动机：以往的语言模型都是单向的"],
)  # fmt: skip
def test_words_alone_are_no_title(line):
    assert [one for one in reasons(f"## Reading\n\n- [Deep Sets](https://arxiv.org/abs/1703.06114)\n\n{line}") if one]


def test_an_identifier_in_prose_is_a_work_without_the_prose_for_its_title():
    text = "## Reading\n\nIn [this paper](https://arxiv.org/abs/1606.04080) it is shown that one can learn from one example.\n"
    (line,) = [one for one in read_list(text) if one.entry]
    assert line.entry.arxiv == "1606.04080"
    assert not line.entry.has("title")
    assert "learn from one example" in line.entry.plain("annotation")

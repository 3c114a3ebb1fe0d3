"""Notes of Obsidian and Notion, and what is copied from Word: as their programs write them."""

import textwrap

import pytest

from refexport.lists.properties import CITATION_ONLY
from refexport.lists.reading_list import read_list
from refexport.lists.verdicts import CONTENTS, TASK


def lines(text):
    return read_list(textwrap.dedent(text).strip("\n"))


def entries(text):
    return [line.entry for line in lines(text) if line.entry]


LITERATURE_NOTE = """
    ---
    citekey: finn2017maml
    title: "Model-Agnostic Meta-Learning of Deep Networks"
    authors: ["[[Chelsea Finn]]", "[[Pieter Abbeel]]"]
    year: 2017
    doi:
    url: https://arxiv.org/abs/1703.03400
    tags:
      - paper
      - ml
    status: read
    ---
    #paper #meta-learning

    > [!abstract]
    > We propose an algorithm that is model-agnostic.

    ## Key ideas

    - Inner loop and outer loop with gradients through both
    - [[Gradient descent]]
    - [ ] Read the appendix of this paper again
    - [[@snell2017]]

    ## References

    - [[@snell2017]] Snell, J., & Swersky, K. (2017). Prototypical networks for few-shot learning. NeurIPS.
    - @vinyals2016: Matching networks for one shot learning, Oriol Vinyals et al., 2016
"""


def test_a_literature_note_of_obsidian_is_its_work_and_those_that_it_lists():
    first, snell, vinyals = entries(LITERATURE_NOTE)
    assert first.key == "finn2017maml"
    assert first.plain("title") == "Model-Agnostic Meta-Learning of Deep Networks"
    assert [name.family for name in first.names("author")] == ["Finn", "Abbeel"]
    assert (first.year, first.arxiv, first.words("keywords")) == (2017, "1703.03400", ("paper", "ml"))
    assert (snell.key, snell.plain("title")) == ("snell2017", "Prototypical networks for few-shot learning")
    assert (vinyals.key, vinyals.plain("title")) == ("vinyals2016", "Matching networks for one shot learning")


def test_what_a_note_says_besides_is_accounted_for():
    reasons = [line.reason for line in lines(LITERATURE_NOTE) if not line.reason.startswith("part of")]
    for reason in ("tags, not a reference", "a remark on line 1", CONTENTS, TASK, CITATION_ONLY):
        assert reason in reasons


def test_a_page_of_notion_is_its_work():
    page = """
        # Attention Is All You Need

        Author: Ashish Vaswani, Noam Shazeer
        Year: 2017
        Status: Done
        Link: https://arxiv.org/abs/1706.03762
        Tags: NLP, transformers

        Transformers replace recurrence by attention, which is the main idea of it.

        # More papers

        - [Deep Sets](https://arxiv.org/abs/1703.06114)
    """
    first, second = entries(page)
    assert [name.family for name in first.names("author")] == ["Vaswani", "Shazeer"]
    assert (first.plain("title"), first.year, first.arxiv) == ("Attention Is All You Need", 2017, "1706.03762")
    assert second.arxiv == "1703.06114"


def test_fields_of_dataview_under_a_heading_are_a_work():
    (entry,) = entries(
        "## Deep Learning\n**Authors**:: LeCun, Yann; Bengio, Yoshua\n**Year**:: 2015\n**Journal**:: Nature\n"
    )
    assert (entry.plain("title"), entry.plain("journaltitle"), entry.year) == ("Deep Learning", "Nature", 2015)


def test_a_clipped_page_is_a_web_page():
    (entry,) = entries(
        '---\ntitle: "Meta-Learning: Learning to Learn Fast"\nsource: "https://lilianweng.github.io/posts/2018-11-30/"\n'
        'author:\n  - "[[Lilian Weng]]"\npublished: 2018-11-30\ncreated: 2024-01-02\ntags:\n  - "clippings"\n---\nSome text.\n'
    )
    assert entry.plain("url") == "https://lilianweng.github.io/posts/2018-11-30/"
    assert (entry.year, entry.names("author")[0].family) == (2018, "Weng")


@pytest.mark.parametrize(
    "front",
    [
        "title: My reading list\nauthor: Me Myself\ndate: 2020-01-01",
        "title: Reading\nauthor: Me Myself\nyear: 2020\noutput: html_document",
        "layout: post\ntitle: A post\nauthors: [me]\nyear: 2020",
        "title: Graphs\ntags: [a, b]\naliases: []",
    ],
)
def test_what_a_document_says_of_itself_is_no_work(front):
    assert entries(f"---\n{front}\n---\n\n# Papers\n\nSome words about this list.\n") == []


@pytest.mark.parametrize("line", ["- [ ] Write to the editor about the proofs", "- [x] Tidy the list of all papers"])
def test_a_task_without_signs_is_no_work(line):
    assert [one.reason for one in lines(f"# To do\n\n{line}")] == ["a heading", TASK]


def test_a_task_with_a_work_is_this_work():
    (entry,) = entries("# To read\n\n- [ ] [Deep Sets](https://arxiv.org/abs/1703.06114)\n")
    assert entry.arxiv == "1703.06114"


WORD = (
    'ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY 1.\tGood A, Li B. A paper about things. Nature. 2017.\n'
    "·\tFinn, C. & Levine, S. (2017). Meta\u2011learning of deep net\u00adworks. Nature.\n"
    'o\tLeCun, Y. (2015). Deep learning machines. \x13 HYPERLINK "https://doi.org/10.1038/nature14539" \x14https://doi.org/10.1038/nature14539\x15\n'
)


def test_what_is_copied_from_word_is_read_without_its_field_codes_and_bullets():
    first, second, third = entries(WORD)
    assert first.plain("title") == "A paper about things"
    assert second.plain("title") == "Meta-learning of deep networks"
    assert third.plain("doi") == "10.1038/nature14539"
    assert not third.has("url")

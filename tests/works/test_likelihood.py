"""Likelihood: pairs that are one work however they are damaged, pairs that look alike and are two, and what is shown."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.data.likelihood import FITTED, OTHER_WORK, SAME_WORK, WEIGHTS
from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.name import parse_names
from refexport.model.text import parse_text
from refexport.works.likelihood import Evidence, Likelihood, contradicts, evidence, is_one_work, likelihood

VUORIO = "Risto Vuorio and Shao-Hua Sun and Hexiang Hu and Joseph J. Lim"
ZINTGRAF = "Luisa M Zintgraf and Kyriacos Shiarlis and Vitaly Kurin and Katja Hofmann and Shimon Whiteson"
MADOTTO = "Andrea Madotto and Zhaojiang Lin and Chien-Sheng Wu and Pascale Fung"


def work(title: str, authors: str = "", year: int | None = None, type: str = "", **fields: Value) -> Entry:  # noqa: A002
    known: dict[str, Value] = {"title": parse_text(title), "author": parse_names(authors), **fields}
    if year:
        known["date"] = Date(year)
    return Entry("k", type, {field: value for field, value in known.items() if value})


# --- one work -----------------------------------------------------------------------------------------------------

ONE_WORK = {
    "equal": (
        work("Online Meta-Learning", "Chelsea Finn and Aravind Rajeswaran and Sham Kakade and Sergey Levine", 2019),
        work("Online Meta-Learning", "Finn, Chelsea and Rajeswaran, A. and Kakade, S. M. and Levine, S.", 2019),
    ),
    "lower case, initials, lost accents, hyphens": (
        work(
            "low shot learning with large scale diffusion", "m. douze and a. szlam and b. hariharan and h. jegou", 2018
        ),
        work(
            "Low-Shot Learning with Large-Scale Diffusion",
            "Matthijs Douze and Arthur Szlam and Bharath Hariharan and Hervé Jégou",
            2017,
        ),
    ),
    "one author of six left out": (
        work(
            "One-Shot Imitation from Observing Humans",
            "Tianhe Yu and Chelsea Finn and Annie Xie and Sudeep Dasari",
            2018,
        ),
        work(
            "One-Shot Imitation from Observing Humans",
            "Tianhe Yu and Chelsea Finn and Annie Xie and Sudeep Dasari and Tianhao Zhang",
            2018,
        ),
    ),
    "the same people in another order": (
        work("Personalizing Dialogue Agents via Meta-Learning", MADOTTO, 2019),
        work(
            "Personalizing Dialogue Agents via Meta-Learning",
            "Zhaojiang Lin and Andrea Madotto and Chien-Sheng Wu and Pascale Fung",
            2019,
        ),
    ),
    "an acronym lost": (
        work("CAML: Fast Context Adaptation via Meta-Learning", ZINTGRAF, 2019),
        work("Fast Context Adaptation via Meta-Learning", ZINTGRAF, 2018),
    ),
    "an acronym gained, with a dash": (
        work("An Anomaly Contribution Explainer for Security", "X. Zhang and M. Marwah", 2019),
        work("ACE - An Anomaly Contribution Explainer for Security", "Xiao Zhang and Manish Marwah", 2019),
    ),
    "the subtitle cut": (
        work("Panoptic-DeepLab", "B. Cheng and M. Collins and Y. Zhu", 2019),
        work("Panoptic-DeepLab: A Simple, Strong, and Fast Baseline", "B. Cheng and M. Collins and Y. Zhu", 2020),
    ),
    "the subtitle in its own field": (
        work("Learning to Compare", "Flood Sung and Yongxin Yang", 2018, subtitle=parse_text("Relation Network")),
        work("Learning to Compare: Relation Network", "Flood Sung and Yongxin Yang", 2018),
    ),
    "one letter more": (
        work("Watch, Try, Learn: Meta-Learning from Demonstrations and Reward", "Allan Zhou and Eric Jang", 2019),
        work("Watch, Try, Learn: Meta-Learning from Demonstrations and Rewards", "Allan Zhou and Eric Jang", 2020),
    ),
    "two letters swapped": (
        work("The price of debiasing automatic metrics in language evalaution", "Arun Chaganty and Percy Liang", 2018),
        work("The price of debiasing automatic metrics in language evaluation", "Arun Chaganty and Percy Liang", 2018),
    ),
    "TeX against characters": (
        work(r"$\lambda$Opt: Learn to Regularize Recommender Models", "Yihong Chen and Bei Chen", 2019),
        work("LambdaOpt: Learn to Regularize Recommender Models", "Yihong Chen and Bei Chen", 2019),
    ),
    "and others": (
        work("Matching Networks for One Shot Learning", "Oriol Vinyals and others", 2016),
        work("Matching Networks for One Shot Learning", "Oriol Vinyals and Charles Blundell and Tim Lillicrap", 2016),
    ),
    "two slipped letters": (
        work(
            "Modcl-Agnostic Meta-Learning for Fast Adaptatlon of Deep Networks", "Chelsea Finn and Pieter Abbeel", 2017
        ),
        work(
            "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks", "Chelsea Finn and Pieter Abbeel", 2017
        ),
    ),
    "the year off by three": (
        work("Theta*: Any-Angle Path Planning on Grids", "Kenny Daniel and Alex Nash", 2010),
        work("Theta*: Any-Angle Path Planning on Grids", "Kenny Daniel and Alex Nash", 2013),
    ),
    "broken off with dots": (
        work("Model-agnostic meta-learning for fast …", "C Finn and P Abbeel and others", 2017),
        work(
            "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks", "Chelsea Finn and Pieter Abbeel", 2017
        ),
    ),
    "a long list of initials": (
        work(
            "Grandmaster level in StarCraft II using multi-agent reinforcement learning", "O. Vinyals and others", 2019
        ),
        work(
            "Grandmaster level in StarCraft II using multi-agent reinforcement learning",
            "Oriol Vinyals and " + VUORIO,
            2019,
        ),
    ),
    "British spelling": (
        work("Optimising Neural Behaviour by Generalised Modelling", "Ann Good and Bo Li", 2018),
        work("Optimizing Neural Behavior by Generalized Modeling", "Ann Good and Bo Li", 2018),
    ),
    "full-width punctuation": (
        work("Learning to Compare：Relation Network，for Few－Shot Learning", "Flood Sung and Yongxin Yang", 2018),
        work("Learning to Compare: Relation Network for Few-Shot Learning", "Flood Sung and Yongxin Yang", 2018),
    ),
    "the title in another language, with its original": (
        work("Neural Networks of Simple Cells", "Ann Good and Bo Li", 2018),
        work(
            "Neuronale Netze einfacher Zellen",
            "Ann Good and Bo Li",
            2018,
            origtitle=parse_text("Neural Networks of Simple Cells"),
        ),
    ),
    "no year to compare": (
        work("On First-Order Meta-Learning Algorithms", "Alex Nichol and Joshua Achiam and John Schulman"),
        work("On First-Order Meta-Learning Algorithms", "Alex Nichol and Joshua Achiam and John Schulman", 2018),
    ),
}


@pytest.mark.parametrize(("ours", "theirs"), ONE_WORK.values(), ids=ONE_WORK)
def test_one_work_is_certain(ours, theirs):
    assert likelihood(ours, theirs).is_same
    assert not contradicts(ours, theirs)
    assert not contradicts(theirs, ours)


@pytest.mark.parametrize("case", [case for case in ONE_WORK if case != "the subtitle cut"])
def test_one_work_is_certain_either_way(case):
    ours, theirs = ONE_WORK[case]
    assert likelihood(theirs, ours).is_same


def test_a_subtitle_that_the_record_lacks_is_not_certain():
    """Who cites leaves a subtitle out; one that nobody else has may be another paper's."""
    record, cited = ONE_WORK["the subtitle cut"]
    assert not likelihood(cited, record).is_same
    assert not likelihood(cited, record).is_other


# --- two works ----------------------------------------------------------------------------------------------------

MAML = "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks"
NOT_ALL_YOU_NEED = [
    # one more word, by the same people in the same year
    ("Prototypical Networks for Few-shot Learning", "Gaussian Prototypical Networks for Few-Shot Learning"),
    ("Adaptive Guidance with Reinforcement Meta-Learning", "Adaptive Guidance and Navigation with Reinforcement Meta-Learning"),
    # another one
    ("Convergence of the Symmetric Exclusion Process", "Convergence of the Asymmetric Exclusion Process"),
    ("Causal Inference in Recommender Systems", "Casual Inference in Recommender Systems"),
    ("Compressing ResNet by Structured Pruning", "Compressing ResNeXt by Structured Pruning"),
    ("Learning to learn by gradient descent by gradient descent", "Learning to Learn without Gradient Descent by Gradient Descent"),
    # a part, a year, a sequel
    ("Simplified Recurrent Neural Networks: part I", "Simplified Recurrent Neural Networks: part II"),
    ("The Visual Object Tracking VOT2016 Challenge Results", "The Visual Object Tracking VOT2017 Challenge Results"),
    ("Private Learning on Networks", "Private Learning on Networks: Part II"),
    (MAML, f"{MAML} II"),
    (MAML, f"{MAML} Revisited"),
    ("Is MAP Decoding All You Need?", "Is MAP Decoding All You Need? And Beyond"),
    (MAML, f"{MAML} and Beyond"),
    # the opposite
    ("Attention Is All You Need for Translation", "Attention Is Not All You Need for Translation"),
    # a text about it
    (MAML, f"Erratum: {MAML}"),
    (MAML, f"Correction to: {MAML}"),
    (MAML, f"Retracted: {MAML}"),
    (MAML, f"Comment on “{MAML}”"),
    (MAML, f"Reply to “{MAML}”"),
    (MAML, f"{MAML}: A Survey"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), NOT_ALL_YOU_NEED)
def test_nearly_the_same_title_is_another_work_whoever_wrote_it(one, other):
    ours, theirs = work(one, VUORIO, 2018), work(other, VUORIO, 2018)
    assert not likelihood(ours, theirs).is_same
    assert not likelihood(theirs, ours).is_same


@pytest.mark.parametrize(
    "form", ["Erratum: {}", "Correction to: {}", "Retracted: {}", "Comment on “{}”", "{} Revisited"]
)
def test_a_text_about_a_work_is_an_error_under_its_name(form):
    assert contradicts(work(MAML, VUORIO, 2018), work(form.format(MAML), VUORIO, 2019))


@pytest.mark.parametrize(
    "form",
    [
        "{}: Part II, Methods",
        "{}: A Survey on Automatic Solvers",
        "{}: Technical report",
        "{}: Extended Abstract",
        "{}: A Review",
    ],
)
def test_a_work_that_is_cited_without_what_it_is_is_a_doubt_and_no_error(form):
    cited, full = work(MAML, VUORIO, 2018), work(form.format(MAML), VUORIO, 2018)
    assert not likelihood(cited, full).is_same
    assert not contradicts(cited, full)
    assert contradicts(work(MAML, ZINTGRAF, 2018), full)


def test_a_venue_prints_a_work_once():
    """Two papers of one group in one volume are two; a preprint has pages of its own."""

    def printed(title: str, pages: str, venue: str) -> Entry:
        return work(title, VUORIO, 2020, "inproceedings", pages=pages, booktitle=parse_text(venue))

    ours = printed("Whistled Vowel Identification by French Listeners", "1605", "Interspeech 2020")
    theirs = printed("Categorization of Whistled Consonants by French Speakers", "1600", "Interspeech 2020")
    assert contradicts(ours, theirs)
    assert likelihood(ours, theirs).level("pages") == "others of the same venue"
    assert likelihood(ours.without("booktitle"), theirs).level("pages") == "others"
    assert WEIGHTS["pages"]["others of the same venue"] < WEIGHTS["pages"]["others"]


TWO_WORKS = {
    "the same people's other paper": (
        work(
            "Heteroscedastic max-min distance analysis", "Bing Su and Xiaoqing Ding and Changsong Liu and Ying Wu", 2015
        ),
        work("Heteroscedastic Max–min", "Bing Su and Xiaoqing Ding and Changsong Liu and Ying Wu", 2015).replace(
            title=parse_text("Discriminative Transformation for Multi-dimensional Temporal Sequences")
        ),
        "title",
    ),
    "others wrote it": (
        work("A Survey of Deep Meta-Learning", "Mike Huisman and Jan van Rijn", 2020),
        work("A Survey of Deep Meta-Learning", "Wei Zhang and Yu Liu", 2020),
        "authors",
    ),
    "a subtitle, years later": (
        work("Cloning in Elections", "Edith Elkind and Piotr Faliszewski", 2010),
        work("Cloning in Elections: Finding the Winners", "Edith Elkind and Piotr Faliszewski", 2012),
        "year",
    ),
    "the paper and the post about it": (
        work("How to train your MAML", "Antreas Antoniou and Harrison Edwards and Amos Storkey", 2018, "preprint"),
        work("How to train your MAML: A step by step approach", "Antreas Antoniou", 2018, "blogpost"),
        "kind",
    ),
    "the paper and the talk of the same words": (
        work("Building Versatile Agents with Meta-Learning", "Chelsea Finn", 2018, "video"),
        work("Building Versatile Agents with Meta-Learning", "Chelsea Finn", 2018, "inproceedings"),
        "kind",
    ),
    "the book and its chapter": (
        work("Deep Learning", "Ian Goodfellow and Yoshua Bengio", 2016, "book"),
        work("Deep Learning", "Ian Goodfellow and Yoshua Bengio", 2016, "incollection"),
        "kind",
    ),
    "one letter, other authors": (
        work("Learning from Demonstrations and Reward", "Allan Zhou and Eric Jang", 2019),
        work("Learning from Demonstrations and Rewards", "Mike Huisman and Quoc Le", 2019),
        "authors",
    ),
    "a short title, no authors": (
        work("Meta Reinforcement Learning", year=2019),
        work("Meta Reinforcement Learning", "Lilian Weng", 2019),
        "no authors to compare",
    ),
    "a short title, one author in common": (
        work("Deep Learning", "Y. Wang and A. Smith", 2016),
        work("Deep Learning", "Yan Wang and B. Jones and C. Li", 2015),
        "year",
    ),
    "a copy deposited later": (
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer"),
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer", 2025, "preprint", doi="10.65215/abc"),
        "source: known for copies",
    ),
    "a preprint of nobody knows when": (
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer"),
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer", 2025, "preprint", doi="10.1101/2025.1"),
        "source: a preprint of another time",
    ),
}


def test_what_is_told_by_the_titles_alone_is_what_all_criteria_say():
    entries = [one for pair in (*ONE_WORK.values(), *(case[:2] for case in TWO_WORKS.values())) for one in pair]
    pairs = list(itertools.product(entries, entries))
    told = [is_one_work(one, other) for one, other in pairs]
    assert told == [likelihood(one, other).is_same for one, other in pairs]
    assert 0 < sum(told) < len(told) / 2


@pytest.mark.parametrize(("ours", "theirs", "why"), TWO_WORKS.values(), ids=TWO_WORKS)
def test_two_works_are_never_certain(ours, theirs, why):
    found = likelihood(ours, theirs)
    assert not found.is_same
    assert any(why in doubt for doubt in found.doubts)


# --- what contradicts the hand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hand", "told"),
    [
        # two titles on one topic, other people
        (
            work("Matching Networks for One Shot Learning", "Oriol Vinyals"),
            work("Prototypical Networks for Few-shot Learning", "Jake Snell"),
        ),
        # a typo in the DOI: another paper of other people
        (
            work("Why We Need New Evaluation Metrics for NLG", "Jekaterina Novikova"),
            work("Composite Task-Completion Dialogue Policy Learning", "Baolin Peng"),
        ),
        # another paper of the same people
        (work("Online Meta-Learning for Robots", VUORIO, 2018), work("Grasping Without Any Sight", VUORIO, 2018)),
        # no authors by hand: the title alone decides
        (work("A Simple Neural Attentive Meta-Learner"), work("Deep Residual Learning for Image Recognition", "K. He")),
    ],
)
def test_another_work_contradicts(hand, told):
    assert contradicts(hand, told)


@pytest.mark.parametrize(
    ("hand", "told"),
    [
        # retitled between preprint and proceedings by the same people
        (
            work("One-shot Learning with Memory-Augmented Neural Networks", "A. Santoro and S. Bartunov"),
            work("Meta-Learning with Memory-Augmented Neural Networks", "Adam Santoro and Sergey Bartunov"),
        ),
        # a long subtitle that the hand left out, and no authors
        (
            work("Hands-On Meta Learning with Python"),
            work("Hands-On Meta Learning with Python: One-shot learning, MAML, Reptile, and Meta-SGD with TensorFlow"),
        ),
        # only the identifier is known
        (Entry("k"), work("Anything", "Any One")),
        (work("Anything", "Any One"), Entry("k")),
        # the title is the same: the authors' names are a finding, not another work
        (work("Learning to Compare", "{Sung and others of the laboratory}"), work("Learning to compare", "Flood Sung")),
    ],
)
def test_what_may_be_the_same_does_not_contradict(hand, told):
    assert not contradicts(hand, told)


# --- the sum ------------------------------------------------------------------------------------------------------


def test_no_criterion_proves_anything_alone():
    """docs/decisions/0023: whatever a level is worth, one work needs two that speak for it."""
    for criterion, levels in WEIGHTS.items():
        for level in levels:
            assert not Likelihood(
                (
                    evidence(*criterion.split(", ")[:1], level)
                    if ", " not in criterion
                    else Evidence(criterion, level, levels[level]),
                )
            ).is_same


def test_no_fitted_criterion_vetoes_what_the_others_make_certain():
    """Title, authors and year: the worst level of any one but the title is outweighed by the best of the others."""
    best = {criterion: max(levels.values()) for criterion, levels in FITTED.items()}
    title, authors, year = best["title"], best["authors, equal titles"], best["year"]
    assert title + authors + min(FITTED["year"].values()) > OTHER_WORK
    assert title + year + min(FITTED["authors, equal titles"].values()) > OTHER_WORK
    assert title + authors + FITTED["year"]["4 apart"] >= SAME_WORK


def test_each_part_is_shown():
    found = likelihood(
        work("Online Meta-Learning", "Chelsea Finn", 2019), work("Online Meta-Learning", "C. Finn", 2019)
    )
    assert [part.criterion for part in found.parts] == ["title", "authors", "year"]
    assert found.total == pytest.approx(sum(part.weight for part in found.parts))
    assert str(found).startswith("title equal, ")
    assert str(found).endswith(f": {found.total:.1f}")


def test_what_either_lacks_counts_for_nothing():
    assert likelihood(Entry("k"), work("Anything", "Any One", 2018)).parts == ()


def test_better_candidates_have_more():
    ours = work("Prototypical Networks for Few-shot Learning", "Jake Snell and Kevin Swersky", 2017)
    right = work("Prototypical Networks for Few-shot Learning", "Jake Snell and Kevin Swersky", 2017)
    later = work("Prototypical Networks for Few-shot Learning", "Jake Snell and Kevin Swersky", 2018)
    other = work("Gaussian Prototypical Networks for Few-Shot Learning", "Stanislav Fort", 2017)
    assert sorted((other, later, right), key=lambda c: likelihood(ours, c).total) == [other, later, right]


def test_pages_and_venue_speak_for_and_against():
    ours = work(
        "Learning to Compare", "F. Sung", 2018, "inproceedings", booktitle=parse_text("CVPR"), pages="1199--1208"
    )
    same = ours.replace(pages="1199")
    assert likelihood(ours, same).level("pages") == "same"
    assert likelihood(ours, same).level("venue") == "same"
    assert likelihood(ours, same.replace(pages="17--20")).total < likelihood(ours, same).total


titles = st.text(st.sampled_from("aábc AB:-?é1+$\\"), max_size=30)


@given(titles, titles)
def test_titles_compare_the_same_both_ways(one, other):
    there, back = (likelihood(work(a), work(b)) for a, b in ((one, other), (other, one)))
    assert there == back

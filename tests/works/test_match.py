"""Matching: the pairs that look alike and are two works, and those that look unlike and are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.date import Date
from refexport.model.entry import Entry, Value
from refexport.model.name import Name, parse_listed, parse_names
from refexport.model.text import parse_text
from refexport.works.match import (
    CUT,
    DOUBTS,
    NAMED,
    OTHER,
    SAME,
    SLIP,
    contradicts,
    full_title,
    same_authors,
    same_person,
    score,
    shared_authors,
    title_ratio,
    title_variant,
)

VUORIO = "Risto Vuorio and Shao-Hua Sun and Hexiang Hu and Joseph J. Lim"
ZINTGRAF = "Luisa M Zintgraf and Kyriacos Shiarlis and Vitaly Kurin and Katja Hofmann and Shimon Whiteson"
MADOTTO = "Andrea Madotto and Zhaojiang Lin and Chien-Sheng Wu and Pascale Fung"


def work(title: str, authors: str = "", year: int | None = None, type: str = "", **fields: Value) -> Entry:  # noqa: A002
    known: dict[str, Value] = {"title": parse_text(title), "author": parse_names(authors), **fields}
    if year:
        known["date"] = Date(year)
    return Entry("k", type, {field: value for field, value in known.items() if value})


def doubts(ours: Entry, theirs: Entry) -> tuple[str, ...]:
    there, back = score(ours, theirs), score(theirs, ours)
    assert there.title == back.title
    assert there.authors == back.authors
    assert there.variant == back.variant
    return there.doubts


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
    "no year to compare": (
        work("On First-Order Meta-Learning Algorithms", "Alex Nichol and Joshua Achiam and John Schulman"),
        work("On First-Order Meta-Learning Algorithms", "Alex Nichol and Joshua Achiam and John Schulman", 2018),
    ),
}


@pytest.mark.parametrize(("ours", "theirs"), ONE_WORK.values(), ids=ONE_WORK)
def test_one_work_is_certain(ours, theirs):
    assert doubts(ours, theirs) == ()
    assert score(ours, theirs).certain
    assert not contradicts(ours, theirs)


# --- two works ----------------------------------------------------------------------------------------------------

TWO_WORKS = {
    "one more word": (
        work("Prototypical Networks for Few-shot Learning", "Jake Snell and Kevin Swersky", 2017),
        work("Gaussian Prototypical Networks for Few-Shot Learning", "Jake Snell and Kevin Swersky", 2017),
        "the title differs",
    ),
    "by and without": (
        work("Learning to learn by gradient descent by gradient descent", "M. Andrychowicz and M. Hoffman", 2016),
        work("Learning to Learn without Gradient Descent by Gradient Descent", "M. Andrychowicz and M. Hoffman", 2017),
        "the title differs",
    ),
    "the same four authors' next paper": (
        work("Toward Multimodal Model-Agnostic Meta-Learning", VUORIO, 2018),
        work("Multimodal Model-Agnostic Meta-Learning via Task-Aware Modulation", VUORIO, 2019),
        "the title differs",
    ),
    "less in the title": (
        work("Adaptive Guidance and Integrated Navigation with Reinforcement Meta-Learning", "Brian Gaudet", 2019),
        work("Adaptive Guidance with Reinforcement Meta-Learning", "Brian Gaudet", 2019),
        "the title differs",
    ),
    "part I and part II": (
        work("Simplified Long Short-term Memory Recurrent Neural Networks: part I", "A. Akandeh and F. Salem", 2017),
        work("Simplified Long Short-term Memory Recurrent Neural Networks: part II", "A. Akandeh and F. Salem", 2017),
        "the title differs",
    ),
    "the challenge of another year": (
        work("The Visual Object Tracking VOT2016 Challenge Results", "M. Kristan and A. Leonardis", 2016),
        work("The Visual Object Tracking VOT2017 Challenge Results", "M. Kristan and A. Leonardis", 2017),
        "the title differs",
    ),
    "symmetric and asymmetric": (
        work("Convergence of the Symmetric Exclusion Process", "A. Author and B. Other", 2016),
        work("Convergence of the Asymmetric Exclusion Process", "A. Author and B. Other", 2016),
        "the title differs",
    ),
    "a part of it": (
        work("Private Learning on Networks", "S. Gade and N. Vaidya", 2016),
        work("Private Learning on Networks: Part II", "S. Gade and N. Vaidya", 2017),
        "the title differs",
    ),
    "its correction": (
        work("Learning without Coding", "Samuel Moelius and Sandra Zilles", 2010),
        work("Erratum: Learning without Coding", "Samuel Moelius and Sandra Zilles", 2011),
        "the title differs",
    ),
    "the paper and the post about it": (
        work("How to train your MAML", "Antreas Antoniou and Harrison Edwards and Amos Storkey", 2018, "preprint"),
        work("How to train your MAML: A step by step approach", "Antreas Antoniou", 2018, "blogpost"),
        "the title differs a little",
    ),
    "the paper and the talk of the same words": (
        work("Building Versatile Agents with Meta-Learning", "Chelsea Finn", 2018, "video"),
        work("Building Versatile Agents with Meta-Learning", "Chelsea Finn", 2018, "inproceedings"),
        "the one is no such work as the other",
    ),
    "one letter, other authors": (
        work("Watch, Try, Learn: Meta-Learning from Demonstrations and Reward", "Allan Zhou and Eric Jang", 2019),
        work("Watch, Try, Learn: Meta-Learning from Demonstrations and Rewards", "Allan Zhou and Quoc Le", 2019),
        "the title differs a little",
    ),
    "an acronym and one author more": (
        work("CAML: Fast Context Adaptation via Meta-Learning", ZINTGRAF, 2019),
        work("Fast Context Adaptation via Meta-Learning", ZINTGRAF + " and Chelsea Finn", 2019),
        "the title differs a little",
    ),
    "a subtitle, years later": (
        work("Cloning in Elections", "Edith Elkind and Piotr Faliszewski", 2010),
        work("Cloning in Elections: Finding the Winners", "Edith Elkind and Piotr Faliszewski", 2012),
        "the title differs a little",
    ),
    "one author's series": (
        work("Order preserving transformations of the grassmannian", "Mark Pankov", 2006),
        work("Order preserving transformations of the grassmannian: complex case", "Mark Pankov", 2007),
        "the subtitle differs",
    ),
    "a short title, no authors": (
        work("Meta Reinforcement Learning", year=2019),
        work("Meta Reinforcement Learning", "Lilian Weng", 2019),
        "there are no authors to compare",
    ),
    "a short title, one author in common": (
        work("Deep Learning", "Y. Wang and A. Smith", 2016),
        work("Deep Learning", "Yan Wang and A. Smith and C. Li", 2016),
        "so short a title needs all authors",
    ),
    "others wrote it": (
        work("A Survey of Deep Meta-Learning", "Mike Huisman and Jan van Rijn", 2020),
        work("A Survey of Deep Meta-Learning", "Wei Zhang and Yu Liu", 2020),
        "the authors differ",
    ),
    "another first author": (
        work("Table Population and Retrieval with Entities", "Li Deng and Shuo Zhang and Krisztian Balog", 2019),
        work("Table Population and Retrieval with Entities", "Lin Zhu and Shuo Zhang and Krisztian Balog", 2019),
        "the first author differs",
    ),
    "years apart": (
        work("Theta*: Any-Angle Path Planning on Grids", "Kenny Daniel and Alex Nash", 2010),
        work("Theta*: Any-Angle Path Planning on Grids", "Kenny Daniel and Alex Nash", 2014),
        "the years are far apart",
    ),
    "a copy deposited later": (
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer"),
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer", 2025, "preprint", doi="10.65215/abc"),
        "known for copies",
    ),
    "a preprint of nobody knows when": (
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer"),
        work("Attention Is All You Need", "Ashish Vaswani and Noam Shazeer", 2025, "preprint", doi="10.1101/2025.1"),
        "a preprint outside arXiv",
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "why"), TWO_WORKS.values(), ids=TWO_WORKS)
def test_two_works_are_never_certain(ours, theirs, why):
    assert any(why in doubt for doubt in doubts(ours, theirs))


def test_every_rule_has_a_case():
    """A rule that no pair needs is a rule too many."""
    raised = {doubt for ours, theirs, _ in TWO_WORKS.values() for doubt in doubts(ours, theirs)}
    assert raised == {why for _, why in DOUBTS}


def test_better_candidates_rank_higher():
    ours = work("Prototypical Networks for Few-shot Learning", "Jake Snell and Kevin Swersky", 2017)
    right = work("Prototypical Networks for Few-shot Learning", "Jake Snell and Kevin Swersky", 2017)
    later = work("Prototypical Networks for Few-shot Learning", "Jake Snell and Kevin Swersky", 2018)
    other = work("Gaussian Prototypical Networks for Few-Shot Learning", "Stanislav Fort", 2017)
    assert sorted((other, later, right), key=lambda c: score(ours, c).rank) == [other, later, right]


# --- titles -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "variant"),
    [
        ("Meta-SGD", "meta sgd", SAME),
        ("", "", OTHER),
        ("", "Meta-SGD", OTHER),
        ("Adversarial Examples on Graph Data", "Adversarial Examples for Graph Data", OTHER),
        ("Learning Graph Representation with Care", "Learning Graph Representations with Care", SLIP),
        ("Graph Representation", "Graph Representations", OTHER),  # too short to forgive
        ("Results of the 41st Challenge Here", "Results of the 43st Challenge Here", OTHER),
        ("Learning to see in the dark", "Learning to see in the dgrk", SLIP),
        ("Seeing in the dark", "Seeing in the dgrk", OTHER),
        ("Deep Networks for Sleep Staging from EEG Signals", "Deep Networks for Sleep Staging from ECG Signals", OTHER),
        ("deep networks for sleep staging from eeg signals", "Deep Networks for Sleep Staging from ECG Signals", OTHER),
        ("Fine-Tuning BERT for Clinical Named Entities", "Fine-Tuning BART for Clinical Named Entities", OTHER),
        ("Compressing ResNet by Structured Pruning", "Compressing ResNeXt by Structured Pruning", OTHER),
        ("Theory of Tensor Products of Modules, Part III", "Theory of Tensor Products of Modules, Part VII", OTHER),
        ("SE-Sync: A Certifiably Correct Algorithm", "A Certifiably Correct Algorithm", NAMED),
        ("Summary - A Certifiably Correct Algorithm", "A Certifiably Correct Algorithm", OTHER),
        ("Beyond Sentiment: The Manifold of Human Emotions", "The Manifold of Human Emotions", OTHER),
        ("CAML: Meta-Learning", "Meta-Learning", OTHER),  # too short a rest
        ("Music Transformer: Generating Music", "Music Transformer", CUT),
        ("Why? Because: A Study", "Why? Because", CUT),
        ("Outlier Detection: An Extended Version", "Outlier Detection", OTHER),
        ("The ratio 3:1 of things", "The ratio 3", OTHER),
    ],
)
def test_how_titles_differ(one, other, variant):
    assert title_variant(one, other) == title_variant(other, one) == variant


def test_a_full_title_keeps_its_maths_apart():
    entry = work(r"$\omega$Test for {PDE}s", subtitle=parse_text("a <i>study</i>"))
    assert full_title(entry) == r"$\omega$Test for PDEs: a study"
    assert full_title(Entry("k")) == ""


def test_two_empty_titles_are_not_alike():
    assert title_ratio("", "…") == 0.0


titles = st.text(st.sampled_from("aábc AB:-?é1+$\\"), max_size=30)


@given(titles, titles)
def test_titles_compare_the_same_both_ways(one, other):
    assert title_ratio(one, other) == title_ratio(other, one)
    assert title_variant(one, other) == title_variant(other, one)
    assert 0.0 <= title_ratio(one, other) <= 1.0
    assert (title_variant(one, other) == SAME) == (title_ratio(one, other) == 1.0)


# --- people -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Finn, Chelsea", "finn, c."),
        ("Chelsea Finn", "chelsea finn"),
        ("Herve Jegou", "Hervé Jégou"),
        ("Li, Wei", "Wei, Li"),
        ("Sergio Gomez", "Gómez Colmenarejo, Sergio"),
        ("Laura Leal-Taixe'", "Leal-Taixé, Laura"),
        ("de Freitas, Nando", "Freitas, Nando"),
        ("Van Gool, Luc", "L. van Gool"),
        ("Heng Tao Shen", "Tao Shen, Heng"),
        ("Ronan LeBras", "Ronan Le Bras"),
        ("Steven Z. Wu", "Zhiwei Steven Wu"),
        ("A. Emin Orhan", "Emin Orhan"),
        ("Sebastian Stüker", "Sebastian Stueker"),
        ("Sebastian Stüker", "Sebastian Stuker"),
        ("Francisco Belchí", "Belchí Guillamón, Francisco"),
        ("Prabuchandran K. J.", "K. J. Prabuchandran"),
        ("Torr, Philip H. S.", "P.H.S. Torr"),
        ("{OpenAI}", "OpenAI"),
        ("Timothy P. Lillicrap", "Tim Lillicrap"),
    ],
)
def test_one_person(one, other):
    assert same_person(parse_listed(one), parse_listed(other))
    assert same_person(parse_listed(other), parse_listed(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Finn, Chelsea", "Finn, Aaron"),
        ("Zhang, Wei", "Zhang, Wuyi"),
        ("{Google}", "{OpenAI}"),
        ("{Google}", "Google, Ann"),
        ("Li, Fei-Fei", "Li, Hang"),
        ("Snell, Jake", "Swersky, Kevin"),
        ("von Li, Ann", "Li, Bob"),
        ("Silva, Ana Maria", "Silva, Rosa Maria"),
        ("R, J", "Jonson, R"),
    ],
)
def test_two_people(one, other):
    assert not same_person(parse_listed(one), parse_listed(other))
    assert not same_person(parse_listed(other), parse_listed(one))


def test_a_name_in_another_script_is_known_by_its_latin_form():
    there = Name(family="张", given="伟", latin="Wei Zhang")
    assert same_person(there, parse_listed("Zhang, Wei"))
    assert not same_person(there, parse_listed("Li, Wei"))


def test_shares_of_authors():
    snell, both = parse_names("Jake Snell"), parse_names("Jake Snell and Kevin Swersky")
    assert shared_authors(snell, both) == 1.0
    assert shared_authors(both, parse_names("Jake Snell and Stanislav Fort")) == 0.5
    assert shared_authors((), both) is None
    assert shared_authors(parse_names("others"), both) is None


def test_one_name_twice_is_not_two_people():
    assert shared_authors(parse_names("Y. Li and Y. Li"), parse_names("Yang Li and Kevin Swersky")) == 0.5


def test_a_list_that_goes_on_is_not_complete():
    both = parse_names("Jake Snell and Kevin Swersky")
    assert same_authors(both, parse_names("Kevin Swersky and Snell, J."))
    assert not same_authors(both, parse_names("Jake Snell and others"))
    assert not same_authors(both, parse_names("Jake Snell"))
    assert not same_authors((), ())


parts = st.sampled_from(["", "Li", "Wei", "W.", "de", "Müller", "Mueller", "Van Gool", "J"])
names = st.builds(
    Name, family=parts, given=parts, particle=parts, literal=st.sampled_from(["", "", "Google"]), latin=parts
)


@given(names, names)
def test_people_compare_the_same_both_ways(one, other):
    assert same_person(one, other) == same_person(other, one)
    assert same_person(one, one) or not (one.family or one.given or one.particle or one.literal)


@given(st.lists(names, max_size=4), st.lists(names, max_size=4))
def test_shares_are_the_same_both_ways(ours, theirs):
    share = shared_authors(ours, theirs)
    assert share == shared_authors(theirs, ours)
    assert share is None or 0.0 <= share <= 1.0


# --- contradiction ------------------------------------------------------------------------------------------------


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
        (
            work("People on Media: Jointly Identifying Credible News", "S. Mukherjee"),
            work("Leveraging Joint Interactions for Credibility Analysis", "Subhabrata Mukherjee"),
        ),
        # a long subtitle that the hand left out, and no authors
        (
            work("Hands-On Meta Learning with Python"),
            work("Hands-On Meta Learning with Python: One-shot learning, MAML, Reptile, and Meta-SGD with TensorFlow"),
        ),
        # only the identifier is known
        (Entry("k"), work("Anything", "Any One")),
        (work("Anything", "Any One"), Entry("k")),
        # the title is nearly the same: the authors' names are a finding, not another work
        (work("Learning to Compare", "{Sung and others of the laboratory}"), work("Learning to compare", "Flood Sung")),
    ],
)
def test_what_may_be_the_same_does_not_contradict(hand, told):
    assert not contradicts(hand, told)

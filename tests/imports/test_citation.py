"""One reference at a time: shapes, fields, what has no field of its own, and what is no reference."""

import pytest

from refexport.lists.citation import parse_citation, read_citation
from refexport.lists.spelling import BREAK
from refexport.model.entry import print_value
from refexport.references.venue import is_venue, tidy
from tests.imports.test_people import shown


def fields(text, **options):
    entry = parse_citation(text, **options)
    return {field: print_value(field, value) for field, value in entry.fields.items()} if entry else None


def said(text):
    """Title, authors and year of a reference."""
    entry = parse_citation(text)
    return entry.plain("title"), shown(entry.names("author")), entry.year


NG = "Ng, Andrew; Li, Bo"
SAME = {
    "Mixed Nets for Two Images, (2017), Andrew Ng, Bo Li.",
    "Mixed Nets for Two Images (2017), Andrew Ng, Bo Li",
    "Mixed Nets for Two Images,(2017), Andrew Ng and Bo Li,",
    "Mixed Nets for Two Images, (2017), Ng, Andrew and Li, Bo.",
    "Andrew Ng and Bo Li. Mixed Nets for Two Images. NIPS, 2017.",
    "Andrew Ng, Bo Li. Mixed Nets for Two Images. In NIPS, pages 1-9, 2017.",
    "Andrew Ng and Bo Li (2017). Mixed Nets for Two Images. NIPS.",
    "Andrew Ng and Bo Li. 2017. Mixed Nets for Two Images. In NIPS.",
    "Andrew Ng, Bo Li: Mixed Nets for Two Images. NIPS (2017)",
    'Andrew Ng and Bo Li, "Mixed Nets for Two Images," in Proc. NIPS, 2017.',
    "“Mixed Nets for Two Images”, Andrew Ng, Bo Li, NIPS 2017",
    "《Mixed Nets for Two Images》（Andrew Ng、Bo Li，2017）",
    "Mixed Nets for Two Images. Andrew Ng, Bo Li. NIPS 2017.",
    "Mixed Nets for Two Images, Andrew Ng, Bo Li, NIPS 2017",
    "Mixed Nets for Two Images，Andrew Ng 和 Bo Li，NIPS 2017。",
    "Mixed Nets for Two Images - Andrew Ng, Bo Li (NIPS 2017)",
    "Mixed Nets for Two Images (Andrew Ng and Bo Li, NIPS'17)",
    "Andrew Ng, Bo Li - Mixed Nets for Two Images - NIPS 2017",
    "Mixed Nets for Two Images by Andrew Ng and Bo Li (2017)",
    "[NIPS 2017] Mixed Nets for Two Images. Andrew Ng, Bo Li",
    "`2017` **Mixed Nets for Two Images** | *Andrew Ng, Bo Li* | NIPS",
    "- [x] **Mixed Nets for Two Images** by Andrew Ng and Bo Li, NIPS 2017 :fire:",
    "3) [Mixed Nets for Two Images](https://example.org/x) - Andrew Ng, Bo Li (NIPS 2017) [[pdf]](https://example.org/y)",
    "[12] [Mixed Nets for Two Images (2017)](https://example.org/x), Andrew Ng, Bo Li",
    "Andrew Ng and Bo Li. [Mixed Nets for Two Images](https://example.org/x). NIPS 2017.",
    "Mixed Nets for Two Images 作者：Andrew Ng，Bo Li　年份：2017",
    "Title: Mixed Nets for Two Images; Authors: Andrew Ng, Bo Li; Year: 2017",
    "Mixed Nets for Two Images\nAndrew Ng, Bo Li\nNIPS 2017",
    "Mixed Nets for\nTwo Images, (2017), Andrew Ng,\nBo Li.",
    "Title: Mixed Nets for Two Images\nAuthors: Andrew Ng, Bo Li\nYear: 2017",
    f"**Mixed Nets for Two Images**{BREAK}Andrew Ng, Bo Li{BREAK}NIPS 2017",
    f"Mixed Nets for Two Images{BREAK}Authors: Andrew Ng, Bo Li{BREAK}Venue: NIPS 2017",
}


@pytest.mark.parametrize("text", sorted(SAME))
def test_one_work_in_many_shapes(text):
    assert said(text) == ("Mixed Nets for Two Images", NG, 2017)


TITLES = {
    "How Powerful are Graph Neural Networks? (ICLR 2019)": "How Powerful are Graph Neural Networks?",
    '"Divergent" supercongruences, (2010), Jesús Guillera': '"Divergent" supercongruences',
    '"Why Should I Trust You?": Explaining Predictions, Marco Ribeiro, KDD 2016': (
        '"Why Should I Trust You?": Explaining Predictions'
    ),
    "What are $E_{\\infty}$ ring spaces good for?, (2009), J. P. May.": "What are E_{\\infty} ring spaces good for?",
    "A Girl Has A Name: Detecting Authorship, (2020), A. Mahmood, P. Srinivasan": "A Girl Has A Name: Detecting Authorship",
    "Sliding Sketches: A Framework using Time Zones (KDD 2020)": "Sliding Sketches: A Framework using Time Zones",
    "J. Meij. The Second Workshop on Knowledge Graphs (KG4IR). SIGIR, 2018.": "The Second Workshop on Knowledge Graphs (KG4IR)",
    "H. Zhou, V. Singh. When can Data be Pooled? Hypothesis Tests and Applications. ICML, 2017.": (
        "When can Data be Pooled? Hypothesis Tests and Applications"
    ),
    "A. Gupta, Total Variation Denoising, Neural Computation (2019)": "Total Variation Denoising",
    "J. Schmidhuber. **Learning to control fast weights**: An alternative to nets. 1992.": (
        "Learning to control fast weights: An alternative to nets"
    ),
    "《从零开始：变分推断》（2018）": "从零开始：变分推断",
    "Learning to Compare：Relation Network (CVPR 2018)": "Learning to Compare: Relation Network",
    "Third workshop (ComplexRec 2019), (2019), Marijn Koolen, Toine Bogers": "Third workshop (ComplexRec 2019)",
}


@pytest.mark.parametrize("text", TITLES)
def test_titles_end_where_they_end(text):
    assert parse_citation(text).plain("title") == TITLES[text]


@pytest.mark.parametrize(
    ("text", "title", "people"),
    [
        (
            "Tasty Burgers, Soggy Fries: Probing Aspect Robustness. Xiaoyu Xing, Zhijing Jin, Di Jin. Neural Computation 2020.",
            "Tasty Burgers, Soggy Fries: Probing Aspect Robustness",
            "Xing, Xiaoyu; Jin, Zhijing; Jin, Di",
        ),
        (
            "Gan et al. Look, Listen, and Act: Towards Navigation. Phys. Rev. Lett. 105 2019.",
            "Look, Listen, and Act: Towards Navigation",
            "Gan; others",
        ),
    ],
)  # fmt: skip
def test_of_two_readings_the_one_with_more_names_holds(text, title, people):
    assert said(text)[:2] == (title, people)


def test_a_journal_is_a_field_spelled_out_or_short():
    text = "Y. Pan. Mixed Nets for Two Images. Biophysical Journal 87 (1), 521-533, 2004."
    assert fields(text) == {
        "journaltitle": "Biophysical Journal",
        "volume": "87",
        "number": "1",
        "pages": "521--533",
        "title": "Mixed Nets for Two Images",
        "author": ["Pan, Y."],
        "date": "2004",
    }
    assert parse_citation(text).type == "article"
    short = parse_citation("Y. Pan. Mixed Nets for Two Images. Phys. Rev. D 99, 076018, 2019.")
    assert short.type == "article"
    assert [short.plain(field) for field in ("journaltitle", "volume", "pages")] == ["Phys. Rev. D", "99", "076018"]
    assert not short.has("annotation")


def test_the_short_name_of_a_meeting_is_a_remark():
    entry = parse_citation("Andrew Ng and Bo Li. Mixed Nets for Two Images. NIPS, 2017.")
    assert (entry.type, entry.plain("annotation")) == ("", "NIPS")


def test_proceedings_and_theses():
    entry = parse_citation(
        "Y. Pan. Mixed Nets for Two. In Advances in Neural Information Processing Systems, pp. 3981–3989, 2016"
    )
    assert entry.type == "inproceedings"
    assert entry.plain("booktitle") == "Advances in Neural Information Processing Systems"
    assert entry.plain("pages") == "3981--3989"
    thesis = parse_citation("G. Koch. Siamese networks for images. PhD thesis, University of Toronto, 2015.")
    assert thesis.type == "thesis"
    assert thesis.plain("institution") == "University of Toronto"
    assert parse_citation("王小明. 迁移方法研究[D]. 某某大学, 2019.").type == "thesis"
    assert parse_citation("KOLLER D. Probabilistic graphs of everything[M]. 2009.").type == "book"


def test_remarks_code_and_a_second_identifier_are_kept():
    entry = parse_citation(
        "[Deep Sets](https://arxiv.org/abs/1703.06114) (NIPS 2017, oral) - must read [[code]](https://github.com/a/b) "
        "doi:10.1000/1 arXiv:1703.03400"
    )
    assert entry.plain("annotation") == "(NIPS, oral) - must read; arxiv:1703.03400; code: https://github.com/a/b"
    assert (entry.arxiv, entry.plain("doi")) == ("1703.06114", "10.1000/1")


def test_an_arxiv_doi_is_an_arxiv_id():
    assert fields("https://doi.org/10.48550/arXiv.1312.6199") == {"eprint": "1312.6199", "eprinttype": "arxiv"}


def test_people_are_no_title():
    assert fields("J. Snell, K. Swersky, NIPS 2017. arXiv:1703.05175") == {
        "author": ["Snell, J.", "Swersky, K."],
        "date": "2017",
        "eprint": "1703.05175",
        "eprinttype": "arxiv",
        "annotation": "NIPS",
    }
    assert fields("J. Snell, K. Swersky. NIPS 2017.") is None
    assert fields("Deep Sets, Mixed Nets https://x.org/b") == {
        "title": "Deep Sets, Mixed Nets",
        "url": "https://x.org/b",
    }


def test_one_word_beside_an_identifier_is_no_title():
    assert fields("[MAML](https://arxiv.org/abs/1703.03400)")["shorttitle"] == "MAML"
    assert fields("[Mask R-CNN](https://arxiv.org/abs/1703.06870)")["title"] == "Mask R-CNN"
    assert fields("[Transformers](https://arxiv.org/abs/1706.03762), A. Vaswani et al.")["title"] == "Transformers"


def test_editors_are_no_authors():
    entry = parse_citation("Smith, J. and Doe, K. (Eds.) (2015). Handbook of learning machines. Springer.")
    assert shown(entry.names("editor")) == "Smith, J.; Doe, K."
    assert not entry.has("author")
    assert entry.plain("title") == "Handbook of learning machines"


def test_an_impossible_year_keeps_the_rest_and_says_so():
    citation = read_citation("Learning to learn by descent, (206), Marcin Andrychowicz, Misha Denil.")
    assert citation.entry.plain("title") == "Learning to learn by descent"
    assert shown(citation.entry.names("author")) == "Andrychowicz, Marcin; Denil, Misha"
    assert not citation.entry.has("date")
    assert citation.notes == ('"206" stands where the year should: the entry has no date',)


def test_what_is_put_under_a_reference_adds_what_it_lacks():
    entry = parse_citation(
        BREAK.join(["Mixed Nets", "Andrew Ng, Bo Li", "NIPS 2017", "Great paper.", "Code: none yet"]), titled=True
    )
    assert said_of(entry) == ("Mixed Nets", NG, 2017)
    assert entry.plain("annotation") == "NIPS; Great paper; none yet"


def said_of(entry):
    return entry.plain("title"), shown(entry.names("author")), entry.year


@pytest.mark.parametrize(
    "text", ["", "   ", "***", "Mixed Nets", "(in parentheses)", "Here is some text", "- [ ] ", "the end"]
)
def test_no_sign_of_a_reference(text):
    assert parse_citation(text) is None


def test_a_title_where_every_line_is_one():
    assert fields("Omniglot", titled=True) == {"title": "Omniglot"}
    assert fields("(gone)", titled=True) is None


def test_identifiers_alone():
    assert fields("hep-th/9403114v2") == {"eprint": "hep-th/9403114v2", "eprinttype": "arxiv"}
    assert fields("https://example.org/post") == {"url": "https://example.org/post"}
    assert fields("conf/icml/FinnAL17") == {"dblp": "conf/icml/FinnAL17"}


@pytest.mark.parametrize(
    "text", ["ICML", "In Proceedings of X", "pp. 12-17", "J. Mach. Learn. Res.", "Nature 518", "to appear", "2017"]
)
def test_venues(text):
    assert is_venue(text)


@pytest.mark.parametrize("text", ["In Defense of Grid Features", "Deep Sets", "Scientific discovery"])
def test_no_venues(text):
    assert not is_venue(text)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        (" , ICML ( ), .", "ICML"),
        ("(oral)", "oral"),
        ("- ; .", ""),
        ("ICLR (, oral)", "ICLR (oral)"),
        ("Phys. Lett. B.", "Phys. Lett. B."),
    ],
)
def test_punctuation_that_is_left_over_goes(text, tidied):
    assert tidy(text) == tidied


STYLES = {
    # the style's own example of a journal article, a book, a chapter or a thesis -> what its guide calls the parts
    "Grady, J. S., Her, M., Moreno, G., Perez, C., & Yelinek, J. (2019). Emotions in storybooks. Psychology of Popular Media Culture, 8(3), 207–217.": (
        "article", "Psychology of Popular Media Culture", "8", "3", "207--217",
    ),
    "Keng, Shao-Hsun, Chun-Hung Lin, and Peter F. Orazem. 2017. “Expanding College Access in Taiwan.” Journal of Human Capital 11 (1): 1–34.": (
        "article", "Journal of Human Capital", "11", "1", "1--34",
    ),
    "Petitti DB, Crooks VC, Buckwalter JG, Chiu V. Blood pressure levels before dementia. Arch Neurol. 2005;62(1):112-6.": (
        "article", "Arch Neurol", "62", "1", "112--6",
    ),
    "Иванов И. И., Петров П. С. Методы оптимизации в задачах обучения // Вопросы философии. 2017. Т. 12. № 3. С. 45–67.": (
        "article", "Вопросы философии", "12", "3", "45--67",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", STYLES)
def test_journal_volume_number_and_pages_are_fields_in_any_style(text):
    """APA 7, 10.1; CMOS 17, 15.9; NLM's Samples of Formatted References; GOST R 7.0.5-2008."""
    entry = parse_citation(text)
    said = (entry.type, *(entry.plain(field) for field in ("journaltitle", "volume", "number", "pages")))
    assert said == STYLES[text]


def test_a_chapter_has_its_book_editors_place_and_publisher():
    """CMOS 17, 14.106 and 15.9: chapter in an edited book."""
    entry = parse_citation(
        "Gould, Glenn. 1984. “Streisand as Schwarzkopf.” In The Glenn Gould Reader, edited by Tim Page, 308–11. New York: Vintage."
    )
    assert (entry.type, entry.plain("booktitle"), shown(entry.names("editor"))) == (
        "incollection", "The Glenn Gould Reader", "Page, Tim",
    )  # fmt: skip
    assert (entry.plain("publisher"), entry.plain("location"), entry.plain("pages")) == (
        "Vintage",
        "New York",
        "308--11",
    )


def test_words_cut_by_a_pdf_are_whole():
    entry = parse_citation(
        "A. Ng and B. Li, ‘‘A com-\nparative study of ﬁne-\ngrained nets,’’ Neural Comput., vol. 12, 2017."
    )
    assert entry.plain("title") == "A comparative study of fine-grained nets"


@pytest.mark.parametrize("lead", ["Week 2: ", "- Lecture 10. ", "Session 3 – ", "Woche 4: ", "1. Day 1: "])
def test_the_week_of_a_course_is_nobody(lead):
    entry = parse_citation(
        f"{lead}Hinton, G. E., & Salakhutdinov, R. R. (2006). Reducing the dimensionality of data. Science, 313(5786), 504–507."
    )
    assert [name.family for name in entry.names("author")] == ["Hinton", "Salakhutdinov"]
    assert entry.plain("title") == "Reducing the dimensionality of data"


def test_names_that_cannot_be_told_apart_are_no_names():
    entry = parse_citation(
        "Unit of 7: Hinton, G. E., & Roe, R. (2006). Reducing the data. Science, 313(5786), 504–507."
    )
    assert not any(set("&:.0123456789") & set(name.family) for name in entry.names("author"))


def test_words_of_a_title_are_no_people_where_surer_ones_are_named():
    entry = parse_citation(
        "Watch, Try, Learn: Meta-Learning from Demonstrations, (2019), Allan Zhou, Eric Jang, Daniel Kappler, Chelsea Finn."
    )
    assert entry.plain("title") == "Watch, Try, Learn: Meta-Learning from Demonstrations"
    assert [name.family for name in entry.names("author")] == ["Zhou", "Jang", "Kappler", "Finn"]


@pytest.mark.parametrize("label", ["[GaCl60] ", "[Gad60a] ", "[GHJ+60] ", "[张刘60] "])
def test_the_label_of_an_alphabetic_style_is_nobody(label):
    """BibTeX's style alpha and DIN 1505-2 print labels of names and years."""
    entry = parse_citation(f"{label}Gadamer, Hans-Georg: Wahrheit und Methode. Tübingen : Mohr Siebeck, 1960")
    assert [name.family for name in entry.names("author")] == ["Gadamer"]
    assert entry.plain("title") == "Wahrheit und Methode"


@pytest.mark.parametrize("joint", ["and", "a", "en", "och", "og", "ve", "és", "y", "e", "i"])
def test_the_last_name_is_joined_in_many_languages(joint):
    """The term "and" of CSL's locales (cs, nl, sv, da, tr, hu, es, it, pl)."""
    entry = parse_citation(
        f"DAI, Xunhua {joint} Quan QUAN, 1975. An analytical design method. Clinical Diseases. 5(9), 37–62."
    )
    assert [name.family.upper() for name in entry.names("author")] == ["DAI", "QUAN"]


def test_an_initial_joins_no_names():
    entry = parse_citation(
        "John A Smith, Mary E Jones. 2001. An analytical design method. Clinical Diseases 5(9): 37–62."
    )
    assert [name.family for name in entry.names("author")] == ["Smith", "Jones"]

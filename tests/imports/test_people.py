"""Lists of authors in the ways they are written, and words that are none."""

import pytest

from refexport.model.name import OTHERS, Name
from refexport.references.names import PLACE, SURE, WEAK, is_initials, person
from refexport.references.people import STYLES, can_be_names, parse_people
from refexport.references.runs import find_people


def shown(names):
    """``Finn, Chelsea; others``: how the tests below write what was read."""
    if names is None:
        return None
    return "; ".join(map(one, names))


def one(name):
    if name == OTHERS:
        return "others"
    if name.literal:
        return f"{{{name.literal}}}"
    head = f"{name.particle} {name.family}".strip()
    return ", ".join(part for part in (head, name.suffix, name.given) if part)


LISTS = {
    "Chelsea Finn": "Finn, Chelsea",
    "Chelsea Finn, Pieter Abbeel, Sergey Levine": "Finn, Chelsea; Abbeel, Pieter; Levine, Sergey",
    "Chelsea Finn, Pieter Abbeel and Sergey Levine": "Finn, Chelsea; Abbeel, Pieter; Levine, Sergey",
    "Chelsea Finn, Pieter Abbeel, and Sergey Levine.": "Finn, Chelsea; Abbeel, Pieter; Levine, Sergey",
    "by Chelsea Finn & Sergey Levine": "Finn, Chelsea; Levine, Sergey",
    "Authors: Chelsea Finn, Sergey Levine": "Finn, Chelsea; Levine, Sergey",
    # BibTeX's own way, with capitals for the family
    "ZHANG, Ruixiang and Che, Tong and Ghahramani, Zoubin": "Zhang, Ruixiang; Che, Tong; Ghahramani, Zoubin",
    "GOODFELLOW, Ian J. and SZEGEDY, Christian": "Goodfellow, Ian J.; Szegedy, Christian",
    # initials before, behind, run together, without full stops
    "S. Caelles and K.K. Maninis and L. Leal-Taixe' and L. Van Gool": (
        "Caelles, S.; Maninis, K. K.; Leal-Taixé, L.; Van Gool, L."
    ),
    "Finn, C., Abbeel, P., & Levine, S.": "Finn, C.; Abbeel, P.; Levine, S.",
    "Finn C, Abbeel P, Levine S": "Finn, C; Abbeel, P; Levine, S",
    "Zhong JX, Hoi SCH, Oh S": "Zhong, JX; Hoi, SCH; Oh, S",
    "LIN Y, SHEN S, LIU Z, et al": "Lin, Y; Shen, S; Liu, Z; others",
    "Wang J X, Kurth-Nelson Z, Tirumala D, et al.": "Wang, J X; Kurth-Nelson, Z; Tirumala, D; others",
    "JM Borreguero, F Ding, SV Buldyrev": "Borreguero, JM; Ding, F; Buldyrev, SV",
    "C. -K. Li, Y. -T. Poon": "Li, C.-K.; Poon, Y.-T.",
    "Ya. N. Istomin, P. Haensel": "Istomin, Ya. N.; Haensel, P.",
    "Prabuchandran K. J., Shalabh Bhatnagar": "Prabuchandran, K. J.; Bhatnagar, Shalabh",
    "Luisa M Zintgraf, Philip H.S. Torr": "Zintgraf, Luisa M; Torr, Philip H. S.",
    "Rajeswaran, A.; Finn, C.; Levine, S.": "Rajeswaran, A.; Finn, C.; Levine, S.",
    # a comma list of families and given names in turn
    "Andrychowicz, Marcin, Denil, Misha, Hoffman, Matthew W, and de Freitas, Nando": (
        "Andrychowicz, Marcin; Denil, Misha; Hoffman, Matthew W; de Freitas, Nando"
    ),
    "Vinyals, Oriol, Blundell, Charles, Wierstra, Daan, et al.": "Vinyals, Oriol; Blundell, Charles; Wierstra, Daan; others",
    "Hariharan, Bharath, and Ross Girshick": "Hariharan, Bharath; Girshick, Ross",
    "Partalas, Ioannis, Ioannis Feneris, and Ioannis Vlahavas": "Partalas, Ioannis; Feneris, Ioannis; Vlahavas, Ioannis",
    "David Ha, Andrew Dai and Le, Quoc V.": "Ha, David; Dai, Andrew; Le, Quoc V.",
    # particles and suffixes
    "T. L. A. van den Heuvel, D. de Bruijn": "van den Heuvel, T. L. A.; de Bruijn, D.",
    "Hado van Hasselt, Nando de Freitas, Anton van de Ven": "van Hasselt, Hado; de Freitas, Nando; van de Ven, Anton",
    "J. P. Smith, Jr. and M. de la Cruz": "Smith, Jr., J. P.; de la Cruz, M.",
    "Francesco D'Andrea, Marc'Aurelio Ranzato": "D'Andrea, Francesco; Ranzato, Marc'Aurelio",
    "Noor ul Huda, Rikke Gade": "Huda, Noor ul; Gade, Rikke",
    "Md. Wasi-ur-Rahman, Xiaoyi Lu": "Wasi-ur-Rahman, Md.; Lu, Xiaoyi",
    # the list goes on
    "Karras et al.": "Karras; others",
    "A. Vaswani, N. Shazeer, and others": "Vaswani, A.; Shazeer, N.; others",
    "Xin Wang 等": "Wang, Xin; others",
    "Yi Ren 等人": "Ren, Yi; others",
    # families only, where the place says so
    "Kipf & Welling": "Kipf; Welling",
    "Hamilton, Ying, Leskovec": "Hamilton; Ying; Leskovec",
    # Chinese, Japanese, Korean
    "林晓雨、欧阳明": "林晓雨; 欧阳明",
    "林晓雨，欧阳明 和 王小明": "林晓雨; 欧阳明; 王小明",
    "山田 太郎, 佐藤 花子": "山田, 太郎; 佐藤, 花子",
    "约翰·史密斯": "史密斯, 约翰",
    "작가 김철수": "작가, 김철수",
    # organisations
    "OpenAI": "OpenAI",
    "Institute for Slow Computing": "{Institute for Slow Computing}",
    "ATLAS Collaboration and Jane Doe": "{ATLAS Collaboration}; Doe, Jane",
    # a given name that titles have too, between others; footnote marks
    "Debasmita Ghose, Deep Chakraborty, Madalina Fiterau": "Ghose, Debasmita; Chakraborty, Deep; Fiterau, Madalina",
    "Ferran Alet*, Martin F. Schneider*†": "Alet, Ferran; Schneider, Martin F.",
}


@pytest.mark.parametrize("text", LISTS, ids=str)
def test_lists_of_authors_are_read(text):
    assert shown(parse_people(text)) == LISTS[text]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "et al.",
        "J. K.",
        "ICML",
        "Neural Turing Machines",
        "Online Meta-Learning",
        "How to train your MAML",
        "A Girl Has A Name",
        "Title: a subtitle",
        "Chelsea Finn, Learning to learn",
        "Oriol Vinyals, Koray Kavukcuoglu, Nature",
        "Li Z, Zhong JX, Li G. ARMIN",
        "New York",
        "Springer 2017",
        "缓慢记忆网络的若干性质",
        "作者（2018）",
    ],
)
def test_other_words_are_no_people(text):
    assert parse_people(text) is None


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Karras", PLACE),
        ("Hamilton, Ying, Leskovec", PLACE),
        ("Mondrian Forests", WEAK),
        ("Kipf & Welling", WEAK),
        ("王小明", WEAK),
        ("山田太郎", PLACE),
        ("Chelsea Finn, Sergey Levine", SURE),
        ("C. Finn", SURE),
        ("Karras et al.", SURE),
    ],
)
def test_the_less_the_place_says_the_more_the_names_have_to(text, most):
    assert [bool(parse_people(text, least)) for least in (PLACE, WEAK, SURE)] == [
        least <= most for least in (PLACE, WEAK, SURE)
    ]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.example)
def test_each_style_reads_its_example(style):
    names = parse_people(style.example)
    assert names
    assert all(name.given for name in names)


@pytest.mark.parametrize("text", ["J.", "J.-F.", "DS", "Ya. N.", "P. H. S.", "Th."])
def test_initials(text):
    assert is_initials(text)


@pytest.mark.parametrize("text", ["", "Jo", "AI", "HES", "Yu", "S. Kou", "a.", "J. K. L. M. N."])
def test_no_initials(text):
    assert not is_initials(text)


def test_one_person_or_none():
    assert person("Chelsea Finn") == Name("Finn", "Chelsea")
    assert person("Chelsea Learning") is None
    assert not can_be_names("deep learning")
    assert can_be_names("SZEGEDY")


RUNS = [
    ("Title of it - Thomas Miconi, 2016", ("Title of it - ", "Miconi, Thomas", ", 2016")),
    (
        "ICLR 2018, Takeru Miyato, Masanori Koyama (oral)",
        ("ICLR 2018, ", "Miyato, Takeru; Koyama, Masanori", " (oral)"),
    ),
    ("Shihao Yang and S. C. Kou. PNAS", ("", "Yang, Shihao; Kou, S. C.", ". PNAS")),
    ("R. A. Yeh, A. G. Schwing. J. Mach. Learn. Res.", ("", "Yeh, R. A.; Schwing, A. G.", ". J. Mach. Learn. Res.")),
    ("good talk by Lilian Weng", ("good talk ", "Weng, Lilian", "")),
    ("Philip S. Yu. In KDD", ("", "Yu, Philip S.", ". In KDD")),
    ("Mubarak Shah --arXiv 2018", ("", "Shah, Mubarak", " --arXiv 2018")),
    ("K. He, J. Sun, et al. CVPR", ("", "He, K.; Sun, J.; others", " CVPR")),
]


@pytest.mark.parametrize(("text", "told"), RUNS)
def test_people_are_found_in_other_words(text, told):
    found = find_people(text)
    assert found
    assert (found.before, shown(found.people), found.after) == told


@pytest.mark.parametrize(
    "text",
    ["", "ICML 2017", "Fairness, Accountability, Transparency", "in Proc. Int. Conf. Mach. Learn.", "2017, 12 pages"],
)
def test_no_people_are_found(text):
    assert find_people(text) is None

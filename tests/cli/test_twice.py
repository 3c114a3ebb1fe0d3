"""Twice is once: a file imported again brings nothing new and changes no byte, also after resolve and enrich."""

import json

import pytest

from refexport.formats import FORMATS
from refexport.formats.readback import proved
from tests.conftest import IS_QUICK, ROOT
from tests.random_entries import random_entries

START = "[refexport]\nversion = 1\n"

BIB = """\
@misc{finn2017, author = {Finn, Chelsea and Abbeel, Pieter and Levine, Sergey}, year = 2017,
  title = {Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks}}
@article{m\N{LATIN SMALL LETTER U WITH DIAERESIS}ller2018, author = {Sung, Flood and Yang, Yongxin}, year = 2018, journal = {CVPR},
  title = {Learning to Compare: {Relation} Network for Few-Shot Learning}}
@misc{, author = {Snell, Jake and Swersky, Kevin and Zemel, Richard S.}, year = 2017,
  title = {Prototypical Networks for Few-shot Learning}, note = {without a key}}
@misc{cook1996, author = {Cook, W.}, year = 1996, note = {Personal communication}}
"""
RIS = """\
TY  - CONF
AU  - Finn, Chelsea
AU  - Abbeel, Pieter
AU  - Levine, Sergey
PY  - 2017
TI  - Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks
ER  -\x20
TY  - JOUR
AU  - Sung, Flood
AU  - Yang, Yongxin
PY  - 2018
TI  - Learning to Compare: Relation Network for Few-Shot Learning
ER  -\x20
"""
CSL = json.dumps([
    {"id": "finn2017", "type": "paper-conference", "issued": {"date-parts": [[2017]]},
     "title": "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks",
     "author": [{"family": "Finn", "given": "Chelsea"}, {"family": "Abbeel", "given": "Pieter"}, {"family": "Levine", "given": "Sergey"}]},
    {"id": 7, "type": "paper-conference", "issued": {"date-parts": [["2019"]]}, "title": "Online Meta-Learning",
     "author": [{"family": "Finn", "given": "Chelsea"}, {"family": "Rajeswaran", "given": "Aravind"}]},
])  # fmt: skip
LIST = """\
# Papers

- Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks, (2017), Chelsea Finn, Pieter Abbeel, Sergey Levine.
- Online Meta-Learning, (2019), Chelsea Finn, Aravind Rajeswaran, Sham M. Kakade, Sergey Levine.
- https://arxiv.org/abs/1703.05175
- 10.1109/cvpr.2018.00131
"""
FILES = {"in.bib": (BIB, 4), "in.ris": (RIS, 2), "in.json": (CSL, 2), "in.md": (LIST, 4)}
"""file -> what stands in it, and how many works that is."""


@pytest.fixture
def project(folder):
    (folder / "entries.toml").write_text(START)
    for name, (text, _) in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def entries_of(project):
    return (project / "entries.toml").read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_file_imported_again_changes_no_byte(refexport, project, name):
    refexport("import", name, "--write")
    once = entries_of(project)
    again = refexport("import", name, "--write")
    assert entries_of(project) == once
    assert " 0 new " in again.err
    assert again.err.endswith("nothing new\n")


@pytest.mark.parametrize("name", FILES)
def test_every_work_of_a_file_is_an_entry(refexport, project, name):
    refexport("import", name, "--write")
    assert entries_of(project).count(b"\n[") == FILES[name][1]


@pytest.mark.parametrize("name", FILES)
def test_a_file_imported_again_after_resolve_and_enrich_changes_no_byte(refexport, project, registry, name):
    refexport("import", name, "--write")
    refexport("resolve", "--write")
    refexport("enrich")
    resolved = entries_of(project)
    again = refexport("import", name, "--write")
    assert entries_of(project) == resolved
    assert again.err.endswith("nothing new\n")


@pytest.mark.parametrize("name", FILES)
def test_a_work_of_several_files_is_one_entry(refexport, project, registry, name):
    """MAML stands in all four; whatever was imported first, the others bring it once."""
    for one in (name, *(other for other in FILES if other != name)):
        refexport("import", one, "--write")
    assert (
        entries_of(project).decode().count('\ntitle = "Model-Agnostic Meta-Learning') <= 1
    )  # none: registries have it


@pytest.mark.parametrize("name", ["torture.bib"])
def test_the_torture_file_twice_is_once(refexport, project, name):
    (project / name).write_bytes((ROOT / "tests" / name).read_bytes())
    refexport("import", name, "--write")
    once = entries_of(project)
    refexport("import", name, "--write")
    assert entries_of(project) == once


EDITIONS = """\
@book{knuth1, author = {Knuth, Donald E.}, title = {The Art of Computer Programming}, edition = {1}, year = 1968}
@book{knuth2, author = {Knuth, Donald E.}, title = {The Art of Computer Programming}, edition = {2}, year = 1973}
@book{knuth3, author = {Knuth, Donald E.}, title = {The Art of Computer Programming}, edition = {3}, year = 1997}
"""


def ris(*records):
    """Records of RIS, each with its tags as keywords."""
    return "".join("".join(f"{tag}  - {value}\n" for tag, value in record.items()) + "ER  - \n" for record in records)


BOOKS = [
    {"TY": "BOOK", "AU": "Knuth, D. E.", "TI": "The Art of Computer Programming", "PY": year} for year in (1968, 1973)
]
PREPRINT = {
    "TY": "UNPB",
    "AU": "Doe, Jane",
    "TI": "Learning to Learn without Labels",
    "PY": 2018,
    "UR": "https://arxiv.org/abs/1801.00001",
}
PRINTED = {
    "TY": "CONF",
    "AU": "Doe, Jane",
    "TI": "Learning to Learn without Labels",
    "PY": 2019,
    "DO": "10.1000/xyz123",
}
CHAPTERS = [
    {"TY": "CHAP", "AU": "Roe, Richard", "TI": title, "T2": "Handbook of Things", "PY": 2001, "DO": "10.1000/book", "SP": page}
    for title, page in (("An Introduction to Things", 1), ("The Measurement of Things", 30))
]  # fmt: skip
APART = {
    "editions.bib": (EDITIONS, 3),
    "books.ris": (ris(*BOOKS), 2),
    "preprint.ris": (ris(PREPRINT, PRINTED), 2),
    "chapters.ris": (ris(*CHAPTERS), 2),
}
"""file with works that are nearly one -> how many they are"""


@pytest.mark.parametrize("name", APART)
def test_works_that_are_nearly_one_stay_apart_and_are_found_again(refexport, folder, name):
    text, works = APART[name]
    (folder / "entries.toml").write_text(START)
    (folder / name).write_text(text)
    refexport("import", name, "--write")
    once = entries_of(folder)
    assert once.count(b"\n[") == works
    again = refexport("import", name, "--write")
    assert entries_of(folder) == once
    assert f" {works} known " in again.err


@pytest.mark.parametrize("name", APART)
def test_of_nearly_the_same_works_one_more_is_new(refexport, folder, name):
    """A newer file has one more of them, in front: the old ones are found, the new one is added."""
    text, works = APART[name]
    (folder / "entries.toml").write_text(START)
    end = "\n@" if name.endswith("bib") else "TY  - "
    cut = text.index(end, 5) + end.index(end.strip()[0])
    (folder / name).write_text(text[cut:])
    refexport("import", name, "--write")
    assert entries_of(folder).count(b"\n[") == works - 1
    (folder / name).write_text(text)
    newer = refexport("import", name, "--write")
    assert f" 1 new + {works - 1} known " in newer.err
    assert entries_of(folder).count(b"\n[") == works


def edited(project, old, new):
    text = (project / "entries.toml").read_text(encoding="utf-8")
    assert old in text
    (project / "entries.toml").write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("ids", [True, False], ids=["with the old key in ids", "without it"])
def test_an_entry_whose_key_was_changed_by_a_person_is_found(refexport, project, ids):
    refexport("import", "in.bib", "--write")
    edited(project, "[finn2017]\n", "[maml]\n" + ('ids = ["finn2017"]\n' if ids else ""))
    renamed = entries_of(project)
    again = refexport("import", "in.bib", "--write")
    assert entries_of(project) == renamed
    assert " 0 new " in again.err


def test_the_key_in_ids_is_enough_where_title_and_authors_were_rewritten(refexport, project):
    refexport("import", "in.bib", "--write")
    edited(project, "[finn2017]\n", '[maml]\nids = ["finn2017"]\n')
    edited(project, 'author = ["Finn, Chelsea", "Abbeel, Pieter", "Levine, Sergey"]', 'author = ["Finn, C. B."]')
    edited(project, 'title = "Model-Agnostic', 'title = "MAML: Model-Agnostic')
    renamed = entries_of(project)
    refexport("import", "in.bib", "--write")
    assert entries_of(project) == renamed


def test_two_works_that_two_files_give_one_key_are_two(refexport, folder):
    (folder / "entries.toml").write_text(START)
    (folder / "a.bib").write_text(
        "@article{smith2020, author = {Smith, A.}, title = {Parsing Expressions in Linear Time}, year = 2020}"
    )
    (folder / "b.bib").write_text(
        "@article{smith2020, author = {Smith, A.}, title = {The Social Life of Whales}, year = 2020}"
    )
    for _ in range(2):
        for name in ("a.bib", "b.bib"):
            refexport("import", name, "--write")
    assert entries_of(folder).count(b"\n[smith2020") == 2


def test_an_address_or_identifier_alone_is_known_only_if_an_entry_has_it(refexport, folder):
    (folder / "entries.toml").write_text("# A comment without a colon\n# one: \n" + START)
    (folder / "in.txt").write_text("https://arxiv.org/abs/1909.09157\n10.1109/CVPR.2019.00049\narXiv:1703.03400\n")
    first = refexport("import", "in.txt", "--write")
    assert " 3 new + 0 known " in first.err
    again = refexport("import", "in.txt", "--write")
    assert " 0 new + 3 known " in again.err


@pytest.mark.shared
def test_the_reading_list_twice_is_once(refexport, folder, shared):
    (folder / "entries.toml").write_text(START)
    source = str(shared / "seed" / "reading-list.md")
    first = refexport("import", source, "--write")
    once = entries_of(folder)
    assert " 77 new " in first.err
    again = refexport("import", source, "--write")
    assert entries_of(folder) == once
    assert " 77 known " in again.err


@pytest.mark.shared
def test_the_reading_list_is_known_to_the_sample_that_was_made_of_it(refexport, folder, shared):
    """The sample's entries have identifiers in place of the list's words, and fetched records."""
    for name in ("entries.toml", "entries.lock.json"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    before = entries_of(folder)
    again = refexport("import", str(shared / "seed" / "reading-list.md"), "--write")
    assert entries_of(folder) == before
    assert " 77 known " in again.err


PROCEEDINGS = "@proceedings{{{key}, title = {{Proceedings of the Conference on Things}}, year = {year}}}\n"
PAPER = "@{kind}{{{key}, author = {{Doe, Jane}}, title = {{Learning Things without Labels}}, year = {year}, doi = {{{doi}}}}}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PROCEEDINGS.format(key="a", year=2018), PROCEEDINGS.format(key="b", year=2019)),
        (
            PAPER.format(kind="inproceedings", key="a", year=2018, doi="10.1000/conf.1"),
            PAPER.format(kind="article", key="b", year=2019, doi="10.1000/journal.1"),
        ),
        (
            "@misc{a, author = {Doe, Jane}, note = {Letter to R. Roe}, year = 1990}\n",
            "@misc{b, author = {Doe, Jane}, note = {Letter to A. Smith}, year = 1990}\n",
        ),
        (
            "@book{a, title = {Deep Learning}, author = {Doe, Jane}, year = 2016}\n",
            "@book{b, title = {Deep Learning}, author = {Roe, Richard}, year = 2016}\n",
        ),
        (
            "@misc{a, title = {News}, url = {https://example.org/}, year = 2016}\n",
            "@misc{b, title = {People of the Institute}, url = {https://example.org/}, year = 2016}\n",
        ),
    ],
    ids=["two years of a conference", "paper and article", "two letters", "two books of one title", "one address"],
)
def test_another_work_of_another_file_is_new(refexport, folder, one, other):
    (folder / "entries.toml").write_text(START)
    (folder / "a.bib").write_text(one)
    (folder / "b.bib").write_text(other)
    for _ in range(2):
        refexport("import", "a.bib", "--write")
        refexport("import", "b.bib", "--write")
    assert entries_of(folder).count(b"\n[") == 2


@pytest.mark.parametrize(
    ("known", "again"),
    [
        ('arxiv = "1703.03400"', "@misc{x, eprint = {1703.03400v2}, archiveprefix = {arXiv}, title = {MAML}}"),
        ('doi = "10.1000/AbC"', "@misc{x, doi = {https://doi.org/10.1000/aBc}, title = {Something Retitled}}"),
        ('dblp = "conf/icml/FinnAL17"', "@misc{DBLP:conf/icml/FinnAL17, title = {MAML}}"),
        ('isbn = "0-262-03561-8"', "@book{x, isbn = {978-0-262-03561-3}, title = {Deep Learning}}"),
        ('pmid = "26017442"', "@article{x, pmid = {26017442}, title = {Deep Learning}}"),
        ('url = "https://www.example.org/a/"', "@online{x, url = {http://example.org/a}, title = {A Page}}"),
        ('title = "A Page"\nurl = "https://example.org/a"', "@online{x, url = {https://example.org/a}}"),
    ],
)
def test_a_work_is_found_by_its_identifier(refexport, folder, known, again):
    (folder / "entries.toml").write_text(f"{START}\n[mine]\n{known}\n")
    (folder / "in.bib").write_text(again)
    ran = refexport("import", "in.bib", "--write")
    assert "[mine] known" in ran.err
    assert entries_of(folder).decode() == f"{START}\n[mine]\n{known}\n"


RANDOM = 20 if IS_QUICK else 300
READ = [name for name, form in FORMATS.items() if form.kind and form.read]


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_random_entries_in_each_format_twice_are_once(refexport, folder, name):
    """Every type and field, and words that the formats have a use for; with what the first import gave and without."""
    form = FORMATS[name]
    entries = [entry for entry in random_entries(RANDOM) if "\0" not in repr(entry)]
    (folder / "entries.toml").write_text(START)
    (folder / f"random{form.suffix}").write_text(proved(form, entries).text, encoding="utf-8")
    command = ["import", f"random{form.suffix}", "--from", form.kind, "--write"]
    refexport(*command)
    once = entries_of(folder)
    for is_remembered in (True, False):
        if not is_remembered:
            (folder / "entries.imports.jsonl").unlink()
        again = refexport(*command, "--update")
        assert entries_of(folder) == once
        assert again.err.endswith("no known work differs\n"), again.err[-2000:]


ONE, OTHER = "author = {Poe, E.}, title = {One of the Works}", "author = {Roe, R.}, title = {Quite Another}"
THIRD = "author = {Coe, C.}, title = {The Third of Them}"


@pytest.mark.parametrize(
    ("files", "headers"),
    [
        # a key that is made takes none that a file brings for an entry of its own (docs/decisions/0017)
        ([f"@misc{{k, {ONE}}}", f"@misc{{k, {OTHER}}}\n@misc{{kb, {THIRD}}}"], ["k", "kc", "kb"]),
        ([f"@misc{{, {ONE}}}\n@misc{{poeone, {OTHER}}}"], ["poeoneb", "poeone"]),
        # an entry's own key comes before another key of another one, as biber has it
        ([f"@misc{{a, ids = {{b}}, {ONE}}}\n@misc{{b, {OTHER}}}"], ["a", "b"]),
        ([f"@misc{{b, {OTHER}}}\n@misc{{a, ids = {{b}}, {ONE}}}"], ["b", "a"]),
    ],
)
def test_an_own_key_is_kept_whatever_is_made_or_cited_besides(refexport, folder, files, headers):
    (folder / "entries.toml").write_text(START)
    names = [f"{n}.bib" for n in range(len(files))]
    for name, text in zip(names, files, strict=True):
        (folder / name).write_text(text)
    refexport("import", *names, "--write")
    text = (folder / "entries.toml").read_text()
    assert [line[1:-1] for line in text.splitlines() if line.startswith("[") and line != "[refexport]"] == headers


def test_a_key_that_a_person_gave_to_another_work_is_given_to_no_new_one(refexport, folder):
    (folder / "entries.toml").write_text(
        f'{START}\n[b]\ntitle = "One of the Works"\nauthor = ["Poe, E."]\nids = ["a"]\n'
    )
    (folder / "a.bib").write_text(f"@misc{{a, {OTHER}}}")
    ran = refexport("import", "a.bib", "--write")
    assert "[a] the cite key is now [ab]" in ran.err
    assert "\n[ab]\n" in (folder / "entries.toml").read_text()

"""JabRef's groups: what is written is the form that JabRef documents, and it is read back."""

from hypothesis import given
from hypothesis import strategies as st

from refexport.errors import Finding
from refexport.formats import FORMATS
from refexport.formats.bib.groups import is_metadata, is_sayable, print_groups, read_groups
from refexport.formats.bib.read import read_bib
from tests.formats.samples import entry

names = st.text(st.sampled_from("aB é学-/,'(&%"), min_size=1, max_size=8).map(str.strip).filter(bool)
keys = st.from_regex(r"[a-z]{1,4}[0-9]{1,2}", fullmatch=True)


def paper(key, *groups):
    return entry(key, "misc", title="T", author=["A, B"], date="2020", **({"groups": list(groups)} if groups else {}))


def test_groups_as_a_file_has_them():
    assert print_groups([("a1", ["Few-Shot", "元强化学习"]), ("b2", []), ("c3", ["Few-Shot"])]) == (
        "\n@comment{jabref-meta: groupsversion:3;}\n\n@comment{jabref-meta: groupstree:\n0 AllEntriesGroup:;\n"
        "1 ExplicitGroup:Few-Shot\\;0\\;a1\\;c3\\;;\n1 ExplicitGroup:元强化学习\\;0\\;a1\\;;\n}\n"
    )


def test_nothing_is_written_without_groups():
    assert print_groups([("a1", [])]) == ""
    assert "@comment" not in FORMATS["bibtex"].write([paper("a1")]).text


@given(st.dictionaries(keys, st.lists(names, min_size=1, max_size=3, unique=True), min_size=1, max_size=4))
def test_groups_come_back(members):
    comments = [part.partition("}")[0] for part in print_groups(members.items()).split("@comment{")]
    assert {key: sorted(groups) for key, groups in read_groups(comments).items()} == {
        key: sorted(groups) for key, groups in members.items()
    }


def test_both_dialects_carry_them():
    entries = [paper("a1", "Few-Shot", "To read"), paper("b2")]
    for name in ("bibtex", "biblatex"):
        found, problems = read_bib(FORMATS[name].write(entries).text, "x")
        assert [one.words("groups") for one in found] == [("Few-Shot", "To read"), ()]
        assert problems == ()


def test_names_that_would_end_the_comment_are_named_as_lost():
    for name in ("bibtex", "biblatex"):
        written = FORMATS[name].write([paper("a1", "a}@article{x,", "ok")])
        assert [(loss.key, loss.field) for loss in written.lost] == [("a1", "groups")]
        assert "article" not in written.text
        assert isinstance(written.lost[0], Finding)
    assert not any(map(is_sayable, ("a;b", "a:b", "a\\b", "a{", "a}", "a@b", "a\nb")))


def test_what_is_no_group_is_a_comment():
    assert is_metadata("jabref-meta: grouping:\n0 AllEntriesGroup:;")
    assert not is_metadata("jabref-meta: databaseType:bibtex;")
    _, problems = read_bib("@comment{jabref-meta: databaseType:bibtex;}", "x")
    assert [problem.level for problem in problems] == ["note"]


def test_groups_of_other_kinds_and_levels():
    tree = "jabref-meta: groupstree:\n0 AllEntriesGroup:;\n1 KeywordGroup:K\\;0\\;keywords\\;x\\;0\\;0\\;;\n2 ExplicitGroup:Long na\nme\\;2\\;a1\\;b2\\;;\n"
    assert read_groups([tree]) == {"a1": ["Long name"], "b2": ["Long name"]}

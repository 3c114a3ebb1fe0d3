"""Journals' names by a user's table, in full and abbreviated."""

from pathlib import Path

import pytest

from refexport.errors import InputError
from refexport.model.entry import Entry, parse_value
from refexport.output.journals import Journals, alike, journals_of, read_journals, renamed

JMLR, SHORT = "Journal of Machine Learning Research", "J. Mach. Learn. Res."
OWN_WORDS = {
    "Journal of Machine Learning Research": "J. Mach. Learn. Res.",
    "Physical Review Letters": "Phys. Rev. Lett.",
    "IEEE Transactions on Pattern Analysis and Machine Intelligence": "IEEE Trans. Pattern Anal. Mach. Intell.",
    "Neural Computation": "Neural Comput.",
    "Journal of Computational Biology": "J. Comput. Biol.",
    "Nature Neuroscience": "Nat. Neurosci.",
    "Artificial Intelligence": "Artif. Intell.",
    "Proceedings of the National Academy of Sciences of the United States of America": "Proc. Natl. Acad. Sci. U.S.A.",
    "Zeitschrift fur Kristallographie": "Z. Kristallogr.",
    "Nature": "Nature",
}
TABLE = journals_of([(JMLR, SHORT, "JMLR"), ("Nature", "Nature"), ("Science & Nature", "Sci. Nat.")])


def article(journal, **fields):
    return Entry("x", "article", {f: parse_value(f, v) for f, v in {"journaltitle": journal, **fields}.items()})


def names(form, *entries, table=TABLE):
    done = renamed(entries, table, form)
    return [one.plain("journaltitle") for one in done.entries], done.unknown


@pytest.mark.parametrize("typed", [JMLR, JMLR.upper(), f"The {JMLR}", f"{{{JMLR}}}", "J Mach Learn Res", "JMLR", SHORT])
def test_every_spelling_becomes_the_abbreviation(typed):
    assert names("abbrev", article(typed)) == ([SHORT], ())


@pytest.mark.parametrize("typed", [SHORT, "J MACH LEARN RES", "jmlr"])
def test_an_abbreviation_becomes_the_full_name(typed):
    assert names("full", article(typed)) == ([JMLR], ())


@pytest.mark.parametrize("typed", [JMLR, f"The {JMLR}", f"{{{JMLR}}}", "Nature"])
def test_a_full_name_stays_as_it_is_typed(typed):
    assert renamed([article(typed)], TABLE, "full") == ([article(typed)], ())


def test_and_is_and():
    assert names("abbrev", article("Science and Nature"), article("Science & Nature")) == (["Sci. Nat."] * 2, ())
    assert alike("The Science & Nature") == alike("science and nature")


def test_the_entrys_own_abbreviation_counts_where_the_table_has_none():
    own = article("Annals of Things", shortjournal="Ann. Th.")
    assert names("abbrev", own) == (["Ann. Th."], ())
    assert names("full", own) == (["Annals of Things"], ())
    assert names("abbrev", article(JMLR, shortjournal="Own")) == ([SHORT], ())


def test_what_nobody_knows_is_left_and_told_once():
    unknown = article("Annals of Things")
    assert renamed([unknown, unknown, Entry("y")], TABLE, "abbrev") == (
        [unknown, unknown, Entry("y")],
        ("Annals of Things",),
    )
    assert names("full", unknown)[1] == ("Annals of Things",)
    short = article("Ann. Th.", shortjournal="Ann. Th.")
    assert names("full", short) == (["Ann. Th."], ("Ann. Th.",))


def test_an_abbreviation_of_several_is_not_spelled_out():
    table = journals_of([("Acta Physica A", "Acta Phys."), ("Acta Physica B", "Acta Phys.")])
    assert names("full", article("Acta Phys"), table=table) == (["Acta Phys"], ("Acta Phys (of several)",))
    assert names("abbrev", article("Acta Phys"), article("Acta Physica B"), table=table) == (["Acta Phys."] * 2, ())


def test_a_name_that_is_full_for_one_and_short_for_another_is_full():
    table = journals_of([("Cells International", "Cells"), ("Cells", "Cells")])
    assert names("full", article("Cells"), table=table) == (["Cells"], ())


def test_the_same_journal_twice_is_no_doubt():
    table = journals_of([(JMLR, SHORT), (f"The {JMLR}", SHORT)])
    assert names("full", article(SHORT), table=table) == ([JMLR], ())


def test_journals_are_known_without_a_table():
    """The abbreviations are as the journals' own pages and the ISSN portal have them."""
    for name, short in OWN_WORDS.items():
        assert names("abbrev", article(name), table=Journals()) == ([short], ()), name
        assert names("full", article(short), table=Journals()) == ([name], ()), name


def test_the_users_table_and_the_entrys_own_words_come_before_what_is_shipped():
    assert names("abbrev", article(JMLR), table=journals_of([(JMLR, "Ours")])) == (["Ours"], ())
    assert names("abbrev", article(JMLR, shortjournal="Own"), table=Journals()) == (["Own"], ())


def test_a_journal_that_no_list_has_is_abbreviated_by_its_words():
    journal = "Scandinavian Journal of Robotic Cooking"
    assert names("abbrev", article(journal), table=Journals()) == ([journal], (journal,))  # what is a robotic one?
    journal = "Scandinavian Journal of Machine Learning and Physics"
    assert names("abbrev", article(journal), table=Journals()) == (["Scand. J. Mach. Learn. Phys."], ())
    assert names("full", article(journal), table=Journals())[0] == [journal]


@pytest.mark.parametrize("journal", ["J. Mach. Learn. Res.", "Phys. Rev. Lett.", "Nature", "nature"])
def test_an_abbreviation_is_not_abbreviated_again(journal):
    shortened = names("abbrev", article(journal), table=Journals())
    assert shortened[1] == ()
    assert shortened[0][0].lower() == journal.lower()


@pytest.mark.parametrize(
    "text",
    [
        f'"{JMLR}","{SHORT}"\n"Nature","Nature"\n"Science, Pure","Sci."\n',
        f'"{JMLR}","{SHORT}","JMLR"\n"Nature","Nature"\n"Science, Pure","Sci.","S"\n',
        f"{JMLR};{SHORT};JMLR;M\nNature;Nature\n\nScience, Pure;Sci.\n",
        f'\ufeff{JMLR}, {SHORT}\r\nNature,Nature\r\n"Science, Pure", Sci.\r\n',
    ],
)
def test_jabrefs_files(text):
    table = read_journals(Path("j.csv"), text.encode())
    assert names("abbrev", article(JMLR), article("Science, Pure"), table=table) == ([SHORT, "Sci."], ())
    assert names("full", article("Sci"), table=table) == (["Science, Pure"], ())


def test_lines_that_are_none_of_it_are_all_told():
    with pytest.raises(InputError) as raised:
        read_journals(Path("j.csv"), b"A,B\nalone\n,short\nC,\n\nD,E\n")
    assert [(one.path, one.line, one.value) for one in raised.value.problems] == [
        ("j.csv", 2, "alone"),
        ("j.csv", 3, ", short"),
        ("j.csv", 4, "C, "),
    ]
    assert [one.hint for one in raised.value.problems[:2]] == ['write "alone","Abbrev."', 'write "Full Name","Abbrev."']


@pytest.mark.parametrize(("data", "line"), [(b'A,B\n"C" x,D\n', 2), (b"A,B\nC\xe9,D\n", 2)])
def test_files_that_are_none(data, line):
    with pytest.raises(InputError) as raised:
        read_journals(Path("j.csv"), data)
    assert raised.value.problems[0].line == line


@pytest.mark.slow
def test_thirty_thousand_journals_are_read_fast(seconds):
    data = "".join(f'"Journal of Number {n}","J. Num. {n}"\n' for n in range(30_000)).encode()
    with seconds(2.0):
        assert len(read_journals(Path("j.csv"), data).short) == 60_000

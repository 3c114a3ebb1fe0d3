"""The words of MODS held against the Library of Congress's lists: genres, relators, resources, languages."""

import pytest

from refexport.data.kinds import KINDS
from refexport.data.languages import ISO_639_2, TERMINOLOGICAL
from refexport.formats import FORMATS
from refexport.formats.mods import RESOURCES, ROWS, write
from refexport.formats.mods_xml import ROLES
from tests.formats.samples import entry

MARCGT = frozenset(
    "abstract or summary|art original|art reproduction|article|atlas|autobiography|bibliography|biography|book|calendar|catalog|"
    "chart|comic or graphic novel|comic strip|conference publication|database|dictionary|diorama|directory|discography|drama|"
    "encyclopedia|essay|festschrift|fiction|filmography|filmstrip|finding aid|flash card|folktale|font|game|"
    "government publication|graphic|globe|handbook|history|humor, satire|hymnal|index|instruction|interview|issue|journal|kit|"
    "language instruction|law report or digest|legal article|legal case and case notes|legislation|letter|loose-leaf|map|memoir|"
    "microscope slide|model|motion picture|multivolume monograph|newspaper|novel|numeric data|offprint|"
    "online system or service|patent|periodical|picture|poetry|programmed text|realia|rehearsal|remote sensing image|reporting|"
    "review|script|series|short story|slide|sound|speech|standard or specification|statistics|survey of literature|"
    "technical drawing|technical report|thesis|toy|transparency|treaty|videorecording|web site|yearbook".split("|")
)
"""MARC Genre Term List (loc.gov/standards/valuelist/marcgt.html)."""

RELATORS = {
    "aft": "author of afterword, colophon, etc.", "ann": "annotator", "art": "artist", "aui": "author of introduction, etc.",
    "aut": "author", "cmp": "composer", "com": "compiler", "cph": "copyright holder", "cre": "creator", "ctb": "contributor",
    "ctg": "cartographer", "cwt": "commentator for written text", "dgg": "degree granting institution",
    "dgs": "degree supervisor", "dis": "dissertant", "drt": "director", "edt": "editor", "fmd": "film director", "inv": "inventor",
    "isb": "issuing body", "ive": "interviewee", "orm": "organizer", "pbl": "publisher", "pht": "photographer",
    "prf": "performer", "prg": "programmer", "pth": "patent holder", "spk": "speaker", "ths": "thesis advisor", "trl": "translator",
    "waw": "writer of afterword", "wfw": "writer of foreword", "win": "writer of introduction",
}  # fmt: skip
"""MARC Code List for Relators (id.loc.gov/vocabulary/relators)."""

ROLE_OF = {
    "aft": "afterword", "ann": "annotator", "aui": "introduction", "aut": "author", "cph": "holder", "pth": "holder", "cre": "author",
    "cwt": "commentator", "dis": "author", "edt": "editor", "trl": "translator", "waw": "afterword", "wfw": "foreword",
    "win": "introduction", "dgg": "institution", "isb": "institution", "orm": "organization", "pbl": "publisher",
}  # fmt: skip
"""Relator -> biblatex's field of that name or meaning (manual, 2.2.2)."""

RESOURCE_TYPES = frozenset(
    "text|cartographic|notated music|sound recording|sound recording-musical|sound recording-nonmusical|still image|moving image|"
    "three dimensional object|software, multimedia|mixed material|multimedia".split("|")
)
"""MODS 3.7, <typeOfResource>: "The following values are used"."""


@pytest.mark.parametrize("type_", KINDS)
def test_a_term_of_marcs_authority_is_one_of_marcs(type_):
    text = write([entry("k", type_, title="T")]).text
    terms = [part.partition("<")[0] for part in text.split('<genre authority="marcgt">')[1:]]
    assert [term for term in terms if term not in MARCGT] == []


@pytest.mark.parametrize("code", RELATORS)
def test_a_code_and_its_term_are_one_role(code):
    role = ROLES.get(code)
    assert role is not None
    assert ROLES.get(RELATORS[code], RELATORS[code]) == role


@pytest.mark.parametrize("code", ROLE_OF)
@pytest.mark.parametrize("by", ["code", "text"])
def test_a_relator_is_read_as_the_field_that_it_means(code, by):
    term = code if by == "code" else RELATORS[code]
    name = f"<name type='personal'><namePart>Doe, Jane</namePart><role><roleTerm type='{by}'>{term}</roleTerm></role></name>"
    text = f"<mods><titleInfo><title>T</title></titleInfo>{name}</mods>"
    (found,), problems = FORMATS["mods"].read(text, "x")
    assert (found.has(ROLE_OF[code]), problems) == (True, ())


def test_no_code_is_made_up():
    assert {code for code in ROLES if len(code) == 3} == set(RELATORS)


def test_the_roles_that_are_written_are_terms_of_the_list():
    written = {
        row.target.rpartition("name[")[2].rstrip("]") for row in ROWS if "name[" in row.target and row.types.names != ()
    }
    terms = set(RELATORS.values()) | {"degree grantor", "sponsor", "redactor", "conference", "conference]/date"}
    assert {one for one in written if one} <= terms


def test_resources_are_those_of_mods():
    assert set(RESOURCES) - {""} <= RESOURCE_TYPES


def test_languages_have_the_codes_of_iso_639():
    codes = {"ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "chi": "zh", "zho": "zh", "dut": "nl", "gre": "el",
                      "cze": "cs", "ces": "cs", "rum": "ro", "slo": "sk", "per": "fa", "baq": "eu", "ice": "is"}  # fmt: skip
    both = ISO_639_2 | TERMINOLOGICAL
    assert {code: both[code] for code in codes} == codes
    assert all(len(code) == 3 and len(tag) == 2 for code, tag in both.items())

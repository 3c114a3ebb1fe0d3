"""Work that grows with the library and no faster: function calls of each command are counted, not timed."""

import cProfile
import pstats
import shutil

import pytest

from benchmarks.corpus import write_library
from refexport.formats import FORMATS
from refexport.project import Project

START, SMALL, LARGE = 300, 600, 1200
MOST = 1.3
"""How many times the calls for an entry of the small library one of the large may take; with a quadratic part it is two."""

COMMANDS = {
    "export": ("export", "a.bib", "a.json", "a.ris"),
    "export of all": ("export", "a.biblatex.bib", "a.yml", "a.rdf", "a.enw", "a.nbib"),
    "check": ("check",),
    "show": ("show", "key7"),
    "list": ("list", "year:2000"),
    "why": ("why", "key7"),
    "enrich": ("enrich", "--offline"),
    "fmt": ("fmt", "--check"),
    "rename": ("rename", "key7", "other"),
    "merge": ("merge", "--force", "key7", "key8"),
    "remove": ("remove", "key7"),
    "report": ("report", "-o", "report.html"),
    "pages": ("pages", "--for", "hugo", "pages"),
    "import .bib": ("import", "other/a.bib", "--write"),
    "import .ris": ("import", "other/a.ris", "--write"),
    "import .json": ("import", "other/a.json", "--write"),
    "import again": ("import", "library/a.json", "--update"),
}


@pytest.fixture(scope="module")
def libraries(tmp_path_factory):
    """Size -> a folder with a library, its works in files of other programs, and as many other works in such files."""
    made = {}
    for size in (START, SMALL, LARGE):
        made[size] = folder = tmp_path_factory.mktemp(f"library-{size}")
        write_library(folder, size)
        entries = Project(folder / "entries.toml").entries
        for name in ("library", "other"):
            (folder / name).mkdir()
        for form, suffix in (("bibtex", "bib"), ("ris", "ris"), ("csl-json", "json")):
            text = FORMATS[form].write(entries).text
            (folder / "library" / f"a.{suffix}").write_text(text, encoding="utf-8")
            others = text.replace("10.1000/", "10.2000/").replace("key", "new")
            (folder / "other" / f"a.{suffix}").write_text(others, encoding="utf-8")
    return made


def calls(refexport, folder, arguments):
    """How many functions a command calls on the library of a folder."""
    shutil.copytree(folder, ".", dirs_exist_ok=True)
    profile = cProfile.Profile()
    profile.enable()
    ran = refexport(*arguments)
    profile.disable()
    assert ran.code in (0, 1), ran.err
    return pstats.Stats(profile).total_calls


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_calls_as_many_functions_an_entry_in_a_large_library(refexport, libraries, name):
    calls(refexport, libraries[START], COMMANDS[name])  # imports, and fills what is kept between runs
    counted = [calls(refexport, libraries[size], COMMANDS[name]) for size in (START, SMALL, LARGE)]
    start, small, large = counted
    an_entry = (small - start) / (SMALL - START)  # without what every run takes
    assert (large - small) / (LARGE - SMALL) <= MOST * an_entry, counted

"""``refexport init``: start a project."""

from pathlib import Path

import click

from refexport.cli.console import say
from refexport.errors import FileError
from refexport.store.files import create_file, make_folder

ENTRIES = """\
# The works you cite, one table each; the header is the cite key. `refexport enrich` fetches the rest.
[refexport]
version = 1
# mailto = "you@example.org"      # sent to the registries, which then answer faster

[refexport.export]
"build/references.bib" = "bibtex"
"build/references.biblatex.bib" = "biblatex"
"build/references.json" = "csl-json"
"build/references.zotero.json" = "zotero"
"build/references.ris" = "ris"

# [finn2017model]
# arxiv = "1703.03400"
"""

GITATTRIBUTES = "entries.toml merge=union\nentries.lock.json linguist-generated=true\n"

NEXT = """\
Next: add works with   refexport import reading-list.md --write   or   refexport add 1703.03400
For make:              bib: ; refexport enrich && refexport export
For latexmk:           echo 'system("make -s bib") == 0 or die;' >> .latexmkrc"""


@click.command(name="init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
def command(folder: Path) -> None:
    """Start entries.toml in FOLDER (default: here) and say how make and latexmk use it."""
    target = folder / "entries.toml"
    make_folder(folder)
    if not create_file(target, ENTRIES.encode()):
        raise FileError(f"{target} is there already", "edit it, or remove it first")
    attributes = folder / ".gitattributes"
    has_attributes = create_file(attributes, GITATTRIBUTES.encode())
    say(f"wrote {target} and {attributes}" if has_attributes else f"wrote {target}")
    for line in NEXT.splitlines():
        say(line)

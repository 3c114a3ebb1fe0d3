"""Three users' walks as data: what each of them types, line after line, and what must then be seen and be there.

The works are invented, or facts (titles, identifiers); the services that know them are those of `conftest.registry` and
`WORKS`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from tests.registry import Work


class No(str):
    """Words that must not be there."""

    __slots__ = ()


class Step(NamedTuple):
    """A command line, and what its user needs of it.

    ``sees``: words of what it says; ``has``: words of files afterwards; ``keeps``: files whose bytes stay. ``before``:
    files that somebody writes first (text, bytes, or a pair: in place of these words those); ``world``: what happens at
    the services first; ``keys``: it runs at a terminal, and once the words are there the keys are pressed.
    """

    line: str
    sees: Sequence[str] = ()
    code: int = 0
    has: Mapping[str, Sequence[str]] = {}
    keeps: Sequence[str] = ()
    before: Mapping[str, str | bytes | tuple[str, str]] = {}
    world: Callable[[Any], object] | None = None
    keys: Sequence[tuple[str, bytes]] = ()


def step(line: str, *sees: str, **more: Any) -> Step:
    """A step, with the words that its user sees behind the line."""
    return Step(line, sees, **more)


BERT = Work(
    "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
    ("Jacob Devlin", "Ming-Wei Chang", "Kenton Lee", "Kristina Toutanova"),
    2018,
    published="10.18653/v1/n19-1423",
)
WORKS = {
    "1810.04805": BERT,
    "10.18653/v1/n19-1423": BERT._replace(year=2019, venue="Proceedings of NAACL-HLT"),
    "1801.00002": Work("A Practice of Meta-Learners", ("Jane Doe", "John Roe"), 2018),
    "1606.04080": Work("Matching Networks for One Shot Learning", ("Oriol Vinyals", "Charles Blundell"), 2016),
    "1501.00015": Work("Image Recognition", ("Ola Other",), 2001),
}
"""Besides conftest's: a preprint and its publication, a title of two groups' papers, and one that is part of another's."""

CTRL_C = b"\x03"

# --- a doctoral student: a .bib of Google Scholar, of dblp and of years, and a thesis that cites it

BIB = r"""% since 2017
@article{finn2017model, title={Model-agnostic meta-learning for fast adaptation of deep networks}, author={Finn, Chelsea and Abbeel, Pieter and Levine, Sergey}, journal={arXiv preprint arXiv:1703.03400}, year={2017}}
@article{devlin2018bert, title={Bert: Pre-training of deep bidirectional transformers for language understanding}, author={Devlin, Jacob and Chang, Ming-Wei and Lee, Kenton and Toutanova, Kristina}, journal={arXiv preprint arXiv:1810.04805}, year={2018}}
@article{yoon2018 title={A Forgotten Comma}, author={Yoon, Jae}, year={2018}}
@inproceedings{DBLP:conf/nips/SnellSZ17, author={Jake Snell and Kevin Swersky and Richard S. Zemel}, title={Prototypical Networks for Few-shot Learning}, booktitle={NIPS}, year={2017},
  timestamp={Fri, 24 Nov 2017}, biburl={https://dblp.org/rec/bib/conf/nips/SnellSZ17}, bibsource={dblp computer science bibliography, https://dblp.org}}
@inproceedings{müller2019meta, title={Learning to Compare: Relation Network for Few-Shot Learning}, author={Sung, Flood and Yang, Yongxin}, booktitle={CVPR}, year={2018}}
@article{poe2014adam, title={Of Adam and of Methods}, author={Poe, Ed}, journal={Journal of Things}, year={2014}}
@article{poe2014Adam, title={Of Eve and of Models}, author={Poe, Ed}, journal={Journal of Things}, year={2014}}
@misc{weng2018, author={Weng, Lin}, title={Notes on Learning to Learn}, howpublished={\url{https://notes.example.org/learn}}, note={Accessed: 2019-12-03}, year={2018}}
@misc{koray_mail, author={Koray, K.}, note={Personal communication}, year={2017}}
@unpublished{draft2021, author={Self, My}, title={A Secret Draft}, note={Draft}, year={2021}}
@book{vap, author={Vap, Vladimir}, title={A Theory of Learning}, publisher={Press}, year=206}
@article{bengio1991, author={Y. Bengio, S. Bengio, J. Cloutier}, title={Learning a Synaptic Learning Rule}, journal={Neural Notes}, year={1991}}
@inproceedings{koch2015siamese, title={Siamese neural networks for one-shot image recognition}, author={Koch, Gregory and Zemel, Richard}, booktitle={A Workshop}, year={2015}}
@article{smith2018theory, title={A Theory of Meta-Learners}, author={Smith, Ann}, year={2018}}
@article{smith2018practice, title={A Practice of Meta-Learners}, author={Smith, Ann}, year={2018}}
"""
IDS = "https://arxiv.org/abs/1902.08438\n10.1109/CVPR.2018.00131\narXiv:1912.99991\n"
"""The last is a slip: no such work."""

OLD = "@book{old, title = {As it was}, author = {Doe, Jane}, publisher = {Press}, year = {2001}}\n"
THESIS = "\\documentclass{article}\n\\begin{document}\n\\cite{finn2017model, müller2019meta} % finn2017model\n\\end{document}\n"
OUTPUTS = '"build/references.biblatex.bib" = "biblatex"\n'
CHIMERA = 'type = "article"\njournaltitle = "arXiv preprint arXiv:1810.04805"\ndoi = "10.18653/v1/n19-1423"\narxiv = "1810.04805"'
FOUND = ("several-names", "bengio1991", "Y. Bengio, S. Bengio, J. Cloutier")

MAKE = "bib: ; (refexport enrich || [ $$? -eq 3 ]) && refexport export\n"

STUDENT = (
    step("refexport init", "refexport import", MAKE, has={
        ".gitattributes": ("entries.toml merge=refexport", No("entries.toml merge=union")), "entries.toml": ("#:schema",)}),
    # A look first: one bad block of fifteen is named, and so is that nothing is written yet.
    step("refexport import refs.bib", "refs.bib:4: error: [yoon2018]", "14 entries to be added; --write", code=1,
         before={"refs.bib": BIB}, keeps=("entries.toml",)),
    step("refexport import refs.bib --write --quiet", "refs.bib:4: error: [yoon2018]", "left out: 1 part", "added 14 entries",
         "the cite key is now [poe2014Adamb]", "206 is not a year", No("did you mean"), code=1,
         has={"entries.toml": (
             '["müller2019meta"]', 'ids = ["poe2014Adam"]', '\narxiv = "1703.03400"', No('journaltitle = "arXiv'),
             'dblp = "conf/nips/SnellSZ17"', '\nurl = "https://notes.example.org/learn"', '\nurldate = "2019-12-03"',
             "[koray_mail]", "Personal communication", '"{206}"', "# @article{yoon2018 title={A Forgotten Comma}",
         )}),
    step("refexport import refs.bib --write", "0 new + 14 known", "nothing new", code=1, keeps=("entries.toml",)),
    step("refexport import ids.txt --write", "3 new + 0 known", before={"ids.txt": IDS},
         has={"entries.toml": ('\narxiv = "1902.08438"', '\ndoi = "10.1109/cvpr.2018.00131"', '\narxiv = "1912.99991"')}),
    # Nobody was asked yet: the thesis keeps the file that it has.
    step("refexport export thesis.bib", "[finn2017model] not in the lock", "refexport enrich", "kept thesis.bib", code=1,
         before={"thesis.bib": OLD}, keeps=("thesis.bib",)),
    # At the terminal something moves, and what an interrupt says is true.
    step("refexport resolve --write", "resolve: ", "interrupted", No("saved"), code=130, keeps=("entries.toml",),
         keys=(("waiting", CTRL_C),)),
    step("refexport resolve --write", "[müller2019meta] doi:10.1109/cvpr.2018.00131", "[koch2015siamese] open", "2 drafts",
         No("--take arxiv:1501.00015"), code=3,
         has={"entries.toml": ("Learning to Compare: Relation", '"Sung, Flood", "Yang, Yongxin"', "A Theory of Meta-Learners")}),
    step("refexport resolve --pick", "Jane Doe, John Roe", "interrupted", "1 identifier written", code=130,
         keys=(("which one", b"1\r"), ("which one", CTRL_C)),
         has={"entries.toml": ('arxiv = "1801.00001"', No('arxiv = "1801.00002"'))}),
    step("refexport enrich", "enrich: ", "arxiv", "4 records saved, the rest is asked for next time", code=130,
         keys=(("4 of 5 identifiers", CTRL_C),), has={"entries.lock.json": ("arxiv:1703.03400",)}),
    step("refexport enrich", "arxiv:1912.99991 does not exist", code=3),
    step("refexport enrich", "arxiv:1912.99991 does not exist", "nothing to fetch", code=3),
    step("refexport resolve finn2017model", "arxiv:1703.03400 is there", No("2 identifiers")),
    # What `init` says of make; the slip does not keep the others from the thesis.
    step("make bib", "wrote thesis.bib (17 entries)", has={"thesis.bib": ("@misc{finn2017model,", "@inproceedings{müller2019meta,")},
         before={"Makefile": MAKE,
                 "entries.toml": (OUTPUTS, '"thesis.bib" = "bibtex"\n')},
         world=lambda its: its.folder.joinpath("thesis.bib").unlink()),
    step("refexport remove entryc", 'arxiv = "1912.99991"', has={"entries.toml": (No("1912.99991"),)}),
    # The hand's preprint beside the record's proceedings is one publication, and check tells.
    step("refexport enrich", before={"entries.toml": ('type = "preprint"\narxiv = "1810.04805"', CHIMERA)}),
    step("refexport export thesis.bib", No("not in the lock"), has={"thesis.bib": (
        "@inproceedings{devlin2018bert,", "booktitle = {Proceedings of {NAACL-HLT}}", No("arXiv preprint"), No("@article{devlin"))}),
    step("refexport check", "placeholder-venue [devlin2018bert]", "duplicate-doi [entryb]", *FOUND, No("biburl"), code=1),
    step("refexport check --format json", *FOUND, '"findings"', code=1),
    step("refexport check --format github", *FOUND, "::warning file=entries.toml,line=", code=1),
    step("refexport check --format sarif", *FOUND, '"ruleId"', code=1),
    step("refexport check weng2018", "nothing to fix", No("bengio")),
    step("refexport check bengoi1991", "did you mean bengio1991", code=2),
    step("refexport enrich finn2017modle", "did you mean finn2017model", code=2),
    step("refexport check --fix", "1 finding fixed", code=1,
         has={"entries.toml": ('["Y. Bengio", "S. Bengio", "J. Cloutier"]', "# refs.bib:2: ")}),
    # A preprint that was published is found, taken, and said field by field.
    step("refexport outdated --refresh", "[finn2017model] published: dblp:conf/icml/FinnAL17", "refexport upgrade", code=1,
         keeps=("entries.toml", "entries.lock.json")),
    step("refexport upgrade", "[finn2017model] type: preprint -> inproceedings", has={"entries.toml": ('dblp = "conf/icml/FinnAL17"',)}),
    step("refexport rename finn2017model maml --tex thesis.tex", before={"thesis.tex": THESIS},
         has={"thesis.tex": ("\\cite{maml, müller2019meta} % finn2017model",), "entries.toml": ("[maml]", 'ids = ["finn2017model"]')}),
    step("refexport show finn2017model", "another key of maml", code=2),
    step("refexport merge müller2019meta entryb", "[entryb] is part of [müller2019meta]", has={"entries.toml": (No("[entryb]"),)}),
    step("refexport remove maml --tex thesis.tex", "thesis.tex cites it", code=1, keeps=("entries.toml",)),
    # After resolve, rename and merge the old file still brings nothing twice.
    step("refexport import refs.bib --write", "0 new + 14 known", "nothing new", code=1, keeps=("entries.toml",)),
    step("refexport list year:2017 missing:doi --keys", "maml\nDBLP:conf/nips/SnellSZ17\nkoray_mail\n", No("weng2018")),
    step("refexport search prototypical", "DBLP:conf/nips/SnellSZ17", "1 entry"),
    step("refexport why maml thesis.tex", "thesis.tex:3", "dblp:conf/icml/FinnAL17"),
    step("_REFEXPORT_COMPLETE=bash_complete COMP_WORDS='refexport show mam' COMP_CWORD=2 refexport", "plain,maml"),
    step("refexport fmt", "put in order", has={"entries.toml": ("# refs.bib:2: ", "# @article{yoon2018")}),
    step("refexport fmt --check"),
    # LaTeX has not run yet, or cites nothing yet: the file of the thesis stays.
    step("refexport export thesis.bib --only-cited thesis.aux", "thesis.aux: cites nothing", "kept thesis.bib", code=1,
         before={"thesis.aux": "\\relax\n"}, keeps=("thesis.bib",)),
    step("refexport export thesis.bib --only-cited thesis.tex", "thesis.bib (2 entries)",
         has={"thesis.bib": ("@inproceedings{maml,", "@inproceedings{müller2019meta,", No("{weng2018,"))}),
    step("refexport check --only-cited thesis.tex", "2 entries", No("weng2018")),
    step("refexport export short.bib --only-cited thesis.tex --venues short", has={"short.bib": ("booktitle = {{ICML}}",)}),
    # One more, whatever is at hand of it.
    step("refexport add 978-0-262-03561-3 pmid:26017442 https://arxiv.org/pdf/1801.00002v1 'Vinyals, O., & Blundell, C. (2016). Matching Networks for One Shot Learning.'",
         has={"entries.toml": ('isbn = "978-0-262-03561-3"', 'pmid = "26017442"', "1801.00002", "1606.04080")}),
    step("refexport add https://forum.example.org/?id=abc", "no identifier", code=2, keeps=("entries.toml",)),
    step("refexport add 10.9999/nothing", "does not exist", No("next: refexport enrich"), code=3, keeps=("entries.toml",)),
    step("refexport report", has={"report.html": ("<!DOCTYPE html>", "Synaptic Learning Rule")}),
    step("refexport export list.html", "refexport cite -o list.html", code=2),
    step("refexport export /proc/thesis.bib", "cannot write /proc/thesis.bib", No("untouched"), code=2),
)  # fmt: skip

# --- a user of Zotero on Windows, whose editor writes a mark of byte order and CRLF

SMITH = {"title": "On Parsing Things", "publisher": "North"}
BETTER = [{"itemType": "journalArticle", "citationKey": "smith2020", "date": "2020", "publicationTitle": "Journal of Things",
           "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Smith"}], "tags": [{"tag": "to read"}], **SMITH}]  # fmt: skip
CSL = {"id": "smith2020", "type": "article-journal", "container-title": "Journal of Things", **SMITH,
       "author": [{"family": "Smith", "given": "Ada"}], "issued": {"date-parts": [[2020, 5, 3]]}, "abstract": "They are parsed."}  # fmt: skip
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:bib="http://purl.org/net/biblio#">
<bib:Book rdf:about="#item_1"><z:itemType>book</z:itemType><dc:title>Of Graphs</dc:title><dc:date>1997</dc:date></bib:Book>
</rdf:RDF>
"""
ENDNOTE = """<xml><records><record><ref-type name="Book">6</ref-type><titles><title>Of EndNote</title></titles>
<contributors><authors><author>Poe, Edgar</author></authors></contributors></record></records></xml>
"""
FILES = {
    "library.rdf": RDF,
    "endnote.xml": ENDNOTE,
    "endnote.enw": "%0 Book\n%A Roe, Richard\n%T A Book of Tags\n%I Press\n%D 2001\n",
    "zotero.csv": '"Key","Item Type","Publication Year","Author","Title"\n"AAAA2222","book","1999","Coe, Joe","Of a Sheet"\n',
}
PANDOC = "references:\n- id: poe1845\n  type: book\n  title: Of a Raven\n  author: [{family: Poe, given: Edgar}]\n"
TYPST = "hoe1999:\n  type: book\n  title: Of a Hoe\n  author: Hoe, Ida\n  date: 1999\n"
WINDOWS = '[refexport.export]\r\n"C:\\\\bib\\\\references.bib" = "bibtex"\r\n\r\n'


def _edited_in_zotero(its: Any) -> None:
    """There is one item of the work, and somebody changes it there."""
    its.zotero.edit(its.zotero.item_of("smith2020")["key"], volume="9")


ZOTERO = (
    step("refexport check", "0 entries: nothing to fix", before={"entries.toml": b"\xef\xbb\xbf[refexport]\r\nversion = 1\r\n"}),
    step("refexport import better.json --write", "[smith2020] new", before={"better.json": json.dumps({"items": BETTER})},
         has={"entries.toml": ("\r\n[smith2020]\r\n", '"to read"')}),
    step("cat pubmed.nbib | refexport import - --write", "<stdin>:1: [lecun2015deep] new", has={"entries.toml": ('pmid = "26017442"',)},
         before={"pubmed.nbib": "PMID- 26017442\nTI  - Deep learning.\nFAU - LeCun, Yann\nDP  - 2015 May 28\n"}),
    step("refexport import library.rdf endnote.xml endnote.enw zotero.csv --write", "added 4 entries", before=FILES,
         has={"entries.toml": ("Of Graphs", "Of EndNote", "A Book of Tags", "Of a Sheet", "\r\nauthor = ")}),
    step("refexport import latin.bib --write", "latin.bib:1: warning: not UTF-8", "--encoding", has={"entries.toml": ("Müller, Jörg",)},
         before={"latin.bib": "@book{müller, author={Müller, Jörg}, title={Die Größe}, publisher={P}, year=1999}\n".encode("latin-1")}),
    # One suffix is pandoc's, one Typst's: the content counts, and so it is said.
    step("refexport import pandoc.yml typst.yaml --write", "csl-yaml, not hayagriva", "--from hayagriva", "added 2 entries",
         before={"pandoc.yml": PANDOC, "typst.yaml": TYPST}, has={"entries.toml": ("[poe1845]", "[hoe1999]")}),
    step("refexport import notes.xyz", "notes.xyz: neither its content nor its suffix", "--from", "--from", ".rdf", before={"notes.xyz": "x\n"}, code=2),
    # Zotero exports the library again: it has an abstract, a finer date and a publisher that we know better.
    step("refexport import library.json --write", "0 new + 1 known", "--update shows how", keeps=("entries.toml",),
         before={"library.json": json.dumps([CSL]), "entries.toml": ('publisher = "North"', 'publisher = "Northern Press"')}),
    step("refexport import library.json --update", "[smith2020] date: replaced", "abstract: added", "--write", keeps=("entries.toml",)),
    step("refexport import library.json --update --write", has={
        "entries.toml": ('date = "2020-05-03"\r\n', 'abstract = "They are parsed."', 'publisher = "Northern Press"')}),
    step("refexport import library.json --update --write", keeps=("entries.toml",)),
    step("refexport export --for zotero", "File > Import", "a second import doubles", has={"build/references.rdf": ("smith2020",)}),
    step("refexport import build/references.rdf --write", "0 new + 9 known", keeps=("entries.toml",)),
    step("refexport zotero push --write", "9 new"),
    step("refexport zotero push --write", "9 unchanged"),
    step("refexport zotero pull", '+volume = "9"', keeps=("entries.toml",), world=_edited_in_zotero),
    step("refexport zotero pull --write", has={"entries.toml": ('volume = "9"\r\n', '"to read"')}),
    step("refexport export out.yml out.yaml", has={"out.yml": ("smith2020:\n  type:",), "out.yaml": ("references:", "smith2020")}),
    step("refexport export --for word", "Manage Sources", has={"build/references.sources.xml": ("Of a Raven",)}),
    step("refexport pages --for obsidian vault", "9 works", has={"vault/@smith2020.md": ("On Parsing Things",)}),
    step("refexport pages --for obsidian vault", "9 of 9 pages as they were", keeps=("vault/@smith2020.md",)),
    step("refexport export", "C:\\bib\\references.bib is a path of Windows", "write /", code=2,
         before={"entries.toml": ("version = 1\r\n", f"version = 1\r\n\r\n{WINDOWS}")}),
    step("refexport export", "wrote bib/references.bib", has={"bib/references.bib": ("@book{müller,",)},
         before={"entries.toml": ("C:\\\\bib\\\\", "bib/")}),
)  # fmt: skip

# --- a lab: one store under git, papers that pick from it, continuous integration

LAST = '# arxiv = "1703.03400"\n'
"""What the file of `init` ends with."""

DOE = '\n[doe]\ntitle = "By Bob"\nkeywords = ["to-read"]\n'
ROE = '\n[roe]\ntitle = "By Ann"\nkeywords = ["to-read"]\n'
STORE = (
    'By Ann"\n',
    'By Ann"\n\n[snell]\narxiv = "1703.05175"\n\n[sung]\ndoi = "10.1109/cvpr.2018.00131"\n\n[rest]\ntitle = "Rest"\n',
)
PAPER = '[refexport]\nversion = 1\nstore = "../lab/entries.toml"\npick = ["p.tex"]\n\n[refexport.export]\n"refs.bib" = "biblatex"\n'
POOR = '[a]\ntype = "misc"\nauthor = ["Doe, Jane and Roe, Richard"]\ntitle = "T"\ndate = 2012\n'


def _retracted(its: Any) -> None:
    doi = "10.1109/cvpr.2018.00131"
    its.registry.works[doi] = its.registry.works[doi]._replace(updates=[("retraction", "10.1000/notice")])


LAB = (
    step("git init -q -b main lab && cd lab && refexport init && git add -A && git commit -qm start && git branch ann",
         "git merges both files by entry", "refexport init --git"),
    # Two append an entry that ends with the same line; neither loses it.
    step("cd lab && git commit -qam bob && git checkout -q ann", before={"lab/entries.toml": (LAST, LAST + DOE)}),
    step("cd lab && git commit -qam ann && git merge -q main", before={"lab/entries.toml": (LAST, LAST + ROE)},
         has={"lab/entries.toml": (DOE, ROE, No("<<<<<<<"))}),
    # Two change one title: the conflict is that line, and named as one.
    step("cd lab && git checkout -qb bob && git commit -qam bob && git checkout -q ann", before={"lab/entries.toml": ("By Bob", "By Bobby")}),
    step("cd lab && git commit -qam ann && git merge -q bob", "CONFLICT", before={"lab/entries.toml": ("By Bob", "By Robert")}, code=1),
    step("cd lab && refexport check", "entries.toml:23: error: merge-conflict", "keep what is right of both sides", code=2),
    step("cd lab && git checkout -q --ours entries.toml && git commit -qam both", has={"lab/entries.toml": ("By Robert", ROE)}),
    # The store, from wherever one stands.
    step("refexport -f lab/entries.toml enrich", "2 records", before={"lab/entries.toml": STORE}),
    step("refexport -f lab/entries.toml enrich --check"),
    step("refexport check", "no entries.toml", "refexport init", code=2),
    step("REFEXPORT_FILE=lab/entries.toml refexport list year:2017- --json", '"key": "snell"', '"origin": "arxiv:1703.05175"', No("doe")),
    step("_REFEXPORT_COMPLETE=bash_complete COMP_WORDS='refexport -f lab/entries.toml show sn' COMP_CWORD=4 refexport", "plain,snell"),
    step("REFEXPORT_FILE=lab/entries.toml _REFEXPORT_COMPLETE=bash_complete COMP_WORDS='refexport why su' COMP_CWORD=2 refexport",
         "plain,sung"),
    step("refexport -f lab/entries.toml check sung", "nothing to fix", No("doe")),
    # A paper picks by what it cites, and pins the records.
    step("refexport -f paper/entries.toml enrich", "2 records of the store's lock pinned here",
         before={"paper/entries.toml": PAPER, "paper/p.tex": "\\cite{snell,sung}\n"}),
    step("cd paper && refexport export", "wrote refs.bib (2 entries)", has={"paper/refs.bib": ("@online{snell,", "{sung,", No("{rest,"))}),
    step("cd paper && refexport rename snell proto", "stands in the store", "refexport -f", code=2, keeps=("lab/entries.toml",)),
    step("refexport -f lab/entries.toml rename snell proto", has={"lab/entries.toml": ("[proto]", 'ids = ["snell"]')}),
    step("cd paper && refexport export", has={"paper/refs.bib": ("{proto,", "ids = {snell}")}),
    # Continuous integration and hooks: red never comes without a word.
    step("cd paper && refexport check --format github", "::error file=entries.toml,line=4,title=missing-entry", "nobody", code=1,
         before={"paper/p.tex": "\\cite{snell,sung,nobody}\n"}),
    step("refexport check lab/entries.toml paper/entries.toml", "missing-author [roe]", "p.tex cites nobody", code=1),
    step("cd paper && refexport check", "nothing to fix", before={"paper/p.tex": "\\cite{snell,sung}\n"}),
    step("refexport -f poor.toml check", "several-names [*] [a]", "1 entry: 1 warning", before={"poor.toml": POOR}, code=1),
    step("refexport -f poor.toml check --format sarif", '"ruleId": "several-names"', code=1),
    step("refexport -f poor.toml check --fix", has={"poor.toml": ('["Doe, Jane", "Roe, Richard"]',)}),
    step("refexport -f poor.toml export", "nothing says what to write", 'references.bib" = "bibtex"', code=2),
    # A year later.
    step("cd lab && git add -A && git commit -qm before"),
    step("refexport -f lab/entries.toml outdated --refresh", "[sung] retracted: doi:10.1000/notice", "refexport upgrade proto", code=1,
         world=_retracted, keeps=("lab/entries.toml", "lab/entries.lock.json")),
    step("refexport -f lab/entries.toml upgrade", "[proto] type: preprint -> inproceedings"),
    step("cd lab && refexport diff --format markdown", "### Retracted (1)", "### Upgraded (1)", "**proto**", No("**doe**")),
    step("refexport -f lab/entries.toml check sung", "error: retracted [sung]", code=1),
    step("refexport -f lab/entries.toml report -o report.html", has={"report.html": ("<!DOCTYPE html>", "By Robert", "Prototypical")}),
    step("refexport -f lab/entries.toml report -o report.html", keeps=("report.html",)),
    # The paper keeps what it printed until its people want the new records.
    step("cd paper && refexport export", "[proto] not in the lock: dblp:", "run refexport enrich", code=1, keeps=("paper/refs.bib",)),
    step("refexport -f paper/entries.toml enrich", "1 record of the store's lock pinned here"),
    step("cd paper && refexport export", has={"paper/refs.bib": ("@inproceedings{proto,",)}),
    step("git clone -q lab clone && cd clone && refexport init --git && git config merge.refexport.driver", "refexport merge-driver"),
)  # fmt: skip

PINNED = (
    step("refexport -f lab/entries.toml enrich", before={"lab/entries.toml": '[snell]\narxiv = "1703.05175"\n'}),
    step(
        "refexport -f paper/entries.toml enrich", before={"paper/entries.toml": PAPER, "paper/p.tex": "\\cite{snell}\n"}
    ),
    step("cd paper && refexport export"),
    step("refexport -f lab/entries.toml upgrade", "[snell] type: preprint -> inproceedings"),
    step(
        "cd paper && refexport export", "[snell] not in the lock", "refexport enrich", code=1, keeps=("paper/refs.bib",)
    ),
    step("cd paper && refexport enrich", "1 record of the store's lock pinned here"),
    step("cd paper && refexport export", has={"paper/refs.bib": ("@inproceedings{snell",)}),
)
"""docs/workspace.md: when the lab upgrades a preprint, the paper stays as it is until somebody takes that over there."""

SHOUTED = (
    step("refexport check --strict", "[a] title", "capitals", code=1,
         before={"entries.toml": '[a]\ntype = "misc"\nauthor = ["DOE, JANE"]\ntitle = "ON THE CAPITALS OF TITLES"\ndate = 2012\n'}),
)  # fmt: skip

PRINTED = (
    step(
        "refexport cite --style apa",
        "Doe, J., & Roe, R. (2012)",
        before={"entries.toml": POOR.replace(" and ", '", "')},
    ),
    step("refexport cite --by year -o publications.html", has={"publications.html": ("2012", "Roe")}),
)

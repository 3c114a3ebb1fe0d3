"""Export: the files that are asked for, each selected, written, compared with the old one and proved, then replaced.

All are made before the first is replaced: an error leaves every file as it was.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from refexport.errors import FileError, Finding, InputError, WriteError
from refexport.formats import FORMATS, format_of_path
from refexport.formats.format import Format
from refexport.formats.readback import prove
from refexport.model.entry import Entry
from refexport.output.blocks import assembled
from refexport.output.incremental import Incremental
from refexport.output.journals import Journals, journals_of, read_journals, renamed
from refexport.output.selection import cited_only, in_order, names_of, with_fields
from refexport.output.uses import places_of
from refexport.project import Project, lock_path
from refexport.store.documents import ALL, Cited, is_made, read_cited
from refexport.store.exports import Export
from refexport.store.files import (
    descriptor_of,
    holds,
    is_stream,
    make_folder,
    place_of,
    read_bytes,
    write_atomic,
    write_stream,
)
from refexport.store.pieces import digest
from refexport.store.stamps import looked_for
from refexport.text.messages import did_you_mean

STDOUT = "-"
MOST_HINTS = 10
NAME_ANOTHER = "  hint: name the document that has the citations"
RUN_LATEX = "  hint: run LaTeX, or name the document that has the citations"
DOCUMENT = "it is (part of) a document that says what is cited"


class Job(NamedTuple):
    """A file to write (or `STDOUT`), its format and what it gets."""

    target: str
    form: Format
    export: Export

    @property
    def is_stream(self) -> bool:
        """Whether there is no file to compare with and to replace."""
        return self.target == STDOUT or is_stream(Path(self.target))


class Selected(NamedTuple):
    """The entries that a file gets, what there is to say about them, and whether a document cites others.

    ``documents`` are the files that were read to see what is cited.
    """

    entries: Sequence[Entry]
    notes: tuple[str, ...] = ()
    lacks: bool = False
    documents: frozenset[Path] = frozenset()


class Output(NamedTuple):
    """What a file is to hold, whether that changes it, and what its format has no place for."""

    job: Job
    selected: Selected
    data: bytes
    changes: bool
    lost: tuple[Finding, ...]


def planned(project: Project, outs: Sequence[str], form: Format | None, given: Mapping[str, Any]) -> list[Job]:
    """The files to write: OUTs, else those of the settings, else the format to stdout; FileError for a bad choice.

    ``given`` are settings of `Export` that count more than those of the settings.
    """
    folder = project.path.parent
    exports = {folder / file: _located(export, folder) for file, export in project.settings.exports.items()}
    outs = outs or ([STDOUT] if form else [str(path) for path in exports])
    if not outs:
        hint = f'name a file; or write in {project.path}, below [refexport.export]: "build/references.bib" = "bibtex"'
        raise FileError("nothing says what to write", hint)
    for out in outs:
        if os.sep == "/" and "\\" in out:
            raise FileError(f"{out} is a path of Windows", "write / in it, which Windows reads, too")
    outs = [STDOUT if descriptor_of(Path(out)) == 1 else out for out in outs]
    _refuse_clashes(outs, _inputs(project, exports.values(), given))
    known = {str(place_of(path)): export for path, export in exports.items()}
    return [_job(out, form, known.get(_place(out), Export()), given) for out in outs]


def default_out(project: Project, form: Format) -> str:
    """The file for a program that is to import it, where none is named: ``build/references…`` beside entries.toml."""
    return str(project.path.parent / "build" / f"references{form.suffix}")


def outputs(project: Project, jobs: Sequence[Job], *, explain: bool = False) -> list[Output]:
    """What all files are to hold; nothing is replaced. WriteError names an entry that does not read back.

    A file that stays as it is is not proved again, unless its losses are to be explained.
    """
    entries = project.entries
    journals = _journals(project) if any(job.export.journals for job in jobs) else Journals()
    chosen = [selected(entries, job.export, journals) for job in jobs]
    documents = {document: DOCUMENT for one in chosen for document in one.documents}
    _refuse_clashes([job.target for job in jobs], documents)
    return [_output(project, job, one, journals, explain=explain) for job, one in zip(jobs, chosen, strict=True)]


def replace(output: Output) -> bool:
    """Whether the file changed; FileError: the old one is untouched. A pipe or a device is written to."""
    path = Path(output.job.target)
    if output.job.is_stream:
        write_stream(path, output.data)
        return True
    make_folder(path.parent)
    return write_atomic(path, output.data)


def selected(entries: Sequence[Entry], export: Export, journals: Journals) -> Selected:
    """The entries as a file gets them."""
    some, notes, lacks, documents = _cited(entries, [Path(document) for document in export.only_cited])
    some = in_order(some, export.sort)
    if export.journals:
        some, unknown = renamed(some, journals, export.journals)
        notes = (*notes, *_about(unknown))
    if export.venues:
        from refexport.output.conferences import called  # noqa: PLC0415 - a table of 20 ms

        some = called(some, export.venues)
    if export.fields or export.omit:
        some = with_fields(some, export.fields, export.omit)
    return Selected(some, notes, lacks, documents)


def _located(export: Export, folder: Path) -> Export:
    """The settings' documents are named from the folder of entries.toml."""
    return export._replace(only_cited=tuple(str(folder / document) for document in export.only_cited))


def _job(out: str, form: Format | None, export: Export, given: Mapping[str, Any]) -> Job:
    of_settings = FORMATS[export.format] if export.format else None
    if out == STDOUT and not form:
        raise FileError("which format?", "name one with --to")
    return Job(out, form or of_settings or format_of_path(out), export._replace(**given))


def _place(out: str) -> str:
    return STDOUT if out == STDOUT else str(place_of(Path(out)))


def _inputs(project: Project, exports: Iterable[Export], given: Mapping[str, Any]) -> dict[Path, str]:
    """The place of each file that an export is made from, and what it is; documents' parts are known once read."""
    documents = [*given.get("only_cited", ()), *(document for export in exports for document in export.only_cited)]
    inputs = dict.fromkeys((project.path, lock_path(project.path)), "it is what the export is made from")
    inputs |= {Path(document): DOCUMENT for document in documents}
    if isinstance(project.settings.journals, str):
        inputs[project.path.parent / project.settings.journals] = "it is the table of journals"
    return {place_of(path): what for path, what in inputs.items()}


def _refuse_clashes(outs: Sequence[str], taken: Mapping[Path, str]) -> None:
    """FileError for a file that is an input, or that is named twice; inputs are known by their places."""
    seen = dict(taken)
    for out in (one for one in outs if one != STDOUT):
        path = place_of(Path(out))
        if path in seen:
            raise FileError(f"cannot write {out}: {seen[path]}", "name another file")
        seen[path] = "it is named twice"


def _journals(project: Project) -> Journals:
    """The table of the settings; InputError at their line if its file cannot be read."""
    settings = project.settings
    if not isinstance(settings.journals, str):
        return journals_of(settings.journals.items())
    path = project.path.parent / settings.journals
    try:
        data = read_bytes(path)
    except FileError as error:
        line, hint = settings.lines.get("journals", 1), error.hint or "name a file that is there"
        problem = Finding(str(project.path), line, error.message, hint, "refexport", "journals", rule="bad-setting")
        raise InputError([problem]) from error
    return read_journals(path, data)


def _about(journals: Sequence[str]) -> tuple[str, ...]:
    """One line about the journals that were left as they are."""
    if not journals:
        return ()
    which = "1 journal is" if len(journals) == 1 else f"{len(journals)} journals are"
    return (f"{which} in no table: {'; '.join(journals)}",)


def _cited(entries: Sequence[Entry], documents: Sequence[Path]) -> Selected:
    """The entries that the documents cite; all without documents."""
    if not documents:
        return Selected(entries)
    known = tuple(name for entry in entries for name in names_of(entry))
    files: set[Path] = set()
    notes: list[str] = []
    wanted: set[str] = set()
    lacking: list[str] = []
    for document in documents:
        cited = _read(document, notes)
        wanted.update(cited.keys)
        files |= cited.files
        lacking += _lacking(document, cited, known)
    some = entries if ALL in wanted else cited_only(entries, wanted)
    if not some and not lacking:
        what = "cites no entry of entries.toml" if wanted else "cites nothing"
        notes += [f"{document}: {what}" for document in documents]
        notes.append(RUN_LATEX if any(map(is_made, documents)) else NAME_ANOTHER)
    return Selected(some, (*notes, *lacking), bool(lacking), frozenset(files))


def _read(document: Path, notes: list[str]) -> Cited:
    """What a document cites: everything while LaTeX has not written it, since it needs the bibliography first."""
    if is_made(document) and not document.exists():
        looked_for(document)
        notes.append(f"{document} is not there yet: all entries are taken")
        return Cited((ALL,))
    return read_cited(document)


def _lacking(document: Path, cited: Cited, known: tuple[str, ...]) -> list[str]:
    """What to say of the cite keys that no entry has; looking for places and similar keys takes time, so some do."""
    missing = [key for key in dict.fromkeys(cited.keys) if key not in {*cited.doubtful, *known, ALL}]
    return [
        _lack(document, key, cited, known)
        if number < MOST_HINTS
        else f"{document}: cites {key}, which entries.toml lacks"
        for number, key in enumerate(missing)
    ]


def _lack(document: Path, key: str, cited: Cited, known: tuple[str, ...]) -> str:
    file, line = next(iter(places_of(key, document, cited)), (document, 1))
    hint = did_you_mean(key, known)
    return f"{file}:{line}: cites {key}, which entries.toml lacks" + (f" ({hint})" if hint else "")


def _output(project: Project, job: Job, chosen: Selected, journals: Journals, *, explain: bool) -> Output:
    """What a file is to hold, by blocks if that can be."""
    try:
        if isinstance(project, Incremental) and project.prints:
            prints = _prints(project, job.export, journals)
            if made := assembled(job.form, chosen.entries, prints, project.kept):
                return Output(job, chosen, made.data, _changes(job, made.data), made.lost)
        written = job.form.write(chosen.entries)
        data = written.text.encode()
        changes = _changes(job, data)
        if changes or explain:
            written = prove(job.form, chosen.entries, written)
    except WriteError as error:
        raise WriteError(f"{job.target} stays as it is: {error.message}", error.hint) from error
    return Output(job, chosen, data, changes, written.lost)


def _changes(job: Job, data: bytes) -> bool:
    return job.is_stream or not holds(Path(job.target), data)


def _prints(project: Incremental, export: Export, journals: Journals) -> Mapping[str, bytes]:
    """The digests of entries as a file gets them."""
    if not (export.journals or export.venues or export.fields or export.omit):
        return project.prints
    table = (sorted(journals.full.items()), sorted(journals.short.items())) if export.journals else ()
    how = repr((export.journals, table, export.venues, sorted(export.fields), sorted(export.omit))).encode()
    return {key: one + digest(how) for key, one in project.prints.items()}

"""A changelog of works as text, Markdown and JSON."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from refexport.data.patterns import regex
from refexport.model.entry import Merged
from refexport.report.changes import ARROW, difference_json, shown
from refexport.report.entries import people
from refexport.report.screen import PLAIN, Screen
from refexport.report.text import printable
from refexport.works.match import full_title
from refexport.works.news import Difference

COLOURS = {"retracted": "error", "added": "added", "removed": "removed", "upgraded": "good"}
MARKDOWN = regex(r"([\\`*_{}\[\]<>#|~!@&$])")
"""What Markdown, GitHub's included, may take for more than a character."""


class Change(Protocol):
    """What became of a work (`verbs.changelog.Became`)."""

    @property
    def kind(self) -> str:
        """Which of the kinds it is."""
        ...

    @property
    def before(self) -> Merged | None:
        """The work before."""
        ...

    @property
    def work(self) -> Merged:
        """The work as it is, or was."""
        ...

    @property
    def differences(self) -> Sequence[Difference]:
        """Field by field."""
        ...

    @property
    def notices(self) -> Sequence[str]:
        """Why it counts as retracted."""
        ...


def changelog_lines(found: Sequence[Change], screen: Screen = PLAIN) -> Iterator[str]:
    """``added [key] People, "Title", 2017``, and below it what changed, field by field."""
    for one in found:
        was = f" (was [{one.before.entry.key}])" if one.before and one.before.entry.key != one.work.entry.key else ""
        spans = [(one.kind, COLOURS.get(one.kind, "")), (" ", ""), (f"[{one.work.entry.key}]", "key"), (was, "")]
        yield screen.line([(printable(text), meaning) for text, meaning in (*spans, (f" {work_line(one.work)}", ""))])
        yield from (screen.line([(f"    {printable(line)}", "")], indent="      ") for line in _details(one))


def changelog_markdown(found: Sequence[Change]) -> str:
    """A section for each kind, a list item for each work: for a pull request, or a letter to reviewers."""
    lines: list[str] = []
    for kind in dict.fromkeys(one.kind for one in found):
        some = [one for one in found if one.kind == kind]
        lines += ["", f"### {kind.capitalize()} ({len(some)})", ""]
        for one in some:
            lines.append(f"- **{_escaped(one.work.entry.key)}**: {_escaped(work_line(one.work))}{_link(one.work)}")
            lines += [f"  - {_escaped(line)}" for line in _details(one)]
    return "\n".join(lines).lstrip("\n") + "\n" if lines else "No work changed.\n"


def changelog_json(found: Sequence[Change]) -> list[dict[str, object]]:
    """A change for programs: kind, keys, title and the fields that changed."""
    return [
        {
            "kind": one.kind,
            "key": one.work.entry.key,
            "old_key": one.before.entry.key if one.before else None,
            "title": full_title(one.work.entry),
            "notices": list(one.notices),
            "changes": [difference_json(change) for change in one.differences],
        }
        for one in found
    ]


def _details(one: Change) -> list[str]:
    if one.kind in ("added", "removed"):
        return []
    changed = [
        f"{d.field}: {shown(d.old)} {ARROW} {shown(d.new)}" + (f" ({d.source})" if d.source else "")
        for d in one.differences
    ]
    return [*one.notices, *changed]


def work_line(merged: Merged) -> str:
    """``Finn, Abbeel and Levine, “Title”, Venue, 2017``"""
    entry = merged.entry
    who = people(entry.names("author") or entry.names("editor"))
    venue = next((entry.plain(field) for field in ("journaltitle", "booktitle", "publisher") if entry.has(field)), "")
    return ", ".join(filter(None, [who, f"“{full_title(entry)}”", venue, str(entry.year or "")]))


def _link(merged: Merged) -> str:
    """A link by DOI or arXiv id, whose characters are known (`model.ids`)."""
    doi, arxiv = merged.entry.plain("doi"), merged.entry.arxiv
    if doi:
        address = "".join(
            char
            if char.isascii() and (char.isalnum() or char in "./-_;:")
            else f"%{ord(char):02X}"
            if ord(char) < 128
            else ""
            for char in doi
        )
        return f" ([doi](https://doi.org/{address}))"
    return f" ([arXiv](https://arxiv.org/abs/{arxiv}))" if arxiv else ""


def _escaped(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", printable(" ".join(text.split())))

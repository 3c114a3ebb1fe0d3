"""Rules about what stands in another place or form than it should: identifiers in notes, HTML, needless braces."""

import re
from collections.abc import Iterable, Iterator

from refexport.checks.rule import Rule, Subject, finding
from refexport.data.datamodel import BRACED, NAMES, datatype_of
from refexport.data.patterns import regex
from refexport.errors import NOTE, WARNING, Finding, Fix
from refexport.model.entry import Entry, Value, print_value
from refexport.model.ids import NORMAL
from refexport.model.name import Name, display_name
from refexport.model.text import VERBATIM, Span, Style, Text, normal_text
from refexport.text.clean import is_capitals
from refexport.text.latex.decode import without_needless_braces
from refexport.text.markup import LONGEST, PLAIN, STYLES, TAG, from_markup, unescape
from refexport.text.messages import shorten
from refexport.text.protection import TITLES

LABELLED = regex(
    r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org|(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)"
    r"|(?:www\.)?dblp\.(?:org|uni-trier\.de)/rec|pubmed\.ncbi\.nlm\.nih\.gov)/[^\s<>\"]+"
    r"|\b(?:arxiv|doi|pmid|dblp)\s*:\s*[^\s<>\"]+|(?<![\w/.])10\.\d{4,9}/[^\s<>\"]+",
    re.IGNORECASE,
)
"""An identifier that says what it is, by its resolver's address or by a label."""
LABELS = regex(r"(?:arxiv|e-?print|preprint|available(?: online)?(?: (?:at|from|via))?|url|doi|[\W_])*", re.IGNORECASE)
"""What stands beside an identifier and says no more than it does; "see" and "from" name another work."""
ADDRESS = regex(r"https?://|[\w-]+(?:\.[\w-]+)+/", re.IGNORECASE)
SCHEMES = ("doi", "arxiv", "dblp", "pmid")
NOTES = ("note", "howpublished", "addendum", "titleaddon")
ENTITY = regex(r"&()(?:#\d{2,6}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
CLOSED = regex(r"<(\w+)(?:\s[^<>]*)?>.*?</\1\s*>", re.DOTALL)


def _misplaced(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        hand = merged.hand or Entry("")
        for field, scheme, value, rest in _found_ids(hand):
            home = "eprint" if scheme == "arxiv" else scheme
            if not hand.has(home):
                kept = print_value(field, normal_text([Span(rest)])) if rest else None
                emptied = {field: kept, **({"eprinttype": None} if field == "eprint" else {})}
                fix = Fix({scheme: value, **emptied}, is_safe=not rest)
                message, hint = f"{scheme}:{value} stands in {field}", f'write {scheme} = "{value}"'
                yield finding("misplaced-identifier", merged, field, message, hint, fix=fix)


def _found_ids(hand: Entry) -> Iterator[tuple[str, str, str, str]]:
    """(field, scheme, identifier, what else stands there) of each identifier that is not in its own field."""
    if (url := hand.plain("url")) and ADDRESS.match(url) and (found := _identified(url)):
        yield "url", *found, ""
    if hand.plain("eprinttype").lower() == "doi" and (found := _identified(hand.plain("eprint"))):
        yield "eprint", *found, ""
    for field in NOTES:
        words = hand.plain(field)
        pieces = LABELLED.findall(words)
        if len(pieces) == 1 and (found := _identified(pieces[0])):
            rest = words.replace(pieces[0], " ")
            yield field, *found, "" if LABELS.fullmatch(rest) else " ".join(rest.split()).strip(" ,;:")


def _identified(words: str) -> tuple[str, str] | None:
    """The scheme and the one spelling of an identifier; a bare number is none of PubMed's."""
    for scheme in SCHEMES:
        try:
            normal = NORMAL[scheme](words)
        except ValueError:
            continue
        if scheme == "doi" and normal.startswith("10.48550/arxiv."):
            continue  # arXiv's own, which is an arXiv id
        return None if words == normal and scheme != "doi" else (scheme, normal)
    return None


def _html(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        hand = merged.hand or Entry("")
        for field in hand.fields:
            if words := _markup_in(hand, field):
                hint = "write the character itself, or <i> <b> <sub> <sup> <sc>"
                message = f'{field} has HTML: "{shorten(words)}"'
                yield finding("html-in-text", merged, field, message, hint, fix=_without_html(hand, field))


def _markup_in(entry: Entry, field: str) -> str:
    """The first entity or closed tag of HTML in a text, a name or an address; empty if there is none."""
    for text in _prose(entry, field):
        if "&" not in text and "<" not in text:
            continue
        is_short = len(text) <= LONGEST and field != "url"
        for found in (*ENTITY.finditer(text), *(CLOSED.finditer(text) if is_short else ())):
            is_markup = found[1].lower() in {"p", *STYLES, *PLAIN} if found[1] else unescape(found[0]) != found[0]
            if is_markup:
                return str(found[0])
    return ""


def _prose(entry: Entry, field: str) -> list[str]:
    """What of a field is prose: neither mathematics nor raw TeX."""
    match datatype_of(field):
        case "text":
            return [span.text for span in entry.text(field) if not span.styles & VERBATIM]
        case "names":
            return [display_name(one) for one in entry.names(field)]
    return [entry.plain(field)] if field == "url" else []


def _without_html(entry: Entry, field: str) -> Fix | None:
    """The field with characters and styles in place of entities and tags, if that leaves none of these."""
    mended: Value
    match datatype_of(field):
        case "text":
            mended = normal_text(run for span in entry.text(field) for run in _marked(span))
        case "names":
            mended = tuple(_plain_name(one) for one in entry.names(field))
        case _:
            mended = ENTITY.sub(lambda found: unescape(found[0]), entry.plain(field))  # "&copy=3" is none in an address
    if _markup_in(entry.replace(**{field: mended}), field):
        return None
    tags = {tag[2].lower() for text in _prose(entry, field) for tag in TAG.finditer(unescape(text))}
    return Fix({field: print_value(field, mended)}, is_safe=tags <= STYLES.keys())


def _marked(span: Span) -> Text:
    """A run with its tags as styles; the blanks at its ends part it from its neighbours."""
    if span.styles & VERBATIM or not span.text.strip():
        return (span,)
    words = span.text.strip()
    before, after = span.text.split(words, maxsplit=1)
    runs = (Span(run.text, run.styles | span.styles) for run in from_markup(words))
    return (Span(before, span.styles), *runs, Span(after, span.styles))


def _plain_name(name: Name) -> Name:
    return Name(*(unescape(getattr(name, part)) for part in Name.__struct_fields__))


def _needless_braces(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        hand = merged.hand or Entry("")
        for field in sorted(TITLES & hand.fields.keys()) if merged.entry.plain("capitals") != BRACED else ():
            text = hand.text(field)
            is_braced = any(span.has(Style.NOCASE) for span in text)
            if is_braced and (bare := without_needless_braces(text, only_capitals=True)) != text:
                words = ", ".join(span.text for span in text if span.has(Style.NOCASE) and span not in bare)
                fix = Fix({field: print_value(field, bare)})
                message, hint = f"capitals that are kept anyway: {words}", "refexport show says why; delete the braces"
                yield finding("needless-braces", merged, field, message, hint, fix=fix)


def _capitals(subject: Subject) -> Iterable[Finding]:
    for merged in subject.entries:
        hand = merged.hand or Entry("")
        for field, typed, meant in _shouted(hand):
            message = f'{field} in capitals: "{shorten(typed)}"'
            hint = f'write it as it is read: "{shorten(meant)}", or allow all-capitals if it must be printed so'
            yield finding("all-capitals", merged, field, message, hint)


def _shouted(hand: Entry) -> Iterator[tuple[str, str, str]]:
    """(field, its title or name in capitals, the same as people write it); one word may be an acronym."""
    for field in hand.fields:
        if field in TITLES and is_capitals(title := hand.plain(field)) and " " in title:
            yield field, title, title.capitalize()
        for name in hand.names(field) if datatype_of(field) == NAMES else ():
            typed = f"{name.family}, {name.given}"
            if name.family and name.given and is_capitals(typed):
                yield field, typed, typed.title()


RULES = (
    Rule(
        "misplaced-identifier", NOTE, "an identifier in a url, an eprint of another kind or a note", _misplaced,
        "Only in a field of its own is an identifier asked for, linked, compared and exported as one.",
        "Move it to its field.",
        'note = "doi:10.1000/x"', 'doi = "10.1000/x"',
        is_fixable=True,
    ),
    Rule(
        "html-in-text", WARNING, "an entity or a tag of HTML in a text, a name or an address", _html,
        "It is printed as it stands; entries.toml knows <i> <b> <sub> <sup> <sc> only.",
        "Write the character itself, or one of these.",
        'title = "Science &amp; Nature"', 'title = "Science & Nature"',
        is_fixable=True,
    ),
    Rule(
        "all-capitals", WARNING, "a title or a person's name in capitals throughout", _capitals,
        "It is printed so: each word of it looks like an acronym, whose capitals are kept.",
        "Write it as it is read; styles that print capitals make them.",
        'title = "THE THEORY OF EVERYTHING"', 'title = "The Theory of Everything"',
    ),
    Rule(
        "needless-braces", NOTE, "braces round words whose capitals are kept anyway", _needless_braces,
        "Rules keep the capitals of proper names and acronyms (docs/reference/entries.md, Capitals).",
        "Delete the braces.",
        'title = "On {BERT}"', 'title = "On BERT"',
        is_fixable=True,
    ),
)  # fmt: skip

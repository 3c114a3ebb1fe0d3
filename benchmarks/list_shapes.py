# ruff: noqa: E501 - the rows of tables
"""Works written as people write them in lists of their own: title first, links, tags, venue and year in parentheses."""

from benchmarks import reference_facts as facts

VENUES = (  # noqa: RUF005 - a table of words and of names
    "ICML NIPS NeurIPS ICLR CVPR ICCV ECCV ACL EMNLP NAACL AAAI IJCAI KDD WWW SIGIR CHI UAI AISTATS COLT STOC FOCS SODA "
    "SIGGRAPH ICRA IROS RSS CoRL OSDI SOSP VLDB SIGMOD CIKM WSDM INTERSPEECH ICASSP"
).split() + [
    "arXiv",
    "J. Mach. Learn. Res.",
    "Nature",
    "Science",
    "IEEE Trans. Pattern Anal. Mach. Intell.",
    "Phys. Rev. D",
]

SHAPES = (
    "{t}, ({y}), {a}.",
    "{t}, ({y}), {a}",
    "{t},({y}), {a}.",
    "{t} ({y}), {a}.",
    "{t}, {a}, {v} {y}",
    "{t}. {a}. {v} {y}.",
    "{t} - {a} ({v} {y})",
    "{t} ({a}, {v} {y})",
    "{t} by {a} ({v} {y})",
    "{t} by {a}",
    "{t} ({v} {y})",
    "{t}. {v}, {y}.",
    "**{t}** by {a}, {v} {y}",
    "**{t}**, {a}. *{v}*, {y}.",
    "*{t}* {a}, {v} {y}",
    "[{v} {y}] {t}. {a}",
    "[{v} {y}] {t}",
    "({v} {y}) {t}, {a}",
    "{v} {y}: {t}. {a}.",
    "“{t}”, {a}, {v} {y}",
    '"{t}", {a}, {y}',
    "{a}. {t}. {v}, {y}.",
    "{a}. {t}. In {v}, {y}.",
    "{a}. {y}. {t}. {v}.",
    "{a} ({y}). {t}. {v}.",
    "{a}: {t}. {v} ({y})",
    "{a}, {t}, {v} ({y})",
    "{a}, {t}, {v}, {y}",
    "{a} - {t} - {v} {y}",
    "{a}. {t}. arXiv preprint, {y}.",
    "{a}. **{t}**. {v} {y}",
    "{t} | {a} | {v} {y}",
    "{t}, {a}. {y}",
    "{t}. {a} ({y}). {v}.",
    "{t}, {a}",
    "{a}, “{t},” {v}, {y}.",
    "{t} ({a}, {y})",
    "{t} ({a} {y})",
    "{t} ({a}; {v} {y})",
    "{t}. {a}, {y}.",
    "{t}. {a}. {y}.",
    "[{y} {v}] {t}",
    "[{y} {v}] {t}. {a}",
    "[{v}{y}] {t}, {a}",
    "({y}) {t}. {a}.",
    "({y}) **{t}** | *{a}* | {v}",
    "{t}, {a}, {v} {y}.",
    "{t} ({v} {y}), {a}",
    "{t} ({a}, {v}'{s})",
    "{t} - {a} - {v}'{s}",
    "{t} by {a} ({y})",
    "{t}, by {a}, {y}",
    "“{t}” by {a}",
    "{a}. {y}. {t}. In {v}.",
    "{a}, {t}, {n} {v} {p} ({y}).",
    "{a}, *{t}*, {n} {v} {p} ({y})",
    "{a}. {t}, {v}, {n}({i}):{p}, {y}.",
    "{a}. {t}. {v} {n}, {p} ({y}).",
    "{a}, {v} {n}, {p} ({y}).",
    "{a}: {t}. In: {v} {n} ({y}), S. {p}",
    "{a}: {t}. {y}",
    "{a}: {t}, {v}, {y}.",
    "{a}: {t}. {v} {y}.",
    "{a} ({y}): {t}. {v}.",
    "{a}, {t}. {v}, {y}.",
    "{a} ({y}): {t}, in: {v}, {n}. Jg., H. {i}, S. {p}",
    "{a}: {t}. In: {v} {n} ({y}) H. {i}, S. {p}.",
    "{a}, ‘{t}’, {v}, {n}.{i} ({y}), pp. {p}",
    "{a}, ‘{t}’, *{v}*, {n}.{i} ({y}), {p}",
    "{a}. {t} // {v}. – {y}. – Т. {n}. – № {i}. – С. {p}.",
    "{a} {t} // {v}, {y}, т. {n}, № {i}, с. {p}",
)  # fmt: skip


def _initials(given, stop="."):
    return " ".join("-".join(f"{part[0]}{stop}" for part in word.split("-") if part) for word in given.split())


def _names(work, source):
    names = [name for name in work.get("author", ()) if name.get("family")]
    style = source.choice((0, 0, 1, 2, 3, 4, 5, 6, 7))
    write = (
        lambda n: f"{n['given']} {n['family']}",
        lambda n: f"{n['given']} {n['family']}",
        lambda n: f"{n['given']} {n['family']}",
        lambda n: f"{_initials(n['given'])} {n['family']}",
        lambda n: f"{n['family']}, {n['given']}",
        lambda n: f"{n['family']}, {_initials(n['given'])}",
        lambda n: f"{n['family']} {_initials(n['given'], '').replace(' ', '')}",
        lambda n: n["family"],
    )[style]
    written = [write(name) for name in names] or [
        name["literal"] for name in work.get("author", ()) if name.get("literal")
    ]
    if not written:
        return ""
    if style in (4, 5) and source.random() < 0.7:
        return source.choice((" and ", "; ", " ; ", " / ")).join(written)
    if source.random() < (0.4 if style == 7 else 0.12):
        return f"{written[0]} {source.choice(('et al.', 'et al.', 'et al', 'and others', '等', '等人'))}"
    written = written[:3] if style == 7 else written
    joint = source.choice((", ", ", and ", " and ", " & ", ", & "))
    return ", ".join(written[:-1]) + joint + written[-1] if len(written) > 1 else written[0]


def shaped(work, source):
    """(the work as the shape shows it, the line) for one of the shapes."""
    people = _names(work, source)
    shapes = [shape for shape in SHAPES if people or "{a}" not in shape]
    venue = source.choice(VENUES) if source.random() < 0.7 else source.choice(facts.JOURNALS)[0]
    year = work.get("issued", {}).get("date-parts", [[2017]])[0][0]
    year = source.randint(200, 219) if source.random() < 0.02 else year
    title = _varied(work["title"], source)
    shown = {"id": work["id"], "type": "shaped", "title": title, "author": work.get("author", []), "container-title": venue,
             "issued": {"date-parts": [[year]]}}  # fmt: skip
    shape = source.choice(shapes)
    for name, field in (("n", "volume"), ("i", "issue"), ("p", "page")):
        if f"{{{name}}}" in shape:
            shown[field] = work.get(field) or NUMBERS[name]
    line = shape.format(
        t=title, a=people, v=venue, y=year, s=f"{year % 100:02d}", **{n: shown.get(f, "") for n, f in NAMED}
    )
    return shown if "{t}" in shape else {**shown, "title": ""}, line


def _varied(title, source):
    """The title as lists also have them: a dash before what explains it, a quoted word, a data set with its year."""
    draw = source.random()
    if draw < 0.12:
        return title.replace(": ", source.choice((" - ", " -- ", " – ")), 1)
    if draw < 0.15:
        first, _, rest = title.partition(" ")
        return f'"{first}" {rest}'
    if draw < 0.18:
        return f"{source.choice(('CDnet', 'SemEval', 'ILSVRC', 'VOT', 'AVEC', 'BioNet'))} {source.randint(2004, 2020)}: {title}"
    return title


NUMBERS = {"n": "38", "i": "4", "p": "117-129"}
NAMED = (("n", "volume"), ("i", "issue"), ("p", "page"))

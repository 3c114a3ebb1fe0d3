"""The floor: what a plain loop of the standard library takes for three files; it checks and proves nothing.

Every field of every entry is looked at once: names are cut, accents written as LaTeX, dates and pages taken apart. It
is what Python costs for this job, and no program: it knows the fields of `benchmarks.corpus`, and no others.

``python benchmarks/floor.py FOLDER`` reads entries.toml and entries.lock.json there, writes floor.bib, .json and .ris.
"""

import json
import sys
import tomllib
import unicodedata
from pathlib import Path

BIB = {"preprint": "misc", "thesis": "phdthesis"}
CSL = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "preprint": "article",
    "incollection": "chapter",
}
TY = {"article": "JOUR", "inproceedings": "CONF", "book": "BOOK", "incollection": "CHAP", "thesis": "THES"}
OF_BIB = {
    "journaltitle": "journal",
    "location": "address",
    "eprinttype": "archiveprefix",
    "eprintclass": "primaryclass",
}
BETWEEN = {"author": " and ", "keywords": ", "}
OF_CSL = {
    "title": "title", "journaltitle": "container-title", "booktitle": "container-title", "volume": "volume",
    "doi": "DOI", "publisher": "publisher", "institution": "publisher", "location": "publisher-place",
    "abstract": "abstract", "genre": "genre", "eprint": "number",
}  # fmt: skip
OF_RIS = {
    "title": "TI", "journaltitle": "JO", "booktitle": "T2", "volume": "VL", "doi": "DO", "publisher": "PB",
    "institution": "PB", "location": "CY", "abstract": "AB", "eprint": "AN",
}  # fmt: skip
ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0308\u030c\u0327\u0323\u0306\u0328", "`'^~\"vcduk", strict=True))
LETTERS = {"ø": r"{\o}", "đ": r"{\dj}", "Đ": r"{\DJ}", "ß": r"{\ss}", "ł": r"{\l}", "ı": r"{\i}"}


class Latex(dict):
    """Character -> LaTeX, filled as characters come."""

    def __missing__(self, code):
        letter, *marks = unicodedata.normalize("NFD", chr(code))
        made = LETTERS.get(letter, letter)
        for mark in marks:
            made = f"{{\\{ACCENTS.get(mark, ' ')}{{{made}}}}}"
        self[code] = made
        return made


LATEX = Latex()


def latex(text):
    return text if text.isascii() else text.translate(LATEX)


def name_parts(name):
    family, _, given = name.partition(", ")
    return family.strip("{}"), given


def bib(key, entry):
    year, _, month = entry["date"].partition("-")
    lines = [f"@{BIB.get(entry['type'], entry['type'])}{{{key},"]
    for field, value in entry.items():
        if field not in ("type", "date"):
            text = value if isinstance(value, str) else BETWEEN[field].join(value)
            lines.append(f"  {OF_BIB.get(field, field)} = {{{latex(text)}}},")
    return "\n".join([*lines, f"  year = {{{year}}},", f"  month = {{{month}}},", "}\n"])


def csl(key, entry):
    item = {"id": key, "type": CSL.get(entry["type"], entry["type"])}
    for field, value in entry.items():
        if field in OF_CSL:
            item[OF_CSL[field]] = value
    names = map(name_parts, entry["author"])
    item["author"] = [{"family": family, "given": given} for family, given in names]
    item["issued"] = {"date-parts": [[int(part) for part in entry["date"].split("-")]]}
    if "pages" in entry:
        item["page"] = entry["pages"].replace("--", "-")
    if "keywords" in entry:
        item["keyword"] = ", ".join(entry["keywords"])
    return item


def ris(key, entry):
    lines = [f"TY  - {TY.get(entry['type'], 'GEN')}", f"ID  - {key}", f"PY  - {entry['date'].replace('-', '/')}"]
    lines += [f"AU  - {name}" for name in entry["author"]]
    lines += [f"{OF_RIS[field]}  - {value}" for field, value in entry.items() if field in OF_RIS]
    lines += [f"KW  - {word}" for word in entry.get("keywords", ())]
    if "pages" in entry:
        first, _, last = entry["pages"].partition("--")
        lines += [f"SP  - {first}", f"EP  - {last}"]
    return "\r\n".join([*lines, "ER  - ", ""])


def main(folder):
    hands = tomllib.loads((folder / "entries.toml").read_text(encoding="utf-8"))
    lock = json.loads((folder / "entries.lock.json").read_text(encoding="utf-8"))["entries"]
    entries = {key: {**lock[key][0]["entry"], **hand} for key, hand in hands.items() if key != "refexport"}
    (folder / "floor.bib").write_text("\n".join(bib(*one) for one in entries.items()), encoding="utf-8")
    items = (json.dumps(csl(*one), ensure_ascii=False) for one in entries.items())
    (folder / "floor.json").write_text("[\n" + ",\n".join(items) + "\n]\n", encoding="utf-8")
    (folder / "floor.ris").write_text("\r\n".join(ris(*one) for one in entries.items()), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Fits the scores of ``refexport/data/scores.txt`` on references that pandoc renders; writes that file.

A linear-chain conditional random field with L1 and L2 penalties (python-crfsuite, not a dependency of the package):
its weights are the additive scores that `refexport.references.segment` adds up. Seeded; styles, works and journals are
those of the half ``fit`` (`benchmarks.rendered`).

    python -m benchmarks.fit_scores [references a style] [least weight]
"""

import random
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from benchmarks.list_shapes import shaped
from benchmarks.rendered import LABELS, fitted_styles, rendered, spans_of, works
from refexport.lists.links import TITLE, take_links
from refexport.lists.spelling import tidy_text, without_marker
from refexport.references.chunks import cut
from refexport.references.evidence import coarse, evidence

BEFORE = str.maketrans("ADJO", "adjo")
PEOPLE = str.maketrans("EX", "AA")
SEED = 12
SHAPED = 7000


def text_of(raw):
    """What the reader of lists segments of a line: no marker, no links, no identifiers."""
    links = take_links(tidy_text(without_marker(raw)))
    return " ".join(links.text.replace(TITLE, links.title).split())


def states_of(work, text):
    """The chunks of a reference and the state of each, from what is known of the work."""
    chunks = cut(text)
    spans = spans_of(work, text)
    labels = [_label(chunk, spans) for chunk in chunks]
    kinds = [coarse(chunk) for chunk in chunks]
    _fill(labels, kinds, chunks)
    labels = [label.translate(PEOPLE) for label in labels]
    if "T" in labels:
        first = labels.index("T")
        return chunks, [label.translate(BEFORE) if n < first else label for n, label in enumerate(labels)]
    head = next((n for n, label in enumerate(labels) if label not in "AD"), len(labels))
    return chunks, [label.translate(BEFORE) if n < head else label for n, label in enumerate(labels)]


def _label(chunk, spans):
    best, most = "O", 0
    if (
        sum(start >= chunk.start and end <= chunk.end and field in ("volume", "issue") for field, start, end in spans)
        == 2
    ):
        return "V"
    for field, start, end in spans:
        shared = min(end, chunk.end) - max(start, chunk.start)
        if shared > most or (shared == most and field == "volume"):
            best, most = LABELS[field], shared
    return best


def _fill(labels, kinds, chunks):  # noqa: C901, PLR0912 - one rule a branch
    for label in "ATJSUEX":
        places = [n for n, one in enumerate(labels) if one == label]
        for left, right in pairwise(places):
            if right - left <= (9 if label in "TA" else 2) and set(labels[left + 1 : right]) <= {"O"}:
                labels[left + 1 : right] = [label] * (right - left - 1)
    for n, kind in enumerate(kinds):
        near = {labels[n - 1] if n else "", labels[n + 1] if n + 1 < len(labels) else ""}
        if labels[n] != "O":
            continue
        if kind == "etal" or chunks[n].text in ("others", "and others", "et al", "al"):
            labels[n] = next((one for one in "AEX" if n and labels[n - 1] == one), "O")
        elif kind in ("c=editors", "c=edited"):
            labels[n] = "E" if "E" in near else "O"
        elif kind == "c=translated":
            labels[n] = "X" if "X" in near else "O"
        elif kind in ("month", "n2") and "D" in near:
            labels[n] = "D"
        elif kind == "c=edition" and "N" in near:
            labels[n] = "N"
        elif kind == "c=undated":
            labels[n] = "D"
        elif kind == "city" and "L" in near:
            labels[n] = "L"
    if "Y" in labels:
        for n, kind in enumerate(kinds):
            if labels[n] == "O" and (
                kind == "c=access" or (kind in ("month", "n2") and "Y" in labels[max(0, n - 3) : n + 4])
            ):
                labels[n] = "Y"
    for n, _chunk in enumerate(chunks):
        if labels[n] == "O" and kinds[n] in ("c=thesis", "c=report", "c=patent"):
            labels[n] = "G"


def corpus(each, seed=SEED):
    """(text, states, evidence) of all references that are fitted on."""
    source = random.Random(seed)
    items = works("fit", 4000, seed)
    for style in fitted_styles(seed):
        drawn = source.sample(items, each)
        for one in rendered(style, drawn, seed):
            line = one.marked if source.random() < 0.3 else one.text
            yield _with_year(one.work, line, source) if source.random() < 0.05 else (one.work, line)
    for _ in range(SHAPED):
        work = source.choice(items)
        yield shaped(work, source)


YEARS = (
    ", 1990–2015",
    " since 1989",
    ": 2019 update",
    " in 2017",
    " after 1945",
    ": A History, 1914–1991",
    " 2020",
    " 2",
)


def _with_year(work, line, source):
    """The reference with a title that ends with a number, as few of the registry's do."""
    found = next((span for span in spans_of(work, line) if span[0] == "title"), None)
    if found is None or line[found[1] : found[2]].casefold() != work["title"].casefold():
        return work, line
    ending = source.choice(YEARS)
    return {**work, "title": work["title"] + ending}, line[: found[2]] + ending + line[found[2] :]


def sequences(each, seed=SEED):
    for work, raw in corpus(each, seed):
        text = text_of(raw)
        if not text:
            continue
        chunks, states = states_of(work, text)
        if "T" in states and "T" not in "".join(states).strip("adjo").lstrip("T"):
            yield list(evidence(chunks)), states, text


def main(arguments):
    import pycrfsuite

    each = int(arguments[0]) if arguments else 60
    least = float(arguments[1]) if len(arguments) > 1 else 0.1
    trainer = pycrfsuite.Trainer(verbose=False)
    number = 0
    for looks, states, _ in sequences(each):
        trainer.append(looks, states)
        number += 1
    trainer.set_params({"c1": 0.15, "c2": 0.02, "max_iterations": 300, "feature.minfreq": 3})
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        tagger = pycrfsuite.Tagger()
        tagger.open(f"{folder}/model")
        info = tagger.info()
    write(info, number, least)


def write(info, number, least):
    """The file of scores: a row for each piece of evidence, weights in tenths."""
    seen = {}
    for (look, state), weight in info.state_features.items():
        if abs(weight) >= least:
            seen.setdefault(look, {})[state] = round(weight * 10)
    step = {f"{a}{b}": round(weight * 10) for (a, b), weight in info.transitions.items() if _may_follow(a, b)}
    path = Path(__file__).resolve().parents[1] / "refexport" / "data" / "scores.txt"
    print(
        number,
        "references;",
        len(seen),
        "pieces of evidence;",
        sum(map(len, seen.values())),
        "weights;",
        len(step),
        "steps",
    )
    path.write_text(_file(seen, step, number), encoding="utf-8")
    print(path.stat().st_size, "bytes")


def _may_follow(first, second):
    """Whether a state may follow another: the title is one stretch, and what stands behind it stays behind it."""
    return not (second == "T" or second.islower()) or first.islower() or first == second == "T"


def _file(seen, step, number):
    rows = "\n".join(
        f"{look}\t{' '.join(f'{state}{weight}' for state, weight in sorted(row.items()))}"
        for look, row in sorted(seen.items())
    )
    steps = " ".join(f"{pair}{weight}" for pair, weight in sorted(step.items()))
    return f"""# How much each piece of evidence speaks for each part of a reference, in tenths of a natural logarithm.
# Made by `python -m benchmarks.fit_scores` from {number} references that pandoc rendered; do not edit.
# First two states in a row with the score of that step (what is not here does not occur), then a row for each piece of
# evidence: state and score. A state is a label of refexport.references.segment, small where it stands before the title.
{steps}
{rows}
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

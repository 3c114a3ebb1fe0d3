"""refexport/data/journals.txt and journal_words.txt from the lists of JabRef 3.8.2 (Debian's package has them).

    python -m benchmarks journal_table JabRef-3.8.2.jar

The lists were made by many hands: names whose abbreviation does not follow from their words, one by one, are left out.
"""

import sys
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

from refexport.data import journal_table
from refexport.data.journal_table import LEFT_OUT
from refexport.text.fold import without_accents
from refexport.works.journals import ACRONYM, AROUND, abbreviated, telling_words

OWN = {
    "Proceedings of the National Academy of Sciences of the United States of America": "Proc. Natl. Acad. Sci. U.S.A.",
    "Journal of Machine Learning Research": "J. Mach. Learn. Res.",
    "Journal of Physics": "J. Phys.",
}
"""Journals that words or lists have otherwise, as they call themselves (pnas.org, jmlr.org, iopscience.iop.org)."""

LISTS = ("journals/journalList.txt", "journals/IEEEJournalListText.txt")
HEAD = """\
# {} Built by `python -m benchmarks journal_table` from JabRef 3.8.2's lists
# (© 2003-2017 JabRef authors, MIT licence; CC0 at abbrv.jabref.org).
"""
ISO = dict(
    pair.split()
    for pair in """
    aquaculture aquac., approximate approx., assisted assist., automata autom., bioinformatics bioinform.,
    cambridge camb., categorical categ., coastal coast., cognitive cogn., delivery deliv., digital digit.,
    discovery discov., discrete discret., earthquake earthq., embedded embed., emerging emerg., freshwater
    freshw., genomics genom., global glob., graph graph, graphical graph., graphics graph., informatics inform.,
    investigation investig., investigations investig., linguistic linguist., linguistics linguist., logic log.,
    london lond., management manag., microwave microw., mobile mob., modeling model., modelling model.,
    multimedia multimed., network netw., networking netw., networks netw., oxford oxf., personality personal.,
    planning plan., privacy priv., processes process., proteomics proteom., reasoning reason., renewable renew.,
    reports rep., retrieval retr., robotics robot., robots robot., signaling signal., singapore singap.,
    software softw., stochastic stoch., sustainability sustain., sustainable sustain., topology topol., transfer
    transf., video video, vision vis., visual vis., visualisation vis., visualization vis., welfare welf.,
    wireless wirel.
    """.split(",")
)
"""Words that JabRef's lists abbreviate otherwise or in several ways, or lack, as ISO 4 does (LTWA, September 2017)."""

SHARE, LEAST = 0.6, 2
"""Of how many of a word's titles its abbreviation has to be, and how many titles have to have an unshortened word."""


def main(arguments):
    if len(arguments) != 1:
        print(__doc__)
        return 2
    with zipfile.ZipFile(arguments[0]) as jar:
        rows = dict(row for name in LISTS for row in read_list(jar.read(name).decode("utf-8"))) | OWN
    pairs = {name: found for name, short in sorted(rows.items()) if (found := paired(name, short)) or name in OWN}
    words = words_of(pairs.values())
    folder = Path(journal_table.__file__).parent
    by_short = defaultdict(list)
    for word, short in sorted(words.items()):
        by_short[short].append(word if word != short else "=")
    lines = [" ".join([short, *longs]) for short, longs in sorted(by_short.items())]
    head = HEAD.format("How words are abbreviated in titles of journals, = as they are: abbreviation, words.")
    (folder / "journal_words.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    journal_table.journal_words.cache_clear()
    named = [_line(name, rows[name]) for name in pairs]
    head = HEAD.format("Journals: names, and after a tab the abbreviation where words do not give it.")
    (folder / "journals.txt").write_text(head + "\n".join(named) + "\n", encoding="utf-8")
    own = sum("\t" in line for line in named)
    print(f"{len(rows)} journals, {len(named)} kept, {own} with their abbreviation; {len(words)} words")
    return 0


def read_list(text):
    """(name, abbreviation) of each line ``Name = Abbrev.; shorter``."""
    for line in text.splitlines():
        name, is_row, short = line.partition(" = ")
        if is_row and not line.startswith("#"):
            yield " ".join(name.split()), " ".join(short.partition(";")[0].split())


def paired(name, short):
    """(word, abbreviation) in their order, if each word that is not left out has its own; nothing otherwise."""
    ours = [word.strip(AROUND) for word in telling_words(name)]
    theirs = [word.strip(",;:()") for word in short.split() if word.strip(AROUND)]
    if len(ours) != len(theirs) or any("[" in word for word in theirs):
        return ()
    both = list(zip(ours, theirs, strict=True))
    return both if all(_is_of(word, one) for word, one in both) else ()


def _is_of(word, short):
    """Whether an abbreviation is its word, a beginning of it, or a contraction: Zhurnal, Zh.; Japanese, Jpn."""
    word, bare = without_accents(word).lower(), without_accents(short).lower()
    if not bare.endswith("."):
        return word == bare
    letters = iter(word)
    return word[0] == bare[0] and len(bare) <= len(word) and all(letter in letters for letter in bare[:-1])


def words_of(pairs):
    """Word -> its abbreviation, of words that the lists abbreviate in one way mostly."""
    told = defaultdict(Counter)
    for pair in pairs:
        if len(pair) > 1:
            for word, short in pair:
                if word.isalpha() and not ACRONYM.fullmatch(word):
                    told[without_accents(word).lower()][without_accents(short).lower()] += 1
    found = {}
    for word, forms in told.items():
        ((short, often),) = forms.most_common(1)
        if often >= SHARE * forms.total() and word not in LEFT_OUT and (short != word or often >= LEAST):
            found[word] = short
    return found | ISO


def _line(name, short):
    return name if name not in OWN and abbreviated(name) else f"{name}\t{short}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

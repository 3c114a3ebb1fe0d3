"""Works in the styles of published guides, each field held to what is known of the work.

The texts follow the guides' own rules: APA 7; MLA 9; CMOS 17, chapters 14 and 15; IEEE Reference Guide 2023; Citing Medicine
(NLM); AMA 11; Nature's and the American Physical Society's guides for authors; Harvard (Cite Them Right 11); GOST R 7.0.5-2008; GB/T 7714-2015;
DIN 1505-2; ISO 690:2021; OSCOLA 4; MHRA 3.
"""

import re

import pytest

from refexport.imports.readers import import_text
from refexport.lists.citation import parse_citation
from refexport.model.entry import print_value

ARTICLE = {
    "type": "article", "author": ["Watson", "Crick"], "year": 1953, "title": "Molecular structure of nucleic acids",
    "journaltitle": "Nature", "volume": "171", "number": "4356", "pages": "737-738",
}  # fmt: skip
BOOK = {
    "type": "book", "author": ["Gadamer"], "year": 1960, "title": "Wahrheit und Methode", "publisher": "Mohr Siebeck",
    "location": "Tübingen",
}  # fmt: skip
CHAPTER = {
    "type": "incollection", "author": ["Spivak"], "year": 1988, "title": "Can the subaltern speak?",
    "booktitle": "Marxism and the Interpretation of Culture", "editor": ["Nelson", "Grossberg"], "pages": "271-313",
    "publisher": "University of Illinois Press",
}  # fmt: skip
THESIS = {
    "type": "thesis", "author": ["Shannon"], "year": 1940, "title": "An algebra for theoretical genetics",
    "institution": "Massachusetts Institute of Technology",
}  # fmt: skip
REPORT = {
    "type": "report", "author": ["Shams", "Haratizadeh"], "year": 1991, "title": "Ranking by signed networks", "number": "800-546",
    "institution": "National Institute of Standards and Technology",
}  # fmt: skip
PAPER = {
    "type": "inproceedings", "author": ["Vaswani", "Shazeer"], "year": 2016, "title": "Learning to attend without recurrence",
    "booktitle": "Proceedings of the 33rd International Conference on Machine Learning", "pages": "770-778",
}  # fmt: skip

WRITTEN = {
    "APA, article": (ARTICLE, "Watson, J. D., & Crick, F. H. C. (1953). Molecular structure of nucleic acids. Nature, 171(4356), 737–738. https://doi.org/10.1038/171737a0"),
    "MLA, article": (ARTICLE, "Watson, James D., and Francis H. C. Crick. “Molecular Structure of Nucleic Acids.” Nature, vol. 171, no. 4356, 1953, pp. 737–38."),
    "Chicago author-date, article": (ARTICLE, "Watson, James D., and Francis H. C. Crick. 1953. “Molecular Structure of Nucleic Acids.” Nature 171 (4356): 737–38."),
    "Chicago notes, article": (ARTICLE, "Watson, James D., and Francis H. C. Crick. “Molecular Structure of Nucleic Acids.” Nature 171, no. 4356 (1953): 737–38."),
    "IEEE, article": (ARTICLE, "[1] J. D. Watson and F. H. C. Crick, “Molecular structure of nucleic acids,” Nature, vol. 171, no. 4356, pp. 737–738, 1953."),
    "NLM, article": (ARTICLE, "1. Watson JD, Crick FHC. Molecular structure of nucleic acids. Nature. 1953;171(4356):737-8."),
    "Harvard, article": (ARTICLE, "Watson, J.D. and Crick, F.H.C. (1953) ‘Molecular structure of nucleic acids’, Nature, 171(4356), pp. 737–738."),
    "GOST, article": (ARTICLE, "1. Watson J. D., Crick F. H. C. Molecular structure of nucleic acids // Nature. 1953. Т. 171. № 4356. С. 737–738."),
    "GB/T, article": (ARTICLE, "[1] WATSON J D, CRICK F H C. Molecular structure of nucleic acids[J]. Nature, 1953, 171(4356): 737-738."),
    "DIN, article": (ARTICLE, "Watson, James D. ; Crick, Francis H. C.: Molecular structure of nucleic acids. In: Nature Bd. 171 (1953), Nr. 4356, S. 737–738"),
    "ISO 690, article": (ARTICLE, "WATSON, James D. and CRICK, Francis H. C., 1953. Molecular structure of nucleic acids. Nature. 1953. Vol. 171, no. 4356, p. 737–738."),
    "MHRA, article": (ARTICLE, "Watson, James D., and Francis H. C. Crick, ‘Molecular structure of nucleic acids’, Nature, 171.4356 (1953), pp. 737–38"),
    "APS, article": (ARTICLE, "[1] J. D. Watson and F. H. C. Crick, Molecular structure of nucleic acids, Nature 171, 737 (1953)."),
    "OSCOLA, article": (ARTICLE, "Watson JD and Crick FHC, ‘Molecular structure of nucleic acids’ (1953) 171 Nature 737"),
    "APA, book": (BOOK, "Gadamer, H.-G. (1960). Wahrheit und Methode. Mohr Siebeck."),
    "MLA, book": (BOOK, "Gadamer, Hans-Georg. Wahrheit und Methode. Mohr Siebeck, 1960."),
    "Chicago, book": (BOOK, "Gadamer, Hans-Georg. Wahrheit und Methode. Tübingen: Mohr Siebeck, 1960."),
    "NLM, book": (BOOK, "2. Gadamer HG. Wahrheit und Methode. Tübingen: Mohr Siebeck; 1960."),
    "DIN, book": (BOOK, "Gadamer, Hans-Georg: Wahrheit und Methode. Tübingen : Mohr Siebeck, 1960"),
    "OSCOLA, book": (BOOK, "Gadamer HG, Wahrheit und Methode (Mohr Siebeck 1960)"),
    "Elsevier, book": (BOOK, "[2] H.-G. Gadamer, Wahrheit und Methode, Mohr Siebeck, Tübingen, 1960."),
    "APA, chapter": (CHAPTER, "Spivak, G. C. (1988). Can the subaltern speak? In C. Nelson & L. Grossberg (Eds.), Marxism and the Interpretation of Culture (pp. 271–313). University of Illinois Press."),
    "Chicago, chapter": (CHAPTER, "Spivak, Gayatri Chakravorty. “Can the Subaltern Speak?” In Marxism and the Interpretation of Culture, edited by Cary Nelson and Lawrence Grossberg, 271–313. Urbana: University of Illinois Press, 1988."),
    "Nature, chapter": (CHAPTER, "3. Spivak, G. C. Can the subaltern speak? in Marxism and the Interpretation of Culture (eds. Nelson, C. & Grossberg, L.) 271–313 (University of Illinois Press, Urbana, 1988)."),
    "MHRA, chapter": (CHAPTER, "Spivak, Gayatri Chakravorty, ‘Can the Subaltern Speak?’, in Marxism and the Interpretation of Culture, ed. by Cary Nelson and Lawrence Grossberg (University of Illinois Press, 1988), pp. 271–313"),
    "GOST, chapter": (CHAPTER, "3. Spivak G. C. Can the subaltern speak? // Marxism and the Interpretation of Culture / под ред. C. Nelson, L. Grossberg. Urbana: University of Illinois Press, 1988. С. 271–313."),
    "GB/T, chapter": (CHAPTER, "[3] SPIVAK G C. Can the subaltern speak?[M]//NELSON C, GROSSBERG L. Marxism and the Interpretation of Culture. Urbana: University of Illinois Press, 1988: 271-313."),
    "Elsevier, report": (REPORT, "[6] B. Shams, S. Haratizadeh, Ranking by signed networks, National Institute of Standards and Technology, Gaithersburg, MD, 1991."),
    "GB/T, report": (REPORT, "[6] SHAMS B, HARATIZADEH S. Ranking by signed networks: 800-546[R]. Gaithersburg, MD: National Institute of Standards and Technology, 1991."),
    "Chicago, report": (REPORT, "Shams, Bita, and Saman Haratizadeh. 1991. Ranking by Signed Networks. Special Publication 800-546. National Institute of Standards and Technology."),
    "APA, thesis": (THESIS, "Shannon, C. E. (1940). An algebra for theoretical genetics [Doctoral dissertation, Massachusetts Institute of Technology]."),
    "Chicago, thesis": (THESIS, "Shannon, Claude E. 1940. “An Algebra for Theoretical Genetics.” PhD diss., Massachusetts Institute of Technology."),
    "NLM, thesis": (THESIS, "4. Shannon CE. An algebra for theoretical genetics [dissertation]. Cambridge (MA): Massachusetts Institute of Technology; 1940."),
    "IEEE, paper": (PAPER, "[5] A. Vaswani and N. Shazeer, “Learning to attend without recurrence,” in Proceedings of the 33rd International Conference on Machine Learning, 2016, pp. 770–778."),
    "APA, paper": (PAPER, "Vaswani, A., & Shazeer, N. (2016). Learning to attend without recurrence. In Proceedings of the 33rd International Conference on Machine Learning (pp. 770–778). PMLR."),
    "GB/T, paper": (PAPER, "[5] VASWANI A, SHAZEER N. Learning to attend without recurrence[C]//Proceedings of the 33rd International Conference on Machine Learning. New York: PMLR, 2016: 770-778."),
}  # fmt: skip


def letters(text):
    return re.sub(r"\W", "", str(text)).casefold()


def last_page(pages):
    """``737–38`` as 737-738, the way in which MLA and Chicago shorten numbers."""
    first, dash, last = re.sub(r"[-–]+", "-", pages).partition("-")
    return f"{first}-{first[: len(first) - len(last)]}{last}" if dash else first


@pytest.mark.parametrize("name", WRITTEN)
def test_each_field_is_read(name):
    work, text = WRITTEN[name]
    entry = parse_citation(text)
    assert entry.type == work["type"]
    assert entry.year == work["year"]
    for field in ("author", "editor"):
        assert [one.family for one in entry.names(field)] == work.get(field, [])
    for field in ("title", "journaltitle", "booktitle", "volume", "number", "publisher", "institution", "location"):
        known, read = letters(work.get(field, "")), letters(entry.plain(field))
        if known and known in letters(text):
            assert read == known, field
    if len(pages := entry.plain("pages")) > 3:
        assert last_page(pages) == work["pages"]


@pytest.mark.parametrize("name", WRITTEN)
def test_broken_lines_are_read_alike(name):
    work, text = WRITTEN[name]
    words = text.split()
    for n in range(4, len(words) - 2, 5):
        entry = parse_citation(" ".join(words[:n]) + "\n" + " ".join(words[n:]))
        assert letters(entry.plain("title")) == letters(work["title"]), n
        assert entry.year == work["year"]


def test_words_are_neither_lost_nor_told_twice():
    for _, text in WRITTEN.values():
        entry = parse_citation(text)
        held = " ".join(str(one) for field in entry.fields for one in ([print_value(field, entry.fields[field])]))
        for word in re.findall(r"[^\W\d_]{5,}", re.sub(r"https?://\S+", "", text)):
            assert letters(word) in letters(held) or word.lower() == "edited", (word, text)


SEVERAL = """\
# Notes

1. See Watson, J. D. and Crick, F. H. C. (1953). Molecular structure of nucleic acids. Nature 171(4356), 737–738; Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal, 27(3), 379–423.
2. (a) A. Einstein, On the electrodynamics of moving bodies, Ann. Phys. 17, 891 (1905). (b) P. A. M. Dirac, The quantum theory of the electron, Proc. R. Soc. A 117, 610 (1928).
3. GADAMER, H.-G. ; HABERMAS, J.: Das Erbe Hegels. Frankfurt am Main : Suhrkamp, 1979
¹² Wittgenstein, Ludwig. Philosophical Investigations. Oxford: Blackwell, 1953.
"""


def test_a_line_may_hold_several_works():
    lines = [line for line in import_text(SEVERAL, "notes.md").lines if line.entry]
    assert [(line.number, line.entry.plain("title"), line.entry.year) for line in lines] == [
        (3, "Molecular structure of nucleic acids", 1953),
        (3, "A mathematical theory of communication", 1948),
        (4, "On the electrodynamics of moving bodies", 1905),
        (4, "The quantum theory of the electron", 1928),
        (5, "Das Erbe Hegels", 1979),
        (6, "Philosophical Investigations", 1953),
    ]
    assert [one.family for one in lines[4].entry.names("author")] == ["Gadamer", "Habermas"]


def test_how_long_a_book_is_makes_no_journal_of_its_publisher():
    entry = parse_citation("1. Лотман Ю. М. Структура художественного текста. — М.: Искусство, 1970. — 384 с.")
    assert (entry.type, entry.plain("publisher"), entry.plain("volume")) == ("book", "Искусство", "")
    assert entry.plain("pagetotal") == "384"


@pytest.mark.parametrize(
    "line", ["Room 204, Tuesdays at four. Office hours are by appointment.", "CS 999: Readings in Databases"]
)
def test_a_room_or_course_is_no_work(line):
    assert not [one for one in import_text(line + "\n", "notes.txt").lines if one.entry]

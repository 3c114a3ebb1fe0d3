"""DATA: what columns of tables and properties of notes are called, and which field they are.

Source: exports of Scopus, Web of Science, PubMed, Dimensions, IEEE Xplore, ACM, Google Scholar, Publish or Perish,
Zotero, Mendeley and Paperpile as CSV; properties of Obsidian's plugins (Citations, Zotero Integration, Web Clipper), of
Notion's templates and of org-bibtex; and the same words in other languages.
"""

from collections.abc import Mapping

START, END, MONTH, DAY, COUNT = "start end month day count".split()
"""Halves of pages, parts of dates, and the number of pages, which are no fields of their own."""

KEY, TYPE, FIRST = "key type first".split()
"""The cite key, the type in words, and the first author alone."""

_NAMES = {
    "title": (
        "title|document title|article title|paper title|paper|titel|titre|título|titolo|название|заглавие|"
        "标题|题名|题目|タイトル|name"
    ),
    "subtitle": "subtitle|untertitel|sous-titre",
    "shorttitle": "short title|shorttitle",
    "author": (
        "author|authors|author(s)|author full names|author names|creator|creators|by|autor|autoren|"
        "autorin|verfasser|auteur|auteurs|autores|autore|autori|автор|авторы|作者|著者"
    ),
    FIRST: "first author|firstauthor",
    "editor": "editor|editors|editor(s)|herausgeber|hrsg|éditeurs scientifiques|редактор",
    "translator": "translator|translators|übersetzer|traducteur|переводчик|译者",
    "date": (
        "date|year|publication year|publication date|published|pubyear|pub year|issued|publicationyear|"
        "jahr|erscheinungsjahr|datum|année|annee|año|anno|год|年份|年|出版年|publication_year|publicationdate|"
        "publish date|year published|date published|py"
    ),
    MONTH: "month|monat|mois|месяц",
    DAY: "day|tag des monats|jour",
    "journaltitle": (
        "journal|journal title|journal/book|source title|publication title|publication|publicationtitle|"
        "periodical|zeitschrift|revue|revista|rivista|журнал|期刊|刊名|source|venue|where published|"
        "container-title|container title|journaltitle|journal name"
    ),
    "booktitle": (
        "booktitle|book title|proceedings|proceedings title|conference|conference title|conference name|"
        "tagungsband|会议"
    ),
    "shortjournal": "journal abbreviation|abbreviated source title|journal abbrev",
    "volume": "volume|vol|vol.|band|jahrgang|tome|volumen|том|卷",
    "number": "issue|number|no|no.|heft|numéro|numero|номер|выпуск|期|issue number",
    "pages": "pages|page|seiten|pagination|páginas|страницы|页码|page numbers|page range",
    START: "page start|start page|first page|startpage|beginning page|first_page",
    END: "page end|end page|last page|endpage|ending page|last_page",
    COUNT: "page count|num pages|number of pages|pagetotal|seitenzahl",
    "eid": "art. no.|article number|eid|article no.",
    "publisher": "publisher|verlag|éditeur|editorial|editore|издательство|出版社|publisher name",
    "location": (
        "place|place of publication|publisher location|ort|erscheinungsort|lieu|город|出版地|publisher address"
    ),
    "edition": "edition|auflage|édition|издание|版本",
    "series": "series|series title|reihe|collection title|серия",
    "institution": "university|school|institution|hochschule|université|университет",
    "doi": "doi|doi link|item doi|digital object identifier|doi url|article doi",
    "eprint": "arxiv|arxiv id|arxivid|arxiv number|eprint",
    "pmid": "pmid|pubmed id|pubmedid",
    "pmcid": "pmcid|pmc id|pmc",
    "isbn": "isbn|isbns|isbn-13|isbn13|isbn/uid",
    "issn": "issn|issns|eissn|issn/eissn",
    "url": (
        "url|link|links|pdf|web|website|pdf link|article url|articleurl|source url|weblink|lien|ссылка|链接|"
        "article link|paper link"
    ),
    "urldate": "access date|accessed|date accessed|urldate|retrieved",
    "abstract": "abstract|abstract note|zusammenfassung|résumé|resumen|аннотация|摘要",
    "keywords": (
        "keywords|author keywords|tags|manual tags|automatic tags|schlagwörter|mots-clés|ключевые слова|"
        "关键词|index keywords|topics"
    ),
    "language": "language|language of original document|sprache|langue|язык|语种",
    "annotation": (
        "note|notes|annotation|comment|comments|remark|remarks|bemerkung|bemerkungen|notizen|remarque|примечание|备注"
    ),
    KEY: ("citekey|cite key|citation key|citationkey|bibtex key|bibtexkey|bibtex|bib key|custom_id|citation-key"),
    TYPE: (
        "item type|document type|publication type|type of work|entry type|itemtype|entrytype|btype|type|"
        "publicationtype|typ"
    ),
}

COLUMNS: Mapping[str, str] = {word: field for field, words in _NAMES.items() for word in words.split("|")}
"""Name of a column or property in small letters -> its field, or one of the words above."""

_TYPES = {
    "article": (
        "article|journal article|journalarticle|article-journal|review|journal|zeitschriftenaufsatz|"
        "letter|editorial|magazine article|newspaper article|research article|paper|short survey|"
        "data paper|erratum"
    ),
    "inproceedings": (
        "conference paper|conferencepaper|inproceedings|paper-conference|proceedings paper|conference|"
        "ieee conferences|conference proceedings"
    ),
    "book": "book|monograph|buch|livre|книга|专著|books",
    "incollection": "book chapter|booksection|book section|chapter|incollection|buchkapitel|chapitre",
    "thesis": (
        "thesis|dissertation|phd thesis|phdthesis|mastersthesis|master's thesis|doctoral thesis|hochschulschrift|thèse"
    ),
    "report": "report|technical report|techreport|working paper|white paper",
    "online": "web page|webpage|website|online|web site|web",
    "blogpost": "blog post|blogpost|blog",
    "video": "video|video recording|videorecording|talk|presentation|lecture",
    "dataset": "dataset|data set|data",
    "software": "software|computer program|computerprogram|tool",
    "preprint": "preprint|working-paper|posted-content|arxiv",
    "patent": "patent",
    "standard": "standard",
    "misc": "misc|other|document",
}

WORDS_OF_TYPES: Mapping[str, str] = {word: type_ for type_, words in _TYPES.items() for word in words.split("|")}
"""What a column says of a work's type, in small letters -> the type."""

"""Words in other people's lists: labels, headings, months, marks, names (each against what defines or really has them)."""

import calendar
import re
import unicodedata

import pytest
from anyascii import anyascii

from refexport.imports.readers import READERS
from refexport.lists import spelling
from refexport.lists.blocks import TABS, read_blocks
from refexport.lists.citation import parse_citation, read_citation
from refexport.lists.items import WITHIN as INSIDE
from refexport.lists.labels import ROLES, labelled, role_of
from refexport.lists.sections import COURSE, PERSON, REMARK, TOOL, is_known, section_of
from refexport.lists.tables import TITLES, read_head
from refexport.model.date import print_date
from refexport.model.name import OTHERS
from refexport.references import names
from refexport.references.chunks import cut
from refexport.references.dates import PATTERNS, take_date
from refexport.references.fields import GB_TYPES
from refexport.references.people import ET_AL, parse_people
from refexport.references.venue import is_venue
from refexport.text import clean

LABELS = {
    # what a label says -> English labels; Chinese ones with their translation (Xiandai Hanyu Cidian)
    "title": (
        "Title, Paper, Paper title, Paper name, Name, Work, Article, Publication, Reference, Book, Talk",
        {
            "标题": "title", "题目": "title", "题名": "name of the title", "篇名": "name of the piece", "论文": "paper",
            "论文题目": "paper title", "论文标题": "paper title", "名称": "name", "文章": "article", "文献": "literature",
        },
    ),
    "people": (
        "Author, Authors, Author(s), By, Who, People, Speaker, Speakers, Presenter",
        {"作者": "author", "著者": "author", "讲者": "speaker", "主讲": "main speaker"},
    ),
    "date": (
        "Year, Date, Published on, When",
        {
            "年份": "year", "年": "year", "年度": "year", "时间": "time", "日期": "date", "发表时间": "time of publication",
            "发表年份": "year of publication", "出版年": "year of publishing",
        },
    ),
    "venue": (
        "Venue, Conference, Journal, Published, Published in, Conference/Journal, Where, Source, Publisher",
        {
            "会议": "conference", "期刊": "journal", "会议/期刊": "conference/journal", "期刊/会议": "journal/conference",
            "发表": "published", "出处": "source", "来源": "source", "刊物": "periodical", "出版社": "publishing house",
        },
    ),
    "link": (
        "Link, Links, URL, PDF, arXiv, DOI, Paper link, Website, Code, GitHub, Project, Slides, Video, Repo",
        {
            "链接": "link", "地址": "address", "网址": "web address", "论文链接": "paper link", "代码": "code",
            "代码链接": "code link", "论文地址": "paper address", "原文": "original text", "原文链接": "link to the original",
            "下载地址": "download address", "代码地址": "code address", "项目地址": "project address",
        },
    ),
    "note": (
        (
            "Note, Notes, Comment, Comments, Remark, Remarks, Summary, Abstract, TL;DR, TLDR, Description, Tags, Keywords, "
            "Topic, Language, Languages, License, Licence, Stars, Status, Type, Category"
        ),
        {
            "备注": "remark", "说明": "explanation", "简介": "introduction", "笔记": "notes", "摘要": "abstract",
            "关键词": "keywords", "介绍": "introduction", "动机": "motivation", "方法": "method", "贡献": "contribution",
            "结论": "conclusion", "实验": "experiments", "思路": "line of thought", "背景": "background", "问题": "problem",
            "创新点": "what is new", "总结": "summary", "论文动机": "the paper's motivation", "论文方法": "the paper's method",
            "论文介绍": "about the paper",
        },
    ),
    "number": ("#, No, No., Nr, Nr., ID, Index, Rank", {"序号": "number", "编号": "number", "序": "order"}),
}  # fmt: skip


@pytest.mark.parametrize("role", LABELS)
def test_a_label_says_what_stands_beside_it(role):
    english, chinese = LABELS[role]
    assert {label: role_of(label) for label in (*english.split(", "), *chinese)} == dict.fromkeys(
        (*english.split(", "), *chinese), role
    )


def test_there_are_no_other_labels():
    known = [label.lower() for english, chinese in LABELS.values() for label in (*english.split(", "), *chinese)]
    assert sorted(known) == sorted(ROLES)


@pytest.mark.parametrize(
    ("label", "text", "role"),
    [
        ("Author", "Andrew Ng", "people"),
        ("Authors", "Andrew Ng", "people"),
        ("Year", "2017", "date"),
        ("Date", "2017-06", "date"),
        ("Venue", "NIPS", "venue"),
        ("Journal", "Nature", "venue"),
        ("Conference", "NIPS", "venue"),
        ("作者", "林晓雨", "people"),
        ("年份", "2017", "date"),
        ("日期", "2017-06", "date"),
        ("时间", "2017-06", "date"),
        ("会议", "NIPS", "venue"),
        ("期刊", "自动化学报", "venue"),
        ("出处", "NIPS", "venue"),
        ("来源", "NIPS", "venue"),
    ],
)
def test_labels_of_a_references_parts_split_a_line(label, text, role):
    piece = labelled(f"Mixed Nets for Two Images; {label}: {text}")[1]
    assert (piece.role, piece.text) == (role, text)


def test_columns_that_hold_the_title_are_labels_of_titles():
    assert {role_of(label) for label in TITLES} == {"title"}
    assert all({one.role: one.label for one in read_head(f"| {label} | Year |")}["title"] == label for label in TITLES)


SECTIONS = {
    # type of the lines below, what they are if they are no works -> headings of real lists, with translations
    ("", ""): (
        ("Papers, Research papers, Survey papers, Review papers, Publications, Articles, Preprints, Surveys, Reviews, "
        "References, Bibliography, Literature, Reading list, List, Readings, Theses, Aufsätze, Literatur, Recommended readings"),
        "论文 文献 综述 资料 清单 学习 文章",  # papers, literature, reviews, material, list, learning, articles
    ),
    ("", PERSON): (
        ("Researchers, People, Scholars, Persons, Authors, Labs, Groups, Communities, Community, Personen, Maintainers, "
        "Contributors, Team, Members, Staff, Acknowledgements, Acknowledgments, Thanks, Credits, Sponsors, Chercheurs, "
        "Mitarbeiter, Mitarbeiterinnen"),
        # researchers, scholars, authors, persons, laboratory, contributors, maintainers, thanks
        "研究者 学者 作者 人物 实验室 贡献者 维护者 致谢",
    ),
    ("", REMARK): (
        ("License, Licence, Contributing, Contributions, Contents, ToC, Related lists, Awesome lists, Other lists, Share, "
        "Disclaimer, Changelog, Updates, News, Inhalt, Sommaire, Índice, Содержание"),
        "目录 新闻 动态 许可 许可证 贡献 贡献指南 更新日志 说明",  # contents, news, news, licence, contribution, guide, log, about
    ),
    ("book", ""): (
        "Books, Textbooks, Handbooks, Monographs, Bücher, Livres, Libros",
        "书籍 图书 教材 书 专著",  # books, books, teaching material, book, monograph
    ),
    ("video", ""): (
        ("Videos, Video tutorials, Video lectures, Video talks, Video series, Lectures, Talks, Keynotes, "
        "Podcasts, Vorträge"),
        "视频 视频教程 讲座 报告",  # video, video course, lecture, talk
    ),
    ("blogpost", ""): (
        "Blogs, Posts, Blog posts, Tutorials, Newsletters, Blog articles, Web articles",
        "博客 博文 教程 帖子",  # blog, blog text, tutorial, post
    ),
    ("dataset", ""): (
        "Datasets, Data sets, Benchmarks, Corpora, Data, Datensätze",
        "数据集 数据 语料 语料库 基准",  # data set, data, corpus, corpus, benchmark
    ),
    ("online", COURSE): (
        ("Courses, Online courses, Video courses, Courseware, MOOCs, Classes, Kurse, Vorlesungen, Cours, Cursos, Курсы"),
        "课程 公开课 网课",  # course, open course, course on the web
    ),
    ("online", ""): (
        "Workshops, Conferences, Competitions, Challenges, Events, Tagungen",
        "研讨会 会议 比赛 竞赛",  # seminar, conference, contest, competition
    ),
    ("software", TOOL): (
        ("Software, Libraries, Library, Frameworks, Codes, Repositories, Repository, Repos, Implementations, Packages, "
        "Toolbox, Toolboxes, Toolkit, Toolkits, Tools, Plugins, Plug-ins, Apps, Werkzeuge, Logiciels, Outils"),
        "软件 代码 工具 工具包 框架 库",  # software, code, tools, toolkit, framework, library
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "type_", "others"),
    [
        (heading, type_, others)
        for (type_, others), (european, chinese) in SECTIONS.items()
        for heading in (*european.split(", "), *chinese.split())
    ],
)
def test_a_heading_says_what_its_lines_are(heading, type_, others):
    section = section_of(heading)
    assert (section.type, section.others) == (type_, others)
    assert is_known(heading)
    assert not is_known(f"{heading}x")


@pytest.mark.parametrize(
    "words",
    ["on graphs", "for videos", "about books", "in software", "of data", "with code", "from blogs", "by authors", "to books",
     "related to books", "using software", "über Bücher", "zu Software", "sur livres", "sobre libros"],
)  # fmt: skip
def test_what_a_heading_is_about_is_not_what_it_holds(words):
    assert section_of(f"Tutorials {words}").type == "blogpost"


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_those_of_the_calendar_and_their_abbreviations(month):
    """CMOS 17, 10.39 has Sept. and four letters for June and July; BibTeX and ISO 8601's users three."""
    name = calendar.month_name[month]
    for word in (name, calendar.month_abbr[month], calendar.month_abbr[month] + ".", name[:4].strip("cymbt") or name):
        if word.rstrip(".").lower() in (name.lower(), name[:3].lower(), "sept", "june", "july"):
            assert print_date(take_date(f"12 {word} 2017").date) == f"2017-{month:02d}-12"
    assert print_date(take_date(f"Sept. {month}, 2017").date) == f"2017-09-{month:02d}"


@pytest.mark.parametrize("day", range(1, 32))
def test_days_have_the_endings_of_english_ordinals(day):
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    assert print_date(take_date(f"{day}{ending} May 2018").date) == f"2018-05-{day:02d}"
    assert print_date(take_date(f"May {day}{ending}, 2018").date) == f"2018-05-{day:02d}"


def test_each_way_to_write_a_date_means_its_day():
    """The examples of the table, and what each is by ISO 8601."""
    assert {example: print_date(take_date(example).date) for example, _ in PATTERNS} == {
        "2020年9月1日": "2020-09-01",
        "2017-06-12": "2017-06-12",
        "20170612": "2017-06-12",
        "12 June 2017": "2017-06-12",
        "June 12, 2017": "2017-06-12",
        "2016, December": "2016-12",
        "2017a": "2017",
        "NeurIPS2018": "2018",
        "ICLR'18": "2018",
        "CVPR18": "2018",
    }


@pytest.mark.parametrize(
    "piece",
    [
        "Mixed Nets. arXiv:1703.03400", "Mixed Nets. doi:10.1038/nature14539", "Mixed Nets. conf/icml/FinnAL17",
        "Mixed Nets. PMID: 26017442", "Mixed Nets. ISBN 978-0-262-03561-3",
    ],
)  # fmt: skip
def test_each_kind_of_identifier_identifies_a_citation(piece):
    links = read_citation(piece.replace(" conf/", "\nhttps://dblp.org/rec/conf/"))
    assert links.has_identifier


GROUP_AUTHORS = (
    "Russian Academy of Sciences", "European Space Agency", "American Heart Association", "Center for Open Science",
    "Centre for Economic Performance", "ATLAS Collaboration", "European Commission", "Nobel Committee",
    "1000 Genomes Consortium", "National Research Council", "Department of Energy", "Wikimedia Foundation", "Google Inc",
    "Max Planck Institute", "Smithsonian Institution", "Institut Pasteur", "Jet Propulsion Laboratory",
    "Sandia National Laboratories", "DeepMind Technologies Ltd", "Ministry of Health", "R Core Team",
    "University of Oxford", "Universität Wien", "Université Laval", "Institute for the Study of War and Peace",
)  # fmt: skip
"""Organisations that are authors of recorded works, one for each word that names such a body."""


@pytest.mark.parametrize("name", [one for one in GROUP_AUTHORS if not one[0].isdigit()])
def test_an_organisation_is_no_person(name):
    assert names.person(name).literal == name


@pytest.mark.parametrize("name", GROUP_AUTHORS)
def test_an_organisation_has_a_word_that_names_such_a_body(name):
    assert names.ORGANISATION.search(name)
    assert not names.ORGANISATION.search("Center Inca Teamer Foundational")


ACRONYMS = (
    "artificial intelligence, augmented reality, computer vision, dynamic programming, expectation maximization, "
    "European Union, Gaussian process, human resources, information retrieval, information systems, "
    "information technology, knowledge base, knowledge graph, machine learning, neural networks, operations research, "
    "personal computer, question answering, reinforcement learning, tele vision, user interface, United Kingdom, "
    "United Nations, United States, user xperience, variational inference, virtual reality"
)


def test_two_capitals_that_are_no_initials_are_abbreviations_or_roman_numerals():
    short = {"".join(word[0] for word in words.split()).upper() for words in ACRONYMS.split(", ")}
    numerals = {"II", "IV", "VI"}  # of I to X those of two letters, but for IX and XI: initials
    assert short | numerals == names.ACRONYMS
    assert not any(map(names.is_initials, short | numerals))


def test_two_letters_that_stand_for_one_in_initials():
    """Romanised Cyrillic (by `anyascii`, as BGN/PCGN) and the digraphs of German and French names, whose bearers write
    Ch. (Charles), Fr. (Friedrich), Ju. (Jurij), Ph. (Philippe), St. (Stefan), Th. (Thomas)."""
    cyrillic = {two for letter in "ЖХЦЧШЮЯ" if len(two := anyascii(letter).lower()) == 2} | {
        "ye",
        "yo",
    }  # Е, Ё after vowels
    assert cyrillic | {"ch", "fr", "ju", "ph", "st", "th"} == names.DIGRAPHS
    assert names.is_initials("Ya. N.")
    assert not names.is_initials("Li. N.")


@pytest.mark.parametrize(
    ("text", "family"),
    [
        # recorded authors with a shortened part, or a small word that is no European particle
        ("Wm. A. Wulf", "Wulf"),
        ("Md. Rafiqul Islam", "Islam"),
        ("Kr. Sanjeev Singh", "Singh"),
        ("St. John Piano", "Piano"),
        ("Noor ul Huda", "Huda"),
        ("Zia ur Rehman", "Rehman"),
        ("Misbah ud Din", "Din"),
        ("Nur binti Ahmad", "Ahmad"),
        ("Sara bint Saud", "Saud"),
        ("Vo hao Nguyen", "Nguyen"),
    ],
)
def test_names_with_small_or_shortened_words(text, family):
    assert names.person(text).family.split()[-1] == family


@pytest.mark.parametrize("suffix", ["Jr.", "Jr", "Sr.", "Jnr.", "Snr.", "Junior", "II", "III", "IV"])
def test_what_tells_a_son_from_his_father_is_no_name(suffix):
    """CMOS 17, 6.43: Jr., Sr., roman numerals; British Jnr and Snr. Lists have them behind a comma, registries as well."""
    (name,) = parse_people(f"Sammy Davis, {suffix}")
    assert (name.family, name.given) == ("Davis", "Sammy")
    assert name.suffix == suffix
    assert names.SUFFIX.fullmatch(suffix)
    assert clean.SUFFIX.fullmatch(suffix)


def test_shortened_words_of_names():
    """Each stands for a word that begins and ends with its letters: Junior, Kumar, Muhammad, Senior, Saint, William."""
    whole = "Junior Kumar Muhammad Senior Saint William".lower().split()
    assert {word[0] + word[-1] for word in whole} | {"jnr", "snr"} == names.SHORTENED
    assert frozenset("bint binti hao ud ul ur".split()) == names.MORE_PARTICLES
    assert frozenset(("and", "for", "of", "the")) == names.LITTLE_WORDS


@pytest.mark.parametrize(
    "text",
    ["Finn, C. et al.", "Finn, C., et. al", "C. Finn and others", "C. Finn and coworkers", "C. Finn and co-workers",
     "C. Finn and colleagues", "C. Finn, …", "C. Finn, ...", "Chelsea Finn 等", "Chelsea Finn 等人"],
)  # fmt: skip
def test_others_are_named_in_many_words(text):
    assert ET_AL.search(text)
    assert parse_people(text)[-1] == OTHERS


@pytest.mark.parametrize("lead", ["by", "written by", "presented by", "given by", "Author:", "Authors:", "作者:"])
def test_what_leads_to_names_is_none(lead):
    assert [name.family for name in parse_people(f"{lead} Chelsea Finn")] == ["Finn"]
    assert [
        name.family for name in parse_citation(f"Mixed Nets for Two Images (2017) {lead} Chelsea Finn").names("author")
    ] == ["Finn"]


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".txt", ".rst"])
def test_lists_are_files_of_text(suffix):
    """RFC 7763 (.md, .markdown), text/plain, reStructuredText."""
    assert suffix in READERS["list"].suffixes


GB = {
    # GB/T 7714-2015, table B.1: document type -> mark; the types that say more than the venue
    "普通图书": ("M", "book"),
    "学位论文": ("D", "thesis"),
    "报告": ("R", "report"),
    "标准": ("S", "standard"),
    "专利": ("P", "patent"),
}
OTHER_MARKS = ("C", "G", "N", "J", "DB", "CP", "EB", "A", "Z")  # proceedings … electronic notice, archive, other
CARRIERS = ("MT", "DK", "CD", "OL")  # table B.2: magnetic tape, disk, CD-ROM, online


def test_the_marks_of_gb_t_7714():
    assert dict(GB.values()) == GB_TYPES


@pytest.mark.parametrize("mark", [*(mark for mark, _ in GB.values()), *OTHER_MARKS, *(f"EB/{one}" for one in CARRIERS)])
def test_a_mark_of_gb_t_7714_ends_the_title(mark):
    entry = parse_citation(f"LIN Y, LIU Z. Neural relation extraction[{mark}]. Beijing, 2017.")
    assert entry.plain("title") == "Neural relation extraction"
    assert entry.type == dict(GB.values()).get(mark, "")


@pytest.mark.parametrize("code", spelling.FULL_WIDTH)
def test_wide_punctuation_becomes_its_narrow_form(code):
    """By Unicode's compatibility forms, and by name for what has none."""
    narrow = {
        "IDEOGRAPHIC FULL STOP": ".", "IDEOGRAPHIC COMMA": ",", "LEFT BLACK LENTICULAR BRACKET": "[",
        "RIGHT BLACK LENTICULAR BRACKET": "]", "ZERO WIDTH SPACE": "", "ZERO WIDTH NO-BREAK SPACE": "",
    }.get(unicodedata.name(chr(code), ""), unicodedata.normalize("NFKC", chr(code)))  # fmt: skip
    assert spelling.FULL_WIDTH[code].strip() == narrow.strip()
    assert len(spelling.FULL_WIDTH[code]) == len(narrow) + (chr(code) in "（），。：；、【】．！？\u3000")


def test_wide_punctuation_is_turned_back_between_han_characters():
    wide = {mark: unicodedata.lookup(f"FULLWIDTH {unicodedata.name(mark)}") for mark in ",:;!?"}
    assert {**wide, ".": unicodedata.lookup("IDEOGRAPHIC FULL STOP")} == spelling.WIDE


@pytest.mark.parametrize(
    "name",
    [
        # Unicode's emoji-data: first and last of the blocks in which emoji stand, and the joiners of sequences
        "MAHJONG TILE EAST WIND", "REGIONAL INDICATOR SYMBOL LETTER Z", "GLOBE WITH MERIDIANS", "FIRE", "ROCKET",
        "LARGE YELLOW CIRCLE", "FACE WITH ROLLING EYES", "BALLET SHOES", "BLACK SUN WITH RAYS", "WHITE HEAVY CHECK MARK",
        "DOUBLE CURLY LOOP", "WHITE MEDIUM STAR", "HEAVY LARGE CIRCLE", "BLACK LARGE SQUARE", "WHITE LARGE SQUARE",
        "VARIATION SELECTOR-16", "ZERO WIDTH JOINER", "COMBINING ENCLOSING KEYCAP",
    ],
)  # fmt: skip
def test_pictures_are_no_words(name):
    assert spelling.PICTURE.fullmatch(unicodedata.lookup(name))


@pytest.mark.parametrize("text", ["→", "∞", "é", "中", "：", "α", "①", "10:30:00", "a:b:c"])
def test_other_signs_are_no_pictures(text):
    assert not spelling.PICTURE.search(text)


HTML = (
    # HTML Living Standard, 4.3-4.11 and 16.2 (obsolete); what GitHub's sanitizer keeps or unwraps
    "a b big blockquote center code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i kbd li ol p picture pre small "
    "source span strong sub summary sup table tbody td th thead tr u ul"
)


@pytest.mark.parametrize("tag", HTML.split())
def test_a_tag_of_html_is_no_text(tag):
    (block,) = read_blocks(f'<{tag} class="x">Word</{tag}>')
    assert re.sub(r"^- ", "", block.text).strip() == "Word"


@pytest.mark.parametrize("tag", ["title", "string", "vector", "T", "html", "link", "body"])
def test_other_angle_brackets_are_text(tag):
    (block,) = read_blocks(f"Learning <{tag}> spaces")
    assert block.text == f"Learning <{tag}> spaces"


def test_a_tab_goes_to_the_next_stop_of_commonmark():
    """CommonMark 0.31, 2.2: "with a tab stop of 4 characters"."""
    assert TABS == 4
    assert read_blocks("a\n\t- b")[1].indent == 4


@pytest.mark.parametrize("suffix", ["md", "markdown", "rst", "txt", "ipynb"])
def test_a_link_to_a_file_of_the_list_stays_within_it(suffix):
    """What GitHub renders itself: Markdown, reStructuredText, text, notebooks (github/markup)."""
    assert INSIDE.search(f"[Papers](docs/papers.{suffix})")
    assert not INSIDE.search(f"[Papers](https://example.org/papers.{suffix})")
    assert INSIDE.search("[Contributing](https://github.com/a/b/#contributing)")
    assert INSIDE.search("[Top](#top)")


@pytest.mark.parametrize("word", ["vs", "St", "Dr", "Eq", "Fig", "cf", "e.g", "i.e"])
def test_an_abbreviation_ends_no_title(word):
    """CMOS 17, chapter 10: abbreviations that are written with a full stop."""
    assert [chunk.text for chunk in cut(f"Humans {word}. machines")] == [f"Humans {word}. machines"]


JOURNALS = (
    # a journal of each kind of name, as the ISSN Portal has it
    "Annals of Statistics, Bulletin of Mathematical Biology, Communications in Mathematical Physics, Biophysical Journal, "
    "Physics Letters, Communications Magazine, Nature, Proceedings of the Royal Society, Scientific Reports, Operations "
    "Research, Chemical Reviews, Physiological Review, Science, Transactions on Graphics"
)


@pytest.mark.parametrize("name", JOURNALS.split(", "))
def test_a_journal_spelled_out_is_a_field(name):
    found = cited_in(f"{name} 87 (1), 521-533")
    assert (found.type, found.plain("journaltitle"), found.fields["number"]) == ("article", name, "1")


PROCEEDINGS = (
    "Proceedings of the Royal Irish Academy, Advances in Neural Information Processing, Conference on Computer Vision Theory, "
    "European Conference on Computer Vision, European Workshop on Real Vision, Annual Symposium on Theory of Computing, "
    "Recent Advances in Intrusion Detection, The Proceedings of Many Things"
)


@pytest.mark.parametrize("name", PROCEEDINGS.split(", "))
def test_proceedings_spelled_out_are_a_field(name):
    found = cited_in(f"In {name}, pp. 12-34")
    assert (found.type, found.plain("booktitle"), found.fields["pages"]) == ("inproceedings", name, "12--34")


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("PhD thesis", "phdthesis"), ("Ph.D. Thesis", "phdthesis"), ("Doctoral thesis", "phdthesis"),
        ("Master's thesis", "mathesis"), ("MSc thesis", "mathesis"), ("Masters thesis", "mathesis"),
    ],
)  # fmt: skip
def test_a_thesis_is_named_by_its_degree(text, genre):
    """biblatex manual, 4.9.2.13: the localisation keys phdthesis and mathesis."""
    found = cited_in(f"{text}, ETH Zurich")
    assert (found.type, found.plain("genre"), found.plain("institution")) == ("thesis", genre, "ETH Zurich")


def cited_in(venue):
    """A linked title with people before and a venue behind it."""
    return parse_citation(f"Andrew Ng, Bo Li. [Deep Nets for Many Images](https://example.org/x). {venue}, 2015")


@pytest.mark.parametrize(
    "text",
    ["Proc. of X", "arXiv preprint", "CoRR", "p. 3", "pp. 3", "pages 3-5", "vol. 3", "doi 10.1", "URL x", "Available at x",
     "Accessed 3 May", "In prep", "In press", "To appear", "Submitted to X", "Under review", "Forthcoming", "Accepted at X",
     "Unpublished manuscript", "https://x.org", "12(3)", "in Proc. X", "In Adv. X", "in NeurIPS", "in Nature", "in Science",
     "in Conf. X", "in International X", "in Findings of X", "in Journal of X"],
)  # fmt: skip
def test_details_of_a_publication_begin_no_title(text):
    """The words of CMOS 17, 14.18-14.19, 14.217 and of the IEEE Reference Guide for works on their way and places in them."""
    assert is_venue(text)


@pytest.mark.parametrize(
    "text", ["Processing nets", "Paging in nets", "In defense of nets", "Volume rendering of nets"]
)
def test_titles_are_no_details(text):
    is_volume = text.startswith(("Vol", "Proc"))
    assert is_volume or not is_venue(text)

"""Sections: what a heading says about the lines under it."""

import re
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.references.names import HAN

PERSON = "a person, not a work"
REMARK = "a remark, not a reference"
TOOL = "software, not a reference"
COURSE = "a course, not a reference"
"""Reasons why a line is no entry."""


class Section(NamedTuple):
    """A kind of section: words that end its heading, the type of its lines, whether each is a title.

    ``others`` is what its lines are that are not surely works, empty if they are works.
    """

    words: re.Pattern[str]
    han: re.Pattern[str]
    type: str = ""
    titled: bool = False
    others: str = ""


def _section(words: str, han: str, type_: str = "", *, titled: bool = False, others: str = "") -> Section:
    return Section(regex(words), regex(rf"(?:{han})$"), type_, titled, others)


PAPERS = _section(
    r"(?:research |survey |review )?(?:papers?|publications?|articles?|preprints?)|surveys?|reviews?|references|"
    r"bibliography|literature|(?:reading )?list|readings?|theses|aufsätze|literatur",
    "论文|文献|综述|资料|清单|学习|文章",
)
PEOPLE = _section(
    r"researchers?|people|scholars|persons|authors|labs?|groups|communit(?:y|ies)|personen|maintainers?|contributors?|"
    r"team|members|staff|acknowledge?ments?|thanks|credits|sponsors?|chercheurs|mitarbeiter(?:innen)?",
    "研究者|学者|作者|人物|实验室|贡献者|维护者|致谢",
    others=PERSON,
)
ABOUT = _section(
    r"licen[cs]es?|contribut(?:ing|ions?)|contents?|toc|related lists?|awesome lists?|"
    r"other lists?|share|disclaimer|changelog|updates|news|inhalt|sommaire|índice|содержание",
    "目录|新闻|动态|许可|许可证|贡献|贡献指南|更新日志|说明",
    others=REMARK,
)
BOOKS = _section(r"(?:text|hand)?books?|monographs|bücher|livres|libros", "书籍|图书|教材|书|专著", "book", titled=True)
VIDEOS = _section(
    r"videos|video (?:tutorials?|lectures?|talks?|series)|lectures?|talks?|keynotes?|podcasts?|vorträge",
    "视频|视频教程|讲座|报告",
    "video",
    titled=True,
)
POSTS = _section(
    r"blogs?|(?:blog ?)?posts?|tutorials?|newsletters?|(?:blog|web) articles?",
    "博客|博文|教程|帖子",
    "blogpost",
    titled=True,
)
DATA = _section(
    r"data ?sets?|benchmarks?|corpora|data|datensätze", "数据集|数据|语料|语料库|基准", "dataset", titled=True
)
EVENTS = _section(
    r"workshops?|conferences?|competitions?|challenges?|events?|tagungen",
    "研讨会|会议|比赛|竞赛",
    "online",
    titled=True,
)
SOFTWARE = _section(
    r"software|librar(?:y|ies)|frameworks?|codes?|repositor(?:y|ies)|repos|implementations?|packages?|"
    r"tool(?:box|boxes|kit|kits|s)?|plug-?ins?|apps?|werkzeuge|logiciels|outils",
    "软件|代码|工具|工具包|框架|库",
    "software",
    titled=True,
    others=TOOL,
)
COURSES = _section(
    r"(?:online |video )?courses?|courseware|moocs?|classes|kurse|vorlesungen|cours|cursos|курсы",
    "课程|公开课|网课",
    "online",
    titled=True,
    others=COURSE,
)
SECTIONS = (PAPERS, PEOPLE, ABOUT, BOOKS, VIDEOS, POSTS, DATA, EVENTS, SOFTWARE, COURSES)
"""What headings say about the lines under them, the first that fits. English, Chinese, some German, French, Spanish."""

AND = regex(r"\s*(?:[,/&+|;、和与及]|\band\b|\bor\b|\bund\b|\bet\b|\by\b)\s*")
OF = regex(r"\s+(?:on|for|about|in|of|with|from|by|to|related|using|über|zu|sur|sobre)\b.*")
NUMBERING = regex(r"^[\W\d_]*(?:[ivxlc]+[.)]\s)?\s*")
HAN_LEAD = regex(r"^(?:知名|著名|相关|其他|更多|推荐|经典|参考|重要|常用|主要|优秀|开源|公开|在线|网络|学习)+")
HAN_TAIL = regex(r"(?:推荐|列表|合集|汇总|整理|分享|等|和其他)+$")


def section_of(heading: str) -> Section:
    """The kind of section that a heading begins: papers, unless it speaks of something else only."""
    found = [section for head in _heads(heading) if (section := _known(head))]
    if PAPERS in found or not found:
        return PAPERS
    return found[0] if len({section.type for section in found}) == 1 else found[0]._replace(type="")


def is_known(heading: str) -> bool:
    """Whether a heading names a kind of section."""
    return any(map(_known, _heads(heading)))


def is_about_all(heading: str) -> bool:
    """Whether a heading names kinds of sections and nothing else ("Videos", not "Video object segmentation")."""
    heads = _heads(heading)
    if HAN.search(heading):
        return all(map(_is_han_kind, heads))
    words = len(_plain(heading).split()) - len(heads)
    return all(map(_known, heads)) and len(" ".join(heads).split()) >= words


def _is_han_kind(head: str) -> bool:
    bare = HAN_LEAD.sub("", head)
    known = _known(head)
    return not bare or bool(known and known.han.fullmatch(bare))


def _known(head: str) -> Section | None:
    words = head.split()
    ends = [" ".join(words[-2:]), *words[-1:]]
    han = HAN_TAIL.sub("", head)
    named = (one for end in ends for one in SECTIONS if one.words.fullmatch(end))
    return next(named, None) or next((one for one in SECTIONS if one.han.search(han)), None)


def _heads(heading: str) -> list[str]:
    """The things a heading speaks of, without what is said about them: ``books`` of ``Recommended books on graphs``."""
    return [head for part in AND.split(_plain(heading)) if (head := OF.sub("", part).strip())]


def _plain(heading: str) -> str:
    return NUMBERING.sub("", re.sub(r"[*_`#]|[(（][^()（）]*[)）]", "", heading).strip(" :：").casefold())

"""Labels: words that say what stands beside them, in lines ("Authors: …") and over columns ("Year")."""

import re
from typing import NamedTuple

from refexport.data.patterns import regex

TITLE, PEOPLE, DATE, VENUE, LINK, NOTE, NUMBER = "title", "people", "date", "venue", "link", "note", "number"

ROLES: dict[str, str] = {
    word: role
    for role, words in (
        (TITLE, "title|paper|paper title|paper name|name|work|article|publication|reference|book|talk"),
        (TITLE, "标题|题目|题名|篇名|论文|论文题目|论文标题|名称|文章|文献"),
        (PEOPLE, "author|authors|author(s)|by|who|people|speaker|speakers|presenter|作者|著者|讲者|主讲"),
        (DATE, "year|date|published on|when|年份|年|年度|时间|日期|发表时间|发表年份|出版年"),
        (VENUE, "venue|conference|journal|published|published in|conference/journal|where|source|publisher"),
        (VENUE, "会议|期刊|会议/期刊|期刊/会议|发表|出处|来源|刊物|出版社"),
        (LINK, "link|links|url|pdf|arxiv|doi|paper link|website|code|github|project|slides|video|repo"),
        (LINK, "链接|地址|网址|论文链接|论文地址|原文|原文链接|下载地址|代码|代码链接|代码地址|项目地址"),
        (NOTE, "note|notes|comment|comments|remark|remarks|summary|abstract|tl;dr|tldr|description|tags|keywords"),
        (
            NOTE,
            "language|languages|license|licence|stars|status|type|category|topic|备注|说明|简介|介绍|笔记|摘要|关键词|动机|方法|贡献|结论|实验|思路|背景|问题|创新点|总结|论文动机|论文方法|论文介绍",
        ),
        (NUMBER, "#|no|no.|nr|nr.|id|index|rank|序号|编号|序"),
    )
    for word in words.split("|")
}
"""word -> what it says of the text beside or under it. English and Chinese."""

WORDS = "|".join(sorted(map(re.escape, ROLES), key=len, reverse=True))
AT_START = regex(
    rf"\W{{0,3}}(?P<label>{WORDS})\W{{0,2}}\s*[:：](?!//)\W{{0,2}}\s*(?P<text>.*)", re.IGNORECASE | re.DOTALL
)
WITHIN = regex(
    r"(?<![\s,;.，；。|])[\s,;.，；。|]++(?P<label>authors?|year|date|venue|journal|conference|作者|年份|日期|时间|会议|期刊|出处|来源)\s*[:：]\s*",
    re.IGNORECASE,
)
"""Labels that part a line although they stand within it; other words may belong to a title ("Deep Link: …")."""


class Labelled(NamedTuple):
    """A piece of text, its role and the word that gave it."""

    role: str
    label: str
    text: str


def role_of(label: str) -> str:
    """What the text beside or under a label is; empty when the label is not known."""
    return ROLES.get(re.sub(r"[*_`:：]", "", label).strip().lower(), "")


def labelled(segment: str) -> list[Labelled]:
    """The pieces of a segment that labels part; the first has no role unless a label begins it."""
    heads = [*WITHIN.finditer(segment)]
    stops = [*(found.start() for found in heads), len(segment)]
    pieces = [_first(segment[: stops[0]])]
    for found, stop in zip(heads, stops[1:], strict=True):
        pieces.append(Labelled(role_of(found["label"]), found["label"], segment[found.end() : stop]))
    return pieces


def _first(text: str) -> Labelled:
    found = AT_START.match(text)
    return Labelled(role_of(found["label"]), found["label"], found["text"]) if found else Labelled("", "", text)

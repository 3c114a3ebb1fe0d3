# ruff: noqa: E501 - the rows of a table
"""Zotero's item types: the CSL type of each, its fields and its creator types.

Source: ``schema.json`` of zotero/zotero-schema, version 41 (Zotero 8 to 10). A field that specialises another one is
written as ``own=base``; the fields that nearly all types have are named once.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

COMMON = frozenset("title date url accessDate shortTitle language rights extra abstractNote citationKey DOI".split())
"""Fields of every type but those that name one with a minus before it."""

ARCHIVE = ("libraryCatalog", "archive", "archiveLocation", "callNumber")
"""Fields of the types that have ``+archive``."""


class Facts(NamedTuple):
    """The CSL type of an item type, the fields that it has besides `COMMON`, its creator types, the main one first."""

    csl: str
    own: str
    roles: str

    @property
    def main_role(self) -> str:
        """The creator type that stands for the author."""
        return self.roles.split()[0]


# fmt: off
ITEM_TYPES: Mapping[str, Facts] = {
    "artwork": Facts("graphic", "+archive artworkMedium=medium artworkSize eventPlace", "artist contributor"),
    "audioRecording": Facts("song", "+archive audioRecordingFormat=medium seriesTitle volume numberOfVolumes label=publisher place runningTime ISBN", "performer originalCreator composer wordsBy translator contributor"),
    "bill": Facts("bill", "billNumber=number code codeVolume=volume section codePages=pages legislativeBody=authority session history", "sponsor cosponsor contributor"),
    "blogPost": Facts("post-weblog", "blogTitle=publicationTitle websiteType=type ISSN", "author translator commenter contributor"),
    "book": Facts("book", "+archive series seriesNumber volume numberOfVolumes edition publisher place originalDate originalPublisher originalPlace format=medium numPages ISBN ISSN", "author contributor editor translator seriesEditor"),
    "bookSection": Facts("chapter", "+archive bookTitle=publicationTitle series seriesNumber volume numberOfVolumes edition publisher place originalDate originalPublisher originalPlace format=medium pages ISBN ISSN", "author contributor editor bookAuthor translator seriesEditor"),
    "case": Facts("legal_case", "caseName=title court=authority dateDecided=date docketNumber=number reporter reporterVolume=volume firstPage=pages history", "author counsel contributor"),
    "computerProgram": Facts("software", "+archive -language seriesTitle versionNumber system company=publisher place programmingLanguage ISBN", "programmer contributor"),
    "conferencePaper": Facts("paper-conference", "+archive proceedingsTitle=publicationTitle conferenceName publisher place eventPlace volume issue numberOfVolumes pages series seriesNumber ISBN ISSN", "author contributor editor translator seriesEditor"),
    "dataset": Facts("dataset", "+archive identifier=number type versionNumber repository=publisher repositoryLocation=place format=medium", "author contributor"),
    "dictionaryEntry": Facts("entry-dictionary", "+archive dictionaryTitle=publicationTitle series seriesNumber volume numberOfVolumes edition publisher place pages ISBN", "author contributor editor translator seriesEditor"),
    "document": Facts("document", "+archive type publisher place", "author contributor editor translator reviewedAuthor"),
    "email": Facts("personal_communication", "subject=title", "author translator contributor recipient"),
    "encyclopediaArticle": Facts("entry-encyclopedia", "+archive encyclopediaTitle=publicationTitle series seriesNumber volume numberOfVolumes edition publisher place pages ISBN", "author contributor editor translator seriesEditor"),
    "film": Facts("motion_picture", "+archive distributor=publisher place genre=type videoRecordingFormat=medium runningTime", "director producer scriptwriter castMember host guest narrator translator contributor"),
    "forumPost": Facts("post", "forumTitle=publicationTitle postType=type", "author contributor"),
    "hearing": Facts("hearing", "committee publisher numberOfVolumes documentNumber=number pages legislativeBody=authority session history place", "contributor"),
    "instantMessage": Facts("personal_communication", "", "author contributor recipient"),
    "interview": Facts("interview", "+archive interviewMedium=medium publisher place", "interviewee contributor interviewer translator"),
    "journalArticle": Facts("article-journal", "+archive publicationTitle publisher place volume issue section partNumber partTitle pages series seriesTitle seriesText journalAbbreviation PMID PMCID ISSN", "author contributor editor translator reviewedAuthor"),
    "letter": Facts("personal_communication", "+archive letterType=type eventPlace", "author recipient contributor translator"),
    "magazineArticle": Facts("article-magazine", "+archive publicationTitle publisher place volume issue pages ISSN", "author contributor translator reviewedAuthor"),
    "manuscript": Facts("manuscript", "+archive manuscriptType=type institution=publisher place numPages number", "author contributor translator"),
    "map": Facts("map", "+archive mapType=type scale seriesTitle edition publisher place ISBN", "cartographer contributor seriesEditor"),
    "newspaperArticle": Facts("article-newspaper", "+archive publicationTitle publisher place volume issue edition section pages ISSN", "author contributor translator reviewedAuthor"),
    "patent": Facts("patent", "place country assignee issuingAuthority=authority patentNumber=number filingDate pages applicationNumber priorityNumbers issueDate=date priorityDate=originalDate references legalStatus=status", "inventor attorneyAgent contributor"),
    "podcast": Facts("broadcast", "seriesTitle episodeNumber=number audioFileType=medium publisher place runningTime", "podcaster guest producer executiveProducer seriesCreator director scriptwriter castMember translator contributor"),
    "preprint": Facts("article", "+archive genre=type repository=publisher archiveID=number place series seriesNumber", "author contributor editor translator reviewedAuthor"),
    "presentation": Facts("speech", "presentationType=type meetingName place series sessionTitle=publicationTitle", "presenter chair organizer contributor translator"),
    "radioBroadcast": Facts("broadcast", "+archive programTitle=publicationTitle episodeNumber=number audioRecordingFormat=medium network=publisher place runningTime", "creator host guest producer executiveProducer seriesCreator director scriptwriter castMember translator contributor"),
    "report": Facts("report", "+archive reportNumber=number reportType=type institution=publisher place seriesTitle seriesNumber pages ISBN ISSN", "author editor contributor translator seriesEditor"),
    "standard": Facts("standard", "+archive organization=authority committee type number versionNumber edition status publisher place partNumber partTitle ISBN numPages", "author editor contributor"),
    "statute": Facts("legislation", "nameOfAct=title code codeNumber publicLawNumber=number dateEnacted=date pages section session history", "author contributor"),
    "thesis": Facts("thesis", "+archive thesisType=type university=publisher place series seriesNumber numPages ISBN ISSN", "author contributor"),
    "tvBroadcast": Facts("broadcast", "+archive programTitle=publicationTitle episodeNumber=number videoRecordingFormat=medium network=publisher place runningTime", "director producer executiveProducer seriesCreator scriptwriter castMember host guest narrator translator contributor"),
    "videoRecording": Facts("motion_picture", "+archive videoRecordingFormat=medium seriesTitle volume numberOfVolumes studio=publisher place runningTime ISBN", "creator director producer scriptwriter executiveProducer castMember host guest narrator translator contributor"),
    "webpage": Facts("webpage", "websiteTitle=publicationTitle websiteType=type publisher place", "author contributor translator"),
}
# fmt: on
"""Item type -> facts. Of several item types with one CSL type the first is written."""

LATER = frozenset("annotation attachment note".split())
"""Item types that are no works but belong to one, or stand alone."""


def base_of(item_type: str, field: str) -> str:
    """The field that a field of an item type specialises, or itself: ``bookTitle`` is ``publicationTitle``."""
    return _bases(item_type).get(field, field)


@cache
def _bases(item_type: str) -> Mapping[str, str]:
    pairs = (one.split("=") for one in _own(item_type) if "=" in one)
    return dict(pairs)


@cache
def own_names(item_type: str) -> Mapping[str, str]:
    """Base field -> the name that the item type has for it."""
    return {base: own for own, base in _bases(item_type).items()}


@cache
def fields_of(item_type: str) -> frozenset[str]:
    """The fields of an item type, by their base names."""
    own = [one for one in _own(item_type) if one[0] not in "+-"]
    without = {one[1:] for one in _own(item_type) if one[0] == "-"}
    archive = frozenset(ARCHIVE) if "+archive" in _own(item_type) else frozenset()
    return frozenset(one.rpartition("=")[2] for one in own) | archive | (COMMON - without)


def roles_of(item_type: str) -> tuple[str, ...]:
    """The creator types of an item type, the main one first."""
    return tuple(ITEM_TYPES[item_type].roles.split())


def _own(item_type: str) -> list[str]:
    facts = ITEM_TYPES.get(item_type)
    return facts.own.split() if facts else []

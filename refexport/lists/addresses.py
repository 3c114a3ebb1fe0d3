"""Addresses: the identifier that the address of a page carries, by the rule of the site that made it."""

from urllib.parse import unquote

from refexport.data.addresses import ADDRESS_RULES
from refexport.data.patterns import regex
from refexport.model.ids import NORMAL

AFTER_DOI = regex(
    r"(?:/(?:full|abstract|pdf|epdf|fullpdf|meta|summary|html|xml|epub|fulltext(?:\.html)?|references|download|metrics|"
    r"pdfdirect|(?:figures?|tables?|asset|media|suppl_file|page)(?:/.*)?))+/?$|(?:\.(?:full|short))?(?:\.e?pdf|\.epub)$|"
    r"\.(?:full|short|abstract)$|/$"
)
"""What publishers' addresses put behind a DOI."""


def identify_url(url: str) -> tuple[str, str] | None:
    """(scheme, identifier) that an address carries, or None; the scheme ``url`` gives the page of a work."""
    for rule in ADDRESS_RULES:
        if found := rule.pattern.match(url):
            scheme, _, value = rule.template.format(*(group.rstrip(".,;") for group in found.groups())).partition(":")
            return normal_identifier(scheme, value)
    return None


def normal_identifier(scheme: str, value: str) -> tuple[str, str] | None:
    """The identifier in its one spelling, None if it is none; a DOI that arXiv gives out is an arXiv id."""
    if scheme == "doi":
        value = AFTER_DOI.sub("", unquote(value))
        value = value if value.count("(") >= value.count(")") else value.rstrip(")")
        scheme = "arxiv" if value.lower().startswith("10.48550/arxiv.") else "doi"
    try:
        return (scheme, NORMAL[scheme](value) if scheme in NORMAL else value)
    except ValueError:
        return None

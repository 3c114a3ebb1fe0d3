"""DATA: how titles, comments and abstracts say that a work was retracted, withdrawn or corrected; kinds of updates.

A **link** is the name under which a record holds it (`model.entry.Record.links`).
"""

import re

from refexport.data.patterns import regex

UPDATED_BY = {
    "retraction": "retraction", "removal": "retraction", "partial_retraction": "retraction",
    "withdrawal": "withdrawal", "correction": "correction", "corrigendum": "correction", "erratum": "correction",
    "expression_of_concern": "concern", "new_version": "newer", "new_edition": "newer",
}  # fmt: skip
"""Kinds of updates (Crossref's documentation of Crossmark) -> links of the updated work; others need no warning."""

UPDATES = {
    "retraction": "retracts", "removal": "retracts", "partial_retraction": "retracts", "withdrawal": "retracts",
    "correction": "corrects", "corrigendum": "corrects", "erratum": "corrects", "expression_of_concern": "doubts",
}  # fmt: skip
"""The same kinds -> links of the notice itself to the work that it is about."""

PUBMED_REFERENCES = {
    "Retraction in": "retraction", "Partial retraction in": "retraction", "Erratum in": "correction",
    "Corrected and republished in": "correction", "Retracted and republished in": "retraction",
    "Expression of concern in": "concern", "Retraction of": "retracts", "Partial retraction of": "retracts",
    "Erratum for": "corrects", "Expression of concern for": "doubts",
}  # fmt: skip
"""MEDLINE's kinds of comments and corrections (nlm.nih.gov/bsd/mms/medlineelements.html#cc) -> links."""

PUBMED_TYPES = {
    "Retracted Publication": "retraction", "Retraction of Publication": "retracts", "Retraction Notice": "retracts",
    "Published Erratum": "corrects", "Expression of Concern": "doubts",
}  # fmt: skip
"""Publication types (nlm.nih.gov/mesh/pubtypes.html) -> links; the last three are those of the notices."""

END = r"\s*(?:[:.—–]|\s-\s|[\])]\s*[:.]?|$)"
"""What parts such words from the title: ``RETRACTED: …``, ``Retraction—…``, ``[Retracted] …``."""

ABOUT = r"(?:\s*[:.—–]|\s+(?:to|on|for|of|about|regarding)\b\s*(?:the (?:paper|article)\s*)?[:\"“”'‘«`]|$)"
"""What follows the name of a notice: a colon, or the title that it is about in quotation marks."""

THING = r"(?: (?:article|paper|chapter|book|manuscript|publication|preprint|version|conference paper))?"

TITLES = (
    # Elsevier, Wiley, PLOS "RETRACTED: "; Springer Nature "RETRACTED ARTICLE: "; Hindawi "[Retracted] "
    ("retraction", rf"(?i)\W?(?:partially )?retracted{THING}{END}"),
    # IEEE, before the title of the paper itself
    ("retraction", r"(?i)notice of retraction(?:\s*[:.—–]\s*|\s*<br\s*/?>)"),
    # SciELO, by its publishing schema: "ARTIGO RETRATADO: "
    ("retraction", r"(?i)\W?(?:artigo retratado|art[ií]culo retractado)\b"),
    # Elsevier's policy on article withdrawal: "REMOVED: ", "TEMPORARY REMOVAL: "
    ("retraction", r"(?:TEMPORARY )?REMOV(?:ED|AL):"),
    # Web of Science "(Retracted article. See vol. …)" behind the title
    ("retraction", r"(?i).+[(\[](?:partially )?retracted\b[^()\[\]]*[)\]]\.?$"),
    # Elsevier (articles in press), Cochrane "WITHDRAWN: "
    ("withdrawal", rf"(?i)\W?withdrawn{THING}{END}"),
    ("withdrawal", r"(?i)(?:this |the )?(?:paper|article|preprint) (?:(?:has been|was|is) )?withdrawn\b"),
    # arXiv's authors "[Withdrawn]" behind the title
    ("withdrawal", r"(?i).+[(\[](?:paper )?withdrawn\b[^()\[\]]*[)\]]\.?$"),
    # IEEE, before the title of a paper that breaks its principles
    ("concern", r"(?i)notice of violation of ieee publication principles\b"),
    # Elsevier "Retraction notice to “…”", Springer Nature "Retraction Note: ", Taylor & Francis "Statement of
    # Retraction: ", Wiley "RETRACTION: ", The Lancet "Retraction—"
    ("retracts", r"(?i)retraction (?:notice|note|statement)\b|statement of retraction\b"),
    ("retracts", rf"(?i)retraction{ABOUT}"),
    # Springer Nature "Author Correction: ", "Publisher Correction: "; ACS, AGU "Correction to “…”"
    ("corrects", rf"(?i)(?:(?:author|publisher|editorial) )?correction{ABOUT}"),
    # Springer Nature "Correction to: "; PNAS "Correction for Doe et al., …"; the plural only if it says of what, since
    # it is the name of a field, too ("Corrections: An Introduction")
    ("corrects", rf"(?i)corrections?(?= (?:to|for)\b){ABOUT}|correction for [^,]+ et al\."),
    # Elsevier "Corrigendum to “…”", APS "Erratum: "
    ("corrects", r"(?i)(?:publisher.s )?(?:erratum|errata|corrigend(?:um|a))(?:\s*[:.—–]| (?:to|for|on)\b|$)"),
    # Springer Nature "Editorial Expression of Concern: ", Elsevier "Expression of concern to “…”"
    ("doubts", rf"(?i)(?:editorial )?expression of (?:editorial )?concern{ABOUT}"),
)
"""Links and how the titles begin that say the same; in 246,000 titles of works they found 31, each of them rightly."""

WITHDRAWN = regex(
    r"^\W*(?:paper |article |manuscript )?withdrawn\b"
    r"|\b(?:paper|article|submission|manuscript|work|preprint|note|entry|(?:this|the) version|it)"
    r" (?:(?:has|have|had)(?: now)? been|was|is|is being) (?:\w+ )?(?:withdraw(?:n|an)?|retracted)\b(?! by mistake)"
    r"|\b(?:paper|article|manuscript|submission) withdrawn\b"
    r"|\bwithdrawn by (?:the )?(?:\w+ )?(?:authors?|arxiv|submitter)\b"
    r"|\b(?:we|I|authors?) (?:\w+ ){0,3}(?:have withdrawn|withdraw|to withdraw) (?:this|the|my|our)"
    r" (?:paper|article|manuscript|submission|preprint)\b",
    re.IGNORECASE,
)
"""How arXiv's comments say that a paper is withdrawn. There is no other field, and the word alone proves nothing ("we
withdrew Lemma 3"). Measured on 672 comments with the word: 9 in 10 say it of their own paper, and nearly all match."""

OWN = r"(?:arxiv )?(?:paper|article|submission|manuscript|work|preprint|e-?print|note|letter|report|version)"
WITHDRAWN_ABSTRACT = regex(
    rf"\W*(?:(?:this|the present|the|our) {OWN}(?:,? [\w.:/()-]+){{0,3}}?,? (?:has|have|had)(?: now| since)? been"
    r"(?: \w+)? (?:withdrawn|retracted)\b"
    rf"|(?:this|our) {OWN} (?:is|was|is being) (?:\w+ )?withdrawn\b(?! from)"
    rf"|(?:this |the )?{OWN} withdrawn\b"
    r"|withdrawn\s*(?:[.:;,)\]]|$|by the |due to |because )"
    r"|(?:we|I|the authors?|the submitters?) (?:\w+ ){0,2}(?:withdraws?|withdrew|withdrawn)"
    rf" (?:this|the|my|our) {OWN}\b)",
    re.IGNORECASE,
)
"""How an abstract begins that is no abstract any more. One about retractions speaks of papers, not of "this paper"."""

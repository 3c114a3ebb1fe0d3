"""DATA: words in the names of venues and publishers, by what they say of which venue it is.

Sources: the ISSN International Centre's List of Title Word Abbreviations (ISO 4) for contractions; dblp's titles of
224 proceedings of 2010-2020 and Crossref's container titles for the others.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = _words("a an and at by das de der des di du et for from fur in its la le les of on over the to und via with")
"""Words that ISO 4 leaves out (7.3: articles, conjunctions, prepositions)."""

EDITION = _words(
    "proceedings proceeding proc series ser volume vol part "
    "long short full papers paper main track regular selected revised "
    "edition ed nr no issue pp pages held colocated oral orals poster posters presentation spotlight accepted appear "
    "published preprint"
)
"""Of a volume of proceedings: which one it is, not of which venue."""

MEETING = _words(
    "conference conf conferences symposium symp meeting mtg congress congr colloquium coll assembly forum convention "
    "annual annu international int intl world joint biennial"
)
"""A meeting, which one may call otherwise or leave out: "Computer Vision and Pattern Recognition"."""

JOURNAL = _words(
    "journal transactions letters magazine review reviews annals bulletin archives archive quarterly newsletter "
    "communications reports notices acta annales zeitschrift monthly studies"
)
"""A journal; in its name each word counts, "International" too."""

OF_CONFERENCES = _words("proceedings proceeding proc conference conf symposium congress workshop workshops meeting")
"""What makes a text the name of a meeting, in which place and date may follow after commas."""

SPONSORS = _words(
    "ieee acm cvf rsj siam aaai acl usenix ifip spie asme aiaa iapr isca eurasip signll sigkdd sigmod "
    "sigir sigchi sigplan "
    "sigact sigsoft sigcomm sigmetrics sigops sigspatial sigweb sigmm aps osa ieice ima informs bmva ijcai ims embs"
)
"""Societies whose names stand before a venue's, or do not."""

PART_OF = {
    "workshop": "workshop", "workshops": "workshop", "wksp": "workshop", "wkshp": "workshop", "wkshps": "workshop",
    "findings": "findings",
    "companion": "part", "demonstration": "part", "demonstrations": "part", "demo": "part", "demos": "part",
    "tutorial": "part", "tutorials": "part", "industry": "part",
    "doctoral": "part",
    "datasets": "part", "adjunct": "part", "extended": "part",
}  # fmt: skip
"""What a conference's other volumes have in their names -> which of them: a workshop is not the conference."""

CONTRACTIONS = {
    "adm": "administration", "assn": "association", "assoc": "association", "dept": "department",
    "engrg": "engineering",
    "engng": "engineering", "govt": "government", "intl": "international", "jpn": "japan", "jl": "journal",
    "jnl": "journal",
    "jrnl": "journal", "lett": "letters", "lttrs": "letters", "mgmt": "management", "mgt": "management",
    "mfg": "manufacturing", "mtg": "meeting", "natl": "national", "natn": "national",
    "nat": "national", "phys": "physics", "qtly": "quarterly", "qly": "quarterly", "soc": "society",
    "symp": "symposium",
    "tech": "technology", "trans": "transactions", "univ": "university", "wkshp": "workshop", "yrbk": "yearbook",
    "bd": "board", "transn": "transactions", "ltrs": "letters", "sci": "sciences", "mag": "magazine",
}  # fmt: skip
"""Shortened words that are not the beginning of the whole one, and some that ISO 4 lists for several."""

EXPANSIONS = {
    "acl": "association for computational linguistics", "ai": "artificial intelligence",
    "hlt": "human language technologies",
    "ny": "new york", "nlp": "natural language processing", "ml": "machine learning", "usa": "united states of america",
    "us": "united states", "uk": "united kingdom", "ima": "institute of mathematics and its applications",
}  # fmt: skip
"""Abbreviations inside names -> the words."""

PLACES = _words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday "
    "usa us uk canada mexico brazil argentina chile colombia peru ecuador uruguay cuba australia zealand "
    "austria belgium "
    "bulgaria croatia cyprus czech republic denmark estonia finland france germany greece hungary iceland "
    "ireland israel "
    "italy latvia lithuania luxembourg malta monaco netherlands norway poland portugal romania russia scotland serbia "
    "slovakia slovenia spain sweden switzerland turkey ukraine england wales egypt morocco tunisia kenya "
    "rwanda ethiopia "
    "nigeria africa china taiwan japan korea india pakistan singapore malaysia thailand vietnam indonesia philippines "
    "hong kong macau macao iran qatar dubai uae emirates saudi arabia kazakhstan georgia armenia "
    "alabama alaska arizona california colorado connecticut florida hawaii illinois louisiana maryland massachusetts "
    "michigan minnesota nevada jersey york carolina oregon pennsylvania tennessee texas utah virginia washington "
    "ca ny ma tx wa az nv fl hi la il pa or on bc qc nsw "
    "online virtual event held"
)
"""Months, countries and states of the places where conferences meet (dblp's titles of proceedings)."""

COMPANY = _words(
    "inc incorporated ltd limited llc bv nv ag kg gmbh sa sl plc co corp corporation company publishing "
    "publisher publishers "
    "publications verlag group holding holdings international media sons son press academic scientific "
    "science business "
    "uk us usa new york london berlin heidelberg amsterdam cham basel boston dordrecht "
    "singapore tokyo "
    "netherlands germany switzerland united states kingdom"
)
"""Of a publisher's name: its legal form, what all publishers do, and where it is."""

KINDS_OF_PUBLISHERS = _words(
    "university universität universite society association american national institute college royal"
)
"""Of a publisher's name: what many have in common."""

"""DATA: servers of preprints as programs name them where a journal should stand, and words that name none at all.

Sources: the servers' own advice on citing, what Google Scholar, dblp, Semantic Scholar, NASA ADS, OpenAlex and Zotero
write, and the prefixes of the servers' DOIs (api.crossref.org/prefixes).
"""

ARXIV_SERVER = (
    r"(?:arxiv(?:\.org)?(?:[\s-]+(?:e-?prints?|preprints?|preprint server))?|corr|computing research repository)"
)
"""arXiv's own names, as a pattern for any case."""

DOI_PREFIXES = {
    "biorxiv": "10.1101/ 10.64898/", "medrxiv": "10.1101/ 10.64898/", "chemrxiv": "10.26434/", "psyarxiv": "10.31234/",
    "socarxiv": "10.31235/", "eartharxiv": "10.31223/", "edarxiv": "10.35542/", "engrxiv": "10.31224/",
    "techrxiv": "10.36227/", "research square": "10.21203/",
}  # fmt: skip
"""Servers of preprints that programs write as a journal -> the prefixes of their DOIs."""

SERVERS = frozenset(DOI_PREFIXES) | frozenset(
    (
        "arxiv", "arxiv cornell university", "cornell university", "corr", "computing research repository",
        "computing research repository corr", "biorxiv cold spring harbor laboratory",
        "medrxiv cold spring harbor laboratory", "ssrn", "ssrn electronic journal", "available at ssrn", "osf",
        "osf preprints", "peerj preprints", "jmir preprints", "scielo preprints",
        "authorea", "essoar", "hal", "hal open science", "vixra", "agrixiv", "metaarxiv", "ecsarxiv",
        "bodoarxiv", "lawarxiv", "indiarxiv", "africarxiv", "qeios", "openrxiv",
        "research square research square", "cryptology archive", "iacr cryptology archive", "iacr", "philsci archive",
        "nature precedings", "repec", "preprints org",
    )
)  # fmt: skip
"""Folded names, whole or without the words of `BESIDE`; PeerJ and JMIR are journals, too."""

BESIDE = frozenset(
    "abs acc alg archived art article astro atom available bayes bio chao chem comp cond doi dyn econ eess electr "
    "electronic eprint eprints fin funct gas geom hep html http https int lat mat math mtrl nlin nucl online org patt "
    "pdf phys physics plasm posted prepr preprint preprints print prints quant report repository server sol solv stat "
    "the www".split()
)
"""Folded words beside a server's name, without numbers and words of two letters; arXiv's archives, too ("hep-th")."""

NO_VENUE = frozenset(
    (
        "preprint", "preprints", "submitted", "submitted for publication", "under review", "in review", "manuscript",
        "unpublished", "unpublished manuscript", "in preparation", "work in progress", "in press", "to appear",
        "forthcoming", "accepted", "draft", "working paper",
    )
)  # fmt: skip
"""Folded texts that say only that a work has not appeared."""

"""DATA: what the addresses in lists lead to: software, courses, people, buttons to share, or works.

Source: the sites' own addresses, as some 20 public lists of software, courses and papers link to them (2026-11).
"""

import re

from refexport.data.patterns import regex

START = r"^(?:https?:)?(?://)?(?:www\.)?"

SHARING = regex(
    START + r"(?:mailto:|(?:twitter|x)\.com/(?:intent|share|home\?)|[\w.-]*facebook\.com/shar|"
    r"linkedin\.com/(?:share|cws)|reddit\.com/submit|news\.ycombinator\.com/submitlink|t\.me/|api\.whatsapp\.com|pinterest\.\w+/pin/create|"
    r"tumblr\.com/share|plus\.google\.com|service\.weibo\.com/share|discord\.(?:gg|com)|gitter\.im|[\w-]*\.?slack\.com|"
    r"patreon\.com|buymeacoffee\.com|opencollective\.com|ko-fi\.com|paypal\.(?:me|com)|github\.com/sponsors|"
    r"(?:img\.)?shields\.io|badge\.fury\.io|travis-ci\.|star-history\.com|awesome\.re|feedburner|[^?#]*/rss\b)",
    re.IGNORECASE,
)
"""Buttons to share or follow, chat rooms, donations, badges."""

SOFTWARE = regex(
    START + r"(?:(?:github|gitlab)\.com/[\w.-]+/[\w.-]+(?!\S*\.(?:pdf|ps)\b)|gist\.github\.com|bitbucket\.org/[\w.-]+/|"
    r"codeberg\.org/|sourceforge\.net|[\w-]+\.(?:sourceforge\.net|readthedocs\.(?:io|org))|launchpad\.net|"
    r"pypi\.(?:org|python\.org)|cran\.r-project\.org|(?:[\w-]+\.)?bioconductor\.org/packages|npmjs\.com|crates\.io|"
    r"hub\.docker\.com|anaconda\.org|rubygems\.org|packagist\.org|metacpan\.org|hackage\.haskell\.org|"
    r"huggingface\.co/(?!papers|blog|datasets)|code\.google\.com|colab\.research\.google\.com|apps\.apple\.com|"
    r"play\.google\.com/store/apps|chrome\.google\.com/webstore|addons\.mozilla\.org)",
    re.IGNORECASE,
)
"""Repositories of code and archives of packages."""

COURSES = regex(
    START + r"(?:(?:[\w-]+\.)?(?:coursera|edx|khanacademy|udemy|udacity|datacamp|futurelearn|"
    r"class-central|classcentral|fast|deeplearning|icourse163|xuetangx|openhpi|stepik|mooc\.fi)\.(?:org|com|ai|de|fi)?|ocw\.mit\.edu|"
    r"cs\d+\w*\.\w+|[^?#]*/(?:courses?|classes|teaching)/)",
    re.IGNORECASE,
)
"""Courses, on platforms for them and at universities."""

PEOPLE = regex(
    START + r"(?:scholar\.google\.[\w.]+/citations\?(?!\S*view_citation)|linkedin\.com/in/|"
    r"(?:github|gitlab)\.com/[\w.-]+/?$|"
    r"(?:twitter|x)\.com/\w+/?$|orcid\.org/|dblp\.\S+/(?:pid|pers)/|researchgate\.net/profile/|"
    r"[^?#]*/(?:~\w+|people/[\w.-]+|staff/[\w.-]+|faculty/[\w.-]+|users/[\w.-]+)(?:/(?:index\.html?|home)?)?$|"
    r"[\w-]+\.github\.io/?$|sites\.google\.com/(?:site|view)/[\w-]+/?(?:home)?$)",
    re.IGNORECASE,
)
"""Pages of persons: profiles, home pages of universities, accounts."""

WORKS = regex(
    START + r"(?:[^?#]*\.(?:pdf|ps|djvu|epub)\b|[^?#]*\.ps\.gz\b|(?:[\w-]+\.)*(?:openreview\.net|mlr\.press|jmlr\.org|"
    r"ieee(?:xplore|computersociety)?\.(?:ieee\.)?org|neurips\.cc|nips\.cc|thecvf\.com|usenix\.org|aaai\.org|"
    r"sciencedirect\.com|elsevier\.com|cell\.com|thelancet\.com|springer\.com|springeropen\.com|biomedcentral\.com|"
    r"jstor\.org|hal\.science|archives-ouvertes\.fr|citeseerx?\.\w+\.psu\.edu|oup\.com|nature\.com/(?!collections|subjects)|"
    r"science(?:mag)?\.org|pnas\.org|plos\.org|wiley\.com|tandfonline\.com|sagepub\.com|acm\.org|acs\.org|rsc\.org|"
    r"aps\.org|iop\.org|aip\.org|cambridge\.org/core|mit(?:press)?\.edu/(?:books|\w+/article)|mitpress\S*|degruyter\S*|"
    r"muse\.jhu\.edu|persee\.fr|cairn\.info|openedition\.org|cyberleninka\.ru|elibrary\.ru|cnki\.\w+|scielo\.\w+|bmj\.com|"
    r"jamanetwork\.com|nejm\.org|mdpi\.com|frontiersin\.org|hindawi\.com|biorxiv\.org|medrxiv\.org|ssrn\.com|"
    r"philpapers\.org|heinonline\.org|ceur-ws\.org|isca-speech\.org|iacr\.org|aclanthology\.\S+|aclweb\.org|ijcai\.org|"
    r"arxiv\.org|doi\.org|annualreviews\.org|royalsocietypublishing\.org|elifesciences\.org|peerj\.com|europepmc\.org|"
    r"nih\.gov/(?:pmc|pubmed)|projecteuclid\.org|ams\.org|siam\.org|archive\.org/details|gutenberg\.org|"
    r"books\.google\.\w+)(?:[/?:]|$)|researchgate\.net/publication|semanticscholar\.org/paper|academia\.edu/\d|"
    r"[^?#]*/(?:papers?|articles?|publications?|theses|thesis|proceedings|abstract|preprints?|handle)/\w)",
    re.IGNORECASE,
)
"""Pages of works: publishers, archives, files."""

HOME = regex(START + r"[\w.-]+(?::\d+)?/?(?:index\.\w+|#.*)?$", re.IGNORECASE)
"""The first page of a site, which is no single work."""

PROGRAMMING = (
    r"ada|android|angular|apl|assembly|aws|awk|bash|basic|c(?=\s*[,/&\]])|c\+\+|c#|\.net|caffe2?|chainer|"
    r"clojure|cobol|coffeescript|common lisp|cran|crystal|css|cuda|cython|d3|dart|delphi|docker|elixir|elm|"
    r"emacs|erlang|excel|f#|flux|flutter|fortran|gensim|go|golang|groovy|haskell|html5?|ios|java|java ?script|"
    r"jax|js|julia|jupyter|keras|kotlin|lasagne|latex|linux|lisp|lua|mac ?os|mathematica|matlab|mxnet|nim|"
    r"node(?:\.?js)?|numpy|ocaml|objective-?c|octave|opencl|paddle(?:paddle)?|pascal|perl|php|powershell|"
    r"prolog|python ?[23]?(?:\.\d+)?|pytorch|qt|r|racket|react|ruby|rust|sas|scala|scheme|scikit-learn|shell|"
    r"solidity|spark|sql|stan|stata|swift|tcl|tensor ?flow ?2?|theano|tikz|torch7?|type ?script|unity|unix|vba|"
    r"vim|visual basic|vue|web(?: ?app| ?assembly)?|windows|wolfram|xml|xslt|zig"
)
"""Languages, libraries and systems as lists of software put them in brackets behind a name."""

IN_BRACKETS = regex(
    rf"(?:\s[-–—])?(?<![\w)\]])\s?[(\[](?P<words>(?:{PROGRAMMING})(?:\s*[,/&+;|]\s*(?:{PROGRAMMING}))*)\s*[)\]](?!\()",
    re.IGNORECASE,
)
"""``(Python, R)``, ``[matlab]``: what a tool is written in, no authors."""

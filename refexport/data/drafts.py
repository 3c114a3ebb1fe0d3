"""DATA: how an entry says that its work is not for everybody yet: drafts, patents, letters and talks with people.

Words are compared folded (`text.fold`) with a part of a field, between punctuation marks that part statements.
"""

TYPES = frozenset({"unpublished", "patent", "letter"})
"""Entry types (biblatex manual 3.18, 2.1.1 and 2.1.3): "has not been formally published", "a patent or patent request",
"personal correspondence"."""

VENUES = ("journaltitle", "booktitle", "date")
"""Fields that people fill with the state of a work ("in preparation" as a journal or a year)."""

REMARKS = ("howpublished", "pubstate", "note", "addendum", "genre", "titleaddon")
"""Fields for such words: BibTeX's ``howpublished`` and ``note`` (btxdoc, section 3.2), biblatex's own."""

PUBLIC = ("journaltitle", "booktitle", "eprint", "doi", "publisher", "isbn", "issn")
"""Fields that say that the work is out, whatever else is said of it ("submitted 3 May 2015" of a journal's paper)."""

OF_A_THESIS = r"(?!.* (?:thesis|dissertation|degree|fulfil\w*)\b)"
"""A thesis is "unpublished" and "submitted" though its university has it (APA 7, 10.6)."""

STATES = (
    # APA 7, 10.8; Chicago 17, 14.215 to 14.229
    rf"(?:an? |the author s )?unpublished{OF_A_THESIS}(?: .*)?",
    (
        r"(?:(?:private|personal|internal|rough|preliminary|early|first|working) )*(?:draft|manuscript|"
        r"typescript|mimeo|"
        r"mimeograph)(?: (?:version|of|from|dated) .*)?"
    ),
    (
        r"(?:(?:manuscript|paper|article|book|chapter|work|research|thesis) )?(?:(?:is|still|currently|now) )*"
        r"in (?:prep|prepn|preparation)(?: .*)?|(?:work|research) in progress|inpreparation"
    ),
    (
        r"(?:(?:manuscript|paper|article) )?(?:(?:to be|being|is|was|has been|recently|currently) )*(?:re)?submitted"
        rf"{OF_A_THESIS}(?: .*)?"
    ),
    (
        r"(?:(?:manuscript|paper|article) )?(?:(?:is|still|currently|now) )*(?:under|in) (?:double blind |peer )?"
        r"(?:review|revision|submission|consideration)(?: .*)?|revise and resubmit(?: .*)?"
    ),
    # ``inpreparation`` and ``submitted`` of biblatex's localisations, in full and abbreviated (biblatex 3.19, *.lbx)
    (
        r"(?:in vorbereitung|in voorbereiding|en prep(?:aration|aracion|aracio)?|em prep(?:aracao)?|in preparazione|"
        r"u pripremi|v pripravi|v pripave|v priprave|under udarbejdelse|under utarbeid(?:else|ing)|valmisteilla|"
        r"koostamisel|prestaketa prozesuan|(?:w )?przygotowani[eu]|in pregatire|tiek gatavots|rengiamas|"
        r"elokeszites alatt|i vinnslu|"
        r"hazirlik asamasinda|в подг(?:отовке|отовка на)?|в підг(?:отовці)?|у припреми)(?: .*)?"
    ),
    (
        r"(?:eingereicht|soumise?|enviado|enviat a publicar|submetido|ingediend|indleveret|innsendt|lahetetty|"
        r"esitatud|bidalia|predan|odeslano|odoslane|depus|iesniegts|pateiktas|bekuldott|poslato|poslano v objavo|"
        r"afhent til birtingar|gonderilmistir|υποβληθεν|изпратено|представлено|послато)(?: .*)?"
    ),
    # "unpublished" and "manuscript" in those languages
    (
        r"(?:unveroffentlicht(?:e[smnr]?)?|nicht veroffentlicht|inedite?|inedito|nao publicado|no publicado|non publie|"
        r"non pubblicato|ongepubliceerd|opublicerad|не опубликовано|рукопись|manuskript|manuscrit|manuscrito|"
        r"manoscritto)"
        rf"{OF_A_THESIS}(?: .*)?"
    ),
    r"(?:未发表|未發表|未発表|未刊|投稿中|準備中|准备中|审稿中|審稿中|미발표|투고중|준비중).*",
)
"""Regular expressions for a whole statement in a field of `VENUES` or `REMARKS`, the source of each above it."""

PRIVATE = (
    # APA 7, 8.9; Chicago 17, 14.214: what only its two sides have
    (
        r"(?:personal|private|written|oral|verbal) (?:communication|correspondence|conversation|message|e ?mail|letter|"
        r"discussion)s?(?: .*)?|(?:pers|priv) comm(?:un)?(?: .*)?"
    ),
    r"(?:e ?mail|letter|memo|memorandum|message|text message|fax|correspondence)(?: (?:to|from|with|between) .*)?",
    r"(?:(?:personal|private|telephone|phone|author s) )*interview(?: (?:by|with|of) .*)?",
    r"(?:private|personal|internal|handwritten) (?:lecture )?(?:notes?|document|memo|memorandum)(?: .*)?",
    # what its authors ask of its readers
    r"(?:strictly )?(?:confidential|private|secret|embargoed)",
    (
        r"(?:please )?(?:do )?not (?:for |to be )?(?:cite|circulate|distribute|quote|share|circulation|citation|"
        r"distribution|publication|quotation|cited|quoted|circulated|distributed)(?: .*)?"
    ),
    r"(?:provisional |us |u s |european )?patent (?:pending|application|applied)(?: .*)?|invention disclosure(?: .*)?",
    # "personal communication" in other languages (the styles of APA and Chicago in CSL's locales have the English)
    (
        r"(?:personliche mitteilung|pers mitteilung|briefliche mitteilung|communication personnelle|"
        r"comunicacion personal|"
        r"comunicazione personale|comunicacao pessoal|persoonlijke mededeling|personlig kommunikation|личное сообщение)"
        r"(?: .*)?|(?:私人通信|个人通信|個人通信|私信).*"
    ),
)
"""The same for fields of `REMARKS`."""

# ruff: noqa: E501 - the rows of a table
"""DATA: words by which the parts of a reference are told: cues before a part, words within one, cities, publishers.

Sources: the terms of CSL's locales (citation-style-language/locales: en, de, fr, es, it, pt, ru, zh), the reference guides of
APA 7, CMOS 17, MHRA, DIN 1505-2, GOST R 7.0.5-2008, GB/T 7714-2015.
"""

import re
from collections.abc import Mapping

from refexport.data.patterns import regex

CUES: Mapping[str, re.Pattern[str]] = {
    name: regex(rf"(?:{pattern})(?!\w)", re.IGNORECASE)
    for name, pattern in {
        "edited": r"edited by|ed\. by|eds\. by|hrsg\.? von|herausgegeben von|éd\. par|édité par|sous la dir(?:ection|\.) de|a cura di|"
        r"ed\. de|edición de|editado por|под (?:общ\. )?ред(?:акцией)?\.?",
        "translated": r"translated by|trans(?:l|lated|\.|l\.)? by|übers(?:etzt|\.) von|trad(?:uit|\.|ucido|uzido)? (?:par|de|di|por)|"
        r"trad|trans|transl|translators?|translated(?: from [a-z ]+)? by|пер|übers",
        "editors": r"eds?|editors?|hrsg|hg|éds?|dir|dirs|coords?|orgs?|herausgeber|a cura di|\(?编",
        "volume": r"vols?|volumes?|bd|band|bde|tome|tomo|t|т|том|jg|jahrgang|v|第",
        "issue": r"no|nos|nr|n°|nº|№|issue|iss|number|heft|h|num|núm|вып|n|art",
        "pages": r"pp?|pages?|pgs?|s|seiten?|с|pág|págs|str|стр|páginas",
        "edition": r"edition|edn?|aufl|auflage|éd|édition|ed|изд|издание|edição|edición|ediz",
        "access": r"(?:last |date )?(?:accessed|retrieved|visited|checked)|cited|zugriff|zuletzt|abgerufen|aufgerufen|consulté|"
        r"acesso|accesso|consultado|дата обращения|access|besucht|geprüft|viewed",
        "online": r"available|online|url|doi|pmid|isbn|issn|verfügbar|disponible|internet|web|electronic|http|from|режим",
        "thesis": r"ph\.? ?d\.?|doctoral|dissertation|thesis|theses|master['’]?s|m\.? ?sc\.?|diss|thèse|diplomarbeit|habil|tesis?|дис|"
        r"unpublished|bachelor['’]?s|dissertação|tese|mémoire|phil",
        "report": r"(?:technical|research|working|policy|discussion|staff|tech|open-file|assessment|rapport)\.? (?:research )?"
        r"(?:report|paper|memorandum|rep|working|de|note)|report|arbeitspapier|special publication|memorandum|rapport",
        "presented": r"paper presented|presented at|presentation|conference|proceedings|proc|proceeding|workshop|symposium|advances in|"
        r"annual|international conference|congress|tagung|colloque|actes",
        "undated": r"n\. ?d|o\. ?[jd]|s\. ?[da]|б\. ?г|undated|no date|in press|in print|im druck|forthcoming|to appear|à paraître|в печати",
        "part": r"part|pt|teil|partie|часть|ч",
        "total": r"(?:[ivxlc]+[,+] ?)?\d+ ?(?:pp?|pages?|seiten|s|с|стр|págs?|bl)",
        "patent": r"(?:(?:u\. ?s|us|european|european|german|british|japan(?:ese)?|ep|wo|de|eur)\.? )?(?:pat|patents?|patentschrift|"
        r"offenlegungsschrift|brevet|патент)",
        "in": r"in|dans|en|в кн",
        "by": r"(?:written |presented |given )?by|authors?|作者",
        "series": r"series|reihe|coll|collection|ser",
    }.items()
}
"""What a chunk begins with -> what it, or what follows, is."""

WORDS: Mapping[str, re.Pattern[str]] = {
    name: regex(pattern, re.IGNORECASE)
    for name, pattern in {
        "press": r"\bpress(?:es)?\b|\bpubl?ish\w*|\bpublications\b|verlag\b|\bbooks\b|éditions?\b|\bed[io]torial\b|издат|出版社|书局|"
        r"\bhouse\b|\bbros\b|& (?:sons|co\b|company)|\binc\b|\bgmbh\b|\bltd\b|\bpresses\b|書店",
        "school": r"universit|\bcollege\b|\binstitut|\bschool\b|\bacadem|\bhochschule|\bpolytechn|\bécole\b|\blaborator|大学|学院|"
        r"\bdepartment\b|\bfaculty\b|\bcent(?:er|re)\b|университет|институт|\beth\b|\bepfl\b|\bmit\b",
        "body": r"\borganization\b|\bsociety\b|\bassociation\b|\bcouncil\b|\bbureau\b|\bagency\b|\bbank\b|\bfoundation\b|"
        r"\bcommission\b|\bministry\b|\bcorporation\b|\bcollaboration\b|\bfund\b|\bconsortium\b|\bcommittee\b|\bgroup\b",
        "journal": r"\bjournal\b|\breviews?\b|\btransactions\b|\bletters\b|\bannals\b|\bbulletin\b|\bmagazine\b|\bquarterly\b|"
        r"zeitschrift|wochenschrift|\brevue\b|\brivista\b|\brevista\b|\barchiv\w*|\bacta\b|\bannales\b|\bcommunications\b|学报|"
        r"вопросы|журнал|вестник|学刊|研究$|论文誌|مجلة",
        "meeting": r"\bproceedings\b|\bproc\b|\bconference\b|\badvances in neural\b|\bworkshop\b|\bsymposium\b|\bmeeting\b|\bcongress\b|会议",
        "handbook": r"\bhandbook\b|\bhandbuch\b|\bencyclop|\bcompanion\b|\breadings in\b|\bessays\b|\bguide\b|\bprogress in\b|"
        r"\badvances in\b|\bfestschrift\b|\bperspectives\b|\bstudies in\b|\bhistory of\b",
        "notes": r"\blecture notes\b|\btexts in\b|\bseries\b|\bstudies in\b|\blibrary\b|\bbibliothek\b|\bbibliothèque\b|\bsymposia\b|"
        r"\bmonographs?\b|\bcontributions to\b|\btracts\b|\bmethods in\b|\badvances in\b|\bclassics in\b|\bdiscussions\b",
        "set": r"^(?:in )?(?:lecture notes (?:in|on)|proceedings of machine learning research|jmlr workshop|advances in (?:experimental|intelligent "
        r"systems|neural information)|communications in computer|ceur workshop|leibniz international|ifip advances|studies in [a-z]|"
        r"cambridge (?:studies|tracts)|graduate texts|springer (?:tracts|series|proceedings)|methods in molecular|progress in "
        r"mathematics|handbook of clinical|topics in current|smart innovation)",
        "thesis": r"\bthesis\b|\bdissertation\b|\bthèse\b|\bdiplomarbeit\b|\btesis?\b|\bph\.? ?d\b",
        "report": r"\breport\b|\bworking paper\b|\bmemorandum\b|\btech(?:nical)?\.? rep|\bpreprint\b",
        "site": r"\bnews\b|\bblog\b|\btimes\b|\.(?:com|org|net|pub)\b|\bwikipedia\b|\bgithub\b|\bmedium\b|\barxiv\b",
        "month": r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:\b|uary|ruary|ch|il|ust|ember|tember|ober)"
        r"|\b(?:spring|summer|autumn|fall|winter|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|"
        r"avril|juin|juillet|août|septembre|octobre|novembre|décembre)\b|\d年|月",
        "form": r"^(?:j|m|c|d|r|n|p|s|g|a|z|db|cp|eb|[a-z]{1,2}/ol)$",
        "small": r"(?:^|\s)(?:of|the|and|for|in|on|with|from|to|a|an|by|as|at|is|von|der|die|und|das|des|la|le|les|de|et|du|el|y|e|и|в)\s",
    }.items()
}
"""What may stand anywhere in a chunk."""

AND = r"(?:&|＆|(?i:and|und|et(?! al)|en|og|och|ve|és|oraz|και)|[aeiyиіў]|та|و)"
"""What joins the last name of a list to those before it (CSL's locales, term "and"); a single letter is small, or it is an
initial."""

CITIES = frozenset(
    (
        "amsterdam|ann arbor|athens|atlanta|austin|baltimore|bangalore|barcelona|basel|basingstoke|beijing|berkeley|berlin|bern|bethesda|"
        "birmingham|bloomington|boca raton|bologna|bonn|boston|bremen|bristol|brussels|bruxelles|budapest|buenos aires|cambridge|"
        "canberra|cape town|cham|cheltenham|chicago|chichester|cologne|columbus|copenhagen|delft|dordrecht|dresden|dublin|durham|"
        "edinburgh|eindhoven|englewood cliffs|essex|farnham|firenze|florence|frankfurt|frankfurt am main|freiburg|geneva|genève|gent|"
        "glasgow|graz|greenwich|göttingen|haarlem|halle|hamburg|hanover|harlow|harmondsworth|hauppauge|heidelberg|helsinki|hillsdale|"
        "hoboken|hong kong|honolulu|innsbruck|istanbul|ithaca|jena|jerusalem|kiel|konstanz|köln|kyoto|lausanne|leeds|leiden|leipzig|"
        "leuven|lisboa|lisbon|liège|london|los angeles|louvain|ludwigshafen|lund|lyon|madison|madrid|malden|manchester|marburg|"
        "melbourne|menlo park|mexico|miami|milan|milano|milton park|minneapolis|montreal|montréal|moscow|mountain view|mumbai|munich|"
        "münchen|münster|napoli|nashville|new brunswick|new delhi|new haven|new york|norwell|norwood|notre dame|oslo|ottawa|oxford|"
        "padova|palo alto|paris|philadelphia|piscataway|pittsburgh|porto|prague|praha|providence|québec|reading|red hook|"
        "redmond|redwood city|rennes|reston|rio de janeiro|roma|rome|rotterdam|saarbrücken|san diego|san francisco|san juan|santa monica|são paulo|"
        "seattle|sebastopol|seoul|shanghai|singapore|stanford|stockholm|strasbourg|stroudsburg|stuttgart|sydney|taipei|tel aviv|"
        "the hague|thousand oaks|tokyo|torino|toronto|toulouse|tübingen|turin|uppsala|upper saddle river|utrecht|vancouver|venezia|venice|"
        "vienna|waltham|warsaw|warszawa|washington|wellington|westport|wien|wiesbaden|würzburg|zurich|zürich|"
        "aachen|aberdeen|adelaide|akron|albany|albuquerque|antwerp|antwerpen|arlington|armonk|bath|belfast|bellevue|bielefeld|boise|"
        "boulder|braunschweig|brighton|brisbane|broomfield|buffalo|burlington|cairo|cardiff|chapel hill|charlotte|charlottesville|"
        "chennai|cleveland|coimbra|college park|dallas|darmstadt|davis|denver|des moines|detroit|dortmund|duisburg|düsseldorf|"
        "east lansing|erlangen|essen|eugene|evanston|exeter|fairfax|fort collins|gainesville|gaithersburg|giessen|girona|granada|"
        "greenbelt|grenoble|groningen|hannover|hartford|herndon|houston|huntington|hyderabad|indianapolis|iowa city|irvine|jyväskylä|"
        "kaiserslautern|karlsruhe|kassel|kharkiv|kolkata|kraków|kuala lumpur|la jolla|lancaster|laramie|laurel|lawrence|leicester|lima|"
        "lincoln|linz|livermore|liverpool|ljubljana|lviv|maastricht|mainz|malmö|mannheim|marseille|medford|memphis|mineola|minsk|"
        "montevideo|montpellier|nanjing|nantes|newark|newcastle|nice|nijmegen|norman|norwich|nottingham|nürnberg|oak ridge|oakland|"
        "odense|orlando|osaka|pasadena|perth|phoenix|pisa|poitiers|portland|potsdam|poznań|quito|raleigh|regensburg|reno|richmond|"
        "rochester|rockville|sacramento|saint louis|salamanca|salt lake city|salzburg|santa barbara|santa cruz|santa fe|santiago|"
        "sapporo|sevilla|sheffield|siena|sofia|st andrews|st louis|st. louis|st. petersburg|stony brook|sunnyvale|syracuse|tallahassee|"
        "tampa|tampere|tempe|trento|trier|trieste|trondheim|troy|tucson|turku|ulm|urbana|valencia|valparaíso|verona|victoria|"
        "wageningen|warwick|winnipeg|worcester|wrocław|wuppertal|york|zagreb|zaragoza|łódź|дубна|томск|харьков|"
        "москва|м|спб|санкт-петербург|ленинград|л|киев|минск|новосибирск|казань|екатеринбург|北京|上海|广州|武汉|南京|天津|成都|西安|重庆|"
        "杭州|東京|京都|大阪|台北|香港|αθήνα|θεσσαλονίκη|القاهرة|بيروت|дели"
    ).split("|")
)
"""Cities where publishers and universities are, in their own language and in English."""

STATES = frozenset(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut "
    "vt va wa wv wi wy dc usa uk mass calif conn ill d.c u.s.a england germany france italy spain netherlands switzerland canada "
    "australia japan china india".split()
)
"""The United States' abbreviations (USPS) and countries, as they stand behind a city."""

ORDINALS: Mapping[str, str] = {
    "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
    "zweite": "2", "dritte": "3", "vierte": "4", "deuxième": "2", "troisième": "3", "quatrième": "4", "segunda": "2", "tercera": "3",
}  # fmt: skip
"""Words by which editions are counted."""

PUBLISHERS = regex(
    r"(?i:academic press|addison[- ]wesley|aaai|acm|allen & unwin|arnold|ashgate|association for (?:computational linguistics|"
    r"computing machinery)|basic books|beck|birkhäuser|blackwell|bloomsbury|bompiani|brill|butterworth|cambridge university press|cell press|"
    r"churchill|clarendon|crc|curran|de gruyter|dover|droz|duncker|edward elgar|einaudi|elsevier|erlbaum|fayard|fischer|flammarion|"
    r"gallimard|garland|hachette|hanser|harper|hermann|hogrefe|houghton|ieee|ios|karger|klett|kluwer|knopf|l'harmattan|laterza|lexisnexis|"
    r"lippincott|longman|macmillan|mcgraw|metzler|minuit|mohr|morgan kaufmann|mouton|nomos|north[- ]holland|norton|"
    r"o'reilly|openreview|oup|oxford university press|packt|palgrave|pearson|penguin|pergamon|plenum|pmlr|polity|prentice|puf|"
    r"random house|reclam|reidel|routledge|sage|saunders|schöningh|seuil|siam|springer|steiner|suhrkamp|taylor & francis|"
    r"thieme|vandenhoeck|verso|vrin|wiley|winter|wolters|world scientific|наука|мир|просвещение|清华大学|科学出版|人民出版|商务印书馆|"
    r"adam hilger|aldine|allyn|alianza|apress|appleton|aris & phillips|armand colin|artech|aubier|balkema|"
    r"ballantine|bantam|beacon press|belin|belknap|benjamin(?:s|/cummings)|böhlau|boydell|brepols|"
    r"brooks/cole|buchet|calmann|cappelli|carocci|cengage|chapman (?:&|and) hall|college publications|"
    r"croom helm|dalloz|dekker|diaphanes|doubleday|dunod|dümmler|ediciones|editori riuniti|"
    r"eerdmans|emerald|eyrolles|faber|farrar|feltrinelli|fink|fondo de cultura|free press|freeman|w\. ?h\. freeman|freytag|"
    r"frommann|gabler|garnier|gauthier|ginn|giuffrè|gollancz|victor gollancz|grasset|guilford|"
    r"harcourt|harvester|haworth|heinemann|helbing|herder|hirzel|hodder|humana|hutchinson|"
    r"igi|iuniverse|il mulino|imperial college press|india[nx]a|inderscience|interscience|iste|jai press|jossey|"
    r"julius springer|kegan paul|kiepenheuer|kohlhammer|krieger|lawrence erlbaum|les belles lettres|lexington|little, brown|"
    r"liveright|lund humphries|luchterhand|manz|marcel dekker|marsilio|maspero|mayfield|methuen|"
    r"mondadori|mulino|new directions|nova science|oldenbourg|olms|open court|"
    r"paulist|perseus|peter lang|pitman|plon|praeger|princeton|putnam|pws|quadrangle|rowman|"
    r"rowohlt|s\. ?karger|scholars|schocken|schirmer|scribner|seix barral|siglo|simon (?:&|and) schuster|sinauer|"
    r"st\. martin|suhrkamp|tavistock|taurus|teubner|thomson|transaction|tusquets|ullstein|unwin|utet|"
    r"van nostrand|vieweg|wadsworth|westview|whurr|wichmann|william morrow|williams (?:&|and) wilkins|"
    r"zed|zsolnay|азбука|владос|высшая школа|дрофа|искусство|международные отношения|молодая гвардия|политиздат|"
    r"прогресс|росспэн|советский писатель|физматлит|художественная литература|юрайт|人民|中华书局|三联书店|上海古籍|"
    r"arxiv|zenodo|biorxiv)(?!\w)"
)
"""Houses that print what is cited most, by the beginnings of their names."""

GIVEN_SCORES: Mapping[str, Mapping[str, int]] = {
    "q=behind": {"T": -80},
    "q=in": {"T": 40},
    "run=^in2": {"a": 30, "T": -20},
    "c=by": {"T": -60},
    "c=undated": {"d": 80, "D": 80},
    "c=part#": {"T": 120, "J": -120, "V": -60},
    "c=total": {"O": 80, "V": -80, "I": -80, "P": -30, "D": -80},
    "k=decimal": {"D": -90, "d": -90},
    "k=volume#": {"J": -60, "T": -20},
}
"""Scores beside the fitted ones, in the same unit: what holds in any style and is too rare in the fit. A title that is quoted
whole ends with the quotation; what begins as a list of names written alike is one.
"""

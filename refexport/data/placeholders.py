"""DATA: titles that are not a work's: of the page a robot was sent instead, or of a work that has no title (yet).

Compared folded and whole (`text.placeholders`): "Loading" is one, "Loading of bosons in optical lattices" is none.
"""

from refexport.data.patterns import regex

PAGES = (
    # Cloudflare's challenge and block pages, some in the visitor's language (developers.cloudflare.com, "Challenges")
    "Just a moment...", "Nur einen Moment…", "Attention Required! | Cloudflare", "Please Wait... | Cloudflare",
    "DDoS protection by Cloudflare", "Checking your browser before accessing", "Checking your browser",
    "Verify you are human", "Verifying you are human", "Please verify you are a human", "Un instant…",
    "Один момент…", "请稍候…", "請稍候...", "しばらくお待ちください...", "잠시만 기다리십시오…",
    # other guards: Anubis (techaro.lol), Imperva, PerimeterX, F5, X
    "Making sure you're not a bot!", "Pardon Our Interruption", "Access to this page has been denied",
    "Request Rejected", "Client Challenge", "Please enable JavaScript", "JavaScript is not available",
    # Wikipedia's citation templates: titles that tools give to pages which they cannot read (Module:Citation/CS1)
    "Are you a robot?", "Bloomberg - Are you a robot?", "Page not found", "Internet Archive Wayback Machine",
    "WebCite query result", "Usurped title", "Subscribe to read", "Log into Facebook", "Login • Instagram",
    "This website is for sale",
    # pages for what is not there: Drupal, WordPress, IIS, doi.org, Handle.Net, browsers, Google
    "File not found", "The page cannot be found", "Page cannot be found", "Page does not exist",
    "Oops! That page can't be found", "The requested page could not be found", "The resource cannot be found",
    "DOI Not Found", "Error: DOI Not Found", "Handle Not Found", "This site can't be reached", "Problem loading page",
    "Webpage is not available", "Error page", "An error occurred", "An error has occurred",
    "Error 404 (Not Found)!!1", "Error 403 (Forbidden)!!1",
    # Drupal's "Page not found" in other languages (localize.drupal.org)
    "Seite nicht gefunden", "Page non trouvée", "Page introuvable", "Página no encontrada", "Página não encontrada",
    "Pagina non trovata", "Pagina niet gevonden", "Sidan hittades inte", "Siden blev ikke fundet",
    "Nie znaleziono strony", "Stránka nenalezena", "Sayfa bulunamadı", "Страница не найдена", "页面未找到",
    "找不到页面", "页面不存在", "找不到網頁", "ページが見つかりません", "페이지를 찾을 수 없습니다",
    # reason phrases of HTTP that nobody else says (RFC 9110, 15.5-15.6; RFC 6585; nginx's own two)
    "Internal Server Error", "Bad Gateway", "Service Unavailable", "Service Temporarily Unavailable",
    "Gateway Timeout", "Gateway Time-out", "HTTP Version Not Supported", "Network Authentication Required",
    "Too Many Requests", "Method Not Allowed",
    # what stands in for a title: depositors of Crossref, MEDLINE ("[Not Available].", field TI), word processors
    "Title pending", "Title to be announced", "Title not available", "[Not Available]", "No title available",
    "Untitled document", "Untitled item", "Microsoft Word - Document1", "Insert title here", "Enter title here",
)  # fmt: skip
"""Titles that no work has."""

HEADWORDS = ("Error", "Fehler", "Erreur")
"""Titles of error pages and feeds (info.arxiv.org/help/api/user-manual, 3.4), and entries of encyclopedias."""

WORDS = (
    "Untitled", "No title", "Title", "Unknown", "Unknown title", "Ohne Titel", "Sans titre", "Sin título",
    "Senza titolo", "Sem título", "Без названия", "无标题", "無題", "제목 없음", "Undefined", "Null", "NaN", "N/A",
    "Access Denied", "Zugriff verweigert", "Accès refusé", "Acceso denegado", "Доступ запрещен", "访问被拒绝",
    "Permission denied", "Forbidden", "Unauthorized", "Not Found", "Bad Request", "Request Timeout", "404", "403",
    "Error 404", "404 Error", "Error 403", "Error 500", "Server Error", "Application Error", "Something went wrong",
    "Redirecting", "Loading", "Please wait", "Sign in", "Log in", "Login", "Sign up", "Captcha", "Security Check",
    "Human Verification", "Robot Check", "Site Maintenance", "Under Maintenance", "Archived copy", "Wayback Machine",
    "Un momento…", "Um momento…",
)  # fmt: skip
"""Titles that poems, reviews (JSTOR's "Untitled"), columns and works of art have, too; not where nobody made it."""

REASONS = {
    400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout",
    409: "Conflict", 410: "Gone", 421: "Misdirected Request", 423: "Locked", 429: "Too Many Requests",
    451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    511: "Network Authentication Required",
}  # fmt: skip
"""Status -> reason phrase (RFC 9110, 15.5-15.6; RFC 4918, 6585, 7725)."""

SPARE_PHRASES = (
    "Page Not Found", "File Not Found", "Error", "Access Denied", "Gateway Time-out", "Service Temporarily Unavailable",
    "Server Error", "Internal Error",
)  # fmt: skip
"""What servers write behind a status instead of its own phrase."""

STATUS = regex(r"(?:http |error |status |code )*(?P<status>[45]\d\d) (?P<phrase>.+)")
"""A folded title with a status: nginx's "404 Not Found", Tomcat's "HTTP Status 404 – Not Found"."""

COUNTED = regex(r"title pending \d+|access denied .+ used cloudflare to restrict access")
"""Folded titles with a number or a host of their own: a depositor's gap, Cloudflare's page of error 1020."""

LONGEST = 200
"""Characters of such a title with the name of a site; what is longer is none."""

SITE = regex(r"\s+[|·•»]\s+")
"""Between the title of a page and the name of its site."""

LOOSE_SITE = regex(r"\s+[|·•»–—-]\s+")
"""The same, and dashes, which stand in titles of works, too."""

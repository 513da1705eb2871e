"""Openings of boilerplate sentences, by kind."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of boilerplate."""

    name: str
    openings: tuple[tuple[str, str], ...]
    """How its sentences begin: possible first words, and an expression for the text after them.
    Lower case."""


# Browser cookies, not biscuits.
_COOKIES_OF_A_SITE = (
    r"\b(?=.{0,200}\b(?:site|website|browser|device|experience|agree|accept|consent)\b)"
    r".{0,80}\bcookies?\b"
)

# News is about others; these sentences address the reader or describe the page. They only match at
# the beginning of a sentence, so a story about cookies, or one that quotes a notice, does not
# match.
KINDS = (
    Kind(
        "a cookie or privacy notice",
        (
            (
                "we",
                r"(?: and our (?:\d+ )?partners)? (?:use|store|set)"
                r"(?: (?:strictly|necessary|essential|functional|tracking|own|third-party)){0,2}"
                r" cookies\b",
            ),
            ("we", rf"(?: and our (?:\d+ )?partners)? (?:use|store|need){_COOKIES_OF_A_SITE}"),
            ("this our", r" (?:web ?)?site (?:uses|requires|stores)\b.{0,40}\bcookies\b"),
            ("by", rf" (?:continu|us|brows|click|clos|access)ing{_COOKIES_OF_A_SITE}"),
            ("by", r" (?:continu|us|brows|click|access)ing .{0,80}\bprivacy policy\b"),
            ("if", rf" you (?:continue|use|browse|click|close){_COOKIES_OF_A_SITE}"),
            ("we", r" (?:value|respect|care about) your privacy\b"),
            ("at", r" [\w .]{1,40},? we (?:value|respect|care about) your privacy\b"),
            (
                "accept enable allow manage",
                r" (?:all |your |the )?cookies?\b(?! to (?:cool|rest)\b)",
            ),
            (
                "cookie cookies",
                r" (?:policy|settings|preferences|notice|consent)"
                r"\b(?:\W*$|\W+(?:we|this|our|by|to|you|accept|manage)\b|\s*[|:.»–-])",
            ),
            ("your", r" privacy (?:choices|settings|preferences|matters)\b"),
            ("before", r" you continue to\b"),
            ("wir", r" (?:verwenden|nutzen|setzen) .{0,40}\bcookies\b"),
            ("diese unsere", r" (?:web)?(?:seite|site) (?:verwendet|nutzt) .{0,40}\bcookies\b"),
            ("mit", r" der (?:weiteren )?nutzung (?:unserer|dieser)\b.{0,60}\bcookies\b"),
            ("nous", r" utilisons (?:des|les) cookies\b"),
            ("ce notre", r" site (?:web )?utilise (?:des|les) cookies\b"),
            ("en", r" poursuivant (?:votre|la) navigation\b.{0,60}\bcookies\b"),
            ("utilizamos usamos", r" (?:las |os )?cookies\b"),
            ("este nuestro nosso", r" (?:sitio|site) (?:web )?(?:utiliza|usa) (?:las )?cookies\b"),
            ("al", r" (?:continuar|seguir) navegando\b.{0,60}\bcookies\b"),
            ("utilizziamo usiamo", r" (?:i )?cookie\b"),
            ("bu", r" (?:web ?)?site\w{0,4} çerez"),
            ("wij we", r" gebruiken (?:\w+ )?cookies\b"),
            ("deze onze", r" (?:web)?site (?:gebruikt|maakt gebruik van) (?:\w+ )?cookies\b"),
        ),
    ),
    Kind(
        "a newsletter or subscription notice",
        (
            (
                "sign signup register subscribe",
                r"(?: up)? (?:now |here |today |free )?(?:for|to|with) (?:"
                r"our|your (?:free|daily|weekly|account|newsletter)|continue|unlock|keep reading"
                r"|(?:\w+ ){0,3}(?:newsletters?|alerts)"
                r"|read(?: on| this| the| more| all| our|ing)?"
                r"|the (?:\w+ ){0,3}(?:briefing|mailing|updates)"
                r"|(?:get|receive|access) (?:our|this|all|more|free|full|unlimited|exclusive"
                r"|premium|regular|daily|weekly|breaking|news|the (?:latest|best|top|day|full)))\b",
            ),
            ("log sign", r" in (?:or (?:subscribe|register|create)|to (?:continue|read|view))\b"),
            ("subscribe", r" (?:now|today|here)\b"),
            (
                "already",
                r" (?:a (?:\w+ )?subscriber|a member|have an account|registered|subscribed)"
                r"\W*(?:$|\?|(?:log|sign)(?:ged)? in\b)",
            ),
            (
                "this",
                r" (?:article|content|story|page) is (?:\w+ ){0,2}(?:for|to) (?:\w+ )?"
                r"(?:subscribers|members)\b",
            ),
            (
                "you you've you’ve",
                r"(?: have)? (?:reached|read|used|hit) (?:your|all|the)\b.{0,60}"
                r"\b(?:articles?|limit|stories)\b",
            ),
            (
                "get",
                r" (?:all )?(?:the |our )?(?:latest|top|best|biggest|daily|day's|week's|breaking)"
                r"\b.{0,80}\b(?:your (?:inbox|email|phone)|newsletter)\b",
            ),
            (
                "to continue keep",
                r"(?: continue| keep)? reading(?: this (?:article|story))?,? "
                r"(?:with|subscribe|sign|log|register|create)\b",
            ),
            ("create", r" (?:a|your) free account\b"),
            ("enter", r" your e-?mail(?: address)? (?:to|for|below|here)\b"),
            ("join", r" our (?:\w+ )?(?:newsletter|mailing list)\b"),
            ("jetzt hier", r" (?:abonnieren|anmelden|registrieren)\b"),
            ("abonnieren", r" sie\b"),
            ("newsletter", r" (?:abonnieren|bestellen)\b"),
            ("melden", r" sie sich\b.{0,30}\bnewsletter\b"),
            ("dieser", r" (?:artikel|inhalt) ist (?:nur|exklusiv) für (?:\w+ )?abonnenten\b"),
            ("inscrivez-vous", r" (?:à|pour) .{0,20}\bnewsletter\b"),
            ("cet ce", r" (?:article|contenu) est réservé aux abonnés\b"),
            ("contenido", r" exclusivo para suscriptores\b"),
            ("esta este", r" (?:\w+) es exclusiv[ao] para suscriptores\b"),
            ("abonnez-vous abonnez", r"(?: vous)?\b"),
            ("suscríbete suscríbase suscribete suscribase iscriviti assine", r"\b"),
        ),
    ),
    Kind(
        "a technical message",
        (
            ("enable activate turn", r"(?: on)? java ?script\b"),
            ("bitte aktivieren", r"(?: aktivieren)? sie (?:java ?script|cookies)\b"),
            ("veuillez activez", r"(?: activer)? (?:le |les )?(?:java ?script|cookies)\b"),
            ("activa active habilita habilite", r" (?:el |las )?(?:java ?script|cookies)\b"),
            (
                "javascript java",
                r"(?: script)? (?:is|must be|has been) (?:disabled|enabled|required|turned off)"
                r"\b(?:\W*$|\.|,? (?:in|on) your\b"
                r"|,? (?:to|for) (?:view|use|run|see|continue|this)\b)",
            ),
            (
                "you",
                r" (?:need|must)(?: to)? (?:have|enable|activate|allow|turn on)\b.{0,40}"
                r"\bjava ?script\b",
            ),
            ("we're we’re", r" sorry but .{0,60}\bjava ?script\b"),
            (
                "your this",
                r" (?:web )?browser (?:(?:is|does|appears to be) (?:not|no longer) (?:be )?"
                r"(?:support|compatible|up)|is (?:out of date|outdated|unsupported|blocking))",
            ),
            ("disable", r" your ad ?-?block"),
            ("we", r" (?:noticed|detected|see|have detected) (?:that )?you\b.{0,30}\bad ?-?block"),
            ("checking", r" (?:if the site connection is secure|your browser)\b"),
            ("just", r" a moment\b\W*(?:$|while|please)"),
            (
                "verify confirm prove",
                r" (?:that )?you(?:['’]| a)re (?:not a robot|(?:a )?human)\b",
            ),
            ("are you", r" (?:you|are not) a robot\b"),
            ("access", r" denied(?:\W*$|\W+(?:you|this|access|reference)\b)"),
            (
                "404 403 500 502 503",
                r"\W*(?:error|not found|page not|forbidden|internal server)",
            ),
            (
                "the this error page",
                r":?(?: page)? (?:not found|you (?:requested|are looking for))\b",
            ),
            ("the", r" (?:requested )?page (?:could not|can ?not|can['’]t) be found\b"),
            ("oops", r"\W+(?:that|this|the|we|something)\b.{0,40}\b(?:found|wrong|exist)\b"),
            ("something", r" went wrong\b\W*(?:$|please\b|try\b)"),
            ("your", r" session has (?:expired|timed out)\b"),
            ("attention", r" required\W*(?:$|cloudflare)"),
            ("loading", r"\W*$"),
            ("wait", r"(?:\W*$|\W+while\b)"),
            ("lorem", r" ipsum\b"),
            ("no", r" (?:description|excerpt|summary|preview)(?: is)?(?: available\b|\W*$)"),
            (
                "description excerpt summary beschreibung descripción descrizione",
                r"(?: is)?(?: not available| unavailable)?\W*$",
            ),
        ),
    ),
    Kind(
        "a call to click",
        (
            (
                "click",
                r" (?:here|below|through|on the (?:link|button|image)|the (?:link|button))\b",
            ),
            ("click", r" to (?:read|view|see|watch|listen|enlarge|expand|share|subscribe)\b"),
            (
                "read learn find see view show",
                r"(?: out)? (?:the )?(?:more|full (?:story|article|post))"
                r"\b(?:\W*$|\W+(?:here|at|on)\b|\W*[»>])",
            ),
            (
                "continue",
                r" reading\b(?:\W*$|\W+(?:this|the full|here|below|at|on|with)\b"
                r"|\W*[»>→“\"]|.{0,150}[»→])",
            ),
            (
                "share print email save bookmark tweet",
                r" this (?:article|story|page|post)\b",
            ),
            (
                "like find join follow",
                r" us on (?:our )?(?:facebook|twitter|x|instagram|telegram|whatsapp|linkedin"
                r"|youtube|tiktok|threads|bluesky|mastodon|social|google|pinterest|@)",
            ),
            ("weiterlesen mehr", r"(?: erfahren| lesen)?\W*$"),
            ("lire", r" la suite\b(?:\W*$|\W+(?:sur|de)\b)"),
            ("leer leggi ler lees", r" (?:más|tutto|di più|mais|meer|verder)\W*$"),
            ("klicken", r" sie hier\b"),
            ("hier", r" klicken\b"),
            ("cliquez", r" ici\b"),
            ("haga haz", r" clic aqu[íi]\b"),
            ("clicca clique", r" (?:qui|aqui)\b"),
        ),
    ),
    Kind(
        "page navigation",
        (
            (
                "skip jump go",
                r" (?:directly )?to (?:the )?(?:main |primary |page )?"
                r"(?:content|navigation|menu|search|footer)\b",
            ),
            ("toggle", r" (?:navigation|menu|search|sidebar)\b"),
            ("reading", r" time\b\W*(?:icon\W*)?\d"),
            ("estimated", r" reading\b"),
            ("1 2 3 4 5 6 7 8 9 10 12 15 20", r" min(?:ute)?s? read\b"),
            (
                "advertisement advertisements",
                r"\W*(?:$|(?:story|article) continues\b|continue reading\b)",
            ),
            ("the", r" post .{15,300} appeared first on\b"),  # added to feeds by WordPress
            ("related", r" (?:articles|stories|posts|links|topics|content)\W*$"),
            ("recommended", r" for you\W*$"),
            ("most", r" (?:read|popular|viewed)\W*$"),
            ("leave", r" a (?:comment|reply)\W*$"),
            ("comments", r" are closed\W*$"),
            ("no", r" comments yet\W*$"),
            ("listen", r" to this (?:article|story)\W*$"),
            ("home menu search news", r"(?:\s*[|>»/]\s*\w+){2,}"),
            ("copyright", r" (?:©|\(c\)|(?:19|20)\d\d\b)"),
            ("©", r""),
            ("all", r" rights reserved\b"),
            ("zum", r" inhalt springen\b"),
            ("aller", r" au contenu\b"),
            ("ir saltar", r" al contenido\b"),
            ("vai", r" al contenuto\b"),
        ),
    ),
    Kind(
        "an affiliate notice",
        (
            (
                "when if",
                r" you (?:buy|purchase|make a purchase|click|shop) .{0,100}\b(?:affiliate"
                r"|(?:we|us) (?:\w+ ){0,4}commission|earns? (?:us )?(?:an? )?(?:\w+ )?commission)",
            ),
            (
                "we our",
                r"(?: (?:site|page|website|post|article))? (?:may|might|can) (?:also )?"
                r"(?:earn|receive|get) .{0,60}\b(?:commission|affiliate|compensation)",
            ),
            (
                "this",
                r" (?:site|page|website|post|article) (?:may|might|can) (?:also )?"
                r"(?:earn|receive|get) .{0,60}\b(?:commission|affiliate|compensation)",
            ),
            (
                "this",
                r" (?:post|article|page|story|site) (?:may )?contains? .{0,30}affiliate links?\b",
            ),
            ("readers our", r"(?: readers)? help support\b"),
            ("as", r" an amazon associate\b.{0,40}\bearn\b"),
            ("affiliate advertiser advertising", r" (?:disclosure|disclaimer)\b"),
        ),
    ),
    Kind(
        "the description of a platform",
        (
            ("enjoy", r" the videos and music (?:that )?you love\b"),
            ("share", r" your videos with (?:your )?friends\b"),
            (
                "create log sign",
                r" (?:an account|in|up) (?:or log in )?(?:to|for) "
                r"(?:facebook|instagram|twitter|linkedin|x)\b",
            ),
            ("welcome", r" to (?:our|the official)\b.{0,60}\b(?:site|website|page|blog|home)\b"),
            ("just", r" another wordpress\b"),
            ("proudly", r" powered by wordpress\b"),
        ),
    ),
)

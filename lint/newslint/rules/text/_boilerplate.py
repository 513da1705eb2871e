"""What stands where a story should be: how notices begin, by kind."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of text that is not the story."""

    name: str
    openings: tuple[tuple[str, str], ...]
    """How its sentences begin: the words that can be the first, and a regular expression for
    what follows it. All in small letters."""


# Sentences of news are about others; these speak to the reader, or of the page itself. Each
# is tried at the beginning of a sentence only, so that a story about cookies, or one that quotes
# a notice, does not match.
KINDS = (
    Kind(
        "a cookie or privacy notice",
        (
            ("we", r"(?: and our (?:\d+ )?partners)? (?:use|store|set|need)\b.{0,60}\bcookies\b"),
            ("this our", r" (?:web ?)?site (?:uses|requires|stores)\b.{0,40}\bcookies\b"),
            ("by", r" (?:continu|us|brows|click|clos|access)ing .{0,80}\bcookies?\b"),
            ("by", r" (?:continu|us|brows|click|access)ing .{0,80}\bprivacy policy\b"),
            ("if", r" you (?:continue|use|browse|click|close) .{0,80}\bcookies?\b"),
            ("we", r" (?:value|respect|care about) your privacy\b"),
            ("at", r" [\w .]{1,40},? we (?:value|respect|care about) your privacy\b"),
            ("accept enable allow manage", r" (?:all |your |the )?cookies?\b"),
            ("cookie cookies", r" (?:policy|settings|preferences|notice|consent)\b"),
            ("your", r" privacy (?:choices|settings|preferences|matters)\b"),
            ("before", r" you continue to\b"),
            ("wir", r" (?:verwenden|nutzen|setzen) .{0,40}\bcookies\b"),
            ("diese unsere", r" (?:web)?(?:seite|site) (?:verwendet|nutzt) .{0,40}\bcookies\b"),
            ("nous", r" utilisons (?:des|les) cookies\b"),
            ("ce notre", r" site (?:web )?utilise (?:des|les) cookies\b"),
            ("utilizamos usamos", r" (?:las |os )?cookies\b"),
            ("este nuestro", r" sitio (?:web )?(?:utiliza|usa) (?:las )?cookies\b"),
            ("wij we", r" gebruiken (?:\w+ )?cookies\b"),
        ),
    ),
    Kind(
        "a newsletter or subscription notice",
        (
            (
                "sign signup register subscribe",
                r"(?: up)? (?:now |here |today |free )?(?:for|to|with) "
                r"(?:our|the|receive|get|read|continue|unlock|access|your)\b",
            ),
            ("log sign", r" in (?:or (?:subscribe|register|create)|to (?:continue|read|view))\b"),
            ("subscribe", r" (?:now|today|here)\b"),
            ("already", r" (?:a subscriber|a member|have an account|registered|subscribed)\b"),
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
            ("jetzt hier", r" (?:abonnieren|anmelden|registrieren)\b"),
            ("abonnieren", r" sie\b"),
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
                r"(?: script)? (?:is|must be|has been) (?:disabled|enabled|required|turned off)\b",
            ),
            ("you", r" (?:need|must) .{0,60}\bjava ?script\b"),
            ("we're we’re", r" sorry but .{0,60}\bjava ?script\b"),
            (
                "your this",
                r" (?:web )?browser (?:is|does|appears to be) "
                r"(?:not|no longer|out|unsupported|blocking)\b",
            ),
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
            ("loading", r"\W*$"),
            ("wait", r"(?:\W*$|\W+while\b)"),
            ("lorem", r" ipsum\b"),
            ("no description excerpt", r"(?: description| excerpt)? (?:not )?available\b"),
            ("description excerpt summary beschreibung descripción descrizione", r"\W*$"),
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
                r" (?:this|the) (?:article|story|page|post)\b",
            ),
            ("like find join follow", r" us on\b"),
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
            ("advertisement advertisements", r"\W*$"),
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
                r" you (?:buy|purchase|make a purchase|click|shop) .{0,100}"
                r"\b(?:commission|affiliate)",
            ),
            (
                "we this our",
                r"(?: (?:site|page|website))? (?:may|might|can) (?:also )?"
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

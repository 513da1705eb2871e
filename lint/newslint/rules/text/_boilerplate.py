"""What stands where a story should be: the openings of notices, by kind."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of text that is not the story."""

    name: str
    openings: tuple[str, ...]
    """Regular expressions for the beginning of a sentence in small letters."""


# Sentences of news are about others; these speak to the reader, or of the page itself. Each
# is tried at the beginning of a sentence only, so that a story about cookies, or one that quotes
# a notice, does not match.
KINDS = (
    Kind(
        "a cookie or privacy notice",
        (
            r"we (?:and our (?:\d+ )?partners )?(?:use|store|set|need)\b.{0,60}\bcookies\b",
            r"(?:this|our) (?:web ?)?site (?:uses|requires|stores)\b.{0,40}\bcookies\b",
            r"(?:by|if you) (?:continu|us|brows|click|clos|access)\w* .{0,80}\bcookies?\b",
            r"(?:by|if you) (?:continu|us|brows|click|access)\w* .{0,80}\bprivacy policy\b",
            r"(?:we|at [\w .]{1,40},? we) (?:value|respect|care about) your privacy\b",
            r"(?:accept|enable|allow|manage|turn on) (?:all |your |the )?cookies?\b",
            r"cookies? (?:policy|settings|preferences|notice|consent)\b",
            r"(?:manage )?your privacy (?:choices|settings|preferences|matters)\b",
            r"before you continue to\b",
            r"wir (?:verwenden|nutzen|setzen) .{0,40}\bcookies\b",
            r"(?:diese|unsere) (?:web)?(?:seite|site) (?:verwendet|nutzt) .{0,40}\bcookies\b",
            r"nous utilisons (?:des|les) cookies\b",
            r"(?:ce|notre) site (?:web )?utilise (?:des|les) cookies\b",
            r"(?:utilizamos|usamos) (?:las |os )?cookies\b",
            r"(?:este|nuestro) sitio (?:web )?(?:utiliza|usa) (?:las )?cookies\b",
            r"(?:wij|we) gebruiken (?:\w+ )?cookies\b",
        ),
    ),
    Kind(
        "a newsletter or subscription notice",
        (
            r"(?:sign ?up|register|subscribe) (?:now |here |today |free )?(?:for|to|with) "
            r"(?:our|the|receive|get|read|continue|unlock|access|your)\b",
            r"(?:log|sign) ?in (?:or (?:subscribe|register|create)|to (?:continue|read|view))\b",
            r"subscribe (?:now|today|here)\b",
            r"already (?:a subscriber|a member|have an account|registered|subscribed)\b",
            r"this (?:article|content|story|page) is (?:\w+ ){0,2}(?:for|to) (?:\w+ )?"
            r"(?:subscribers|members)\b",
            r"you(?:['’]ve| have) (?:reached|read|used|hit) (?:your|all|the)\b.{0,60}"
            r"\b(?:articles?|limit|stories)\b",
            r"get (?:all )?(?:the |our )?(?:latest|top|best|biggest|daily|day's|week's|breaking)"
            r"\b.{0,80}\b(?:your (?:inbox|email|phone)|newsletter)\b",
            r"(?:to )?(?:continue|keep) reading(?: this (?:article|story))?,? "
            r"(?:with|subscribe|sign|log|register|create)\b",
            r"create (?:a|your) free account\b",
            r"(?:jetzt|hier) (?:abonnieren|anmelden|registrieren)\b",
            r"(?:abonnieren sie|abonnez[- ]vous|suscr[íi]b[ea](?:te|se)|iscriviti|assine)\b",
        ),
    ),
    Kind(
        "a technical message",
        (
            r"(?:enable|turn on|activate) java ?script\b",
            r"java ?script (?:is|must be|has been) (?:disabled|enabled|required|turned off)\b",
            r"(?:you need|you must|we['’]re sorry but) .{0,60}\bjava ?script\b",
            r"(?:your|this) (?:web )?browser (?:is|does|appears to be) "
            r"(?:not|no longer|out|unsupported|blocking)\b",
            r"checking (?:if the site connection is secure|your browser)\b",
            r"just a moment\b\W*(?:$|while|please)",
            r"(?:verify|confirm|prove) (?:that )?you(?:['’]| a)re (?:not a robot|(?:a )?human)\b",
            r"(?:are you|you are not) a robot\b",
            r"access denied(?:\W*$|\W+(?:you|this|access|reference)\b)",
            r"(?:404|403|500|502|503)\b\W*(?:error|not found|page not|forbidden|internal server)",
            r"(?:the |this |error:? )?page (?:not found|you (?:requested|are looking for))\b",
            r"(?:loading|please wait)(?:\W*$|\W+while\b)",
            r"lorem ipsum\b",
            r"(?:no )?(?:description|excerpt|summary) (?:is )?(?:not |un)?available\b",
        ),
    ),
    Kind(
        "a call to click",
        (
            r"click (?:here|below|through|on the (?:link|button|image)|the (?:link|button))\b",
            r"click to (?:read|view|see|watch|listen|enlarge|expand|share|subscribe)\b",
            r"(?:read|learn|find out|see|view|show) (?:the )?(?:more|full (?:story|article|post))"
            r"\b(?:\W*$|\W+(?:here|at|on)\b|\W*[»>])",
            r"continue reading\b(?!\W+(?:is|was|has)\b)",
            r"(?:share|print|email|save|bookmark|listen to|tweet) (?:this|the) "
            r"(?:article|story|page|post)\b",
            r"(?:like|find|join|follow) us on\b",
            r"(?:klicken sie hier|hier klicken|cliquez ici|ha(?:ga|z) clic aqu[íi])\b",
            r"(?:clicca qui|clique aqui)\b",
        ),
    ),
    Kind(
        "page navigation",
        (
            r"(?:skip|jump|go) (?:directly )?to (?:the )?(?:main |primary |page )?"
            r"(?:content|navigation|menu|search|footer)\b",
            r"toggle (?:navigation|menu|search|sidebar)\b",
            r"(?:reading time|estimated reading)\b",
            r"\d+ min(?:ute)?s? read\b",
            r"advertisements?\W*$",
            r"(?:home|menu|search|news)(?:\s*[|>»/]\s*\w+){2,}",
            r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?(?:19|20)\d\d\b",
            r"all rights reserved\b",
            r"(?:zum inhalt springen|aller au contenu|(?:ir|saltar) al contenido)\b",
            r"vai al contenuto\b",
        ),
    ),
    Kind(
        "an affiliate notice",
        (
            r"(?:when|if) you (?:buy|purchase|make a purchase|click|shop) .{0,100}"
            r"\b(?:commission|affiliate)",
            r"(?:we|this (?:site|page|website)|our site) (?:may|might|can) (?:also )?"
            r"(?:earn|receive|get) .{0,60}\b(?:commission|affiliate|compensation)",
            r"this (?:post|article|page|story|site) (?:may )?contains? .{0,30}affiliate links?\b",
            r"(?:our )?readers help support\b",
            r"(?:as an )?amazon associates?,?\b.{0,40}\b(?:earn|commission|fees)\b",
            r"(?:affiliate|advertis\w+) (?:disclosure|disclaimer)\b",
        ),
    ),
    Kind(
        "the description of a platform",
        (
            r"enjoy the videos and music (?:that )?you love\b",
            r"share your videos with (?:your )?friends\b",
            r"(?:create an account|log in|sign up) (?:or log in )?(?:to|for) "
            r"(?:facebook|instagram|twitter|linkedin|x)\b",
            r"welcome to (?:our|the official)\b.{0,60}\b(?:site|website|page|blog|home)\b",
            r"(?:just another|proudly powered by) wordpress\b",
        ),
    ),
)

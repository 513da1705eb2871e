"""How one URL is checked: which requests are made, in which order, and what the answers mean.

`inquire` is a generator that yields each `Ask` and is sent its `Answer`: straight-line logic
without sockets or clocks. The caller is responsible for rate limits.
"""

import re
from collections.abc import Callable, Collection, Generator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urljoin

from newslint.pattern import pattern
from newslint.settings import Urls
from newslint.web import images, page
from newslint.web.ask import Answer, Ask, Trouble
from newslint.web.canonical import without_dots, without_tracking
from newslint.web.guard import Target, Unaskable, closed_reason, is_allowed, reserved_name, split
from newslint.web.html import Page, Refresh, refresh_of
from newslint.web.idn import in_ascii
from newslint.web.verdict import Kind, Verdict

Inquiry = Generator[Ask, Answer, Verdict]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 530})
_REJECTS_RANGES = frozenset({400, 403, 406, 412, 416, 501})
_MEANINGS = {
    401: "authentication required",
    402: "payment required",
    403: "it blocks automated clients",
    404: "not found",
    405: "GET is not allowed",
    407: "proxy authentication required",
    408: "request timeout",
    410: "gone",
    429: "too many requests",
    451: "unavailable for legal reasons",
    500: "internal server error",
    502: "bad gateway",
    503: "service unavailable",
    504: "gateway timeout",
    999: "it blocks automated clients",
}
_FRONT = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/home/"})
_LANGUAGES = frozenset(
    "ar bg bn ca cs da de el en es et fa fi fr ga he hi hr hu id is it ja ko lt lv ms nb nl no pl "
    "pt ro ru sk sl sq sr sv sw th tr uk ur us vi zh".split()
)
"""Paths of this one segment are the front page in a language or country."""
_WALLS = frozenset(
    "login log-in log_in wp-login signin sign-in sign_in user_login user-login sso oauth oauth2 "
    "authorize openid-connect saml saml2 adfs realms login-actions idp servicelogin authenticate "
    "anmelden einloggen connexion se-connecter iniciar-sesion entrar accedi inloggen logga-in "
    "logowanie giris age-gate agegate age-verification consent cookie-consent cookiewall subscribe "
    "captcha".split()
)
"""Path segments of pages that visitors must pass before they see the page itself."""
_GATES = frozenset("login signin sso auth idp accounts consent".split())
"""First labels of hosts where visitors must pass."""
_SIGN_IN = "it redirects to a sign-in or consent page"
_SEARCHES = frozenset("search suche recherche buscar busca cerca zoeken sok".split())
"""Path segments of search pages, to which some sites redirect what they no longer have."""
_SESSION = pattern(
    r"[;?&](?:jsessionid|phpsessid|aspsessionid\w*|sessid|sid|session_?id)=", re.IGNORECASE
)
"""Where a URL names the visit, not the page: it is different every time."""
_EMPTY_HOST = pattern(r"(?:https?:)?//(?:[/?#]|$)", re.IGNORECASE)
_MISSING_PATH = "/newslint-asks-for-a-page-that-is-not-there-7f3a"
"""A path that no site has: shows how a site responds to requests for missing pages."""

# What a browser sends, but without newer image formats: an article describes the ordinary version
# of an image.
_ACCEPT_PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_ACCEPT_IMAGE = "image/jpeg,image/png,image/gif,image/*;q=0.9,*/*;q=0.5"
_UNQUOTED = "/%:=&?~#+!$,;'@()*[]|"


class Manners(NamedTuple):
    """How to make requests: the settings and what follows from them."""

    urls: Urls = Urls()
    backoff: float = 1.0
    """Seconds before the first retry, doubled for each further one."""
    user_agent: str = "newslint"
    headers: Mapping[str, Mapping[str, str]] = {}
    """Header fields by ``host:port``."""
    included: Callable[[str, str], bool] = lambda url, host: True
    """Whether the configuration allows requests to a URL on a host, for redirects."""


class Question(NamedTuple):
    """A URL and what to find out about it."""

    url: str
    page: bool = True
    """Whether it should be a page: checks its title."""
    image: bool = False
    """Whether it should be an image: checks its type."""
    size: bool = False
    """Whether to read the size of the image."""


Shared = dict[str, bool]
"""Shared between inquiries: by front page, whether its site redirects all missing pages there."""


def askable(url: str, allow_private: Collection[str]) -> Target | Verdict:
    """Return the target to request for ``url``, or the verdict if it must not be requested."""
    try:
        target = wire(split(url.strip(" ")))
    except Unaskable as error:
        return Verdict(Kind.UNSAFE, str(error))
    reason = closed_reason(target, allow_private)
    if reason is not None:
        return Verdict(Kind.UNSAFE, reason)
    if _is_example(target.host, url) and not is_allowed(target, allow_private):
        return Verdict(Kind.UNCHECKED, "its host is reserved for examples")
    return target


def _is_example(host: str, url: str) -> bool:
    if host.endswith(".ampproject.org"):  # the cached copy of a page on a reserved name
        from newslint.web.canonical import canonical

        host = canonical(url).partition("/")[0]
    return reserved_name(host)


def wire(target: Target) -> Target:
    """Return ``target`` as it is sent: the host in ASCII, the path without dot segments,
    everything else percent-encoded.

    Raises `Unaskable` for a host that is not a name.
    """
    host, path = target.host, target.path
    if not host.isascii():
        try:
            host = in_ascii(host)
        except ValueError:
            raise Unaskable("its host is not a name") from None
    if not path.isascii() or " " in path or '"' in path or "<" in path or "\\" in path:
        path = quote(path, safe=_UNQUOTED)
    path, mark, query = path.partition("?")
    return target._replace(host=host, path=without_dots(path) + mark + query)


def spelled(target: Target) -> str:
    """Return ``target`` as a URL."""
    default = {"http": 80, "https": 443}[target.scheme]
    host = f"[{target.host}]" if ":" in target.host else target.host
    port = "" if target.port == default else f":{target.port}"
    return f"{target.scheme}://{host}{port}{target.path}"


def inquire(question: Question, target: Target, manners: Manners, shared: Shared) -> Inquiry:
    """Check a URL: yields requests, is sent answers, returns the verdict."""
    return _Inquiry(question, target, manners, shared).run()


class _Inquiry:
    """The state of one inquiry."""

    def __init__(
        self, question: Question, target: Target, manners: Manners, shared: Shared
    ) -> None:
        self.question = question
        self.start = self.target = target
        self.manners = manners
        self.shared = shared
        self.left = manners.urls.timeout
        self.permanent = True
        """Whether all redirects so far are permanent."""
        self.fragment = ""
        """The fragment of a redirect, which is part of the new URL."""
        self.cookies: dict[str, dict[str, str]] = {}
        needs_body = question.page or question.size
        self.method = "GET" if needs_body else "HEAD"

    def run(self) -> Inquiry:
        seen = set()
        for hop in range(self.manners.urls.max_redirects + 1):
            answer = yield from self.fetch()
            location = answer.headers.get("location") if answer.status in _REDIRECTS else None
            is_permanent = answer.status in _PERMANENT
            if location is None and (refresh := self.refresh(answer)) is not None:
                # An instant one means a permanent redirect
                # (https://developers.google.com/search/docs/crawling-indexing/301-redirects).
                location, is_permanent = refresh.location, refresh.delay == 0
            if location is None or answer.status in self.manners.urls.accept:
                return (yield from self.judge(answer, hop))
            self.keep_cookies(answer)
            self.permanent = self.permanent and is_permanent
            refusal = self.follow(location)
            if refusal is not None:
                return refusal
            state = (self.target, str(self.cookies))
            if state in seen:
                return Verdict(Kind.UNVERIFIED, "its redirects form a loop")
            seen.add(state)
        return Verdict(
            Kind.UNVERIFIED, f"it redirects more than {self.manners.urls.max_redirects} times"
        )

    # Requests

    def fetch(self) -> Generator[Ask, Answer, Answer]:
        """Return the answer for the current target after HEAD, GET and retries as needed."""
        ranged, tries, denied = True, 0, False
        delay = 0.0
        while True:
            method = self.method
            answer = yield self.request(method, ranged, delay)
            delay = 0.0
            self.left -= answer.seconds
            if answer.status == 0 and answer.trouble and not answer.trouble.transient:
                if method == "HEAD" and answer.trouble in (Trouble.TIMEOUT, Trouble.ODD):
                    self.method = "GET"
                    continue
                return answer
            if self.satisfied(answer, method):
                return answer
            if method == "HEAD":  # HEAD is unreliable: only GET counts
                self.method, denied = "GET", answer.status == 404
            elif ranged and answer.status in _REJECTS_RANGES:
                ranged = False
            elif answer.status == 404 and not denied:
                # Try again: one 404 may be a temporary error.
                denied, delay = True, self.manners.backoff / 2
            elif answer.status in _TRANSIENT or answer.status == 0:
                wait = self.wait_before(tries, answer)
                if tries >= self.manners.urls.retries or wait is None:
                    return answer
                tries, delay = tries + 1, wait
            else:
                return answer
            if self.left <= 0.01:
                return answer

    def request(self, method: str, ranged: bool, delay: float) -> Ask:
        # A HEAD that hangs must leave time for the GET that follows.
        seconds = self.left / 2 if method == "HEAD" else self.left
        return Ask(self.target, method, self.headers(), ranged, delay, max(seconds, 0.01))

    def satisfied(self, answer: Answer, method: str) -> bool:
        """Whether an answer needs no further request."""
        if answer.status in self.manners.urls.accept:
            return True
        if answer.status in _REDIRECTS and "location" in answer.headers:
            return True
        if not 200 <= answer.status < 300:
            return False
        if method == "GET" or not self.question.image:
            return True
        return answer.media.startswith("image/") and not answer.is_empty

    def wait_before(self, tries: int, answer: Answer) -> float | None:
        """Return the seconds before the next attempt; None if the server asks for too many."""
        seconds = _retry_after(answer.headers.get("retry-after", ""))
        if seconds is None:
            return self.manners.backoff * (1 << tries)
        return seconds if seconds <= self.manners.urls.retry_after_cap else None

    def headers(self) -> tuple[tuple[str, str], ...]:
        common = _headers(self.manners.user_agent, self.question.image)
        cookies = self.cookies.get(_site(self.target)) if self.cookies else None
        own = self.manners.headers.get(self.target.host_port) if self.manners.headers else None
        if not cookies and not own:
            return common
        fields = dict(common)
        if cookies:
            fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return tuple((fields | dict(own or {})).items())

    def keep_cookies(self, answer: Answer) -> None:
        """Keep cookies for the rest of this inquiry, for the host that set them.

        Cookies with characters outside of RFC 6265 are ignored: they could not be sent, or could
        inject headers.
        """
        for name, value in answer.fields:
            if name == "set-cookie" and value.isascii() and value.isprintable():
                key, equals, rest = value.partition(";")[0].partition("=")
                jar = self.cookies.setdefault(_site(self.target), {})
                if equals and len(jar) < 20 and len(value) < 4096:
                    jar[key.strip()] = rest.strip()

    def follow(self, location: str) -> Verdict | None:
        """Follow a redirect; return a verdict if it must not be followed."""
        location = location.strip(" ")
        try:
            # Programs disagree on these, and urljoin would silently choose one reading.
            ambiguous = "\\" in location.partition("?")[0] or _EMPTY_HOST.match(location)
            if ambiguous or not location.isprintable():
                raise ValueError(location)
            url = urljoin(spelled(self.target), location)
        except ValueError:
            return Verdict(Kind.UNVERIFIED, "it redirects to an invalid URL")
        target = askable(url, self.manners.urls.allow_private)
        if isinstance(target, Verdict):
            reason = f"it redirects to a URL that is not requested: {target.reason}"
            return Verdict(Kind.UNVERIFIED, reason)
        if not self.manners.included(spelled(target), target.host):
            reason = "it redirects to a URL that the configuration excludes"
            return Verdict(Kind.UNVERIFIED, reason)
        self.fragment = url.partition("#")[2] or self.fragment
        self.target = target
        return None

    def refresh(self, answer: Answer) -> Refresh | None:
        """Return where a page leads by itself, unless it only loads itself again."""
        if not 200 <= answer.status < 300 or not self.question.page:
            return None
        header = answer.headers.get("refresh")
        if header is not None:
            refresh = refresh_of(header)
        elif _is_page(answer):
            refresh = Page(answer.body, answer.headers.get("content-type", "")).refresh
        else:
            return None
        here = spelled(self.target)
        try:
            leads_here = refresh and urljoin(here, refresh.location).partition("#")[0] == here
        except ValueError:
            return None
        return None if leads_here else refresh

    # Verdicts

    def judge(self, answer: Answer, hops: int) -> Inquiry:
        status = answer.status
        if status == 0:
            return _troubled(answer.trouble or Trouble.ODD)
        if status in self.manners.urls.accept:
            return Verdict(Kind.ALIVE)
        if status in (404, 410):
            return Verdict(Kind.DEAD, f"{status}, {_MEANINGS[status]}")
        if not 200 <= status < 300:
            meaning = _MEANINGS.get(status)
            reason = f"{status}, {meaning}" if meaning else f"status {status}"
            return Verdict(Kind.UNVERIFIED, reason)
        verdict = self.judge_content(answer)
        if not verdict.lives or not hops:
            return verdict
        return (yield from self.judge_redirect(verdict))

    def judge_content(self, answer: Answer) -> Verdict:
        body, media = answer.body, answer.media
        if answer.is_empty:
            return self.judge_emptiness(media)
        if images.image_type(body) or (not body and media.startswith("image/")):
            width, height = images.image_size(body) or (0, 0) if self.question.size else (0, 0)
            return Verdict(Kind.ALIVE, media="image", width=width, height=height)
        if not body or not _is_page(answer):
            return Verdict(Kind.ALIVE, media=images.other_type(media, body))
        content = Page(body, answer.headers.get("content-type", ""))
        if "cf-mitigated" in answer.headers or answer.status == 202:
            return Verdict(Kind.UNVERIFIED, "it blocks automated clients")
        found = page.judge(content, self.target.host)
        if found is not None:
            return Verdict(Kind.DEAD if found.is_certain else Kind.UNVERIFIED, found.reason)
        if answer.trouble is None and content.is_blank:
            return Verdict(Kind.UNVERIFIED, "it is an empty page")
        if self.target != self.start and page.is_sign_in(content):
            return Verdict(Kind.UNVERIFIED, _SIGN_IN)
        return Verdict(Kind.ALIVE, media="html" if content.looks_like_html else "")

    def judge_emptiness(self, media: str) -> Verdict:
        if self.question.image or media.startswith("image/"):
            return Verdict(Kind.DEAD, "it is empty, not an image")
        return Verdict(Kind.UNVERIFIED, "it is an empty page")

    def judge_redirect(self, verdict: Verdict) -> Inquiry:
        """Return the verdict on a living URL that was reached through redirects."""
        start, end = self.start, self.target
        if page.is_marketplace(end.host) and not page.is_marketplace(start.host):
            return Verdict(Kind.DEAD, "it redirects to an offer of its domain")
        if "suspendedpage.cgi" in _segments(end):  # of cPanel
            return Verdict(Kind.DEAD, "its site is suspended")
        if not _WALLS.isdisjoint(_segments(end) - _segments(start)) or _is_gate(start, end):
            return Verdict(Kind.UNVERIFIED, _SIGN_IN)
        if not _SEARCHES.isdisjoint(_segments(end) - _segments(start)):
            return Verdict(Kind.UNVERIFIED, "it redirects to a search page")
        if _is_front(end) and not _is_front(start):
            if (yield from self.redirects_missing_pages(end)):
                return Verdict(
                    Kind.DEAD, "it redirects to the front page, like all missing pages of the site"
                )
            return Verdict(Kind.UNVERIFIED, "it redirects to the front page")
        if not self.permanent or (_is_front(end) and end.path != start.path):
            return verdict
        location = without_tracking(spelled(end))
        if location == spelled(start) or _only_adds_a_query(start, end):
            return verdict
        if _SESSION.search(end.path):
            return verdict
        if self.fragment:
            location += f"#{quote(self.fragment, safe=_UNQUOTED)}"
        return verdict._replace(kind=Kind.MOVED, location=location)

    def redirects_missing_pages(self, front: Target) -> Generator[Ask, Answer, bool]:
        """Whether the first host redirects a path that cannot exist to the same front page."""
        key = spelled(self.start._replace(path="/")) + " " + spelled(front)
        if key not in self.shared:
            self.target, self.method = self.start._replace(path=_MISSING_PATH), "GET"
            self.left = max(self.left, self.manners.urls.timeout / 2)
            redirects = False
            for _ in range(self.manners.urls.max_redirects):
                answer = yield from self.fetch()
                location = answer.headers.get("location")
                if answer.status not in _REDIRECTS or location is None:
                    redirects = 200 <= answer.status < 300 and self.target == front
                    break
                if self.follow(location) is not None:
                    break
            self.shared[key] = redirects
        return self.shared[key]


@lru_cache(maxsize=8)
def _headers(user_agent: str, image: bool) -> tuple[tuple[str, str], ...]:
    """Return the header fields of every request."""
    return (
        ("User-Agent", user_agent),
        ("Accept", _ACCEPT_IMAGE if image else _ACCEPT_PAGE),
        ("Accept-Language", "en,*;q=0.5"),
        ("Accept-Encoding", "gzip"),
    )


def _troubled(trouble: Trouble) -> Verdict:
    return Verdict(
        Kind.DEAD if trouble.certain else Kind.UNVERIFIED,
        trouble.value,
        grave=trouble.silent,
        network=trouble.maybe_local,
        answered=False,
        untrusted=trouble is Trouble.UNTRUSTED,
    )


def _site(target: Target) -> str:
    return f"{target.scheme}:{target.host_port}"


def _is_page(answer: Answer) -> bool:
    """Return whether a body is, or claims to be, a page of HTML."""
    if answer.media in ("text/html", "application/xhtml+xml", ""):
        return bool(answer.body)
    return answer.media.startswith("image/") and Page(answer.body).looks_like_html


def _segments(target: Target) -> set[str]:
    """Return the segments of the path, those of programs and files also without the suffix."""
    segments = target.path.partition("?")[0].lower().split("/")
    return {*segments, *(segment.partition(".")[0] for segment in segments)}


def _is_gate(start: Target, end: Target) -> bool:
    """Return whether another host was reached whose name says that visitors sign in there."""
    label = end.host.partition(".")[0]
    return end.host != start.host and label in _GATES and label != start.host.partition(".")[0]


def _is_front(target: Target) -> bool:
    path, _, query = target.path.lower().partition("?")
    if path in _FRONT:
        return not query
    language = path.strip("/")
    return (
        language[:2] in _LANGUAGES and len(language) in (2, 5) and language[2:3] in ("", "-", "_")
    )


def _only_adds_a_query(start: Target, end: Target) -> bool:
    return end._replace(path="") == start._replace(path="") and end.path.startswith(
        (f"{start.path}?", f"{start.path}&")
    )


def _retry_after(value: str) -> float | None:
    """Return the seconds in a Retry-After field (RFC 9110 10.2.3); None if it is invalid."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    if not value:
        return None
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, OverflowError):
        return None

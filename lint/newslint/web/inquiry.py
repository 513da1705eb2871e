"""How one URL is judged: which requests are made, in which order, and what the answers mean.

`inquire` is a generator that yields each `Ask` and is sent its `Answer`: straight-line logic
that knows neither sockets nor clocks. Whoever drives it sees to politeness.
"""

import re
from collections.abc import Callable, Collection, Generator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urljoin

from newslint.pattern import pattern
from newslint.settings import Urls
from newslint.web import page
from newslint.web.ask import Answer, Ask, Trouble
from newslint.web.guard import Target, Unaskable, closed_reason, is_allowed, reserved_name, split
from newslint.web.verdict import Kind, Verdict

Inquiry = Generator[Ask, Answer, Verdict]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 530})
_DISLIKES_RANGES = frozenset({400, 406, 412, 416, 501})
_MEANINGS = {
    401: "it wants a password",
    402: "it wants to be paid",
    403: "it keeps programs out",
    404: "not found",
    405: "it allows no GET",
    407: "the proxy wants a password",
    408: "it gave up waiting",
    410: "gone",
    429: "it wants fewer requests",
    451: "blocked for legal reasons",
    500: "it is broken",
    502: "it is out of order",
    503: "it is out of order",
    504: "it is out of order",
    999: "it keeps programs out",
}
_FRONT = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/home/"})
_LANGUAGES = frozenset(
    "ar bg bn ca cs da de el en es et fa fi fr ga he hi hr hu id is it ja ko lt lv ms nb nl no pl "
    "pt ro ru sk sl sq sr sv sw th tr uk ur us vi zh".split()
)
"""First segments of paths that stand for the front page in one language or country."""
_WALLS = frozenset(
    {"login", "signin", "sign-in", "sso", "oauth", "consent", "subscribe", "captcha"}
)
"""Segments of paths that stand before a page, not for it."""
_NO_HOST = pattern(r"(?:https?:)?//(?:[/?#]|$)", re.IGNORECASE)
_NOWHERE = "/newslint-asks-for-a-page-that-is-not-there-7f3a"
"""A path that no site has: what a site does with it, it does with everything that is gone."""

# As a browser names them, save that newer image formats are not asked for: what an article
# claims of an image is claimed of the ordinary one.
_ACCEPT_PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_ACCEPT_IMAGE = "image/jpeg,image/png,image/gif,image/*;q=0.9,*/*;q=0.5"
_SAFE = "/%:=&?~#+!$,;'@()*[]|"


class Manners(NamedTuple):
    """How to make requests: the settings, and what is derived from them."""

    urls: Urls = Urls()
    backoff: float = 1.0
    """Seconds before the first retry; twice as long before each further one."""
    user_agent: str = "newslint"
    headers: Mapping[str, Mapping[str, str]] = {}
    """Header fields by ``host:port``."""
    chosen: Callable[[str, str], bool] = lambda url, host: True
    """Whether the configuration lets a URL, to which a redirect leads, on a host be requested."""


class Question(NamedTuple):
    """A URL and what is to be found out about it."""

    url: str
    page: bool = True
    """Whether it should be a page, so that its title matters."""
    image: bool = False
    """Whether it should be an image, so that its type matters."""
    size: bool = False
    """Whether the size of the image is wanted."""
    trusted: bool = False
    """Whether it is known to have been a proper page: a HEAD will do."""


Shared = dict[str, bool]
"""What inquiries tell each other: by front page, whether its site sends everything lost there."""


def askable(url: str, allow_private: Collection[str]) -> Target | Verdict:
    """What to ask for ``url``, or why it is not asked."""
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
    if host.endswith(".ampproject.org"):  # a cache's copy of an example is as little there
        from newslint.web.canonical import canonical

        host = canonical(url).partition("/")[0]
    return reserved_name(host)


def wire(target: Target) -> Target:
    """``target`` as it goes over the wire: the host in ASCII, everything else percent-encoded.

    Raises `Unaskable` for a host that IDNA 2008 (UTS 46) does not know.
    """
    host, path = target.host, target.path
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode()
        except (idna.IDNAError, UnicodeError):
            raise Unaskable("its host is not a name") from None
    if not path.isascii() or " " in path or '"' in path or "<" in path or "\\" in path:
        path = quote(path, safe=_SAFE)
    return target._replace(host=host, path=path)


def spelled(target: Target) -> str:
    """``target`` as a URL."""
    default = {"http": 80, "https": 443}[target.scheme]
    host = f"[{target.host}]" if ":" in target.host else target.host
    port = "" if target.port == default else f":{target.port}"
    return f"{target.scheme}://{host}{port}{target.path}"


def inquire(question: Question, target: Target, manners: Manners, shared: Shared) -> Inquiry:
    """Find out about a URL: yields requests, is sent answers, returns the verdict."""
    return _Inquiry(question, target, manners, shared).run()


class _Inquiry:
    """The course of one inquiry."""

    def __init__(
        self, question: Question, target: Target, manners: Manners, shared: Shared
    ) -> None:
        self.question = question
        self.start = self.target = target
        self.manners = manners
        self.shared = shared
        self.left = manners.urls.timeout
        self.lasting = True
        self.fragment = ""
        """What a redirect names of the page, to be kept with its new address."""
        self.cookies: dict[str, dict[str, str]] = {}
        needs_body = (question.page and not question.trusted) or question.size
        self.method = "GET" if needs_body else "HEAD"

    def run(self) -> Inquiry:
        seen = set()
        for hop in range(self.manners.urls.max_redirects + 1):
            answer = yield from self.fetch()
            location = answer.headers.get("location") if answer.status in _REDIRECTS else None
            if location is None or answer.status in self.manners.urls.accept:
                return (yield from self.judge(answer, hop))
            self.keep_cookies(answer)
            self.lasting = self.lasting and answer.status in _LASTING
            refusal = self.follow(location)
            if refusal is not None:
                return refusal
            state = (self.target, str(self.cookies))
            if state in seen:
                return Verdict(Kind.UNVERIFIED, "it redirects in a circle")
            seen.add(state)
        return Verdict(
            Kind.UNVERIFIED, f"it redirects more than {self.manners.urls.max_redirects} times"
        )

    # Asking

    def fetch(self) -> Generator[Ask, Answer, Answer]:
        """The answer for the present target, after HEAD, GET and retries as they are needed."""
        ranged, tries, denied = True, 0, False
        delay = 0.0
        while True:
            method = self.method
            answer = yield self.request(method, ranged, delay)
            delay = 0.0
            self.left -= answer.seconds
            if answer.status == 0 and answer.trouble and not answer.trouble.passing:
                if method == "HEAD" and answer.trouble in (Trouble.TIMEOUT, Trouble.ODD):
                    self.method = "GET"
                    continue
                return answer
            if self.satisfied(answer, method):
                return answer
            if method == "HEAD":  # servers lie about HEAD: only GET tells
                self.method, denied = "GET", answer.status == 404
            elif ranged and answer.status in _DISLIKES_RANGES:
                ranged = False
            elif answer.status == 404 and not denied:
                # Once more, so that one slip of a server is no verdict.
                denied, delay = True, self.manners.backoff / 2
            elif answer.status in _PASSING or answer.status == 0:
                wait = self.wait_before(tries, answer)
                if tries >= self.manners.urls.retries or wait is None:
                    return answer
                tries, delay = tries + 1, wait
            else:
                return answer
            if self.left <= 0.01:
                return answer

    def request(self, method: str, ranged: bool, delay: float) -> Ask:
        # A HEAD that hangs must leave time for the GET behind it.
        seconds = self.left / 2 if method == "HEAD" else self.left
        return Ask(self.target, method, self.headers(), ranged, delay, max(seconds, 0.01))

    def satisfied(self, answer: Answer, method: str) -> bool:
        """Whether an answer may be judged as it is."""
        if answer.status in self.manners.urls.accept:
            return True
        if answer.status in _REDIRECTS and "location" in answer.headers:
            return True
        if not 200 <= answer.status < 300:
            return False
        return method == "GET" or not self.question.image or answer.media.startswith("image/")

    def wait_before(self, tries: int, answer: Answer) -> float | None:
        """Seconds before the next attempt; None when the server asks for more than we grant."""
        asked = _retry_after(answer.headers.get("retry-after", ""))
        if asked is None:
            return self.manners.backoff * (1 << tries)
        return asked if asked <= self.manners.urls.retry_after_cap else None

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
        """Keep cookies for the rest of this inquiry, and for just the host that set them.

        Those of other characters than RFC 6265 allows could not be sent, or could say more.
        """
        for name, value in answer.fields:
            if name == "set-cookie" and value.isascii() and value.isprintable():
                key, equals, rest = value.partition(";")[0].partition("=")
                jar = self.cookies.setdefault(_site(self.target), {})
                if equals and len(jar) < 20 and len(value) < 4096:
                    jar[key.strip()] = rest.strip()

    def follow(self, location: str) -> Verdict | None:
        """Go where a redirect points; a verdict when we do not."""
        location = location.strip(" ")
        try:
            # What programs read differently, urljoin would quietly read in a way of its own.
            odd = "\\" in location.partition("?")[0] or _NO_HOST.match(location)
            if odd or not location.isprintable():
                raise ValueError(location)
            url = urljoin(spelled(self.target), location)
        except ValueError:
            return Verdict(Kind.UNVERIFIED, "it redirects to something that is no URL")
        found = askable(url, self.manners.urls.allow_private)
        if isinstance(found, Verdict):
            reason = f"it redirects to a URL that is not asked: {found.reason}"
            return Verdict(Kind.UNVERIFIED, reason)
        if not self.manners.chosen(spelled(found), found.host):
            reason = "it redirects to a URL that the configuration leaves out"
            return Verdict(Kind.UNVERIFIED, reason)
        self.fragment = url.partition("#")[2] or self.fragment
        self.target = found
        return None

    # Judging

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
            reason = f"{status}, {meaning}" if meaning else f"it says {status}"
            return Verdict(Kind.UNVERIFIED, reason, grave=500 <= status < 600)
        verdict = self.judge_content(answer)
        if not verdict.lives or not hops:
            return verdict
        return (yield from self.judge_redirect(verdict))

    def judge_content(self, answer: Answer) -> Verdict:
        body = answer.body
        found = page.image_type(body)
        if found or (not body and answer.media.startswith("image/")):
            width, height = page.image_size(body) or (0, 0) if self.question.size else (0, 0)
            return Verdict(Kind.ALIVE, media="image", width=width, height=height)
        is_html = page.looks_like_html(body)
        media = answer.media
        claims_html = media in ("text/html", "application/xhtml+xml", "")
        if not body or not (claims_html or (is_html and media.startswith("image/"))):
            return Verdict(Kind.ALIVE, media=page.other_type(media, body))
        read = page.Page(body)
        if page.is_wall(read) or "cf-mitigated" in answer.headers or answer.status == 202:
            return Verdict(Kind.UNVERIFIED, "it keeps programs out")
        if page.says_not_found(read):
            return Verdict(Kind.DEAD, 'its title says "not found", though its status does not')
        return Verdict(Kind.ALIVE, media="html" if is_html else "")

    def judge_redirect(self, verdict: Verdict) -> Inquiry:
        """What it means that a living URL was reached through redirects."""
        start, end = self.start, self.target
        if not _WALLS.isdisjoint(_segments(end) - _segments(start)):
            return Verdict(Kind.UNVERIFIED, "it leads to a page to sign in or consent")
        if _is_front(end) and not _is_front(start):
            if (yield from self.sends_all_home(end)):
                return Verdict(
                    Kind.DEAD, "it redirects to the front page, as all that is lost there"
                )
            return Verdict(Kind.UNVERIFIED, "it redirects to the front page", grave=True)
        if not self.lasting or (_is_front(end) and end.path != start.path):
            return verdict
        location = spelled(end)
        if location == spelled(start) or _only_adds_a_query(start, end):
            return verdict
        if self.fragment:
            location += f"#{quote(self.fragment, safe=_SAFE)}"
        return verdict._replace(kind=Kind.MOVED, location=location)

    def sends_all_home(self, front: Target) -> Generator[Ask, Answer, bool]:
        """Whether the first host sends a path that cannot exist to the same front page."""
        key = spelled(self.start._replace(path="/")) + " " + spelled(front)
        if key not in self.shared:
            self.target, self.method = self.start._replace(path=_NOWHERE), "GET"
            self.left = max(self.left, self.manners.urls.timeout / 2)
            home = False
            for _ in range(self.manners.urls.max_redirects):
                answer = yield from self.fetch()
                location = answer.headers.get("location")
                if answer.status not in _REDIRECTS or location is None:
                    home = 200 <= answer.status < 300 and self.target == front
                    break
                if self.follow(location) is not None:
                    break
            self.shared[key] = home
        return self.shared[key]


@lru_cache(maxsize=8)
def _headers(user_agent: str, image: bool) -> tuple[tuple[str, str], ...]:
    """The header fields that every request carries."""
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
        grave=trouble not in (Trouble.CLOSED, Trouble.PROXY),
        network=trouble.maybe_ours,
    )


def _site(target: Target) -> str:
    return f"{target.scheme}:{target.host_port}"


def _segments(target: Target) -> set[str]:
    return set(target.path.partition("?")[0].lower().split("/"))


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
    """Seconds that a Retry-After field asks for (RFC 9110 10.2.3); None when it does not tell."""
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

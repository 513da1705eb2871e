"""Read the beginning of an HTML page: its title, its first heading, its text.

Pure functions over bytes and text, all in linear time: a page may be hostile.
"""

import codecs
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

_TITLE = re.compile(r"<title\b[^>]{0,200}>", re.IGNORECASE), re.compile("</title", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]{0,400}>", re.IGNORECASE), re.compile("</h1", re.IGNORECASE)
_MAX_WORDS = 1_000  # characters of a title or heading
_MAX_TAGS = 20  # start tags to try, so that a flood of them takes no time
_MARKUP = re.compile(r"<[^>]{0,1000}>")
_SPACE = re.compile(r"\s+")
# Metadata that only the page of a story has.
_STORY = re.compile(
    r"""og:type["']?\s{1,9}content=["']?article"""
    r"""|content=["']?article["']?\s{1,9}property=["']og:type|article:published_time"""
    r"""|"@type"\s{0,9}:\s{0,9}(?:\[\s{0,9})?"(?:News|Blog)?(?:Article|Posting)""",
    re.IGNORECASE,
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_DECLARED = re.compile(
    rb"<meta\b[^<>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^<>]{0,99}encoding\s*=\s*"
    rb"[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_CP = ("cp", "x-cp", "win-")
_LABELS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"), "windows-1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "chinese"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr", "ksc5601", "korean"), "cp949"),
    **dict.fromkeys(
        ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"), "cp932"
    ),
    **dict.fromkeys(("iso-8859-9", "latin5"), "windows-1254"),
    **dict.fromkeys(("windows-874", "tis-620", "iso-8859-11"), "cp874"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **{f"{prefix}{number}": f"windows-{number}" for number in range(1250, 1259) for prefix in _CP},
    **dict.fromkeys(("utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("x-euc-jp", "eucjp"), "euc-jp"),
    **dict.fromkeys(("iso-8859-8-i", "logical"), "iso-8859-8"),
    "koi8": "koi8-r",
    "cp866": "ibm866",
}
"""Encodings by what pages call them, where browsers take another one
(https://encoding.spec.whatwg.org/#names-and-labels)."""
_CODECS = frozenset(
    (
        *("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "cp932", "cp949", "euc-jp"),
        *("iso-2022-jp", "koi8-r", "koi8-u", "ibm866", "macintosh", "cp874"),
        *(f"windows-{number}" for number in range(1250, 1259)),
        *(f"iso-8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    )
)
"""The encodings of that standard. Python has others, some of which take long to decode."""
_PRESCAN = 1024
"""Bytes in which a page declares its encoding (HTML, 13.2.3.2)."""

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^<>]*+>?|<(/?)([a-z][a-z0-9]*+)[^<>]*+>?", re.IGNORECASE | re.DOTALL
)
_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "head", "title"))
_SHOWS = re.compile(r"<(?:script|img|svg|i?frame|embed|object|video|audio|canvas)\b", re.IGNORECASE)
_META = re.compile(r"<meta\b([^<>]{0,600})>", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)')", re.IGNORECASE)
_DELAY = re.compile(
    r"\s*([0-9]{1,6})(?:\.[0-9]*)?\s*[;,]\s*+(?:url\s*=\s*+)?+[\"']?\s*(\S.*?)\s*[\"']?\s*",
    re.IGNORECASE,
)
_MAX_HEAD = 32_768  # characters in which a page may name where it leads
_MAX_REFRESH = 4_096  # characters
PARAGRAPH, PROSE = 40, 120
"""Words of a paragraph of a story, and of all such paragraphs together."""
SOON = 5
"""Seconds: a page that leads elsewhere later than that is one to read."""


class Refresh(NamedTuple):
    """Where a page leads by itself (HTML, 4.2.5.3)."""

    location: str
    delay: int
    """Seconds."""


class Page:
    """The beginning of an HTML page, read on demand."""

    def __init__(self, body: bytes, content_type: str = "") -> None:
        """``content_type`` is the header field of this name."""
        self.text = decoded(body, content_type)

    @cached_property
    def title(self) -> str:
        return _words(_TITLE, self.text)

    @cached_property
    def heading(self) -> str:
        """The first heading."""
        return _words(_HEADING, self.text)

    @property
    def strict(self) -> "Page":
        """The page with the title and the heading that a browser shows, which are not those in
        scripts and templates. Reading them takes longer."""
        made = Page(b"")
        made.text = self.text
        shown = _without_hidden(self.text)
        made.title, made.heading = _words(_TITLE, shown), _words(_HEADING, shown)
        return made

    @cached_property
    def is_story(self) -> bool:
        """Whether its metadata declares an article, or it has paragraphs of one."""
        if _STORY.search(self.text):
            return True
        counts = (len(piece.split()) for piece in _visible(self.text))
        return sum(count for count in counts if count >= PARAGRAPH) >= PROSE

    @property
    def looks_like_html(self) -> bool:
        """Whether it begins like an HTML page."""
        head = self.text[:1024].lstrip("\ufeff \t\r\n").lower()
        return head.startswith(("<!doctype html", "<html", "<head", "<body", "<title")) or (
            head.startswith(("<!--", "<?xml")) and "<html" in head
        )

    @cached_property
    def words(self) -> list[str]:
        """The words that a reader sees."""
        return _SPACE.split(_unescaped(" ".join(_visible(self.text))).strip())

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing and runs nothing that could."""
        shows = re.search(
            r"<(?:script|img|svg|i?frame|embed|object|video|canvas)\b", self.text, re.I
        )
        return shows is None and not any(self.words)

    @property
    def refresh(self) -> Refresh | None:
        """Where the page leads by itself within some seconds, if anywhere."""
        head = self.text[:_MAX_HEAD]
        if "refresh" not in head.lower():
            return None
        for attributes in _META.findall(_without_hidden(head)):
            written = _CONTENT.search(attributes) if _REFRESH.search(attributes) else None
            if written:
                return refresh_of(_unescaped(written[1] or written[2] or ""))
        return None


def refresh_of(content: str) -> Refresh | None:
    """Return where the content of a refresh leads within some seconds, if anywhere."""
    found = _DELAY.fullmatch(content) if len(content) < _MAX_REFRESH else None
    soon = found and int(found[1]) <= SOON
    return Refresh(found[2], int(found[1])) if found and soon else None


def decoded(body: bytes, content_type: str = "") -> str:
    """Return the text of a page: by its byte order mark, the header field, or what it declares, and
    else UTF-8."""
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    named = _CHARSET.search(content_type)
    label = named[1] if named else ""
    if not label and (declared := _DECLARED.search(body, 0, _PRESCAN)):
        label = (declared[1] or declared[2]).decode("ascii", "replace")
        if label.lower().startswith("utf-16"):  # it could not have been read
            label = "utf-8"
    name = _LABELS.get(label.lower(), label.lower())
    return body.decode(name if name in _CODECS else "utf-8", "replace")


def _words(element: tuple[re.Pattern[str], re.Pattern[str]], text: str) -> str:
    """Return the text of the first element whose start tag has an end tag nearby."""
    start_tag, end_tag = element
    for start in islice(start_tag.finditer(text), _MAX_TAGS):
        end = end_tag.search(text, start.end(), start.end() + _MAX_WORDS)
        if end is not None:
            return _plain(text[start.end() : end.start()])
    return ""


def _plain(inner: str) -> str:
    """Return the plain text of an HTML fragment."""
    if "<" not in inner and "&" not in inner:
        return " ".join(inner.split())
    return _SPACE.sub(" ", _unescaped(_MARKUP.sub(" ", inner))).strip()


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _visible(text: str) -> Iterator[str]:
    """Yield the pieces of text that are not in elements without visible text."""
    for piece, is_markup in _pieces(text):
        if not is_markup:
            yield piece


def _without_hidden(text: str) -> str:
    """Return ``text`` without what a browser that runs scripts does not read."""
    return "".join(piece for piece, _ in _pieces(text, _HIDDEN - {"head", "title"}))


def _pieces(text: str, hidden: frozenset[str] = _HIDDEN) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a page outside of ``hidden`` elements, and whether each is a tag."""
    inside, at = "", 0
    for tag in _TAG.finditer(text):
        name = (tag[2] or "").lower()
        if not inside and tag.start() > at:
            yield text[at : tag.start()], False
        at = tag.end()
        if inside:
            if tag[1] and name == inside:
                inside = ""
        elif name in hidden and not tag[1]:
            inside = name
        elif name:
            yield tag[0], True
    if not inside:
        yield text[at:], False

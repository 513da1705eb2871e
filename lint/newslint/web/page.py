"""Classify the beginning of a response body: error page, wall against bots, image.

Pure functions over bytes and text. A wrong "not found" is worse than a missed one: a page counts as
an error page only if its title says nothing else and nothing indicates a story.
"""

import re
from itertools import islice

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
    r"""|"@type"\s{0,9}:\s{0,9}"(?:News|Blog)?(?:Article|Posting)""",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*")

# A title, or its part before the name of the site, that says only "not found".
_NOT_FOUND = re.compile(
    r"""(?:(?:oops|sorry|uh\ oh|whoops|désolé|ups|error|erreur|fehler)\W{1,5})?
    (?:the\ |this\ |that\ )?(?:
      (?:http\ )?(?:error\ |erreur\ |fehler\ |errore\ )?(?:code\ )?404
        (?:\W{1,3}(?:error|not\ found|page\ not\ found|file\ not\ found|page|seite\ nicht\ gefunden
        |página\ no\ encontrada|pagina\ non\ trovata|page\ introuvable|page\ non\ trouvée))?
    | (?:page|article|story|content|file|post)\ (?:(?:was\ |is\ |could\ |can\ |can)?not|isn[’']t)
        \ (?:be\ )?(?:found|available|exist)(?:\W{1,3}(?:error\ )?404(?:\ error)?)?
    | (?:page|article|story|post)\ (?:does\ not|doesn[’']t|no\ longer)\ exists?
    | (?:page|article)\ (?:is\ )?(?:no\ longer\ available|unavailable)
    | page\ can[’']?t\ be\ found
    | (?:we\ )?(?:can[’']?t|cannot|can\ not|couldn[’']?t|could\ not)\ find\ (?:the|that|this)\ page
    | not\ found
    | seite\ (?:wurde\ )?nicht\ gefunden | die\ seite\ wurde\ nicht\ gefunden
    | (?:cette\ )?page\ (?:est\ )?(?:introuvable|non\ trouvée)
    | (?:la\ )?p[áa]gina\ no\ (?:encontrada|existe|disponible)
    | p[áa]gina\ n[ãa]o\ encontrada | (?:la\ )?pagina\ non\ (?:è\ stata\ )?trovata
    | pagina\ niet\ gevonden | sidan\ (?:(?:kan|kunde)\ inte\ hittas|hittades\ inte)
    | siden\ (?:blev\ )?ikke\ (?:funnet|fundet) | sivua\ ei\ (?:löydy|löytynyt)
    | strona\ nie\ (?:została\ )?znaleziona | stránka\ (?:nenalezena|nebyla\ nalezena)
    | az\ oldal\ nem\ található | pagina\ nu\ a\ fost\ găsită | η\ σελίδα\ δεν\ βρέθηκε
    | страница\ не\ найдена | сторінку\ не\ знайдено | (?:aradığınız\ )?sayfa\ bulunamadı
    | halaman\ tidak\ ditemukan | không\ tìm\ thấy\ trang
    | الصفحة\ غير\ موجودة | لم\ يتم\ العثور\ على\ الصفحة | صفحه\ (?:پیدا|یافت)\ نشد
    | הדף\ לא\ נמצא | (?:पृष्ठ|पेज)\ नहीं\ मिला | 페이지를\ 찾을\ 수\ 없(?:습니다|음)
    | (?:お探しの)?ページ[がは](?:見つかりません(?:でした)?|存在しません)
    | [页頁]面(?:不存在|未找到) | 找不到(?:页面|頁面|网页|網頁)
    )[\s.!…]*""",
    re.IGNORECASE | re.VERBOSE,
)
# A title without any of these matches none of those phrases: a fast test for most titles.
_HINT = re.compile(
    r"404|found|exist|availab|find|gefunden|introuvable|trouv|encontrad|disponible"
    r"|trovata|gevonden|hitta|funnet|fundet|löy[dt]|znalezion|nalezen|található|găsit|βρέθηκε"
    r"|найдена|знайдено|bulunamad|ditemukan|thấy|غير|العثور|نشد|נמצא|मिला|찾을"
    r"|見つかり|存在|未找到|找不到",
    re.IGNORECASE,
)
# How the heading of an error page may begin.
_SORRY = re.compile(
    r"(?:oops|ups|uh oh|whoops|sorry|désolé|error|erreur|fehler|404)\b", re.IGNORECASE
)
_WALL = re.compile(
    r"just a moment\.{0,3}|attention required!?.{0,40}|captcha|ddos-guard|one more step"
    r"|access (?:to this page )?(?:has been )?denied|are you a (?:robot|human)\??"
    r"|pardon our interruption.{0,5}|human verification|(?:please )?verify you are (?:a )?human"
    r"|security check|bot verification|checking your browser.{0,60}|robot check"
    r"|request blocked.{0,40}",
    re.IGNORECASE,
)
_IMAGES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
)
_TEXTS = frozenset(
    {"application/javascript", "application/json", "text/css", "text/csv", "text/javascript"}
    | {"text/plain"}
)
_MAGICS = tuple(magic for magic, _ in _IMAGES)


class Page:
    """The title and heading of an HTML page, read on demand."""

    def __init__(self, body: bytes) -> None:
        self._text = body.decode("utf-8", "replace")
        self.title = _words(_TITLE, self._text)

    @property
    def heading(self) -> str:
        """The first heading."""
        return _words(_HEADING, self._text)

    @property
    def is_story(self) -> bool:
        """Whether its metadata declares an article."""
        return bool(_STORY.search(self._text))


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
    from html import unescape

    return _SPACE.sub(" ", unescape(_MARKUP.sub(" ", inner))).strip()


def says_not_found(page: Page) -> bool:
    """Whether a page with a success status is certainly an error page.

    Its title (without the name of the site) must consist of such a phrase, its heading must not say
    anything else, and its metadata must not declare an article. The bare title "Not found" needs a
    heading with such a phrase. If the title is empty, the heading alone decides.
    """
    if page.title and not _HINT.search(page.title):
        return False
    parts = [part for part in _BETWEEN.split(page.title) if part.strip()]
    phrases = [part for part in parts if _NOT_FOUND.fullmatch(part.strip())]
    if not phrases:
        says_so = not page.title and bool(_NOT_FOUND.fullmatch(page.heading))
        return says_so and not page.is_story
    others = [part for part in parts if part not in phrases]
    if len(others) > 1 or not all(map(_may_name_a_site, others)):
        return False
    heading = page.heading
    if heading and not _NOT_FOUND.fullmatch(heading):
        if all(part.strip(" .!").lower() == "not found" for part in phrases):
            return False
        if not (_SORRY.match(heading) or heading in (page.title, *others)):
            return False
    return not page.is_story


def _may_name_a_site(words: str) -> bool:
    """Whether the rest of a title may be the name of the site."""
    count = len(words.split())
    return count <= 2 or (count <= 4 and not words.lstrip()[0].islower())


def is_wall(page: Page) -> bool:
    """Whether the page exists to block automated clients."""
    if not _WALL.match(page.title):
        return False
    first = _BETWEEN.split(page.title)[0].strip()
    return bool(_WALL.fullmatch(first)) and not page.is_story


def image_type(body: bytes) -> str:
    """Return the image format of ``body`` by its first bytes, or an empty string."""
    if body.startswith(_MAGICS):
        return next(name for magic, name in _IMAGES if body.startswith(magic))
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "WebP"
    if body[4:8] == b"ftyp" and body[8:12] in (b"avif", b"avis", b"heic", b"heix", b"mif1"):
        return "AVIF" if body[8:11] == b"avi" else "HEIF"
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"<svg") or (
        head.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in head
    ):
        return "SVG"
    return ""


def other_type(media: str, body: bytes) -> str:
    """Return "text" or "PDF" if ``body`` certainly is one, else an empty string."""
    if body.startswith(b"%PDF-"):
        return "PDF"
    return "text" if media in _TEXTS and body and b"\0" not in body else ""


def looks_like_html(body: bytes) -> bool:
    """Whether ``body`` begins like an HTML page."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<title")) or (
        head.startswith(b"<!--") and b"<html" in head
    )


def image_size(body: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels from the first bytes of an image; None if unknown.

    SVG scales to any size and has none. An image that its Exif orientation turns on its side has
    none either: some programs report the stored size, others the displayed one.
    """
    if not body or image_type(body) in ("", "SVG"):
        return None
    from io import BytesIO

    import imagesize  # type: ignore[import-untyped]  # has annotations, but no py.typed

    try:
        width, height = imagesize.get(BytesIO(body), exif_rotation=False)
        turned = imagesize.get(BytesIO(body), exif_rotation=True) != (width, height)
    except Exception:  # hostile bytes may raise anything in the library
        return None
    return (int(width), int(height)) if width > 0 and height > 0 and not turned else None

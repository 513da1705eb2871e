"""What the beginning of a page gives away: an error page in disguise, a wall, an image.

Pure functions over bytes and text. A wrong "not found" is worse than a missed one: a page is
called an error page only when its title says nothing else and nothing speaks for a story.
"""

import re
from itertools import islice

_TITLE = re.compile(r"<title\b[^>]{0,200}>", re.IGNORECASE), re.compile("</title", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^>]{0,400}>", re.IGNORECASE), re.compile("</h1", re.IGNORECASE)
_LONGEST = 1_000  # characters of a title or heading
_TRIES = 20  # beginnings of titles or headings, lest each of a flood of them is followed
_MARKUP = re.compile(r"<[^>]{0,1000}>")
_SPACE = re.compile(r"\s+")
# What only a page with a story of its own carries.
_STORY = re.compile(
    r"""og:type["']?\s{1,9}content=["']?article"""
    r"""|content=["']?article["']?\s{1,9}property=["']og:type|article:published_time"""
    r"""|"@type"\s{0,9}:\s{0,9}"(?:News|Blog)?(?:Article|Posting)""",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*")

# A title, or the part of it before the name of the site, that is nothing but "not found".
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
# Without one of these a title is none of those phrases: most titles are done with here.
_HINT = re.compile(
    r"404|found|exist|availab|find|gefunden|introuvable|trouv|encontrad|disponible"
    r"|trovata|gevonden|hitta|funnet|fundet|löy[dt]|znalezion|nalezen|található|găsit|βρέθηκε"
    r"|найдена|знайдено|bulunamad|ditemukan|thấy|غير|العثور|نشد|נמצא|मिला|찾을"
    r"|見つかり|存在|未找到|找不到",
    re.IGNORECASE,
)
# How the heading of such a page may begin.
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
    """The words at the head of an HTML page, read as far as they are asked for."""

    def __init__(self, body: bytes) -> None:
        self._text = body.decode("utf-8", "replace")
        self.title = _words(_TITLE, self._text)

    @property
    def heading(self) -> str:
        """The first one."""
        return _words(_HEADING, self._text)

    @property
    def is_story(self) -> bool:
        """Whether it declares itself an article."""
        return bool(_STORY.search(self._text))


def _words(element: tuple[re.Pattern[str], re.Pattern[str]], text: str) -> str:
    """The words in the first element of a kind that begins and, not far from there, ends."""
    begins, ends = element
    for start in islice(begins.finditer(text), _TRIES):
        end = ends.search(text, start.end(), start.end() + _LONGEST)
        if end is not None:
            return _plain(text[start.end() : end.start()])
    return ""


def _plain(inner: str) -> str:
    """What is written in a piece of HTML."""
    if "<" not in inner and "&" not in inner:
        return " ".join(inner.split())
    from html import unescape

    return _SPACE.sub(" ", unescape(_MARKUP.sub(" ", inner))).strip()


def says_not_found(page: Page) -> bool:
    """Whether a page that came with status 200 is an error page beyond doubt.

    Its title (less the name of the site) must be such a phrase and nothing more, a heading must
    not say something else, and it must not declare itself a story. A title that only says "Not
    found" needs a heading that is such a phrase; a heading alone counts when the title is empty.
    """
    if page.title and not _HINT.search(page.title):
        return False
    parts = [part for part in _BETWEEN.split(page.title) if part.strip()]
    said = [part for part in parts if _NOT_FOUND.fullmatch(part.strip())]
    if not said:
        found = not page.title and bool(_NOT_FOUND.fullmatch(page.heading))
        return found and not page.is_story
    others = [part for part in parts if part not in said]
    if len(others) > 1 or not all(map(_may_name_a_site, others)):
        return False
    heading = page.heading
    if heading and not _NOT_FOUND.fullmatch(heading):
        if all(part.strip(" .!").lower() == "not found" for part in said):
            return False
        if not (_SORRY.match(heading) or heading in (page.title, *others)):
            return False
    return not page.is_story


def _may_name_a_site(words: str) -> bool:
    """Whether what stands beside a phrase in a title may be the name of a site."""
    count = len(words.split())
    return count <= 2 or (count <= 4 and not words.lstrip()[0].islower())


def is_wall(page: Page) -> bool:
    """Whether the page is there to keep programs out."""
    if not _WALL.match(page.title):
        return False
    first = _BETWEEN.split(page.title)[0].strip()
    return bool(_WALL.fullmatch(first)) and not page.is_story


def image_type(body: bytes) -> str:
    """The image format that ``body`` begins like, or an empty string."""
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
    """What ``body`` is beyond doubt, if neither page nor image: "text", "PDF", or nothing."""
    if body.startswith(b"%PDF-"):
        return "PDF"
    return "text" if media in _TEXTS and body and b"\0" not in body else ""


def looks_like_html(body: bytes) -> bool:
    """Whether ``body`` begins as a web page does."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<title")) or (
        head.startswith(b"<!--") and b"<html" in head
    )


def image_size(body: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from the first bytes of an image; None when they do not tell.

    SVG scales to any size and so has none. Nor has an image that lies on its side until its
    orientation (Exif) is followed: some count it as it is stored, others as it is shown.
    """
    if not body or image_type(body) in ("", "SVG"):
        return None
    from io import BytesIO

    import imagesize  # type: ignore[import-untyped]  # has annotations, but no py.typed

    try:
        width, height = imagesize.get(BytesIO(body), exif_rotation=False)
        turned = imagesize.get(BytesIO(body), exif_rotation=True) != (width, height)
    except Exception:  # the library reads hostile bytes; whatever it stumbles on is no size
        return None
    return (int(width), int(height)) if width > 0 and height > 0 and not turned else None

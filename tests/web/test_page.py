"""What the head of a page gives away: error pages in disguise, walls, images."""

import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.web import images, page, phrases
from newslint.web.html import Page, decoded
from tests.web.server import html, png
from tests.web.shapes import CLOSED as CLOSED_SITES
from tests.web.shapes import GONE, LIVING, NOTES, Shape

NOT_FOUND = [
    "404",
    "404 Not Found",
    "Error 404",
    "404 - Page not found",
    "404 | The Daily",
    "Page not found",
    "Page not found - The Daily",
    "Page Not Found | The Daily",
    "The Daily | Page not found",
    "The Daily – 404",
    "Oops! Page not found",
    "Sorry, this page does not exist",
    "HTTP Error 404",
    "Article not found",
    "The page cannot be found",
    "This page could not be found",
    "404: Not Found",
    "Not Found",
    "Seite nicht gefunden | Tagesblatt",
    "Page introuvable",
    "Erreur 404",
    "Página no encontrada - Diario",
    "Página não encontrada",
    "Pagina non trovata",
    "Страница не найдена",
    "页面不存在",
    "ページが見つかりません",
    "Sidan hittades inte",
    "Sidan kan inte hittas",
    "Siden blev ikke fundet",
    "Sivua ei löydy",
    "Sayfa bulunamadı | Gazete",
    "ARADIĞINIZ SAYFA BULUNAMADI",
    "الصفحة غير موجودة | الجريدة",
    "لم يتم العثور على الصفحة",
    "صفحه یافت نشد",
    "הדף לא נמצא",
    "पृष्ठ नहीं मिला | समाचार",
    "पेज नहीं मिला",
    "페이지를 찾을 수 없습니다 | 신문",
    "お探しのページは見つかりませんでした",
    "頁面不存在",
    "找不到網頁",
    "Сторінку не знайдено",
    "Stránka nebyla nalezena",
    "Az oldal nem található",
    "Pagina nu a fost găsită",
    "Η σελίδα δεν βρέθηκε",
    "Halaman tidak ditemukan",
    "Không tìm thấy trang",
    "Siden ikke funnet",
    "Strona nie została znaleziona",
    "Pagina niet gevonden",
    "Page non trouvée",
    "La página no existe",
    "Página no disponible",
    "Oops! That page can’t be found.",
    "We couldn't find that page",
    "Sorry, we can't find that page | The Daily",
    "Ошибка 404",
    "Ошибка 404. Страница не найдена",
    "404 страница не найдена | Газета",
    "Такой страницы не существует",
    "Помилка 404 – Сторінку не знайдено",
    "Fehler 404",
    "Fehler 404: Seite nicht gefunden",
    "Hoppla! Diese Seite existiert nicht mehr",
    "Dieser Artikel ist nicht mehr verfügbar",
    "Oeps! Deze pagina bestaat niet meer",
    "Fout 404 - Pagina niet gevonden",
    "Oups ! Cette page n’existe plus",
    "Article introuvable | Le Quotidien",
    "Lo sentimos, la página no existe",
    "Notícia não encontrada",
    "Nie znaleziono strony",
    "Błąd 404",
    "Chyba 404 – Stránka neexistuje",
    "Stranica nije pronađena",
    "Страницата не е намерена",
    "Fel 404 | Dagbladet",
    "Sidan finns inte längre",
    "Siden findes ikke",
    "Virhe 404: sivua ei ole olemassa",
    "Lehekülge ei leitud",
    "Puslapis nerastas",
    "Σφάλμα 404",
    "Hata 404 - Sayfa mevcut değil",
    "خطأ 404",
    "ไม่พบหน้าที่คุณต้องการ",
    "您访问的页面不存在",
    "错误 404",
    "404エラー",
    "존재하지 않는 페이지입니다",
    "Lỗi 404: Không tìm thấy trang này",
    "Kesalahan 404 | Harian",
    "Story removed",
    "This article has been removed | The Daily",
    "This page is no longer available",
    "Content unavailable",
    "Page not found (404)",
    "HTTP 404",
    "Oops! 404",
]
STORIES = [
    "404 Not Found: the story of an error page",
    "404 Not Found – how an error page became a cult",
    "Why 404 pages matter | The Daily",
    "The page not found: a history of the broken link | The Daily",
    "Survivors not found after ferry accident",
    "Body not found, search ends | The Daily",
    "Area code 404 runs out of numbers | The Daily",
    "404 jobs lost as plant closes",
    "Kayıp uçak bulunamadı",
    "लापता विमान नहीं मिला",
    "실종자를 찾을 수 없습니다",
    "الطائرة المفقودة غير موجودة",
    "Flight 404",
    "Room 404 | The Daily",
    "Not Found - a film review - The Daily",
    "Evidence not found, court says",
    "Missing plane not found",
    "Peugeot 404 turns sixty | The Daily",
    "Cure for page not found errors",
    "Page not found – a short history",
    "404 Media",
    "404 Media | Journalism by humans",
    "Error 404: how a status became a joke",
    "Fehler 404 – warum Links sterben",
    "Ошибка 404: почему страницы исчезают",
    "Statue removed from the square",
    "The story removed from history",
    "Article 50 removed from treaty",
    "Oops: the mayor's longest minute",
    "Page, not found in the archive, returns",
    "No such page in his book",
    "Verdwenen pagina niet gevonden door politie",
    "Cette page d’histoire n’existe plus",
    "Room 404, not found",
    "HTTP explained",
    "Sorry, Baby",
    "Entschuldigung",
    "The Daily",
    "",
]


@pytest.mark.parametrize("title", NOT_FOUND)
def test_titles_of_error_pages(title: str) -> None:
    assert page.says_not_found(Page(html(title)))


@pytest.mark.parametrize("title", STORIES)
def test_titles_of_stories(title: str) -> None:
    assert not page.says_not_found(Page(html(title)))


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="article">',
        "<meta content='article' property='og:type'>",
        '<meta property="article:published_time" content="2024-01-01">',
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
    ],
)
def test_a_page_that_declares_itself_a_story_is_one(head: str) -> None:
    assert not page.says_not_found(Page(html("Page not found", head=head)))


def test_a_heading_must_not_say_something_else() -> None:
    agrees, other = "<h1>Not found</h1>", "<h1>A review of the film</h1>"
    assert page.says_not_found(Page(html("Not found", agrees)))
    assert not page.says_not_found(Page(html("Not found", other)))
    assert page.says_not_found(Page(html("404 | The Daily", "<h1>The Daily</h1>")))
    assert page.says_not_found(Page(html("404 | The Daily", "<h1>404 | The Daily</h1>")))
    assert page.says_not_found(Page(html("404 | The Daily", "<h1>Oops, lost?</h1>")))
    assert not page.says_not_found(Page(html("404 | The Daily", other)))
    assert page.says_not_found(Page(html("", "<h1>Page <b>not</b> found</h1>")))
    assert page.says_not_found(Page(html("The Daily", "<h1>Page not found</h1>")))
    assert not page.says_not_found(Page(html("How links are lost", "<h1>Page not found</h1>")))


WALLS = {
    "Just a moment...": True,
    "Nur einen Moment…": True,
    "Один момент…": True,
    "请稍候…": True,
    "Access Denied": True,
    "Attention Required! | Cloudflare": True,
    "Pardon Our Interruption": True,
    "Making sure you're not a bot!": True,
    "Vercel Security Checkpoint": True,
    "Client Challenge": True,
    "Radware Bot Manager Captcha": True,
    "Human Verification": True,
    "Request Rejected": True,
    "Sucuri WebSite Firewall - Access Denied": True,
    "Let's confirm you are human": True,
    "Access denied: how a town lost its bank": False,
    "Just a moment with the mayor": False,
    "Un momento de silencio": False,
    "Captain's table": False,
    "Human verification of machine translations": False,
    "Please wait your turn, says the minister": False,
}


@pytest.mark.parametrize("title", WALLS)
def test_walls(title: str) -> None:
    assert page.is_wall(Page(html(title))) is WALLS[title]


@pytest.mark.parametrize("mark", phrases.texts("wall-marks"))
def test_walls_by_what_they_load(mark: str) -> None:
    script = f'<script src="https://x.example/{mark}"></script>'
    assert page.is_wall(Page(html("daily.example", script)))
    assert not page.is_wall(Page(html("daily.example", script + "<p>word</p>" * 100)))
    assert not page.is_wall(Page(html("daily.example", f"<p>It uses {mark.upper()}x.</p>")))


SUSPENDED, WELCOME = "its site is suspended", "it only shows the welcome page of a web server"
PARKED = "its domain is parked or for sale"
CLOSED = {
    "Account Suspended": SUSPENDED,
    "This account has been suspended": SUSPENDED,
    "Website suspended - Contact your host": SUSPENDED,
    "Welcome to nginx!": WELCOME,
    "Apache2 Ubuntu Default Page: It works": WELCOME,
    "Apache2 Debian Default Page: It works": WELCOME,
    "IIS Windows Server": WELCOME,
    "IIS7": WELCOME,
    "HTTP Server Test Page powered by CentOS": WELCOME,
    "Test Page for the Apache HTTP Server on Fedora": WELCOME,
    "Caddy works!": WELCOME,
    "Default Web Site Page": WELCOME,
    "Web Server's Default Page": WELCOME,
    "Apache Tomcat/9.0.1": WELCOME,
    "daily.com is for sale": PARKED,
    "The domain name daily.com is for sale": PARKED,
    "This domain is for sale!": PARKED,
    "daily.com - Domain for sale": "",
    "HugeDomains.com - daily.com is for sale": PARKED,
    "Parked Domain": PARKED,
    "daily.com steht zum Verkauf": PARKED,
    "voice.com is for sale": "",
    "House for sale in Quay Street": "",
    "Public domain: what 2027 brings": "",
    "Player suspended for six games": "",
    "Account suspended: how a mayor lost his voice": "",
    "Welcome to nginx, says the town": "",
    "The domain of the otter": "",
    "Parked cars block the ferry": "",
}


@pytest.mark.parametrize("title", CLOSED)
def test_closed_sites(title: str) -> None:
    assert page.closed_site(Page(html(title)), "www.daily.com") == CLOSED[title]
    story = '<meta property="og:type" content="article">'
    assert page.closed_site(Page(html(title, head=story)), "www.daily.com") == ""
    assert page.closed_site(Page(html(title, "<p>word</p>" * 700)), "daily.com") == ""


@pytest.mark.parametrize("mark", phrases.texts("parked-marks"))
def test_parked_domains_by_what_they_load(mark: str) -> None:
    script = f'<script src="https://{mark}"></script>'
    assert page.closed_site(Page(html("daily.com", script)), "daily.com") == PARKED
    assert page.closed_site(Page(html("daily.com", script + "<p>a</p>" * 99)), "daily.com") == ""


def judged(body: bytes, shape: Shape) -> bool | None:
    """Whether what was there is certainly gone; None for a living page."""
    name = re.search(r"[a-z-]+\.(?:com|de|fr|nl|ru|cn)", f"{shape.title} {shape.heading}")
    found = page.judge(Page(body), name[0] if name else "news-site.com")
    return None if found is None else found.is_certain


@pytest.mark.parametrize("shape", [*GONE, *CLOSED_SITES], ids=str)
def test_gone(shape: Shape) -> None:
    assert judged(shape.body, shape) is True


@pytest.mark.parametrize("shape", NOTES, ids=str)
def test_blocked_or_out_of_order(shape: Shape) -> None:
    assert judged(shape.body, shape) is False


@pytest.mark.parametrize("shape", LIVING, ids=str)
def test_living(shape: Shape) -> None:
    named = shape._replace(title=f"{shape.title} | The Daily") if shape.title else shape
    for one in (shape, named):
        assert judged(one.body, shape) is None
        assert judged(one.like_a_real_one, shape) is None


@pytest.mark.parametrize("shape", GONE[:20], ids=str)
def test_titles_behind_scripts(shape: Shape) -> None:
    assert Page(shape.like_a_real_one).strict.title == shape.title


def test_a_heading_decides_where_the_title_says_nothing() -> None:
    assert page.says_not_found(Page(html("Oeps", "<h1>Pagina niet gevonden</h1>")))
    assert page.says_not_found(Page(html("The Daily", "<h1>404</h1>")))
    assert page.says_not_found(Page(html("The Daily", "<h1>Error 404</h1><p>Go back.</p>")))
    assert not page.says_not_found(Page(html("The Daily", "<h1>404</h1>" + "<p>word</p>" * 200)))
    assert not page.says_not_found(Page(html("Peugeot 404", "<h1>404</h1>")))
    assert page.is_failure(Page(html("Oops!")))
    assert not page.is_failure(Page(html("Oops!", "<p>word</p>" * 200)))


TEXT = "Страница не найдена"
ENCODED = {
    "UTF-8": (TEXT.encode(), ""),
    "by the header field": (TEXT.encode("cp1251"), "text/html; charset=windows-1251"),
    "in quotes": (TEXT.encode("koi8-r"), 'text/html; charset="KOI8-R"'),
    "by a byte order mark": (b"\xff\xfe" + TEXT.encode("utf-16-le"), "text/html; charset=utf-8"),
    "unknown": (TEXT.encode(), "text/html; charset=klingon"),
    "no encoding of text": (TEXT.encode(), "text/html; charset=base64"),
    "an encoding of names": (TEXT.encode(), "text/html; charset=punycode"),
}


@pytest.mark.parametrize("how", ENCODED)
def test_encodings(how: str) -> None:
    body, content_type = ENCODED[how]
    assert decoded(body, content_type) == TEXT


@pytest.mark.parametrize(
    ("label", "codec", "title"),
    [
        ("windows-1251", "cp1251", "Страница не найдена"),
        ("Shift_JIS", "cp932", "ページが見つかりません"),
        ("cp1251", "cp1251", "Ошибка 404"),
        ("KOI8-R", "koi8-r", "Страница не найдена"),
        ("iso-8859-5", "iso8859-5", "Страница не найдена"),
        ("windows-1250", "cp1250", "Stránka nebyla nalezena"),
        ("iso-8859-2", "iso8859-2", "Strona nie została znaleziona"),
        ("iso-8859-15", "iso8859-15", "Página no encontrada"),
        ("windows-1253", "cp1253", "Η σελίδα δεν βρέθηκε"),
        ("iso-8859-9", "iso8859-9", "Aradığınız sayfa bulunamadı"),
        ("iso-8859-8-i", "iso8859-8", "הדף לא נמצא"),
        ("windows-1256", "cp1256", "الصفحة غير موجودة"),
        ("euc-jp", "euc_jp", "ページが見つかりません"),
        ("iso-2022-jp", "iso2022_jp", "ページが見つかりません"),
        ("GB18030", "gb18030", "找不到页面"),
        ("euc-kr", "cp949", "페이지를 찾을 수 없습니다"),
        ("gb2312", "gb18030", "页面不存在"),
        ("iso-8859-1", "cp1252", "Página no encontrada"),
        ("big5", "big5hkscs", "頁面不存在"),
        ("windows-874", "cp874", "ไม่พบหน้า"),
    ],
)
def test_declared_encodings(label: str, codec: str, title: str) -> None:
    for declared in (f'<meta charset="{label}">', f"<meta content='text/html; charset={label}'>"):
        body = f"<html><head>{declared}<title>{title}</title>".encode(codec)
        assert Page(body, "text/html").title == title
        assert page.says_not_found(Page(body, "text/html"))


REFRESHES = {
    '<meta http-equiv="refresh" content="0; url=/b">': ("/b", 0),
    "<META HTTP-EQUIV='Refresh' CONTENT='3;URL=\"/b?x=1&amp;y=2\"'>": ("/b?x=1&y=2", 3),
    '<meta content="0;/b" http-equiv=refresh>': ("/b", 0),
    '<meta http-equiv="refresh" content="300; url=/b">': None,
    '<meta http-equiv="refresh" content="30">': None,
    '<noscript><meta http-equiv="refresh" content="0; url=/b"></noscript>': None,
    '<!-- <meta http-equiv="refresh" content="0; url=/b"> -->': None,
    '<script>\'<meta http-equiv="refresh" content="0; url=/b">\'</script>': None,
    '<meta name="refresh" content="0; url=/b">': None,
}


@pytest.mark.parametrize("head", REFRESHES)
def test_where_a_page_leads_by_itself(head: str) -> None:
    assert Page(html("Away", head=head)).refresh == REFRESHES[head]


def test_blank_pages() -> None:
    assert Page(b"<html><head><title>a</title></head><body> <div></div>&nbsp;</body>").is_blank
    assert not Page(b"<body><div id=root></div><script src=/app.js></script>").is_blank
    assert not Page(b"<body><img src=/a.png>").is_blank
    assert not Page(html("a")).is_blank


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\x00\x11\x08\x00\x1e\x00\x28"
)
IMAGES = {
    "PNG": (png(40, 30), (40, 30)),
    "GIF": (b"GIF89a" + struct.pack("<HH", 40, 30) + b"\0\0\0;", (40, 30)),
    "JPEG": (JPEG + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01", (40, 30)),
    "WebP": (
        b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f"
        + struct.pack("<I", (40 - 1) | (30 - 1) << 14)
        + b"\0" * 8,
        (40, 30),
    ),
    "SVG": (b'<?xml version="1.0"?>\n<svg width="40" height="30"></svg>', None),
}


@pytest.mark.parametrize("kind", IMAGES)
def test_type_and_size_of_images(kind: str) -> None:
    body, size = IMAGES[kind]
    assert images.image_type(body) == kind
    assert images.image_size(body) == size
    assert not Page(body).looks_like_html


def exif(orientation: int) -> bytes:
    """The segment of a JPEG that says how to turn the image."""
    entry = struct.pack("<HHLHH", 0x0112, 3, 1, orientation, 0)
    payload = b"Exif\0\0II*\0" + struct.pack("<LH", 8, 1) + entry + b"\0" * 4
    return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, None)])
def test_an_image_on_its_side_has_no_size(orientation: int, size: tuple[int, int] | None) -> None:
    body = IMAGES["JPEG"][0]
    assert images.image_size(body[:2] + exif(orientation) + body[2:]) == size


@given(st.sampled_from(list(IMAGES)), st.integers(0, 60), st.binary(max_size=40))
def test_cut_and_spoilt_images_have_a_size_or_none(kind: str, cut: int, rest: bytes) -> None:
    size = images.image_size(IMAGES[kind][0][:cut] + rest)
    assert size is None or (size[0] > 0 and size[1] > 0)


@given(st.binary())
def test_any_bytes_are_read(body: bytes) -> None:
    found = Page(body)
    page.says_not_found(found)
    page.is_wall(found)
    page.is_sign_in(found)
    page.closed_site(found, "daily.com")
    assert found.is_blank in (True, False)
    found.refresh  # noqa: B018
    images.image_size(body)


@pytest.mark.parametrize(
    "piece",
    [
        *(b"<title ", b"<title>", b"<h1 ", b"<h1>", b"<", b"og:type ", b'"@type" ', b"404 - "),
        *(b"<script", b"<script>", b"<!--", b"<meta ", b'<meta http-equiv="refresh" content="0'),
        *(b"oops ", b"error 404 ", b"a|", b"page not ", b"for sale ", b"&#"),
    ],
)
def test_hostile_pages_are_read_in_no_time(piece: bytes) -> None:
    body = (b"<title>" + piece * 300_000)[:256_000]
    found = Page(body)
    for one in (found, Page(body), Page(b"<title>" + body[:990] + b"</title>")):
        page.says_not_found(one)
        page.is_wall(one)
        page.closed_site(one, "daily.com")
        assert one.words
        one.refresh  # noqa: B018


def test_the_first_title_that_ends_nearby_is_taken_and_a_flood_is_not_followed() -> None:
    open_ended = b"<title>" + b"x" * 2_000
    assert Page(open_ended + b"<TITLE lang=en>a &amp; b</TITLE><title>c</title>").title == "a & b"
    assert Page(open_ended * 100 + b"<title>a</title>").title == ""

"""What the head of a page gives away: error pages in disguise, walls, images."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.web import page
from tests.web.server import html, png

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
    "The Daily",
    "",
]


@pytest.mark.parametrize("title", NOT_FOUND)
def test_titles_of_error_pages(title: str) -> None:
    assert page.says_not_found(page.Page(html(title)))


@pytest.mark.parametrize("title", STORIES)
def test_titles_of_stories(title: str) -> None:
    assert not page.says_not_found(page.Page(html(title)))


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
    assert not page.says_not_found(page.Page(html("Page not found", head=head)))


def test_a_heading_must_not_say_something_else() -> None:
    agrees, other = "<h1>Not found</h1>", "<h1>A review of the film</h1>"
    assert page.says_not_found(page.Page(html("Not found", agrees)))
    assert not page.says_not_found(page.Page(html("Not found", other)))
    assert page.says_not_found(page.Page(html("404 | The Daily", "<h1>The Daily</h1>")))
    assert page.says_not_found(page.Page(html("404 | The Daily", "<h1>404 | The Daily</h1>")))
    assert page.says_not_found(page.Page(html("404 | The Daily", "<h1>Oops, lost?</h1>")))
    assert not page.says_not_found(page.Page(html("404 | The Daily", other)))
    assert page.says_not_found(page.Page(html("", "<h1>Page <b>not</b> found</h1>")))
    assert not page.says_not_found(page.Page(html("The Daily", "<h1>Page not found</h1>")))


@pytest.mark.parametrize(
    ("title", "wall"),
    [
        ("Just a moment...", True),
        ("Access Denied", True),
        ("Attention Required! | Cloudflare", True),
        ("Access denied: how a town lost its bank", False),
        ("Just a moment with the mayor", False),
    ],
)
def test_walls(title: str, wall: bool) -> None:
    assert page.is_wall(page.Page(html(title))) is wall


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
    assert page.image_type(body) == kind
    assert page.image_size(body) == size
    assert not page.looks_like_html(body)


def exif(orientation: int) -> bytes:
    """The segment of a JPEG that says how to turn the image."""
    entry = struct.pack("<HHLHH", 0x0112, 3, 1, orientation, 0)
    payload = b"Exif\0\0II*\0" + struct.pack("<LH", 8, 1) + entry + b"\0" * 4
    return b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload


@pytest.mark.parametrize(("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, None)])
def test_an_image_on_its_side_has_no_size(orientation: int, size: tuple[int, int] | None) -> None:
    body = IMAGES["JPEG"][0]
    assert page.image_size(body[:2] + exif(orientation) + body[2:]) == size


@given(st.sampled_from(list(IMAGES)), st.integers(0, 60), st.binary(max_size=40))
def test_cut_and_spoilt_images_have_a_size_or_none(kind: str, cut: int, rest: bytes) -> None:
    size = page.image_size(IMAGES[kind][0][:cut] + rest)
    assert size is None or (size[0] > 0 and size[1] > 0)


@given(st.binary())
def test_any_bytes_are_read(body: bytes) -> None:
    found = page.Page(body)
    page.says_not_found(found)
    page.is_wall(found)
    page.image_size(body)


@pytest.mark.parametrize(
    "piece", [b"<title ", b"<title>", b"<h1 ", b"<h1>", b"<", b"og:type ", b'"@type" ', b"404 - "]
)
def test_hostile_pages_are_read_in_no_time(piece: bytes) -> None:
    body = (b"<title>" + piece * 300_000)[:256_000]
    found = page.Page(body)
    page.says_not_found(found)
    page.says_not_found(page.Page(b"<title>" + body[:990] + b"</title>"))


def test_the_first_title_that_ends_nearby_is_taken_and_a_flood_is_not_followed() -> None:
    open_ended = b"<title>" + b"x" * 2_000
    assert (
        page.Page(open_ended + b"<TITLE lang=en>a &amp; b</TITLE><title>c</title>").title == "a & b"
    )
    assert page.Page(open_ended * 100 + b"<title>a</title>").title == ""

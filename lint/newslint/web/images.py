"""Recognise images and other files by their first bytes."""

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

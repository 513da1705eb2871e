"""Decode files. Articles must be UTF-8; any other encoding is a fault."""

from newslint.front_matter import Fault

# UTF-16 and UTF-32, detected by the byte order mark or by the zeros in the first four bytes.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ZEROS = {"x0x0": "utf-16-le", "0x0x": "utf-16-be", "x000": "utf-32-le", "000x": "utf-32-be"}


def decode(source: bytes) -> tuple[str, Fault | None]:
    """Return the text of a file.

    With a fault, the text is a guess that is good enough to compare; for UTF-16 and UTF-32, which
    no site generator reads as text, it is empty.
    """
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        return _wide(source) or _misread(source, error.start)
    if 0 in source[:4]:
        return _wide(source) or (text, None)
    return text, None


def _wide(source: bytes) -> tuple[str, Fault] | None:
    """Return the fault of a file in UTF-16 or UTF-32; None if ``source`` is in neither."""
    encoding = next((name for mark, name in _MARKS if source.startswith(mark)), None)
    if encoding is None:
        encoding = _ZEROS.get("".join("x" if byte else "0" for byte in source[:4]))
    if encoding is None:
        return None
    message = f"the file is {encoding[:6].upper()}, not UTF-8"
    return "", Fault("unreadable-file", message, 0, 0)


def _misread(source: bytes, at: int) -> tuple[str, Fault]:
    """Decode a file in another encoding, or with invalid bytes, the first of them at ``at``.

    It is assumed to be Windows-1252 unless it also contains valid non-ASCII UTF-8.
    """
    start = len(source[:at].decode())
    message = f"the file is not UTF-8: byte 0x{source[at]:02x}"
    fault = Fault("unreadable-file", message, start, start + 1)
    text = source.decode(errors="replace")
    if text.replace("\ufffd", "").isascii():
        text = source.decode("cp1252", "replace")
    return text, fault

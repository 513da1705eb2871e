"""Where everything stands in Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.markdown import Document

PIECES = {
    "# A [x](/a) <b>#": [("link", "/a"), ("html", "<b>")],
    "> - [x](/a)\n>   ![y](</b c> 't')": [("link", "/a"), ("image", "/b c")],
    "1. a\n\n   [x](/\\*&amp;)": [("link", "/\\*&amp;")],
    "`[x](/a)` <b> ``<i>`` <u>": [("html", "<b>"), ("html", "<u>")],
    "[![y](/b)](/a)": [("image", "/b"), ("link", "/a")],
    "[x][r] ![x][r] [r]\n\n[R]:\n  /r\n  'title'": [("definition", "/r")],
    "> [r]: </r s>\n> [r]: /again": [("definition", "/r s")],
    "<https://a.news/> <desk@a.news>": [
        ("link", "https://a.news/"),
        ("link", "desk@a.news"),
    ],
    "\ttext\n\n- x\n\n\t[x](/a)": [("link", "/a")],
    "a\r\n[x](/a)\r\rb [x](/b)\n": [("link", "/a"), ("link", "/b")],
    "<div>\n<b>\n</div>\n\n[x](/a)": [("html block", "<div>\n<b>\n</div>\n"), ("link", "/a")],
    "Title [x](/a)\n===": [("link", "/a")],
    "a <!-- [x](/a) --> b": [("html", "<!-- [x](/a) -->")],
}


@pytest.mark.parametrize(("source", "expected"), PIECES.items(), ids=map(repr, PIECES))
def test_pieces(source: str, expected: list[tuple[str, str]]) -> None:
    found = []
    for piece in Document(source).pieces():
        if piece.kind != "text":
            start, end = piece.stretch.span(piece.start, piece.end)
            found.append((piece.kind, source[start:end]))
            assert piece.block[0] <= start <= end <= piece.block[1]
    assert found == expected


def test_text_is_what_is_between_its_bounds_and_in_no_link() -> None:
    source = "> one `two` *three* [`four` 4](/a)\n> &amp; <b>five"
    texts = [piece for piece in Document(source).pieces() if piece.kind == "text"]
    assert "".join(piece.text for piece in texts).split() == ["one", "*three*", "&amp;", "five"]
    for piece in texts:
        assert piece.text == piece.stretch.text[piece.start : piece.end]


def test_an_image_shows_its_definition() -> None:
    source = "![a] [b]\n\n[a]: /a\n[b]: /b"
    shown = {p.text: p.shown for p in Document(source).pieces() if p.kind == "definition"}
    assert shown == {"/a": True, "/b": False}


def test_code_that_is_indented() -> None:
    source = "Text\n\n    <b>[x](/a)\n"
    assert [piece.kind for piece in Document(source).pieces()] == ["text"]
    kinds = [piece.kind for piece in Document(source, indented_code=False).pieces()]
    assert kinds == ["text", "html", "link"]


def test_blocks() -> None:
    source = "# A\n\n- one\n\n  two\n- three\n\n```\n\ncode\n```\n[a]: /a\n> quote\n***\n"
    assert [source[start:end].strip() for start, end in Document(source).blocks()] == [
        "# A",
        "- one\n\n  two\n- three",
        "- one\n\n  two",
        "- one",
        "two",
        "- three",
        "- three",
        "```\n\ncode\n```",
        "[a]: /a",
        "> quote",
        "> quote",
        "***",
    ]


@given(st.text("[]()<>!`\\'* \n\t>-#&amp;a:1.=~\r\u00a0", max_size=120))
def test_any_text(source: str) -> None:
    document = Document(source)
    for piece in document.pieces():
        start, end = piece.stretch.span(piece.start, piece.end)
        assert 0 <= start <= end <= len(source)
    for start, end in document.blocks():
        assert 0 <= start <= end <= len(source)

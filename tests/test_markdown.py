"""Where everything stands in Markdown."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from newslint.markdown import Document, unescaped

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
        if piece.kind != "text" and "reference" not in piece.kind:
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


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[x](/a) [](/b) [ ](/c)", [True, False, False]),
        ("![x](/a) ![](/b)", [True, False]),
        ("[![](/a)](/b)", [False, True]),  # the image is what the link shows
        ("[`x`](/a) [<b></b>](/b) [*x*](/c)", [True, True, True]),
        ("![][r] [][r]\n\n[r]: /a", [False, False]),
        ("[x]()", [True]),
    ],
)
def test_links_without_text(source: str, expected: list[bool]) -> None:
    kinds = ("link", "image", "link reference", "image reference")
    assert [p.named for p in Document(source).pieces() if p.kind in kinds] == expected


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


FRAGMENTS = [
    "[a](/b)", '![i](/c "t")', "[a](</d e>)", "[a](\n/f)", "[x](a(b)c)", "[x](a\\)b)",
    "[![n](/o)](/p)", "[q](/r 'é\"')", "`code`", "`", "<b>", "</b>", "<!-- c -->", '<a href="q">',
    "*", "**", "_", "\n", "\n\n", "- ", "1. ", "> ", "# ", "    ", "\t", "é漢", "😀", "\\", "\\]",
    "&amp;", "[", "]", "(", ")", "!", "text", " ", "  \n", "***\n", "```\n", "~~~\n", "<div>\n",
    "</div>\n", "=", "\n===\n",
]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
def test_another_parser_finds_the_same_links(source: str) -> None:
    found = [
        (piece.kind, piece.text)
        for piece in Document(source).pieces()
        if piece.kind in ("link", "image") and piece.text
    ]
    assert found == list(of_markdown_it(source))


def of_markdown_it(source: str) -> list[tuple[str, str]]:
    """The destinations of links and images, each where it ends."""
    parser: Any = MarkdownIt("commonmark")
    parser.normalizeLink = lambda url: url
    parser.validateLink = lambda url: True
    found, links = [], []
    blocks: list[Token] = parser.parse(source)
    for token in (child for block in blocks for child in block.children or ()):
        match token.type:
            case "link_open":
                links.append(str(token.attrs["href"]))
            case "link_close":
                found.append(("link", links.pop()))
            case "image":
                found.append(("image", str(token.attrs["src"])))
    return [(kind, url) for kind, url in found if url]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("| a | b |\n|---|---|\n| [x](/a) | ![y](/b) |", ["/a", "/b"]),
        ("Text[^1] [x](/a)\n\n[^1]: Note [y](/b)", ["/a", "/b"]),
        ("![a [x](/a) ![y](/b)](/c)", ["/c"]),
        ("漢字 [é](/ö) 😀 ![x](/ü)", ["/ö", "/ü"]),
        ("> [x](\n> /a\n> 't')", ["/a"]),
        ("[a\ud800](/b)", ["/b"]),
    ],
)
def test_where_destinations_stand(source: str, expected: list[str]) -> None:
    pieces = [p for p in Document(source).pieces() if p.kind in ("link", "image")]
    spans = [piece.stretch.span(piece.start, piece.end) for piece in pieces]
    assert [source[start:end] for start, end in spans] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\\*b\\c", "a*b\\c"),
        ("?a&amp;b", "?a&b"),
        ("&#x41;&#66;", "AB"),
        ("&nope;&amp", "&nope;&amp"),
    ],
)
def test_unescaped(text: str, expected: str) -> None:
    assert unescaped(text) == expected

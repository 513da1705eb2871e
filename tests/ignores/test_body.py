"""Comments in bodies: what is one, and which lines it silences."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newslint.article import MAX_BODY, Article
from newslint.fixes.edits import apply_edits
from newslint.ignores import MAX_IGNORES, ignores
from newslint.pipeline.run import lint
from newslint.report import Report
from newslint.settings import Config

FRONT = "---\ntitle: Ferry\n---\n"
C = "<!-- newslint: ignore[unsafe-url] -->"
BAD = "[x](javascript:y)"


def run(body: str, path: str = "a.md", front: str = FRONT) -> Report:
    config = Config(online=False, select=("unsafe-url", "ignores"))
    return lint([], config, sources={path: f"{front}{body}".encode()})


def left(body: str, path: str = "a.md", front: str = FRONT) -> list[tuple[int, str]]:
    """The lines of the body with findings, counted from 1, and their rules."""
    skipped = front.count("\n")
    return [(f.line - skipped, f.rule) for f in run(body, path, front).findings]


def silenced(body: str, path: str = "a.md", front: str = FRONT) -> bool:
    """Whether every finding is silenced, by comments that are all of use."""
    report = run(body, path, front)
    return report.findings == () and report.suppressed > 0


class TestItsOwnLine:
    @pytest.mark.parametrize(
        "body",
        [
            f"{BAD} {C}",
            f"{C} <a href='javascript:y'>x</a>",
            f"One {BAD} two {C} three",
            f"- item {BAD} {C}",
            f"> quote {BAD}{C}",
            f"# {BAD} {C} #",
            f"| a | {BAD} {C} |",
            f"One\n{BAD} {C}\ntwo",
            f"{BAD} <!--newslint:ignore[unsafe-url]-->",
            f"{BAD} <!--\tnewslint: ignore[urls]: our -- own -->",
            f"{BAD} <!-- newslint: ignore[unsafe-url] our own\npage -->",
            f"{BAD} <!-- newslint: ignore[\n  unsafe-url,\n  dead-url\n] -->",
            f"{BAD} <!-- newslint: ignore[dead-url] --> {C}",
            f"{BAD} `a` {C} `b",
            f"{BAD} <b>{C}</b>",
            f"[{C} x](javascript:y)",
            f"<div>\n<a href='javascript:y'>x</a> {C}\n</div>",
            "<a\n href='javascript:y'>x</a> " + C,
        ],
    )
    def test_is_silenced(self, body: str) -> None:
        assert silenced(body)

    @pytest.mark.parametrize(
        "body",
        [
            f"{BAD}\nOne {C}",
            f"One {C}\n{BAD}",
            f"{BAD} <!-- newslint: ignore[untidy-text] -->",
            f"{BAD} <!-- see newslint: ignore[unsafe-url] -->",
            f"{BAD} `{C}`",
            f"{BAD} ``\n{C}``",
            f"{BAD} \\{C}",
            f"{BAD} &lt;!-- newslint: ignore[unsafe-url] --&gt;",
            f"{BAD} # newslint: ignore[unsafe-url]",
        ],
    )
    def test_other_lines_and_what_is_no_comment(self, body: str) -> None:
        assert "unsafe-url" in [rule for _, rule in left(body)]


class TestTheNextBlock:
    @pytest.mark.parametrize(
        "block",
        [
            BAD,
            f"One\ntwo {BAD}\nthree {BAD}",
            f"# {BAD}",
            f"{BAD}\n====",
            f"- one {BAD}\n- two {BAD}",
            f"- one\n\n  {BAD}\n\n- two {BAD}",
            f"1. one\n   - {BAD}",
            f"> one\n>\n> {BAD}",
            f"| a |\n| - |\n| {BAD} |",
            "[x]: javascript:y",
            "<div>\n<a href='javascript:y'>x</a>\n</div>",
            "<a href='javascript:y'>\nx</a>",
        ],
    )
    @pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n<!-- aside -->\n\n"])
    def test_is_silenced(self, block: str, gap: str) -> None:
        assert silenced(f"One\n\n{C}{gap}{block}")
        assert silenced(f"{C}{gap}{block}", front="")
        assert left(f"{C}{gap}{block}\n\n{BAD}")[0][1] == "unsafe-url"

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (f"{C}\nOne\n\n{BAD}", [(1, "unused-ignore"), (4, "unsafe-url")]),
            (f"{BAD}\n\n{C}\n", [(1, "unsafe-url"), (3, "unused-ignore")]),
            (f"{C}\n```\n\n{BAD}\n```\n{BAD}", [(1, "unused-ignore"), (6, "unsafe-url")]),
            (f"{C}\n***\n{BAD}", [(1, "unused-ignore"), (3, "unsafe-url")]),
            (f"One\n{C}\n{BAD}\n{BAD}", []),  # it ends one paragraph and begins another
            (f"One\n    {C}\n    {BAD}", []),
            (f"- one\n  {C}\n  {BAD}\n- {BAD}", [(4, "unsafe-url")]),
            (f"- one\n\n  {C}\n- {BAD}\n- {BAD}", [(5, "unsafe-url")]),
            (f"> {C}\n> {BAD}\n\n{BAD}", [(4, "unsafe-url")]),
            (f"- {C}\n- {BAD}", []),
            ("[x]: /y\n" + C + "\n[a]: javascript:y\n[b]: javascript:z", [(4, "unsafe-url")]),
            (f"{C}\n<p>one</p>\n<p>{BAD}</p>\n\n{BAD}", [(1, "unused-ignore"), (5, "unsafe-url")]),
        ],
    )
    def test_ends(self, body: str, expected: list[tuple[int, str]]) -> None:
        assert left(body) == expected

    @pytest.mark.parametrize(
        "stack",
        [
            "<!-- newslint: ignore[dead-url] -->\n{}",
            "{}\n\n<!-- newslint: ignore[dead-url]\nwhy -->\n",
            "{} <!-- newslint: ignore[dead-url] -->",
            "<!-- newslint: ignore[dead-url] -->{}",
            "<!-- one -->\n{}\n<!-- two\n\nthree -->\n",
        ],
    )
    def test_comments_stack(self, stack: str) -> None:
        assert silenced(f"{stack.format(C)}\n{BAD}")

    @pytest.mark.parametrize(
        "comment",
        [
            "<!--\nnewslint: ignore[unsafe-url]\n-->",
            "<!-- newslint: ignore[unsafe-url]\n\n  our own\n-->",
            "  <!-- newslint: ignore[unsafe-url] `a` -->  ",
        ],
    )
    def test_comments_of_several_lines(self, comment: str) -> None:
        assert silenced(f"One\n\n{comment}\n{BAD}\n")
        quoted = "> " + f"{comment}\n{BAD}".replace("\n", "\n> ")
        assert silenced(quoted)


class TestHtml:
    @pytest.mark.parametrize("path", ["a.html", "a.md"])
    @pytest.mark.parametrize(
        ("block", "rest"),
        [
            ("<p>\n<a href='javascript:y'>x</a>\n</p>", "<p><a href='javascript:y'>x</a></p>"),
            ("<img src='http://localhost/'>", "<img src='http://localhost/'>"),
            ("<li><a href='javascript:y'>x</a>", "<li><a href='javascript:y'>x</a></li>"),
            ("<b>x</b>\n<a href='javascript:y'>x</a>", ""),
            ("<ul>\n<li>a\n<li><a href='javascript:y'>x</a>\n</ul>", "<img src='//localhost/'>"),
            ("<p>x <a href='javascript:y'>\nx</a>", "<p><a href='javascript:y'>x</a></div>"),
            ("<svg><image href='//localhost/' /></svg>", "<img src='//localhost/'>"),
        ],
    )
    def test_the_next_element(self, path: str, block: str, rest: str) -> None:
        if block.startswith("<b>"):
            block, rest = "x " + block, ""  # text goes on to the next blank line
        body = f"<div>\n{C}\n\n{block}\n{rest}\n</div>"
        if path == "a.md":
            body = body.replace("\n\n", "\n")
        lines = [line for line, rule in left(body, path) if rule == "unsafe-url"]
        assert lines == ([body.count("\n")] if rest else [])
        assert "unused-ignore" not in [rule for _, rule in left(body, path)]

    def test_the_end_of_an_article(self) -> None:
        assert left(f"<a href='javascript:y'>\n{C}", "a.html") == [
            (1, "unsafe-url"),
            (2, "unused-ignore"),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            f"<script>\nlet a = '{C}'\n</script><a href='javascript:y'>x</a>",
            f"<textarea>{C}</textarea><a href='javascript:y'>x</a>",
            f"<!-- {C.replace('-->', '')} --><a href='javascript:y'>x</a>",
            f"<a title='{C}' href='/'>x</a>\n<a href='javascript:y'>x</a>",
        ],
    )
    def test_what_is_no_comment(self, text: str) -> None:
        assert "unsafe-url" in [rule for _, rule in left(text, "a.html")]


class TestMdx:
    @pytest.mark.parametrize(
        "comment",
        [
            "{/* newslint: ignore[unsafe-url] */}",
            "{/*newslint:ignore[unsafe-url]*/}",
            "{ /* newslint: ignore[unsafe-url] our *own* page */ }",
            "{/*\n  newslint: ignore[unsafe-url]\n*/}",
            C,
        ],
    )
    def test_comments(self, comment: str) -> None:
        for body in (
            f"{BAD} {comment}",
            f"{comment}\n{BAD}\ntwo {BAD}",
            f"One\n\n{comment}\n\n- {BAD}\n- {BAD}",
            f"<Card>\n    {comment}\n    <img src='http://localhost/' />\n</Card>",
            f"- {BAD} {comment}",
        ):
            assert silenced(body, "a.mdx"), body

    @pytest.mark.parametrize(
        "body",
        [
            "`{/* newslint: ignore[unsafe-url] */}` " + BAD,
            "```\n{/* newslint: ignore[unsafe-url] */}\n```\n" + BAD,
            "```\n{/* newslint: ignore[unsafe-url]\n```\n" + BAD + "\n\n*/}",
            "{/* see newslint: ignore[unsafe-url] */} " + BAD,
        ],
    )
    def test_what_is_none(self, body: str) -> None:
        assert [rule for _, rule in left(body, "a.mdx")] == ["unsafe-url"]

    def test_markdown_has_no_such_comments(self) -> None:
        body = f"{BAD} {{/* newslint: ignore[unsafe-url] */}}"
        assert left(body) == [(1, "unsafe-url"), (1, "invalid-ignore")]


class TestFormats:
    def test_text_has_none(self) -> None:
        text = f"Ferry\n\nhttp://user:word@a.news/ {C}\n"
        assert left(text, "a.txt", "") == [(3, "unsafe-url")]

    def test_below_front_matter_in_json(self) -> None:
        assert silenced(f"{C}\n{BAD}", front='{"title": "Ferry"}\n')

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("a.yaml", f"body: |\n  One\n  {C}\n  {BAD}\n"),
            ("a.json", f'{{"body": "{BAD} {C}"}}'),
        ],
    )
    def test_the_body_of_a_data_file_has_none(self, path: str, text: str) -> None:
        rules = [finding.rule for finding in run(text, path, "").findings]
        assert sorted(rules) == ["invalid-ignore", "unsafe-url"]

    def test_but_a_key_may_have_one(self) -> None:
        text = f"body: | # newslint: ignore[unsafe-url]\n  One\n\n  {BAD}\n  {BAD}\n"
        assert silenced(text, "a.yaml", "")

    def test_no_more_than_a_story_is_read(self) -> None:
        assert left(f"{'x' * MAX_BODY}\n\n{C}\n") == []
        assert left(f"{'x ' * (MAX_BODY // 2 - 10)}\n\n{C}\n") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"One\n\n{C}\nTwo\n", "One\n\nTwo\n"),
        (f"One {C}\n", "One\n"),
        (f"One {C} two\n", "One two\n"),
        (f"> {C}\n> One\n", ">\n> One\n"),
        ("<!--\nnewslint: ignore[unsafe-url]\n-->\r\nOne\n", "One\n"),
        (f"{BAD} <!-- newslint: ignore[unsafe-url, text] why -->\n", None),
        (f"{BAD} <!-- newslint: ignore[unsafe-url, unsafe-uri] why -->\n", None),
        ("{/* newslint: ignore[unsafe-url] */}\nOne\n", "One\n"),
    ],
)
def test_the_fix_of_unused_comments(before: str, after: str | None) -> None:
    if after is None:
        after = f"{BAD} <!-- newslint: ignore[unsafe-url] why -->\n"
    config = Config(online=False, select=("unsafe-url", "ignores", "text"))
    report = lint([], config, sources={"a.mdx": f"{FRONT}{before}".encode()})
    fixes = [finding.edits for finding in report.findings if finding.rule == "unused-ignore"]
    assert apply_edits(FRONT + before, fixes) == FRONT + after


PIECES = [C, "{/* newslint: x */}", "<!-- newslint: ignore[", "<!--", "-->", "*/}", "{/*", "`"]
PIECES += ["```\n", "\n", "\n\n", "> ", "- ", "    ", "<div>", "</div>", "<p>", "x", "\r", "<?"]


@example("<!-- newslint: ignore[\n\n", "a.md")
@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.sampled_from(["a.md", "a.mdx", "a.html", "a.yaml"]),
)
def test_any_body(body: str, path: str) -> None:
    article = Article.parse(path, f"{FRONT if path != 'a.yaml' else 'body: |'}{body}".encode())
    for comment in ignores(article):
        start, end = comment.span.start, comment.span.end
        assert "newslint:" in article.text[start:end]
        assert comment.whole[0] <= start < end <= comment.whole[1]
        if not comment.invalid:
            assert article.text[slice(*comment.brackets)].strip() == "unsafe-url"


@pytest.mark.parametrize(
    "piece",
    [
        C,
        f"{C}\n",
        f"{C}\n\n",
        f"x {C} ",
        f"<div>{C}\n",
        f"<p>\n{C}\n",
        f"- {C}\n",
        "<!-- newslint: ignore[x] ",
        "<!-- newslint: ignore[x]\n",
        "{/* newslint: ignore[x] ",
        "{/* newslint: ignore[x] */}",
        "<!-- newslint:" + " " * 50,
        "<!-- newslint: ignore[" + "a," * 500,
        f"<script>{C}",
        f"[x]: {C}\n",
    ],
)
def test_hostile_bodies_cost_little(piece: str) -> None:
    text = FRONT + piece * (300_000 // len(piece))
    for path in ("a.md", "a.mdx", "a.html"):
        assert len(ignores(Article.parse(path, text.encode()))) <= MAX_IGNORES
        run(text, path, "")

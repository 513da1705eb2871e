"""An article: its fields, its body, its title, and the place of everything in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.article import Article, Story
from newslint.finding import FILE_START, Change, Edit, Finding, Severity, Span
from newslint.settings import Config
from newslint.vocabulary.choose import ARTICLE


def article(text: str, path: str = "a.md") -> Article:
    return Article.parse(path, text.encode())


def faults(found: Article) -> list[tuple[str, str, int, int]]:
    """Rule, message, line and column of what is wrong with the form of an article."""
    spans = [found.span(fault.start, fault.end) for fault in found.faults]
    return [
        (fault.rule, fault.message, span.line, span.column)
        for fault, span in zip(found.faults, spans, strict=True)
    ]


class TestReading:
    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("a.md", "---\ntitle: Ferry\n---\nThe ferry.\n"),
            ("a.markdown", "---\r\ntitle: Ferry\r\n...\r\nThe ferry.\n"),
            ("a.html", '+++\ntitle = "Ferry"\n+++\nThe ferry.\n'),
            ("a.mdx", '{"title": "Ferry"}\nThe ferry.\n'),
            ("a.txt", "\ufeff---\ntitle: Ferry\n---\nThe ferry.\n"),
            ("a.yaml", "title: Ferry\nbody: |\n  The ferry.\n"),
            ("a.YML", "title: Ferry\ntext: 'The ferry.\n\n'\n"),
            ("a.json", '{"title": "Ferry", "content": "The ferry.\\n"}'),
            ("a.md", '---json\n{"title": "Ferry"}\n---\nThe ferry.\n'),
            ("a.md", "---toml\ntitle = 'Ferry'\n---\nThe ferry.\n"),
            ("a.md", "--- yaml\ntitle: Ferry\n---\nThe ferry.\n"),
        ],
    )
    def test_every_kind_of_file_has_fields_and_a_body(self, path: str, text: str) -> None:
        found = article(text, path)
        assert (found.title, found.body, found.has_fields) == ("Ferry", "The ferry.\n", True)
        assert found.faults == ()

    def test_without_front_matter_the_first_line_is_the_title(self) -> None:
        found = article("\n# Ferry back\n\nThe ferry.\n")
        assert (found.title, found.body, found.data) == ("Ferry back", "\nThe ferry.\n", {})
        assert not found.has_fields
        assert [fault.rule for fault in found.faults] == ["no-front-matter"]

    @pytest.mark.parametrize(
        ("text", "title", "body"),
        [
            ("<title>\nBoats &amp; piers\n</title>\n<p>On.", "Boats & piers", "</title>\n<p>On."),
            ("<html><title></title>\n<h1>Ferry</h1>\n<p>On.", "Ferry", "<p>On."),
            ("<!DOCTYPE html>\n<!-- made\nby -->\n<h1><a>Ferry</a></h1>\nOn.", "Ferry", "On."),
            ("Ferry\nOn.", "Ferry", "On."),
        ],
    )
    def test_an_html_page_without_front_matter(self, text: str, title: str, body: str) -> None:
        found = article(text, "a.html")
        assert (found.title, found.body) == (title, body)

    def test_prose_is_the_body_without_html(self) -> None:
        body = "<p class='x'>The f&eacute;rry</p><script>run()</script> <!-- no -->runs &lt; 2 <3"
        prose = article(f"---\ntitle: Ferry\n---\n{body}").prose
        assert prose.split() == ["The", "f", "rry", "runs", "2", "<3"]
        assert all(
            was in (is_, was) and is_ in (was, " ") for was, is_ in zip(body, prose, strict=True)
        )

    def test_plain_text_is_prose_as_it_is(self) -> None:
        body = "The <b>ferry</b> &amp; <script> tags\n"
        assert article(f"---\ntitle: Ferry\n---\n{body}", "a.txt").prose == body

    @pytest.mark.parametrize(
        ("text", "why", "line"),
        [
            ("Ferry back\n", "it begins with neither '---' nor '+++' nor '{'", 1),
            ("\n\x0b\nFerry back\n", "it begins with neither '---' nor '+++' nor '{'", 1),
            ("---\n\nFerry back\n", "there are no fields below its '---'", 1),
            ("--- title: Ferry\n---\n", "its first line is not just '---'", 1),
            ("\n\n---\ntitle: Ferry\n---\n", "its '---' is not at the very start", 3),
            ("\ufeff\n+++\ntitle = 'Ferry'\n+++\n", "its '+++' is not at the very start", 2),
            ('\n{"title": "Ferry"}\n', "its '{' is not at the very start", 2),
            ("{% include ferry %}\n", "the '{' that it begins with does not open JSON", 1),
        ],
    )
    def test_why_there_is_no_front_matter(self, text: str, why: str, line: int) -> None:
        message = f"the file has no front matter: {why}"
        assert faults(article(text)) == [("no-front-matter", message, line, 1)]

    @pytest.mark.parametrize("path", ["a.md", "a.yaml", "a.json"])
    @pytest.mark.parametrize("text", ["", " \n\t\n", "\n\n"])
    def test_an_empty_file_is_said_to_be_empty(self, path: str, text: str) -> None:
        found = article(text, path)
        assert faults(found) == [("no-front-matter", "the file is empty", 1, 1)]
        assert (found.title, found.body.strip(), found.has_fields) == ("", "", False)

    def test_empty_front_matter_can_be_judged(self) -> None:
        found = article("---\n---\nx\n")
        assert (found.data, found.has_fields, found.faults) == ({}, True, ())

    def test_front_matter_is_capped(self) -> None:
        text = f"---\ntitle: Ferry\nx: {'y' * 200}\n---\nbody\n"
        found = Article.parse("a.md", text.encode(), max_front_matter=100)
        message = (
            "the front matter has 217 characters, more than max-front-matter allows (100);"
            " raise it in the configuration"
        )
        assert faults(found) == [("broken-front-matter", message, 2, 1)]
        assert (found.title, found.body, found.has_fields) == ("Ferry", "body\n", False)
        assert Article.parse("a.md", text.encode(), max_front_matter=300).faults == ()

    @pytest.mark.parametrize("text", ["---json\n---\nx\n", "---toml\n\n---\n", "---yaml\n---\n"])
    def test_nothing_in_any_language_is_empty_front_matter(self, text: str) -> None:
        found = article(text)
        assert (found.data, found.has_fields, found.faults) == ({}, True, ())

    def test_front_matter_in_a_language_that_is_not_read(self) -> None:
        found = article("---js\n{title: 'Ferry'}\n---\nThe ferry.\n\nIt is back.\n")
        message = "the front matter is in 'js', and newslint runs no code; use YAML, TOML or JSON"
        assert faults(found) == [("broken-front-matter", message, 1, 1)]
        assert (found.title, found.body) == ("The ferry.", "\nIt is back.\n")
        assert not found.has_fields

    def test_stories_are_the_article_and_its_related_entries_however_deep(self) -> None:
        found = article(
            "---\ntitle: a\nrelated:\n- title: b\n  related:\n  - title: c\n- 5\n- title: 6\n---\n"
        )
        assert [(story.pointer, story.text("title")) for story in found.stories] == [
            ("", "a"),
            ("/related/0", "b"),
            ("/related/2", ""),
            ("/related/0/related/0", "c"),
        ]
        assert Story("", {"title": 1}, ARTICLE).text("title") == ""


class TestBroken:
    """A broken file has one finding, no fields, and is still known by title and body."""

    @pytest.mark.parametrize(
        ("source", "rule", "line", "column"),
        [
            (b"---\ntitle: Ferry\na: b: c\n---\nbody\n", "broken-front-matter", 3, 5),
            (b"---\ntitle: Ferry\r\na: @b\r\n---\nbody\n", "broken-front-matter", 3, 4),
            (b"---\ntitle: Ferry\na: =\n---\nbody\n", "broken-front-matter", 3, 4),
            (b"+++\ntitle = 1e999\n+++\nbody\n", "broken-front-matter", 2, 9),
            (b'{"title": "Ferry", "a": NaN}\nbody\n', "broken-front-matter", 1, 25),
            (b'{"title": "Ferry", "a": 1,}\nbody\n', "broken-front-matter", 1, 26),
            (b"---\ntitle: Ferry\na: \x00\n---\nbody\n", "broken-front-matter", 3, 4),
            (b"---\ntitle: Ferry\na: \xe4\n---\nbody\n", "unreadable-file", 3, 4),
        ],
    )
    def test_it_is_known_by_what_could_be_read(
        self, source: bytes, rule: str, line: int, column: int
    ) -> None:
        found = Article.parse("a.md", source)
        assert [(fault[0], *fault[2:]) for fault in faults(found)] == [(rule, line, column)]
        assert not found.has_fields
        assert found.data == {}
        assert [story.fields for story in found.stories] == [{}]
        assert found.body == "body\n"
        assert found.title in ("Ferry", "1e999")

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32-be"])
    def test_a_file_in_a_wide_encoding_is_known_by_nothing(self, encoding: str) -> None:
        found = Article.parse("a.md", "---\ntitle: Ferry\n---\nbody\n".encode(encoding))
        assert [fault.rule for fault in found.faults] == ["unreadable-file"]
        assert (found.title, found.body, found.has_fields) == ("", "", False)

    def test_unclosed_front_matter_has_no_body_and_is_known_by_its_fields(self) -> None:
        found = article("---\ntitle: Ferry\nexcerpt: It is back\n\nThe ferry: it is back.\n\n@x\n")
        message = "the front matter opened by '---' is never closed"
        assert faults(found) == [("broken-front-matter", message, 1, 1)]
        assert (found.title, found.summary, found.body) == ("Ferry", "It is back", "")

    def test_a_title_that_breaks_the_file_is_not_guessed(self) -> None:
        assert article("---\ntitle: Ferry: back\n---\n").title == ""

    @pytest.mark.parametrize("text", ["title: a\ntitle: b\n", "yes: 1\ntitle: b\n"])
    def test_a_repeated_or_odd_name_leaves_the_fields_to_be_judged(self, text: str) -> None:
        found = article(f"---\n{text}---\n")
        assert found.faults
        assert found.has_fields
        assert found.title == "b"


class TestHeaderLines:
    TEXT = "Title: Ferry\nBase Level: 2\n\nThe ferry.\n"
    NAMES = frozenset({"title"})

    def test_they_are_read_for_those_who_ask(self) -> None:
        found = Article.parse("a.md", self.TEXT.encode(), header_names=self.NAMES)
        assert (found.title, found.body) == ("Ferry", "The ferry.\n")
        assert found.data == {"title": "Ferry", "baselevel": "2"}
        assert found.has_fields
        assert not found.faults

    def test_nobody_else_takes_them_for_front_matter(self) -> None:
        found = article(self.TEXT)
        assert [fault.rule for fault in found.faults] == ["no-front-matter"]

    @pytest.mark.parametrize(
        ("pointer", "name", "line", "column"),
        [("/baselevel", "Base Level", 2, 13), ("/title", "Title", 1, 8), ("/a~1b", "a/b", 1, 1)],
    )
    def test_names_are_as_the_author_wrote_them(
        self, pointer: str, name: str, line: int, column: int
    ) -> None:
        found = Article.parse("a.md", self.TEXT.encode(), header_names=self.NAMES)
        assert found.field_name(pointer) == name
        span = found.span_of(pointer)
        assert (span.line, span.column) == (line, column)

    def test_prose_has_no_front_matter(self) -> None:
        found = Article.parse("a.md", b"Note: this is text.\n", header_names=self.NAMES)
        message = (
            "the file has no front matter: it begins with neither '---' nor '+++' nor '{'"
            " nor a line such as 'Title: …'"
        )
        assert faults(found) == [("no-front-matter", message, 1, 1)]

    def test_a_field_is_changed_in_place(self) -> None:
        found = Article.parse("a.md", b"\xef\xbb\xbf" + self.TEXT.encode(), header_names=self.NAMES)
        change = Change("/baselevel", "3")
        finding = Finding("a.md", "r", Severity.ERROR, "", "/baselevel", changes=(change,))
        [edit] = found.proved(finding).edits
        assert (found.text[edit.start : edit.end], edit.text) == ("2", "3")

    def test_their_length_is_limited(self) -> None:
        found = Article.parse("a.md", self.TEXT.encode(), 10, self.NAMES)
        assert [fault.rule for fault in found.faults] == ["broken-front-matter"]


class TestPlaces:
    TEXT = "---\ntitle: 😀 Ferry\nprovider:\n  name: x\nempty:\n---\nOne\nTwo 😀 three\n"

    @pytest.mark.parametrize(
        ("pointer", "on_key", "written", "line", "column"),
        [
            ("/title", False, "😀 Ferry", 2, 8),
            ("/title", True, "title", 2, 1),
            ("/provider/name", False, "x", 4, 9),
            ("/provider/domain", False, "provider", 3, 1),  # missing: the key of what lacks it
            ("/provider/a/b", False, "provider", 3, 1),
            ("/webUrl", False, "---", 1, 1),  # missing: the opening fence
            ("", False, "---", 1, 1),
            ("/empty", False, "", 5, 7),
        ],
    )
    def test_a_field_has_a_span(
        self, pointer: str, on_key: bool, written: str, line: int, column: int
    ) -> None:
        span = article(self.TEXT).span_of(pointer, on_key=on_key)
        assert self.TEXT[span.start : span.end] == written
        assert (span.line, span.column) == (line, column)
        assert (span.end_line, span.end_column) == (line, column + len(written))

    @pytest.mark.parametrize(
        "text",
        [
            '---json\n{\n"a": "x"}\n---\n',
            "--- toml\n\na = 'x'\n---\n",
            "---yaml\n\na: 'x'\n---\n",
        ],
    )
    def test_fences_with_a_language(self, text: str) -> None:
        found = article(text)
        span = found.span_of("/a")
        assert (text[span.start + 1 : span.end - 1], span.line) == ("x", 3)
        missing = found.span_of("/b")
        assert (missing.line, missing.column, missing.end_column) == (1, 1, 4)

    def test_lines_end_at_the_line_feed_only(self) -> None:
        text = "---\na: 'x\x0b\u2028\r y'\n---\n".replace("\x0b", "\x85")
        found = article(text)
        assert found.faults == ()
        span = found.span_of("/a")
        assert (span.line, span.end_line, span.column) == (2, 2, 4)

    def test_a_span_may_cover_lines(self) -> None:
        assert article(self.TEXT).span(0, 8) == Span(1, 1, 2, 5, 0, 8)

    def test_the_body_of_a_text_file_has_spans(self) -> None:
        found = article(self.TEXT)
        at = found.body.index("three")
        span = found.body_span(at, at + 5)
        assert self.TEXT[span.start : span.end] == "three"
        assert (span.line, span.column) == (8, 7)

    @pytest.mark.parametrize(
        ("path", "text", "line", "column"),
        [
            ("a.json", '{\n"body": "One two"}', 2, 14),
            ("a.yaml", "body: One two\n", 1, 11),
            ("a.yaml", "body: |\n  One two\n", 1, 7),  # indented: the whole value
            ("a.json", '{"body": "\\u004fne two"}', 1, 10),
        ],
    )
    def test_the_body_of_a_data_file_has_spans_where_it_reads_as_it_is_written(
        self, path: str, text: str, line: int, column: int
    ) -> None:
        span = article(text, path).body_span(4, 7)
        assert (span.line, span.column) == (line, column)

    @pytest.mark.parametrize(
        ("text", "span"),
        [
            ("\n\nFerry\nbody\n", Span(3, 1, 3, 6, 2, 7)),
            ("", FILE_START),
        ],
    )
    def test_without_front_matter_the_title_is_at_the_first_line(
        self, text: str, span: Span
    ) -> None:
        found = Finding("a.md", "rule", Severity.ERROR, "", field="/title")
        located = article(text).located(found)
        assert (located.span, located.field) == (span, None)  # there is no such field


class TestEdits:
    TEXT = "---\na: x\nb: y\n---\n"

    def located(self, *changes: Change, edits: tuple[Edit, ...] = ()) -> tuple[Edit, ...]:
        finding = Finding("a.md", "r", Severity.ERROR, "", "/a", changes=changes, edits=edits)
        return article(self.TEXT).proved(finding).edits

    def test_changes_of_fields_become_edits(self) -> None:
        assert self.located(Change("/a", "z"), Change("/b", None, safe=False)) == (
            Edit(7, 8, "z"),
            Edit(9, 14, "", safe=False),
        )

    @pytest.mark.parametrize(
        ("text", "after"),
        [
            ('---json\n{"a": "x", "b": 1}\n---\n', '---json\n{"a": "z", "b": 1}\n---\n'),
            ("---toml\na = 'x' # c\n---\n", "---toml\na = 'z' # c\n---\n"),
            ("--- yaml\na: x # c\n---\n", "--- yaml\na: z # c\n---\n"),
        ],
    )
    def test_changes_between_fences_with_a_language(self, text: str, after: str) -> None:
        change = Change("/a", "z")
        finding = Finding("a.md", "r", Severity.ERROR, "", "/a", changes=(change,))
        [edit] = article(text).proved(finding).edits
        assert text[: edit.start] + edit.text + text[edit.end :] == after

    def test_all_edits_of_a_finding_are_made_or_none(self) -> None:
        assert self.located(Change("/a", "z"), Change("/gone", "z"), edits=(Edit(0, 0, "x"),)) == ()


@settings(max_examples=300)
@given(
    st.binary(max_size=60)
    | st.builds(
        lambda begin, text, end: f"{begin}{text}{end}".encode(),
        st.sampled_from(["---\n", "---json\n", "--- toml\n", "---yaml\n", "---js\n", "Title:"]),
        st.text(max_size=60),
        st.sampled_from(["\n---\n", "\n\n", ""]),
    ),
    st.sampled_from(["a.md", "a.yaml", "a.json", "a.html", "-"]),
    st.sampled_from([frozenset(), frozenset({"title"})]),
)
def test_no_file_makes_it_raise(source: bytes, path: str, names: frozenset[str]) -> None:
    found = Article.parse(path, source, header_names=names)
    assert found.has_fields or found.faults
    assert isinstance(found.title, str)
    assert isinstance(found.body, str)
    for fault in found.faults:
        assert found.span(fault.start, fault.end).line >= 1
    for pointer in found.places:
        found.span_of(pointer)


@pytest.mark.parametrize("body", ["", "\nText.\n"], ids=["no body", "a body"])
def test_front_matter_beyond_the_limit_is_a_fault(body: str) -> None:
    article = Article.parse("a.md", f"---\ntitle: {'a' * 100}\n---{body}".encode(), 50)
    assert [fault.rule for fault in article.faults] == ["broken-front-matter"]


def test_the_limit_is_that_of_the_configuration() -> None:
    limit = Config().max_front_matter
    assert limit == 256 * 1024
    for length, rules in ((limit, []), (limit + 1, ["broken-front-matter"])):
        text = "title: ".ljust(length - 1, "a") + "\n"
        assert [f.rule for f in Article.parse("a.md", f"---\n{text}---\n".encode()).faults] == rules


def test_a_data_file_is_as_long_as_files_may_be() -> None:
    assert not Article.parse("a.yaml", b"title: " + b"a" * 100, 50).faults

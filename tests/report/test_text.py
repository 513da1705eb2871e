"""The report for people."""

from pathlib import Path
from textwrap import dedent

import pytest

from newslint.finding import FILE_START, Related, Span
from newslint.report import Report, Style
from newslint.report.causes import Cause, causes
from newslint.report.text import MANY, PER_FILE, RELATED, ROWS, quote_line, summary
from newslint.text import width
from newslint.web.verdict import UrlCounts
from tests.report.made import ARTICLE, ERROR, NOTE, PLAIN, WARNING, finding, rendered, report, span


def test_a_finding_comes_with_its_line_and_a_caret_under_what_is_meant() -> None:
    assert rendered("text", report(finding())) == dedent("""\
        a.md
          3:10: error: quality is 'high', not an integer [invalid-field]
              3 | quality: high
                |          ^^^^

        2 files: 1 error
        """)


def test_findings_are_grouped_by_file() -> None:
    lines = rendered("text", report(finding("a.md"), finding("a.md"), finding("b.md"))).splitlines()
    assert [line for line in lines if not line.startswith(" ")] == [
        "a.md",
        "",
        "b.md",
        "",
        "2 files: 3 errors",
    ]


def test_related_places_are_named() -> None:
    other = Related("b.md", "first seen here", "/title", span(ARTICLE, "Ferry"))
    assert "        = b.md:2:8: first seen here\n" in rendered(
        "text", report(finding(related=(other,)))
    )


@pytest.mark.parametrize("at", [None, FILE_START])
def test_a_finding_about_a_whole_file_quotes_no_line(at: Span | None) -> None:
    assert rendered("text", report(finding(at=at)), Style(quiet=True)) == (
        "a.md\n  1:1: error: quality is 'high', not an integer [invalid-field]\n\n"
    )


def test_a_file_that_is_gone_cannot_be_quoted() -> None:
    gone = report(finding())._replace(text_of=lambda _: None)
    assert rendered("text", gone, Style(quiet=True)) == (
        "a.md\n  3:10: error: quality is 'high', not an integer [invalid-field]\n\n"
    )


def test_colour_only_on_request() -> None:
    made = report(finding(), finding(severity=WARNING), finding(severity=NOTE))
    assert "\x1b" not in rendered("text", made)
    colored = rendered("text", made, Style(color=True))
    assert "\x1b[1;31merror\x1b[0m" in colored
    assert "\x1b[1;33mwarning\x1b[0m" in colored
    assert "\x1b[1;36mnote\x1b[0m" in colored


def test_more_findings_than_anyone_reads_are_counted() -> None:
    many = [finding() for _ in range(PER_FILE + 7)]
    text = rendered("text", report(*many), Style(quiet=True))
    assert text.count("[invalid-field]") == PER_FILE
    assert f"  … and 7 more in this file; {PER_FILE} of a file are shown\n" in text


def test_more_related_places_than_anyone_reads_are_counted() -> None:
    others = tuple(Related(f"{n}.md", "the same story") for n in range(RELATED + 3))
    assert "= … and 3 more places\n" in rendered("text", report(finding(related=others)))


@pytest.mark.parametrize(
    ("line", "part", "shown", "marker"),
    [
        ("title: Ferry", "Ferry", "title: Ferry", "       ^^^^^"),
        ("title: 漁船が戻る", "戻る", "title: 漁船が戻る", "             ^^^^"),
        ("title: née", "née", "title: née", "       ^^^"),
        ("title: ne\u0301e", "ne\u0301e", "title: ne\u0301e", "       ^^^"),
        ("title:\tFerry", "Ferry", "title:\\tFerry", "        ^^^^^"),
        ("title: Fe\u200brry", "\u200b", "title: Fe\\u200brry", "         ^^^^^^"),
        ("title: Ferry\r", "Ferry", "title: Ferry", "       ^^^^^"),
        ("0123456789" * 20, "90123", "0123456789012345678901234567890…", "         ^^^^^"),
        ("0123456789" * 20 + "end", "end", "…2345678901234567890123456789end", " " * 29 + "^^^"),
        ("x" * 15 + "漁" * 200, "漁", "…" + "x" * 10 + "漁" * 10 + "…", " " * 11 + "^^"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_the_caret_is_under_the_span(line: str, part: str, shown: str, marker: str) -> None:
    text = f"---\n{line}\n---\n"
    room = 33 if len(line) > 30 else 80
    quoted = quote_line(text, span(text, part), room)
    assert quoted is not None
    assert quoted[0] == shown
    assert " " * quoted[1] + "^" * quoted[2] == marker
    assert width(shown) <= room


def test_a_span_over_several_lines_is_marked_on_its_first() -> None:
    text = "---\ntopics:\n  - A\n---\n"
    assert quote_line(text, Span(2, 1, 3, 6, 4, 17), 80) == ("topics:", 0, 7)


def test_a_megabyte_on_one_line_is_quoted_in_part() -> None:
    text = "secured: " + "A" * 1_000_000
    quoted = quote_line(text, span(text, "A" * 1_000_000), 80)
    assert quoted == ("secured: " + "A" * 69 + "…", 9, 69)


@pytest.mark.parametrize("start", [4, 5, 99], ids=["empty line", "end of text", "file has shrunk"])
def test_where_there_is_nothing_to_quote_nothing_is_quoted(start: int) -> None:
    assert quote_line("---\n\n", Span(2, 1, 2, 1, start, start), 80) is None


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (report(files=()), "no files: nothing wrong"),
        (report(files=("a.md",)), "1 file: nothing wrong"),
        (report(finding(), finding(severity=NOTE)), "2 files: 1 error, 1 note"),
        (report(finding(severity=WARNING), suppressed=3), "2 files: 1 warning (3 ignored)"),
        (
            report(urls=UrlCounts(1234, alive=1230, dead=4)),
            "2 files: nothing wrong; 1,234 URLs: 1,230 alive, 4 dead",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_summary_counts(made: Report, said: str) -> None:
    assert summary(made, PLAIN) == said


def test_findings_on_one_line_quote_it_once() -> None:
    made = report(
        finding(message="first", at=span(ARTICLE, "quality")),
        finding(message="second", severity=WARNING, related=(Related("b.md", "there"),)),
        finding(message="elsewhere", at=span(ARTICLE, "Ferry")),
    )
    assert rendered("text", made, Style(quiet=True)) == dedent("""\
        a.md
          3:1: error: first [invalid-field]
          3:10: warning: second [invalid-field]
                = b.md:1:1: there
              3 | quality: high
                | ^^^^^^^  ^^^^
          2:8: error: elsewhere [invalid-field]
              2 | title: Ferry returns
                |        ^^^^^

        """)


@pytest.mark.parametrize("fence", ["---", "+++", "{"])
def test_a_fence_is_not_quoted(fence: str) -> None:
    made = report(finding(at=Span(1, 1, 1, 2, 0, 1)), text=f"{fence}\ntitle: x\n")
    assert "|" not in rendered("text", made)


def many(number: int = MANY) -> Report:
    """Findings of three causes."""
    each = [
        finding(f"{n}.md", "naive-date", WARNING, f"date '2024-05-{n:02}' has no time zone")
        for n in range(number - 12)
    ]
    missing = [
        finding(f"{n}.md", "missing-field", message="missing field: quality") for n in range(10)
    ]
    return report(*each, *missing, finding(), finding(message="age is '7', not an integer"))


def test_many_findings_end_with_a_table_of_causes() -> None:
    text = rendered("text", many())
    table = text[text.index("Most common") :]
    assert table == dedent("""\
        Most common findings
          38 × warning: date … has no time zone [naive-date]
          10 × error: missing field: quality [missing-field]
           1 × error: age is '7', not an integer [invalid-field]
           1 × error: quality is 'high', not an integer [invalid-field]
          = newslint rule NAME explains a rule, and how to configure or ignore it

        2 files: 12 errors, 38 warnings
        """)
    assert "Most common" not in rendered("text", many(MANY - 1))
    assert "Most common" not in rendered("text", many(), Style(quiet=True))


def test_only_the_summary() -> None:
    text = rendered("text", report(finding()), Style(only_summary=True, quiet=True))
    assert text.splitlines()[1] == "  1 × error: quality is 'high', not an integer [invalid-field]"
    assert text.endswith("2 files: 1 error\n")
    assert rendered("text", report(), Style(only_summary=True)) == "2 files: nothing wrong\n"


def test_the_table_shows_the_most_common_causes() -> None:
    each = [finding(rule=f"rule-{n}", message="x" * n) for n in range(MANY)]
    text = rendered("text", report(*each))
    assert text.count(" 1 × ") == ROWS
    assert f"  … and {MANY - ROWS} findings of {MANY - ROWS} other kinds: see --summary\n" in text
    assert rendered("text", report(*each), Style(only_summary=True)).count(" 1 × ") == MANY


def test_grouped_by_rule() -> None:
    made = report(finding("b c.md"), finding("a.md", "dead-url"), finding("d.md"))
    assert rendered("text", made, Style(quiet=True, group_by="rule")) == dedent("""\
        invalid-field: 2 findings
          b c.md:3:10: error: quality is 'high', not an integer [invalid-field]
          d.md:3:10: error: quality is 'high', not an integer [invalid-field]

        dead-url: 1 finding
          a.md:3:10: error: quality is 'high', not an integer [dead-url]

        """)


def test_paths_are_links_in_terminals_that_have_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "a\x1b b.md"
    Path(name).write_text("x")
    text = rendered("text", report(finding(name)), Style(color=True, links=True))
    address = f"file://{tmp_path}/a%1B%20b.md"
    assert text.startswith(f"\x1b[1m\x1b]8;;{address}\x1b\\a\\u001b b.md\x1b]8;;\x1b\\\x1b[0m\n")
    gone = rendered("text", report(finding("gone.md")), Style(links=True))
    assert gone.startswith("gone.md\n")


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("date '2024' has no zone", "date '2025' has no zone", True),
        ("'a\\'b' is not a date", "'c' (5 characters) is not a date", True),
        ("27% of the text (231 words)", "9% of the text (1,002 words)", True),
        ("tells the story of 'a'", "tells the story of 'a', 'b' and 2 more", True),
        ("missing field: quality", "missing field: excerpt", False),
    ],
)
def test_one_cause(one: str, other: str, is_one: bool) -> None:
    rows = causes([finding(message=one), finding(message=other)])
    thrice = causes([finding(message=text) for text in (one, other) for _ in range(3)])
    assert [row.number for row in thrice] == [3, 3], "these are worth a row each"
    assert (len(rows) == 1) is is_one
    assert causes([finding(message=one)]) == [Cause(1, "invalid-field", ERROR, one)]

"""The report for people."""

from textwrap import dedent

import pytest

from newslint.finding import FILE_START, Related, Span
from newslint.report import Report, Style
from newslint.report.text import PER_FILE, RELATED, quote_line, summary
from newslint.text import width
from newslint.web.verdict import UrlCounts
from tests.report.made import ARTICLE, NOTE, PLAIN, WARNING, finding, rendered, report, span


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
    text = rendered("text", report(*many))
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

"""What newslint wrote is recognised, and nothing else."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import lint
from newslint.finding import Related, Span
from newslint.report import FORMATS, Report, Style
from newslint.report.own import is_ours
from newslint.web import record
from newslint.web.verdict import Kind, UrlCounts, Verdict
from tests.report.made import NOTE, WARNING, finding, rendered, report

SEEDS = Path(__file__).parents[2] / "seeds"
URLS = UrlCounts(distinct=3, alive=2, dead=1)
EMPTY_WHEN_CLEAN = ("concise",)


@pytest.fixture(scope="module")
def seeds() -> Report:
    return lint(str(SEEDS), {"online": False, "cache": False})


MANY = tuple(
    finding(f"news/{i // 3} é.md", rule, severity, f"message {i} [with] | signs = …", at=at)
    for i, (rule, severity, at) in enumerate(
        [("dead-url", NOTE, None), ("house-style", WARNING, Span(3, 10, 3, 14, 20, 24))] * 9
    )
)
REPORTS = {
    "clean": report(),
    "no files": report(files=()),
    "one file": report(files=("a.md",)),
    "ignored ones": report(suppressed=3),
    "URLs": report(urls=URLS),
    "one finding": report(finding()),
    "many": report(*MANY, urls=URLS),
    "one of a plug-in": report(finding(rule="shouting")),
    "of standard input": report(finding("<stdin>")),
    "of an odd name": report(finding("::error::x\n  1:1: note: a.md")),
    "more of a file than is shown": report(*(finding(message=f"{i}") for i in range(120))),
    "with many places": report(finding(related=(Related("b.md", "first seen here"),) * 12)),
    "with a table": report(*(finding(message=f"{i} of {'x' * i}") for i in range(60))),
    "of one line": report(finding(), finding(message="another one")),
    "of long lines": report(finding(message="m" * 5_000), text="quality: " + "x" * 5_000),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("what", REPORTS)
def test_a_report(what: str, name: str) -> None:
    text = rendered(name, REPORTS[what])
    assert is_ours(text) or (not text and name in EMPTY_WHEN_CLEAN)
    assert is_ours(text.replace("\n", "\r\n")) or not text


@pytest.mark.parametrize(
    "style", [Style(color=True), Style(quiet=True), Style(width=40), Style(group_by="rule")]
)
@pytest.mark.parametrize("what", REPORTS)
def test_a_report_for_people_in_any_style(what: str, style: Style) -> None:
    text = rendered("text", REPORTS[what], style)
    assert is_ours(text) or not text


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_of_the_seeds_that_was_cut(name: str, seeds: Report) -> None:
    """Wherever it was cut, once there is enough to tell; within a name only with luck."""
    text = rendered(name, seeds)
    assert is_ours(text)
    enough = {"text": 200, "concise": 200, "json": 110, "junit": 90}[name]
    cuts = range(enough, len(text), 7)
    assert sum(is_ours(text[:cut]) for cut in cuts) > 0.99 * len(cuts)


def test_a_report_laid_out_anew(seeds: Report) -> None:
    data = json.loads(rendered("json", seeds))
    for indent in (None, 1, 4):
        assert is_ours(json.dumps(data, indent=indent))
    data["version"], data["tool"]["version"], data["extra"] = 7, "9.0.1", {"more": 1}
    assert is_ours(json.dumps(data))


texts = st.text(st.characters(), max_size=30)


@pytest.mark.parametrize("name", FORMATS)
@given(path=texts.filter(bool), message=texts, source=texts)
def test_a_report_of_anything(name: str, path: str, message: str, source: str) -> None:
    at = Span(1, 1, 1, 2, 0, 1)
    made = report(
        finding(path, message=message, at=at, related=(Related(path, message),)),
        files=(path,),
        text=source,
    )
    assert is_ours(rendered(name, made)) or not message.strip()


def test_a_record() -> None:
    verdicts = {"https://a.example/": Verdict(Kind.ALIVE)}
    assert is_ours(record.dump(verdicts))
    assert is_ours(record.dump({}))
    assert is_ours('{"version": 2, "newslint": "urls"}\n{"url": "x"}')


CONCISE = "a.md:7:10: error invalid-field quality is 'high', not an integer\n"
TEXT = "a.md\n  7:10: error: quality is 'high' [invalid-field]\n"
OTHERS = {
    "an article": "---\ntitle: newslint\n---\n",
    "an article in TOML": '+++\ntitle = "newslint"\n+++\n',
    "an article in JSON": '{"title": "newslint"}',
    "an article without front matter": "Ferry returns\n\nBy the harbour master.\n",
    "a sentence": "33 files were lost",
    "a list": "3 files:\n- a\n",
    "a word": "newslint",
    "a line end": "\n",
    "line ends": "\n\n\n",
    "blanks": "   ",
    "a page": "<!DOCTYPE html>\n<title>newslint</title>\n",
    "another page": '<?xml version="1.0"?>\n<html xmlns="x"><testsuites name="newslint"/></html>',
    "JUnit of others": '<?xml version="1.0"?>\n<testsuites name="pytest" tests="3"></testsuites>',
    "JSON that names newslint": '{"name": "newslint", "version": 1}',
    "JSON that uses newslint": '{"version": 1, "tool": {"name": "newslint"}}',
    "JSON of others": '{"version": 1, "tool": {"name": "other", "version": "1"}, "summary": {}}',
    "JSON about a report": '{"report": {"version": 1, "tool": {"name": "newslint"}}}',
    "a list of JSON": '[{"newslint": "urls", "version": 1}]',
    "a configuration": 'roots = ["news"]\n[rules.dead-url]\n',
    "JSON Lines": '{"url": "https://a.example"}\n{"newslint": "urls", "version": 1}\n',
    "more than a header": '{"newslint": "urls", "version": 1, "title": "Ferry"}\n',
    "a note with a time": "Call at 12:10:30: note bring the papers\n",
    "lines of another tool": "a.c:3:5: error: expected ';'\n",
    "lines of Python": 'File "a.py", line 3\n  x = 1\n',
    "a log": "2024-05-01 10:00:00: error no-such-host x\n",
    "a report with a note below": CONCISE + "TODO: tell Anna\n",
    "a report with a note above": "TODO: tell Anna\n" + CONCISE,
    "a report for people with a note below": TEXT + "\nTODO tell Anna\n",
    "a report for people with a note above": "TODO tell Anna\n\n" + TEXT,
    "a report for people with a note behind": TEXT + "\n1 file: 1 error\nTODO tell Anna",
    "two reports for people": TEXT + "\n1 file: 1 error\n" + TEXT,
    "a summary that cannot be": "3 files: 1 error\n",
    "an indented text": "title\n  text\n",
    "SQLite": "SQLite format 3\0",
}


@pytest.mark.parametrize("what", OTHERS)
def test_files_of_others_are_not_ours(what: str) -> None:
    assert not is_ours(OTHERS[what])


@given(st.text(st.characters() | st.sampled_from("\n:[] {}\"'<>|=…0123456789"), max_size=80))
def test_any_text_is_judged(text: str) -> None:
    assert is_ours(text) == bool(
        re.fullmatch(r"(?:no files|[\d,]+ files?): nothing wrong.*\n?", text)
    )


@pytest.mark.parametrize(
    "text",
    [":1" * 400_000, "1:" * 400_000, "a:1:1: error " * 80_000, "  1:1: note: [" * 70_000,
     " " * 900_000, "\x1b[" * 400_000, '{"version":' + " " * 900_000, "<?xml" * 180_000,
     "{" * 900_000, "[" * 900_000, "\n" * 900_000, "a\n  1:1: note: x [y]\n" * 40_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    assert not is_ours(text)

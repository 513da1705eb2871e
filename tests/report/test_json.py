"""The report for programs."""

import json
from typing import Any

import pytest

from newslint import __version__
from newslint.finding import Edit, Group, Related
from newslint.web.verdict import UrlCounts
from tests.report.made import ARTICLE, NOTE, WARNING, finding, rendered, report, span


def parsed(made: Any) -> Any:
    return json.loads(rendered("json", made))


def test_the_whole_of_it() -> None:
    other = Related("b.md", "first seen here", "/title", span(ARTICLE, "Ferry"))
    made = report(
        finding(related=(other,), edits=(Edit(0, 1, ""),))._replace(
            group=Group("5e", ("a.md", "b.md"))
        ),
        finding(severity=WARNING),
        finding(severity=NOTE, field=None),
        suppressed=2,
        left_out={"package.json": "data file", "README.md": "project file", "x.yml": "data file"},
        urls=UrlCounts(24, 20, 2, 1, 1, 0),
    )
    document = parsed(made)
    assert list(document) == ["version", "tool", "summary", "findings"]
    assert document["version"] == 1
    assert document["tool"] == {"name": "newslint", "version": __version__}
    assert document["summary"] == {
        "files": 2,
        "errors": 1,
        "warnings": 1,
        "notes": 1,
        "fixable": 1,
        "suppressed": 2,
        "baselined": 0,
        "left_out": {"data file": 2, "project file": 1},
        "urls": {
            "distinct": 24,
            "alive": 20,
            "dead": 2,
            "moved": 1,
            "unverified": 1,
            "unchecked": 0,
        },
    }
    first = document["findings"][0]
    assert len(first.pop("fingerprint")) == 32
    assert [one["group"] for one in document["findings"]] == [{"id": "5e", "size": 2}, None, None]
    del first["group"]
    assert first == {
        "path": "a.md",
        "line": 3,
        "column": 10,
        "end_line": 3,
        "end_column": 14,
        "rule": "invalid-field",
        "severity": "error",
        "field": "/quality",
        "message": "quality is 'high', not an integer",
        "fixable": True,
        "fix": {"safe": True, "edits": [{"start": 0, "end": 1, "text": ""}]},
        "related": [{"path": "b.md", "line": 2, "column": 8, "message": "first seen here"}],
    }
    assert document["findings"][2]["field"] is None


def test_without_files_it_is_still_whole() -> None:
    document = parsed(report(files=()))
    assert (document["summary"]["files"], document["findings"]) == (0, [])


def test_each_finding_has_a_line_of_its_own() -> None:
    lines = rendered("json", report(finding(), finding("b.md"))).splitlines()
    assert [line.startswith('  {"path"') for line in lines].count(True) == 2


@pytest.mark.parametrize(
    "path", ["ferry ###[x].md", "日本.md", "new\nline.md", "\x1b[1m.md", "\x7f"]
)
def test_paths_come_out_as_they_are(path: str) -> None:
    assert parsed(report(finding(path)))["findings"][0]["path"] == path


def test_a_name_that_is_not_utf8_is_shown_escaped() -> None:
    assert parsed(report(finding("bad\udcff.md")))["findings"][0]["path"] == "bad\\udcff.md"


def test_a_pointer_too_long_gives_way_to_an_ancestor() -> None:
    found = parsed(report(finding(field="/related/3/" + "k" * 10_000)))["findings"][0]
    assert found["field"] == "/related/3"


def test_a_fingerprint_stays_when_the_finding_moves() -> None:
    moved = span("\n\n" + ARTICLE, "high")
    before = parsed(report(finding()))["findings"][0]
    after = parsed(report(finding(at=moved)))["findings"][0]
    assert before["line"] != after["line"]
    assert before["fingerprint"] == after["fingerprint"]


def test_fingerprints_tell_equal_findings_apart() -> None:
    found = parsed(report(finding(), finding(), finding("b.md"), finding(message="other")))
    assert len({one["fingerprint"] for one in found["findings"]}) == 4

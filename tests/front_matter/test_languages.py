"""Fences that name their language are linted like any others: places, ignore comments, edits."""

from pathlib import Path

import pytest

from newslint import lint

FILES: dict[str, tuple[str, list[str]]] = {
    # what: file, findings of the rules that look at its fields and form
    "JSON": (
        '---json\n{\n  "title": "Ferry",\n  "quality": "high"\n}\n---\nText.\n',
        ["4:14 invalid-field"],
    ),
    "TOML": (
        "---toml\ntitle = 'Ferry'\n[provider]\nname = 5\n---\nText.\n",
        ["4:8 invalid-field"],
    ),
    "YAML": ("--- yaml\ntitle: Ferry\nquality: high\n---\nText.\n", ["3:10 invalid-field"]),
    "TOML with ignore comments": (
        "---toml\n# newslint: ignore[invalid-field] soon\ntitle = 5\n"
        "quality = 'high' # newslint: ignore[fields]\nexcerpt = 6\n---\nText.\n",
        ["5:11 invalid-field"],
    ),
    "YAML with ignore comments": (
        "---yaml\n# newslint: ignore[invalid-field] soon\ntitle: 5\n"
        "quality: high # newslint: ignore[fields]\nexcerpt: 6\n---\nText.\n",
        ["5:10 invalid-field"],
    ),
    "broken JSON": ('---json\n{"title": "Ferry",\n}\n---\n', ["2:18 broken-front-matter"]),
    "broken TOML": ("---toml\ntitle = Ferry\n---\n", ["2:9 broken-front-matter"]),
    "broken YAML": ("---yaml\ntitle: Ferry: back\n---\n", ["2:13 broken-front-matter"]),
    "YAML in a fence of TOML": ("---toml\ntitle: Ferry\n---\n", ["2:1 broken-front-matter"]),
    "a list": ("---json\n[1]\n---\n", ["2:1 broken-front-matter"]),
    "a field twice": (
        '---json\n{"title": "Ferry",\n"title": "Ferry"}\n---\n',
        ["3:1 duplicate-key"],
    ),
    "code": ("---js\n{title: require('child_process')}\n---\n", ["1:1 broken-front-matter"]),
}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "---\n# x\ntitle = 'Ferry'\n---\n",
            "the YAML cannot be read: these fields are TOML, whose fence is '+++'",
        ),
        (
            "+++\ntitle: Ferry\nquality: 5\n+++\n",
            "the TOML cannot be read: these fields are YAML, whose fence is '---'",
        ),
        ("---\njust text\n---\n", "the front matter is a single value, not a mapping"),
    ],
)
def test_fields_in_another_language_are_named(text: str, message: str) -> None:
    report = lint(sources={"a.md": text}, config={"online": False, "select": ["file"]})
    assert [finding.message for finding in report.findings] == [message]


@pytest.mark.parametrize(("text", "findings"), FILES.values(), ids=FILES)
def test_findings_have_their_places(
    text: str, findings: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(text, encoding="utf-8")
    config = {"online": False, "select": ["file", "invalid-field"]}
    report = lint(["a.md"], config)
    assert [f"{f.line}:{f.column} {f.rule}" for f in report.findings] == findings


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ('---json\n{"title": "Ferry  back"}\n---\n', '---json\n{"title": "Ferry back"}\n---\n'),
        ("---toml\ntitle = 'Ferry  back'\n---\n", "---toml\ntitle = 'Ferry back'\n---\n"),
        ("---yaml\ntitle: Ferry  back\n---\n", "---yaml\ntitle: Ferry back\n---\n"),
    ],
)
def test_edits_are_at_the_value(
    text: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(text, encoding="utf-8")
    report = lint(["a.md"], {"online": False, "select": ["untidy-text"]})
    [finding] = report.findings
    [edit] = finding.edits
    assert text[: edit.start] + edit.text + text[edit.end :] == after

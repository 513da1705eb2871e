"""Whatever an article, its name or a message holds: it is shown, and does nothing."""

import re
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.finding import Related, Span
from newslint.report import FORMATS, Style
from tests.report.made import finding, rendered, report

ACTS = re.compile(r"^\s*::|^(?:---|\+\+\+|~~~|\^\^\^) |##[A-Za-z]*\[", re.MULTILINE)

texts = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "::error::owned",
        "  ::set-output name=a::b",
        "--- a.md",
        "+++ a.md",
        "~~~ a.md",
        "^^^ +++",
        "x\n::error::owned",
        "##vso[task.setvariable variable=a]b",
        "#####[command]",
        "##teamcity[testFailed]",
        "\x1b]0;title\x07",
        "\u202egnp.exe",
        "\r::error::",
        "\u2028::error::",
        "\x85::error::",
    ]
)


@pytest.mark.parametrize("name", FORMATS)
@given(path=texts.filter(bool), message=texts, source=texts, field=texts)
def test_nothing_acts(name: str, path: str, message: str, source: str, field: str) -> None:
    at = Span(1, 1, 1, 2, 0, 1)
    found = finding(path, message=message, field=field, at=at, related=(Related(path, message),))
    output = rendered(name, report(found, files=(path,), text=source), Style(color=False))
    assert not ACTS.search(output)
    for char in output.replace("\n", ""):
        assert category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    output.encode("utf-8")


@pytest.mark.parametrize("name", ["text", "concise"])
@pytest.mark.parametrize("path", ["--- a.md", "+++ a.md", "~~~ a.md", "^^^ a.md", "::a.md"])
def test_a_name_that_acts_is_still_a_name(name: str, path: str) -> None:
    output = rendered(name, report(finding(path), files=(path,)))
    assert output.startswith(f"./{path}")


@pytest.mark.parametrize("name", ["text", "concise"])
@pytest.mark.parametrize("path", ["---a.md", "a --- b.md", "^a.md", "---/a.md", "-- a.md"])
def test_an_ordinary_name_stays(name: str, path: str) -> None:
    assert rendered(name, report(finding(path), files=(path,))).startswith(path)


@pytest.mark.parametrize("name", FORMATS)
def test_values_without_end_are_cut(name: str) -> None:
    found = finding(message="m" * 1_000_000, field="/" + "f" * 1_000_000, at=Span(1, 1, 1, 9, 0, 8))
    assert len(rendered(name, report(found, text="t" * 1_000_000))) < 5_000

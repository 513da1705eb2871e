"""Recorded URLs: round trip, and errors with file and line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.errors import ConfigError
from newslint.web.record import dump, load
from newslint.web.verdict import Kind, Verdict
from tests.documentation import ROOT, blocks
from tests.web.test_memory import verdicts

HEADER = '{"newslint": "urls", "version": 1}\n'


def recordable(verdict: Verdict) -> Verdict:
    """Return a verdict with the values that its kind needs."""
    location = f"https://a/{verdict.location}" if verdict.kind is Kind.MOVED else ""
    return verdict._replace(reason=verdict.reason or "why", location=location)


@settings(max_examples=30)
@given(st.dictionaries(st.text(), verdicts.map(recordable)))
def test_what_is_dumped_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, found: dict[str, Verdict]
) -> None:
    file = tmp_path_factory.mktemp("record") / "urls.jsonl"
    file.write_text(dump(found), encoding="utf-8")
    assert load(str(file)) == found
    assert dump(dict(reversed(found.items()))) == dump(found)


def test_one_line_per_url_in_order() -> None:
    text = dump(
        {
            "http://b/": Verdict(Kind.DEAD, "404, not found"),
            "http://a/": Verdict(Kind.ALIVE, media="image", width=2, height=1),
            "http://c/": Verdict(Kind.UNSAFE, "it is never asked"),
        }
    )
    assert text.splitlines() == [
        HEADER.strip(),
        '{"url": "http://a/", "verdict": "alive", "media": "image", "width": 2, "height": 1}',
        '{"url": "http://b/", "verdict": "dead", "reason": "404, not found"}',
    ]


def test_a_reason_need_not_be_recorded(tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_text(HEADER + '{"url": "http://a/", "verdict": "dead"}\n')
    assert load(str(file)) == {"http://a/": Verdict(Kind.DEAD, "as recorded")}


BROKEN = {
    "": "1: not valid JSON",
    "[]\n": "1: not a file of recorded URLs",
    '{"newslint": "urls", "version": 2}\n': "1: not a file of recorded URLs",
    HEADER + "nonsense\n": "2: not valid JSON",
    HEADER + "[" * 100_000 + "\n": "2: not valid JSON",
    HEADER + "\n\n7\n": "4: not a JSON object",
    HEADER + '{"verdict": "dead"}\n': "2: url is missing or not a string",
    HEADER + '{"url": 5, "verdict": "dead"}\n': "2: url is missing or not a string",
    HEADER + '{"url": "http://a/"}\n': "2: verdict is not one of",
    HEADER + '{"url": "http://a/", "verdict": "ded"}\n': "2: verdict is not one of",
    HEADER + '{"url": "http://a/", "verdict": ["dead"]}\n': "2: verdict is not one of",
    HEADER + '{"url": "http://a/", "verdict": "dead", "raeson": ""}\n': "did you mean 'reason'",
    HEADER + '{"url": "http://a/", "verdict": "dead", "reason": 1}\n': "reason is not a string",
    HEADER + '{"url": "http://a/", "verdict": "alive", "width": -1}\n': "width is not a number",
    HEADER + '{"url": "http://a/", "verdict": "alive", "width": true}\n': "width is not a number",
    HEADER + '{"url": "http://a/", "verdict": "alive", "width": 1e400}\n': "width is not a number",
    HEADER + '{"url": "a", "verdict": "alive", "width": ' + "9" * 5000 + "}\n": "2: not valid JSON",
    HEADER + '{"url": "http://a/", "verdict": "moved"}\n': "2: a moved URL needs",
    HEADER
    + '{"url": "http://a/", "verdict": "moved", "location": "javascript:a"}\n': "needs a location",
    HEADER + 2 * '{"url": "http://a/", "verdict": "dead"}\n': "3: duplicate url",
}


@pytest.mark.parametrize(("text", "message"), BROKEN.items(), ids=range(len(BROKEN)))
def test_broken_files_name_the_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        load(str(file))
    assert message in str(error.value)
    assert str(error.value).startswith(f"{file}:")
    assert str(error.value).isprintable()


def test_undecodable_bytes_are_an_error(tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_bytes(HEADER.encode() + b'{"url": "\xff\xfe", "verdict": "dead"}\n')
    with pytest.raises(ConfigError):
        load(str(file))


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_missing_files_and_folders(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError):
        load(str(tmp_path / name))


def test_the_example_in_the_documentation(tmp_path: Path) -> None:
    page = blocks(ROOT / "docs/urls.md")
    (example,) = [block.text for block in page if block.text.startswith(HEADER)]
    file = tmp_path / "urls.jsonl"
    file.write_text(example)
    assert [str(verdict.kind) for verdict in load(str(file)).values()] == [
        "alive", "dead", "moved", "unverified",
    ]  # fmt: skip


def test_an_unknown_key_lists_the_known_ones(tmp_path: Path) -> None:
    file = tmp_path / "urls.jsonl"
    file.write_text(HEADER + '{"url": "https://a.example/", "status": 404}\n')
    with pytest.raises(ConfigError, match=r"unknown key 'status', the keys are url, verdict, rea"):
        load(str(file))

"""Notices and errors about selected rules that do not run."""

from pathlib import Path
from typing import Any

import pytest

from newslint import lint
from newslint.cli import main
from newslint.errors import UsageError
from tests.articles import GOOD

OPTION = "--offline allows no requests"
SETTING = "online = false in the configuration allows no requests"
NETWORK = "dead-url, image-mismatch, moved-url, unverified-url"
TOPICS = "no topics are configured"

NOTICES = [
    ([], []),
    (["--ignore", "fields"], []),
    (["--select", "fields"], []),
    (["--select", "file"], []),
    (["--select", "fields,dates"], []),
    (["--select", "fields", "--ignore", "missing-field"], []),
    (["--select", "naive-date", "--ignore", "dates"], []),
    (["--select", "dates,naive-date", "--ignore", "dates"], []),
    (["--select", "unreadable-file"], []),
    (["--select", "unused-ignore"], []),
    (["--select", "same-story"], []),
    (["--select", "dead-url,fields"], [f"dead-url did not run: {OPTION}"]),
    (["--select", "dead-url,moved-url,fields"], [f"dead-url, moved-url did not run: {OPTION}"]),
    (["--select", "urls"], [f"{NETWORK} did not run: {OPTION}"]),
    (["--select", "urls,dead-url"], [f"{NETWORK} did not run: {OPTION}"]),
    (["--select", "urls", "--ignore", "dead-url,moved-url,image-mismatch"],
     [f"unverified-url did not run: {OPTION}"]),
    (["--select", "unknown-topic,dates"], [f"unknown-topic did not run: {TOPICS}"]),
    (["--select", "fields,text", "--ignore", "text"], ["text did not run: ignored"]),
    (["--select", "fields,naive-date,text", "--ignore", "text,naive-date"],
     ["naive-date, text did not run: ignored"]),
    (["--select", "fields,dates", "--ignore", "naive-date,future-date,date-mismatch"],
     ["dates did not run: ignored"]),
    (["--select", "dead-url,unknown-topic,text,dates", "--ignore", "text"],
     [f"dead-url did not run: {OPTION}", f"unknown-topic did not run: {TOPICS}",
      "text did not run: ignored"]),
    (["--select", "dead-url,text", "--ignore", "dead-url"],
     [f"dead-url did not run: ignored and {OPTION}"]),
    (["--select", "internal-error,text"],
     ["internal-error did not run: it only reports failures of other rules"]),
]  # fmt: skip
NOTHING_LEFT = [
    (["--select", "dead-url"], f"dead-url ({OPTION})"),
    (["--select", "dead-url,moved-url"], f"dead-url, moved-url ({OPTION})"),
    (["--select", "unknown-topic"], f"unknown-topic ({TOPICS})"),
    (["--select", "fields", "--ignore", "fields"], "fields (ignored)"),
    (["--select", "naive-date", "--ignore", "naive-date"], "naive-date (ignored)"),
    (["--select", "unknown-topic,dead-url"], f"unknown-topic ({TOPICS}); dead-url ({OPTION})"),
    (["--select", "dead-url", "--ignore", "dead-url"], f"dead-url (ignored and {OPTION})"),
    (["--select", "internal-error"], "internal-error (it only reports failures of other rules)"),
    (["--select", "unreadable-file", "--ignore", "unreadable-file"], "unreadable-file (ignored)"),
    (["--ignore", "dates,duplicates,fields,file,ignores,links,text,urls"],
     "dates, duplicates, fields, file, ignores, links, text, urls (ignored)"),
    (["--ignore", "dates,duplicates,fields,file,ignores,links,text,unsafe-url,insecure-url,"
      "amp-mismatch,provider-mismatch,redirect-wrapper,tracking-parameter"],
     "dates, duplicates, fields, file, ignores, links, text, amp-mismatch, insecure-url, "
     "provider-mismatch, redirect-wrapper, "
     f"tracking-parameter, unsafe-url (ignored); {NETWORK} ({OPTION})"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    Path("a.md").write_text(GOOD)


def configure(text: str) -> None:
    Path("newslint.toml").write_text(text)


@pytest.mark.parametrize(("options", "notices"), NOTICES, ids=lambda value: " ".join(value)[:60])
def test_what_does_not_run(
    options: list[str], notices: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--offline", *options, "a.md"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "1 file: nothing wrong\n"
    assert printed.err.splitlines() == [f"newslint: {notice}" for notice in notices]


@pytest.mark.parametrize(("options", "reasons"), NOTHING_LEFT, ids=lambda value: str(value)[:60])
def test_no_rule_left(options: list[str], reasons: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--offline", *options, "a.md"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"newslint: error: no rule is left to run: {reasons}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('select = ["fields"]', ""),
        ('select = ["dead-url", "fields"]', f"dead-url did not run: {SETTING}"),
        ('extend-select = ["dead-url"]', ""),
        ('select = ["fields"]\nextend-select = ["dead-url"]', f"dead-url did not run: {SETTING}"),
        ('select = ["text", "dates"]\nignore = ["dates"]', "dates did not run: ignored"),
        ('select = ["unknown-topic", "dates"]', f"unknown-topic did not run: {TOPICS}"),
        ('topics = ["Transport"]\nselect = ["unknown-topic", "dates"]', ""),
        ('select = ["unknown-topic"]\n[rules.unknown-topic]\ntopics = ["Transport"]', ""),
        ('select = ["unknown-topic"]', f"error: no rule is left to run: unknown-topic ({TOPICS})"),
        ('select = ["dead-url"]', f"error: no rule is left to run: dead-url ({SETTING})"),
        (
            'plugins = ["ours"]\nselect = ["our-rule", "text"]',
            "our-rule did not run: no loaded plug-in has such a rule",
        ),
    ],
)
def test_the_same_from_the_configuration(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(f"online = false\n{text}\n")
    status = main(["a.md"])
    lines = [line for line in capsys.readouterr().err.splitlines() if "is ignored" not in line]
    assert lines == ([f"newslint: {message}"] if message else [])
    assert status == (2 if message.startswith("error") else 0)


def test_an_option_weighs_more_than_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    configure('online = false\nselect = ["dead-url", "text"]\nignore = ["text"]\n')
    assert main(["--offline", "--select", "dead-url,text", "a.md"]) == 0
    assert capsys.readouterr().err == f"newslint: dead-url did not run: {OPTION}\n"


def test_recorded_urls_need_no_network(capsys: pytest.CaptureFixture[str]) -> None:
    Path("u.jsonl").write_text('{"newslint": "urls", "version": 1}\n')
    argv = ["--offline", "--urls-from", "u.jsonl", "--fail-on", "never"]
    assert main([*argv, "--select", "dead-url", "a.md"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("options", [["-j", "2"], ["--no-cache"], ["-q"], ["-f", "json"]])
def test_it_is_said_once(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for i in range(40):
        Path(f"{i}.md").write_text(GOOD)
    argv = ["--offline", "--select", "dead-url,text", *options]
    for _ in range(2):  # the second time, the cache knows the files
        assert main(argv) == 0
        lines = capsys.readouterr().err.splitlines()
        assert lines == ([] if "-q" in options else [f"newslint: dead-url did not run: {OPTION}"])


@pytest.mark.parametrize("values", [{"online": False}, {"online": False, "cache": False}])
def test_from_python(values: dict[str, Any]) -> None:
    report = lint("a.md", {**values, "select": ["dead-url", "text"]})
    assert report.notices == (f"dead-url did not run: {SETTING}",)
    assert lint("a.md", {**values}).notices == ()
    with pytest.raises(UsageError, match="no rule is left to run: dead-url"):
        lint("a.md", {**values, "select": ["dead-url"]})

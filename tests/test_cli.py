"""The command line: what a person types, what it prints, what it returns."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newslint import __version__, cli
from newslint.catalogue import registry
from newslint.cli import main
from newslint.commands import COMMANDS
from newslint.pipeline.run import CACHE_WORTH
from tests.articles import BAD, GOOD


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.setenv("NO_COLOR", "1")


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def concise(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


class TestStatus:
    def test_nothing_found_is_0(self) -> None:
        write("a.md", GOOD)
        assert main(["--offline", "a.md"]) == 0

    def test_an_error_is_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", BAD)
        assert main(["--offline", "-f", "concise", "a.md"]) == 1
        message = "a.md:7:10: error invalid-field quality is 'high', not an integer"
        assert concise(capsys) == [message]

    @pytest.mark.parametrize(
        ("fail_on", "status"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
    )
    def test_fail_on_says_from_where(self, fail_on: str, status: int) -> None:
        write("a.md", GOOD.replace("heat: 10\n", ""))
        assert main(["--offline", "--fail-on", fail_on, "a.md"]) == status

    @pytest.mark.parametrize("error", [RuntimeError("oh no"), SystemExit(0)], ids=repr)
    def test_a_crashing_rule_is_status_2_and_the_other_rules_run(
        self,
        error: BaseException,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        write("a.md", GOOD)
        write("b.md", BAD)

        def crash(*_: object) -> None:
            raise error

        monkeypatch.setattr(registry.load("shouting-title"), "check", crash)
        write("newslint.toml", '[[overrides]]\nfiles = ["*"]\nignore = ["file"]\n')
        assert main(["--offline", "-f", "concise", "--select", "fields,shouting-title"]) == 2
        first, second, third = concise(capsys)
        assert first.startswith("a.md:1:1: error internal-error rule shouting-title failed")
        assert second.startswith("b.md:1:1: error internal-error rule shouting-title failed")
        assert "invalid-field" in third

    def test_a_working_directory_that_is_gone_is_2(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        gone = tmp_path / "gone"
        gone.mkdir()
        os.chdir(gone)
        gone.rmdir()
        assert main(["."]) == 2
        assert "error: the working directory cannot be used: No such" in capsys.readouterr().err

    def test_a_fault_of_newslint_itself_is_2_without_a_traceback(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def crash(_: object) -> int:
            raise RuntimeError("oh no")

        monkeypatch.setattr(cli, "_run", crash)
        assert main([]) == 2
        assert "internal error: RuntimeError: oh no" in capsys.readouterr().err


class TestWrongUsage:
    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (["nowhere.md"], "there is no file or folder 'nowhere.md'"),
            (["no\nwhere"], "there is no file or folder 'no\\nwhere'"),
            (["--offlien"], "unknown option --offlien, did you mean '--offline'?"),
            (["--zzz"], "unknown option --zzz"),
            (["--select", "dead-ulr"], "no rule or family 'dead-ulr', did you mean 'dead-url'?"),
            (["--ignore", "feilds"], "no rule or family 'feilds', did you mean 'fields'?"),
            (["-f", "jsno"], "unknown format 'jsno', did you mean 'json'?"),
            (["-f", "report.xml"], "unknown format 'report.xml': write NAME=FILE, such as junit="),
            (
                ["--select", "fields", "dates"],
                "there is no file or folder 'dates': separate the names of rules by commas",
            ),
            (
                ["--set", "same-story.days=5"],
                "unknown key 'same-story'; options of rules stand in [rules.same-story]",
            ),
            (["-f", "json="], "'json=' names no file"),
            (["-f", "x\n::error::y"], "unknown format 'x\\n::error::y'"),
            (["--fail-on", "panic"], "invalid choice: 'panic'"),
            (["-j", "0"], "'0' is not a number of processes"),
            (["-j", "many"], "'many' is not a number of processes"),
            (["--select", ","], "',' names no rule or family"),
            (["-f", "text", "-f", "json"], "two reports on standard output"),
            (["-f", "text", "-f", "json=-"], "two reports on standard output"),
            (["-f", "json=r", "-f", "junit=r"], "two reports in 'r'"),
            (["-f", "json=r", "-f", "junit=./r"], "two reports in 'r'"),
            (["-f", "json=a.json", "./a.json"], "'a.json' is an article"),
            (["chekc"], "no file, folder or command 'chekc', did you mean 'check'?"),
            ([""], "an empty PATH"),
            (["-", "a.md"], "- must be the only PATH"),
            (["--stdin-filename", "a.md"], "--stdin-filename requires -"),
            (["--online", "--offline"], "not allowed with argument"),
            (["--isolated", "--config", "x.toml"], "not allowed with argument"),
            (["rule", "dead-ulr"], "did you mean 'dead-url'?"),
            (["rule", "dates"], "it is a family: date-mismatch, future-date, naive-date"),
            (["rules", "dates"], "'dates' is one argument too many"),
            (["urls", "nowhere"], "there is no file or folder 'nowhere'"),
            (["schema", "artcle"], "did you mean 'article'?"),
            (["cache", "burn"], "invalid choice: 'burn'"),
            (["help"], "there is no command 'help': write newslint --help"),
            (["explain", "dead-url"], "write newslint rule NAME"),
            (["check", "-o", "r.xml"], "write -f NAME=FILE, such as -f junit=report.xml"),
            (["--select", "fields dates"], "separate names by commas, fields,dates"),
            (["--max-warnings", "-1"], "'-1' is not a number of warnings"),
            (["--max-warnings", "few"], "'few' is not a number of warnings"),
            (["--exclude", "../x"], "--exclude '../x': '..' never matches"),
            (["--set", "online"], "--set 'online': write KEY=VALUE"),
            (["--set", "onlin=true"], "--set: unknown key 'onlin', did you mean 'online'?"),
            (["--set", "fail-on=panic"], "--set: fail-on is 'panic'"),
            (["--set", "online=true", "--set", "online.x=1"], "'online' is set to a value"),
            (["--set", "rules.same-story.dais=5"], "did you mean 'days'?"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_is_2_and_says_what_is_wrong(
        self, argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as stop:
            raise SystemExit(main(argv))
        assert stop.value.code == 2
        printed = capsys.readouterr()
        assert said in printed.err
        assert printed.out == ""

    @pytest.mark.parametrize(
        ("name", "text"), [("a.md", GOOD), ("a.txt", GOOD), ("a.json", '{"title": "Ferry"}')]
    )
    def test_a_report_in_place_of_an_article(
        self, name: str, text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(name, text)
        assert main(["--offline", "-f", f"json=./{name}", "."]) == 2
        assert f"'./{name}' is an article" in capsys.readouterr().err
        assert Path(name).read_text() == text

    @pytest.mark.parametrize(
        "option",
        ["--fix", "--unsafe-fixes", "--diff", "--watch", "--compare=old.json", "--engine=dask"],
    )
    def test_what_does_not_exist_yet_is_unknown(self, option: str) -> None:
        with pytest.raises(SystemExit, match="2"):
            main([option])

    def test_no_article_at_all(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--offline"]) == 2
        assert "no article found" in capsys.readouterr().err
        assert main(["--offline", "--allow-empty"]) == 0


class TestBare:
    """newslint without any argument."""

    def test_without_roots_it_prints_help(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main([]) == 2
        assert capsys.readouterr().out.endswith("options of\na command.\n")
        write("a.md", BAD)
        write("package.json", "{}")
        assert main([]) == 2
        assert "\n\n1 article below this folder: `newslint check`" in capsys.readouterr().out

    def test_with_roots_it_lints_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("news/a.md", BAD)
        write("newslint.toml", 'roots = ["news"]\nonline = false\n')
        assert main([]) == 1
        assert "invalid-field" in capsys.readouterr().out


class TestSettings:
    """Settings on the command line."""

    def test_set(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", BAD)
        write("newslint.toml", 'fail-on = "note"\nonline = true\n')
        argv = ["a.md", "--set", "online=false", "--set", "fail-on=never", "-f", "concise"]
        assert main([*argv, "--set", "rules.invalid-field.severity=note"]) == 0
        assert ": note invalid-field" in capsys.readouterr().out
        assert main(["check", "--isolated", "--show-config", "--set", 'topics=["A", "B"]']) == 0
        assert 'topics = ["A", "B"]' in capsys.readouterr().out

    def test_exclude(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", BAD)
        write("drafts/b.md", BAD)
        write("old/c.md", BAD)
        argv = ["check", "--show-files", "-q", ".", "--exclude", "drafts"]
        assert main([*argv, "--exclude", "{old,older}/**"]) == 0
        assert capsys.readouterr().out == "a.md\n"

    @pytest.mark.parametrize(("most", "status"), [("0", 1), ("1", 0), ("2", 0)])
    def test_max_warnings(self, most: str, status: int, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", GOOD.replace("heat: 10\n", ""))
        assert main(["--offline", "a.md", "--max-warnings", most]) == status
        assert ("; more than 0 warnings" in capsys.readouterr().out) == bool(status)
        assert main(["--offline", "a.md", "--fail-on", "never", "--max-warnings", most]) == status


class TestInput:
    def test_options_between_paths(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", BAD)
        write("b.md", BAD)
        assert main(["a.md", "--offline", "b.md", "-f", "concise"]) == 1
        assert len(concise(capsys)) >= 2

    def test_arguments_after_two_dashes_are_paths(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("--quiet.md", BAD)
        write("-b.md", BAD.replace("ferry", "pier"))
        assert main(["--offline", "-f", "concise", "--select", "fields", "--", *os.listdir()]) == 1
        assert {line.split(":")[0] for line in concise(capsys)} == {"--quiet.md", "-b.md"}

    def test_check_may_be_left_out(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", BAD)
        main(["check", "--offline", "a.md"])
        long = capsys.readouterr().out
        main(["--offline", "a.md"])
        assert capsys.readouterr().out == long

    def test_without_a_path_the_working_directory(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("news/a.md", BAD)
        assert main(["--offline", "-f", "concise"]) == 1
        assert concise(capsys)[0].startswith("news/a.md:7:10:")

    def test_without_a_path_the_configured_roots(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("newslint.toml", 'roots = ["news"]\n')
        write("news/a.md", BAD)
        write("README.md", "No article.\n")
        assert main(["--offline", "-f", "concise"]) == 1
        assert [line.split(":")[0] for line in concise(capsys)] == ["news/a.md"]

    def test_a_root_that_is_not_there_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("newslint.toml", 'roots = ["nwes"]\n')
        write("news/a.md", GOOD)
        assert main(["--offline", "news"]) == 0
        assert capsys.readouterr().err == (
            "newslint: newslint.toml:1:10: roots: there is no file or folder 'nwes'\n"
        )
        assert main(["--offline"]) == 2

    def test_a_folder_linked_into_the_roots(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("newslint.toml", 'roots = ["content"]\n')
        write("src/a.md", BAD)
        write("content/b.md", GOOD)
        Path("content/posts").symlink_to("../src")
        assert main(["--offline", "-f", "concise", "--select", "fields"]) == 1
        assert concise(capsys)[0].startswith("content/posts/a.md:7:10: error invalid-field")
        assert main(["--show-files"]) == 0
        assert concise(capsys) == ["content/b.md", "content/posts/a.md"]

    @pytest.mark.parametrize("path", ["src/a.md", "content/posts/a.md", "src", "content/posts"])
    @pytest.mark.parametrize("roots", ["content", "src", "."])
    def test_an_article_is_not_compared_with_itself(
        self, roots: str, path: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """By whichever of its names it is linted and belongs to the roots."""
        write("newslint.toml", f'roots = ["{roots}"]\n')
        write("src/a.md", GOOD)
        Path("content").mkdir()
        Path("content/posts").symlink_to("../src")
        assert main(["--offline", "-f", "concise", "--fail-on", "note", path]) == 0
        assert concise(capsys) == []

    def test_what_is_left_out_is_said_with_the_files(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write("newslint.toml", 'exclude = ["drafts"]\n')
        write("drafts/a.md", BAD)
        write("b.md", GOOD)
        assert main(["--show-files", "drafts", "b.md"]) == 0
        printed = capsys.readouterr()
        assert printed.out == "b.md\n"
        assert printed.err == "newslint: drafts left out: excluded by the configuration\n"
        assert main(["--show-files", "-q", "drafts", "b.md"]) == 0
        assert capsys.readouterr().err == ""

    @pytest.mark.parametrize("name", ["posts/a.md", "./posts/../a.md", "/a.md", None])
    def test_standard_input(
        self,
        name: str | None,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
        options = ["--stdin-filename", name] if name else []
        assert main(["--offline", "-f", "concise", *options, "-"]) == 1
        shown = os.path.relpath(name) if name else "<stdin>"
        assert concise(capsys)[0].startswith(f"{shown}:7:10: error invalid-field")

    def test_standard_input_with_a_name_that_is_excluded(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write("newslint.toml", 'exclude = ["drafts"]\n')
        argv = ["--offline", "--stdin-filename", "drafts/a.md", "-"]
        assert main(argv) == 2
        assert "standard input left out: excluded by the conf" in capsys.readouterr().err
        assert main([*argv, "--allow-empty"]) == 0

    def test_more_than_an_article_on_standard_input(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write("newslint.toml", "max-file-size = 1024\n")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode() * 100)))
        assert main(["--offline", "-f", "concise", "-"]) == 1
        (line,) = concise(capsys)
        assert line.startswith("<stdin>:1:1: error unreadable-file")
        assert line.endswith("larger than 1024 bytes")

    def test_a_named_cache_that_cannot_be_used(self, capsys: pytest.CaptureFixture[str]) -> None:
        for number in range(CACHE_WORTH):
            write(f"{number}.md", GOOD)
        write("taken", "")
        main(["--offline", "--cache-dir", "taken"])
        assert capsys.readouterr().err == (
            "newslint: the cache folder 'taken' cannot be written to\n"
        )

    def test_show_files(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("b.md", GOOD)
        write("a/c.txt", GOOD)
        assert main(["--show-files"]) == 0
        assert concise(capsys) == ["a/c.txt", "b.md"]

    def test_show_config(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("newslint.toml", 'topics = ["Transport"]\n')
        assert main(["--show-config"]) == 0
        assert "Transport" in capsys.readouterr().out
        assert main(["--show-config", "--isolated"]) == 0
        assert "Transport" not in capsys.readouterr().out


GLOBS = ["posts/**", "./posts/**", "posts//a.md", "/posts/./a.md", "{posts,pages}/*.{md,mdx}"]


class TestGlobs:
    """One spelling is as good as another, wherever a glob stands."""

    @pytest.mark.parametrize("glob", GLOBS)
    @pytest.mark.parametrize(
        "text",
        [
            "exclude = ['{}']",
            "[[overrides]]\nfiles = ['{}']\nignore = ['fields']",
            "[schemas]\n'{}' = 'any.json'",
        ],
        ids=["exclude", "overrides", "schemas"],
    )
    def test_each_means_the_same_everywhere(self, text: str, glob: str) -> None:
        write("newslint.toml", text.replace("{}", glob))
        write("any.json", "{}")
        write("posts/a.md", BAD)
        write("b.md", GOOD.replace("/ferry", "/pier").replace("Ferry", "Pier"))
        options = ["--offline", "--select", "fields", "b.md"]
        assert main([*options, "posts"]) == 0
        write("other/a.md", BAD)
        assert main([*options, "other"]) == 1


class TestSelection:
    def rules(self, capsys: pytest.CaptureFixture[str], *options: str) -> set[str]:
        write("a.md", BAD.replace("heat: 10\n", "").replace("winter", "winter  "))
        main(["--offline", "-f", "concise", *options, "a.md"])
        return {line.split()[2] for line in concise(capsys)}

    def test_all_by_default(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.rules(capsys) == {"invalid-field", "missing-field", "untidy-text"}

    @pytest.mark.parametrize(
        ("options", "left"),
        [
            (["--select", "invalid-field"], {"invalid-field"}),
            (["--select", "fields"], {"invalid-field", "missing-field"}),
            (["--select", "fields,text"], {"invalid-field", "missing-field", "untidy-text"}),
            (["--select", "text", "--select", "missing-field"], {"missing-field", "untidy-text"}),
            (["--ignore", "text"], {"invalid-field", "missing-field"}),
            (["--select", "fields", "--ignore", "missing-field"], {"invalid-field"}),
            (["--select", "text", "--extend-select", "missing-field"],
             {"missing-field", "untidy-text"}),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )  # fmt: skip
    def test_by_rule_and_family(
        self, capsys: pytest.CaptureFixture[str], options: list[str], left: set[str]
    ) -> None:
        assert self.rules(capsys, *options) == left

    def test_configured_and_extended(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("newslint.toml", 'select = ["text"]\nignore = ["untidy-text"]\n')
        assert self.rules(capsys) == set()
        assert self.rules(capsys, "--extend-select", "invalid-field") == {"invalid-field"}
        assert self.rules(capsys, "--select", "untidy-text") == {"untidy-text"}


class TestReports:
    def test_several_at_once(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", BAD)
        argv = ["--offline", "-f", "concise", "-f", "json=r.json", "-f", "junit=r.xml", "a.md"]
        assert main(argv) == 1
        assert len(concise(capsys)) == 1
        report = json.loads(Path("r.json").read_text(encoding="utf-8"))
        assert report["summary"]["errors"] == 1
        assert "<testsuite" in Path("r.xml").read_text(encoding="utf-8")

    def test_an_earlier_report_is_not_an_article(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", BAD)
        argv = ["--offline", "-f", "concise", "-f", "json=r.json", "-f", "text=r.txt", "."]
        main(argv)
        first = capsys.readouterr().out, Path("r.json").read_bytes()
        main(argv)
        assert (capsys.readouterr().out, Path("r.json").read_bytes()) == first

    def test_one_that_cannot_be_written_is_2(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", GOOD)
        assert main(["--offline", "-f", "json=no/such/folder/r.json", "a.md"]) == 2
        assert "no/such/folder" in capsys.readouterr().err

    def test_statistics_count_findings_by_rule_and_field(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write("a.md", BAD)
        write("b.md", BAD)
        write("c.md", "---\nrelated:\n- {quality: x}\n- {quality: y}\n---\n")
        argv = ["--offline", "--select", "invalid-field", "--statistics", "-f", "concise", "."]
        assert main(argv) == 1
        assert capsys.readouterr().err == (
            " findings  rule           severity  field\n"
            "        2  invalid-field  error     /quality\n"
            "        2  invalid-field  error     /related/*/quality\n"
        )

    def test_timing_goes_to_stderr(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", GOOD.replace("heat: 10", "x: 1\ny: 2"))
        assert main(["--offline", "--timing", "--format", "junit=r.xml", "a.md"]) == 0
        printed = capsys.readouterr()
        assert printed.out == ""
        assert re.search(r"^parse +\d", printed.err, re.M)
        assert re.search(r"^unknown-field .* 2$", printed.err, re.M)
        assert re.search(r"^invalid-field .* 0$", printed.err, re.M)

    def test_timing_has_every_phase_and_rule(self, capsys: pytest.CaptureFixture[str]) -> None:
        write("a.md", GOOD)
        write("b.md", BAD)
        assert main(["--offline", "--timing", "-j2", "-f", "concise"]) == 1
        table = capsys.readouterr().err
        names = {re.split(r"  +\d", line)[0].rstrip() for line in table.splitlines()}
        assert {"read", "parse", "rules", "collect", "compare"} <= names
        assert {"invalid-field", "untidy-text", "duplicate-related", "same-story"} <= names
        assert "duplicate-text, duplicate-url, same-story, untranslated-text" in names
        assert "in one process" in table

    @pytest.mark.parametrize("jobs", ["1", "2", "3"])
    def test_the_number_of_processes_changes_no_byte(
        self, jobs: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("newslint.engine.local.WORTH_PROCESSES", 2)
        monkeypatch.setattr("newslint.engine.local._CHUNK", 3)
        for i in range(20):
            write(f"news/{i}.md", BAD if i % 3 else GOOD)
        argv = ["--offline", "--no-cache", "-f", "json", "news"]
        main([*argv, "-j", "1"])
        alone = capsys.readouterr().out
        main([*argv, "-j", jobs])
        assert capsys.readouterr().out == alone


class TestWorkers:
    def test_a_worker_that_dies_costs_one_file(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("newslint.engine.local.WORTH_PROCESSES", 2)
        monkeypatch.setattr("newslint.engine.local._CHUNK", 3)
        for i in range(10):
            write(f"{i}.md", BAD)
        rule = registry.load("shouting-title")
        check = rule.check  # type: ignore[attr-defined]

        def die(self: object, article: object) -> object:
            if article.path == "7.md":  # type: ignore[attr-defined]
                os._exit(9)
            return check(self, article)

        monkeypatch.setattr(rule, "check", die)
        assert main(["--offline", "--no-cache", "-j", "2", "-f", "concise"]) == 2
        lines = concise(capsys)
        assert [line for line in lines if "internal-error" in line] == [
            line for line in lines if line.startswith("7.md")
        ]
        assert len([line for line in lines if "invalid-field" in line]) == 9

    def test_a_worker_that_is_killed_once_costs_nothing(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("newslint.engine.local.WORTH_PROCESSES", 2)
        monkeypatch.setattr("newslint.engine.local._CHUNK", 3)
        for i in range(10):
            write(f"{i}.md", BAD)
        arguments = ["--offline", "--no-cache", "-j", "2"]
        assert main(arguments) == 1
        undisturbed = capsys.readouterr()
        rule = registry.load("shouting-title")
        check = rule.check  # type: ignore[attr-defined]

        def die_once(self: object, article: object) -> object:
            if not os.path.exists("met"):
                write("met", "")
                os.kill(os.getpid(), signal.SIGKILL)
            return check(self, article)

        monkeypatch.setattr(rule, "check", die_once)
        assert main(arguments) == 1
        assert capsys.readouterr() == undisturbed


class TestHelp:
    def test_overview_names_every_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--help"]) == 0
        overview = capsys.readouterr().out
        assert all(f"\n  {command} " in overview for command in COMMANDS)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_explains_itself(
        self, command: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit, match="0"):
            main([command, "--help"])
        assert f"usage: newslint {command}" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "argv", [["--version"], ["-V"], ["check", "--version"], ["check", "-V"]]
    )
    def test_version(self, argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(argv) == 0
        assert capsys.readouterr().out == f"newslint {__version__}\n"


class TestAsAProcess:
    def run(self, *argv: str, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [sys.executable, "-m", "newslint", *argv], capture_output=True, text=True, **options
        )

    def test_nothing_is_imported_from_the_working_directory(self) -> None:
        for module in ("yaml", "typing", "argparse", "json", "jsonschema_rs", "numpy", "re"):
            write(f"{module}.py", "raise SystemExit('a stranger runs code')")
        write("a.md", BAD)
        assert self.run("--offline", "a.md").returncode == 1

    def test_a_reader_that_leaves_early_is_no_traceback(self) -> None:
        for i in range(300):
            write(f"{i:03}.md", BAD)
        command = f"{sys.executable} -m newslint --offline -f concise | head -1"
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        assert done.stdout.startswith("000.md:7:10")
        assert "Traceback" not in done.stderr

    def test_cache_info_and_clean(self) -> None:
        for i in range(50):
            write(f"{i}.md", GOOD)
        assert self.run("cache", "info").stdout.endswith("none yet\n")
        self.run("--offline")
        assert "files  50\n" in self.run("cache", "info").stdout
        assert self.run("cache", "clean").stdout == "cache removed\n"
        assert self.run("cache", "clean").stdout == "there was no cache\n"

    def test_info_about_a_cache_that_is_none_does_not_wait(self) -> None:
        Path("cache").mkdir()
        os.mkfifo("cache/results.sqlite")
        done = self.run("cache", "info", "--cache-dir", "cache", timeout=60)
        assert "state  unreadable; it will be rebuilt on the next run\n" in done.stdout

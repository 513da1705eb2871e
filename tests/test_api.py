"""What Python programs use."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import newslint
from newslint import (
    Config,
    ConfigError,
    NewslintError,
    Override,
    PluginError,
    RuleError,
    Severity,
    Urls,
    UsageError,
    lint,
)
from tests.articles import BAD, GOOD

NO_ARTICLE = "no article found{}; articles end in .html, .json, .markdown, .md, "


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    (tmp_path / "news").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "news/a.md").write_text(GOOD)
    (tmp_path / "news/b.md").write_text(BAD.replace("ferry", "pier").replace("Ferry", "Pier"))
    return tmp_path


class TestTheModule:
    def test_everything_that_is_promised_is_there(self) -> None:
        for name in newslint.__all__:
            assert getattr(newslint, name) is not None
        assert newslint.__all__ == sorted(newslint.__all__, key=lambda name: (name.islower(), name))
        with pytest.raises(AttributeError, match="no attribute 'lnit'"):
            _ = newslint.lnit

    def test_dir_lists_it_before_anything_is_used(self) -> None:
        code = "import newslint; print(set(newslint.__all__) - set(dir(newslint)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout == "set()\n"

    @pytest.mark.parametrize("error", [UsageError, ConfigError, PluginError, RuleError])
    def test_all_errors_have_one_base(self, error: type[Exception]) -> None:
        assert issubclass(error, NewslintError)

    def test_it_is_for_others(self) -> None:
        """Inside the package, names are imported from the modules that define them."""
        for file in Path(newslint.__file__).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "newslint":
                    assert not {alias.name for alias in node.names} & {*newslint.__all__}, file


class TestPaths:
    @pytest.mark.parametrize(
        "paths",
        [
            "news",
            Path("news"),
            ["news"],
            [Path("news")],
            ("news/b.md",),
            {"news": 1}.keys(),
            {"news"},
        ],
        ids=repr,
    )
    def test_taken(self, paths: Any) -> None:
        (finding,) = lint(paths, Config(online=False, select=("fields",))).findings
        assert (finding.path, finding.line, finding.column) == ("news/b.md", 7, 10)
        assert (finding.rule, finding.severity) == ("invalid-field", Severity.ERROR)

    @pytest.mark.parametrize(
        ("paths", "message"),
        [
            (b"news", "paths: b'news' is not a path: text or an os.PathLike of text: decode it"),
            ([b"news"], "paths: b'news' is not a path"),
            (["news", None], "paths: None is not a path: text or an os.PathLike of text"),
            (None, "paths: None is not a path"),
            (5, "paths: 5 is not a path"),
            ([["news"]], "paths: ['news'] is not a path"),
            ("", "paths: an empty path names no file or folder"),
            ("news/\0", "paths: 'news/\\x00' is no path: it holds a null character"),
            ({"a.md": GOOD}, "paths is a mapping: give articles in memory as sources"),
            (["nowhere"], "there is no file or folder 'nowhere'"),
        ],
    )
    def test_refused(self, paths: Any, message: str) -> None:
        with pytest.raises(UsageError) as raised:
            lint(paths, {"online": False})
        assert str(raised.value).startswith(message)

    def test_a_path_like_of_bytes(self) -> None:
        class Bytes:
            def __fspath__(self) -> bytes:
                return b"news"

        with pytest.raises(UsageError, match="paths: b'news' is not a path"):
            lint(Bytes())  # type: ignore[arg-type]


class TestNothingMatched:
    @pytest.mark.parametrize(
        ("paths", "where"),
        [("empty", " in 'empty'"), (["empty", "./empty"], " in 'empty', './empty'"), ([], "")],
    )
    def test_is_said(self, paths: Any, where: str) -> None:
        if paths:
            with pytest.raises(UsageError) as raised:
                lint(paths, {"online": False})
            assert str(raised.value).startswith(NO_ARTICLE.format(where))
        assert lint(paths, {"online": False}, allow_empty=True).files == ()

    def test_of_what_is_excluded(self) -> None:
        with pytest.raises(UsageError) as raised:
            lint("news/a.md", {"online": False, "exclude": ["news"]})
        assert str(raised.value).startswith(NO_ARTICLE.format(" in 'news/a.md'"))
        assert str(raised.value).endswith("; 1 file left out: excluded by the configuration")

    def test_of_no_arguments(self) -> None:
        with pytest.raises(UsageError, match="nothing to lint: give paths, or articles as sources"):
            lint()


class TestSources:
    def test_articles_in_memory(self) -> None:
        sources: dict[str, str | bytes] = {"x.md": GOOD, "y.md": BAD.encode()}
        report = lint(
            config={"online": False, "select": ["fields", "duplicate-url"]},
            sources=sources,
        )
        assert report.files == ("x.md", "y.md")
        assert {(f.path, f.rule) for f in report.findings} == {
            ("y.md", "invalid-field"),
            ("y.md", "duplicate-url"),
        }
        assert report.text_of("x.md") == GOOD

    def test_they_take_the_place_of_files(self) -> None:
        config = {"online": False, "select": ["fields"]}
        assert len(lint("news", config).findings) == 1
        sources = {Path("news/../news/b.md").as_posix(): GOOD}
        report = lint("news", config, sources=sources)
        assert (report.files, report.findings) == (("news/a.md", "news/b.md"), ())

    @pytest.mark.parametrize("name", ["./x.md", "news/../x.md", os.path.abspath("x.md")])
    def test_they_are_called_what_reports_call_them(self, name: str, folder: Path) -> None:
        name = str(folder / "x.md") if os.path.isabs(name) else name
        assert lint(sources={name: GOOD}, config={"online": False}).files == ("x.md",)

    def test_what_is_no_text_is_a_finding(self) -> None:
        surrogate, latin = "---\ntitle: \ud800\n---\n", b"---\ntitle: \xff\n---\n"
        sources: dict[str, str | bytes] = {"a.md": surrogate, "b.md": latin}
        report = lint(sources=sources, config={"online": False, "select": ["file"]})
        assert [(f.path, f.rule) for f in report.findings] == [
            ("a.md", "unreadable-file"),
            ("b.md", "unreadable-file"),
        ]

    def test_of_an_excluded_one_is_said(self) -> None:
        config = {"online": False, "exclude": ["x.md"]}
        report = lint(sources={"x.md": BAD, "y.md": GOOD}, config=config)
        assert (report.files, report.findings) == (("y.md",), ())
        assert report.notices == ("x.md left out: excluded by the configuration",)

    @pytest.mark.parametrize(
        ("sources", "message"),
        [
            ({b"a.md": GOOD}, "sources: b'a.md' is not a path"),
            ({"": GOOD}, "sources: an empty path names no file"),
            ({"a.md": None}, "sources: 'a.md' is a NoneType, not text or bytes"),
            ({"a.md": bytearray()}, "sources: 'a.md' is a bytearray, not text or bytes"),
            ({"a.md": GOOD, "./a.md": GOOD}, "sources: two articles are called 'a.md'"),
            ([GOOD], "sources is a list, not a mapping of paths to text"),
            (GOOD, "sources is a str, not a mapping of paths to text"),
            ({}, "no article found; articles end in"),
        ],
    )
    def test_refused(self, sources: Any, message: str) -> None:
        with pytest.raises(UsageError) as raised:
            lint(sources=sources, config={"online": False})
        assert str(raised.value).startswith(message)


class TestConfiguration:
    def test_without_one_the_defaults_hold(self, folder: Path) -> None:
        (folder / "newslint.toml").write_text('ignore = ["fields"]\n')
        assert len(lint(["news/b.md"]).findings) == 1

    @pytest.mark.parametrize("path", [str, Path])
    def test_a_file(self, path: Any, folder: Path) -> None:
        (folder / "ours.toml").write_text('ignore = ["fields"]\nonline = false\n')
        assert lint(["news"], path("ours.toml")).findings == ()

    @pytest.mark.parametrize(
        "ours",
        [
            {"roots": (Path("news"),)},
            {"rules": {"invalid-field": {}}},
            {"fail-on": Severity.NOTE},
            {"select": {"fields"}},
            {"urls": Urls(timeout=5.0)},
            {"overrides": [Override(("*.md",), severity={"dates": Severity.NOTE})]},
        ],
        ids=repr,
    )
    def test_keys_and_values(self, ours: dict[str, Any]) -> None:
        values = {"online": False, **ours}
        assert len(lint(["news"], values).findings) == 1
        assert lint(["news"], {**values, "ignore": ["invalid-field"]}).findings == ()

    @pytest.mark.parametrize(
        ("config", "severity"),
        [
            (Config(online=False), Severity.ERROR),
            (Config(online=False, roots=("news",), topics=("Transport",)), Severity.ERROR),
            (Config(online=False, select=["fields"]), Severity.ERROR),  # type: ignore[arg-type]
            (
                Config(online=False, rules={"invalid-field": {"severity": "note"}}),
                Severity.NOTE,
            ),
            (
                Config(online=False, overrides=(Override(("*",), (), {"fields": Severity.NOTE}),)),
                Severity.NOTE,
            ),
            (
                Config(
                    online=False, urls=Urls(headers={"a.example": {"Authorization": "Bearer x"}})
                ),
                Severity.ERROR,
            ),
        ],
    )
    def test_settings(self, config: Config, severity: Severity) -> None:
        (finding,) = lint(["news"], config).findings
        assert finding.severity is severity

    @pytest.mark.parametrize(("fail_on", "status"), [("warning", 1), ("error", 1), (None, 0)])
    def test_a_severity_may_be_text(self, fail_on: Any, status: int) -> None:
        report = lint(["news"], Config(online=False, fail_on=fail_on))
        assert report.exit_status == status

    def test_settings_are_relative_to_their_root(self, folder: Path) -> None:
        config = Config(online=False, root="news", exclude=("b.md",))
        assert lint(["news"], config).files == ("news/a.md",)

    @pytest.mark.parametrize(
        ("config", "message"),
        [
            ("nowhere.toml", "nowhere.toml: the configuration cannot be read"),
            ({"onlin": True}, "config: unknown key 'onlin', did you mean 'online'?"),
            ({"online": "yes"}, "config: online is 'yes', not true or false"),
            ({"select": ["feilds"]}, "config: there is no rule or family 'feilds'"),
            ({"roots": [b"news"]}, "config: roots is of the type bytes, which no file holds"),
            ({"online": object()}, "config: online is of the type object, which no file holds"),
            ({"rules": {1: {}}}, "config: rules has the key 1, which is not text"),
            ({"urls": Urls(timeout=-1.0)}, "config: urls.timeout is -1"),
            (Config(online="yes"), "config: online is 'yes', not true or false"),  # type: ignore[arg-type]
            (Config(online=None), "config: online is empty"),  # type: ignore[arg-type]
            (Config(select="fields"), "config: select is 'fields', not a list"),  # type: ignore[arg-type]
            (Config(select=("feilds",)), "config: there is no rule or family 'feilds'"),
            (Config(fail_on="eror"), "config: fail-on is 'eror'"),  # type: ignore[arg-type]
            (Config(rules={"same-story": {"x": 1}}), "config: rule same-story has no option 'x'"),
            (Config(rules={"same-stroy": {}}), "config: there is no rule 'same-stroy'"),
            (Config(max_file_size="1"), "config: max-file-size is '1' in quotes"),  # type: ignore[arg-type]
            (Config(urls=Urls(concurrency=0)), "config: urls.concurrency is 0"),
            (Config(urls=None), "config: urls is empty"),  # type: ignore[arg-type]
            (Config(schema=5), "config: schema is 5, not text"),  # type: ignore[arg-type]
            (Config(root=None), "config: root is empty, not text"),  # type: ignore[arg-type]
            (Config(schemas={"*": "nowhere.json"}), "config: schema 'nowhere.json': there is no"),
            (Config(overrides=(Override(()),)), "config: overrides[0].files is empty"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )  # fmt: skip
    def test_what_cannot_be_followed_is_an_error(self, config: Any, message: str) -> None:
        with pytest.raises(ConfigError) as raised:
            lint(["news"], config)
        assert str(raised.value).startswith(message)

    @pytest.mark.parametrize("config", [b"newslint.toml", 5, True, ["newslint.toml"]])
    def test_what_is_no_configuration(self, config: Any) -> None:
        with pytest.raises(UsageError) as raised:
            lint(["news"], config)
        shown = f"config is {config!r}, not a Config, a mapping or a path"
        assert str(raised.value).startswith(shown)

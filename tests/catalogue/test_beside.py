"""Modules beside a configuration: each configuration gets those of its own folder."""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newslint import Config, PluginError, Report, lint
from newslint.catalogue.plugins import name_fault
from newslint.catalogue.ruleset import Ruleset
from newslint.cli import main

RULE = """
from newslint import ArticleRule
{imports}

class HouseRule(ArticleRule):
    '''Find all titles.'''

    def check(self, article):
        {inner}
        yield self.finding(article.path, {message}, field="/title")
"""
ARTICLE = "---\ntitle: Ferry\n---\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    return tmp_path


def rule(message: str, imports: str = "", inner: str = "") -> str:
    return RULE.format(message=message, imports=imports, inner=inner)


def write(folder: Path, files: dict[str, str]) -> Path:
    """A folder with ``files`` and a configuration that names the plug-in ``house``."""
    for name, text in {"newslint.toml": 'plugins = ["house"]\n', **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def run(config: Any) -> Report:
    return lint(sources={"a.md": ARTICLE}, config=config)


def messages(config: Any) -> list[str]:
    """What the rule ``house-rule`` of a configuration says of an article."""
    return [f.message for f in run(config).findings if f.rule == "house-rule"]


def said(folder: Path) -> list[str]:
    """What the rule ``house-rule`` of a folder says of an article."""
    return messages(folder / "newslint.toml")


LAYOUTS = {
    "a module": {"house.py": rule("'{0}'")},
    "a module and a helper": {
        "house.py": rule("WORD", "from words import WORD"),
        "words.py": "WORD = '{0}'",
    },
    "a helper that is imported late": {
        "house.py": rule("words.WORD", inner="import words"),
        "words.py": "WORD = '{0}'",
    },
    "a package": {
        "house/__init__.py": "from .titles import HouseRule",
        "house/titles.py": rule("WORD", "from .inner.words import WORD"),
        "house/inner/__init__.py": "",
        "house/inner/words.py": "from ..last import WORD",
        "house/last.py": "WORD = '{0}'",
    },
    "a package that imports itself by name": {
        "house/__init__.py": "from house.titles import *",
        "house/titles.py": rule(
            "w.WORD + house.words.WORD + words.WORD",
            "import house.words\nimport house.words as w\nfrom house import words",
        ),
        "house/words.py": "WORD = '{0}'",
    },
    "a helper with string annotations": {
        "house.py": "from __future__ import annotations\nfrom base import Base\n"
        "class HouseRule(Base):\n    '''Find titles.'''\n    max: Words = ('{0}',)\n    "
        "def check(self, article):\n        yield self.finding(article.path, self.max[0])\n"
        "Words = tuple[str, ...]\n",
        "base.py": "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
        "from newslint import ArticleRule\nif TYPE_CHECKING:\n    from nowhere import Nothing\n"
        "class Base(ArticleRule):\n    unknown: ClassVar[Nothing]\n",
    },
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_two_folders_in_one_process(layout: dict[str, str], folder: Path) -> None:
    folders = [
        write(folder / word, {name: text.replace("{0}", word) for name, text in layout.items()})
        for word in ("pa", "pb")
    ]
    modules = {*sys.modules}
    for one in (*folders, *folders):
        (message,) = said(one)
        assert message.replace(one.name, "") == ""
    named = {name for name in {*sys.modules} - modules if not name.startswith("_newslint_beside")}
    assert not {"house", "words", "base", "house.titles"} & named
    assert [*folder.rglob("__pycache__")] == []


def test_however_the_configuration_is_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for word in ("pa", "pb", "pa"):
        write(folder / word, {"house.py": rule(f"'{word}'")})
        assert messages(Config(online=False, plugins=("house",), root=word)) == [word]
        monkeypatch.chdir(folder / word)
        for config in (
            "newslint.toml",
            {"online": False, "plugins": ["house"]},
            Config(online=False, plugins=("house",)),
        ):
            assert messages(config) == [word]
        monkeypatch.chdir(folder)


def test_a_module_of_this_name_that_the_process_has_imported_is_left_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write(folder / "other", {"house.py": "class Other: pass"})
    monkeypatch.syspath_prepend(other)
    import house  # type: ignore[import-not-found]

    monkeypatch.setitem(sys.modules, "house", house)
    sys.path.remove(str(other))
    assert said(write(folder / "pa", {"house.py": rule("'pa'")})) == ["pa"]
    assert sys.modules["house"] is house


def test_the_folder_of_another_configuration_may_be_on_the_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [write(folder / word, {"house.py": rule(f"'{word}'")}) for word in ("pa", "pb")]
    for place in folders:
        monkeypatch.syspath_prepend(place)
        assert [said(one) for one in folders] == [["pa"], ["pb"]]


@pytest.mark.parametrize("place", ["", "pa", "pb"])
def test_the_working_directory_may_be_on_the_path(
    place: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pa = write(folder / "pa", {"house.py": rule("'pa'")})
    write(folder / "pb", {"house.py": rule("'pb'")})
    monkeypatch.chdir(folder / place)
    monkeypatch.syspath_prepend("")
    assert said(pa) == ["pa"]
    monkeypatch.syspath_prepend(str(folder / place))
    assert said(pa) == ["pa"]


def test_a_changed_module_is_imported_again(folder: Path) -> None:
    files = {"house.py": rule("WORD", "from words import WORD"), "words.py": "WORD = 'one'"}
    assert said(write(folder, files)) == ["one"]
    (folder / "words.py").write_text("WORD = 'two'")
    assert said(folder) == ["two"]
    (folder / "words.py").unlink()
    with pytest.raises(PluginError, match=r"house\.py:3: ModuleNotFoundError: No module .*'words'"):
        said(folder)
    (folder / "house.py").write_text(rule("'three'"))
    assert said(folder) == ["three"]


@pytest.mark.parametrize(
    ("module", "where"),
    [
        ("json", "Python's standard library"),
        ("antigravity", "Python's standard library"),
        ("yaml", "yaml"),
        ("newslint", "newslint"),
        ("pytest", "pytest"),
    ],
)
@pytest.mark.parametrize("file", ["{}.py", "{}/__init__.py"])
def test_a_module_named_like_an_installed_one_is_refused(
    module: str, where: str, file: str, folder: Path
) -> None:
    name = file.format(module)
    config = f'plugins = ["{module}"]\n'
    write(folder, {name: "raise SystemExit('was run')", "newslint.toml": config})
    with pytest.raises(PluginError) as raised:
        said(folder)
    message = str(raised.value)
    assert message.startswith(f"plug-in {module}: '{name}' has the same name as a module in ")
    assert where in message
    assert message.endswith(": rename it")


def test_a_helper_named_like_an_installed_module_does_not_replace_it(folder: Path) -> None:
    files = {
        "house.py": rule("yaml.__name__ + str(hasattr(yaml, 'safe_load'))", "import yaml"),
        "yaml.py": "raise SystemExit('was run')",
        "json/data.json": "{}",
    }
    assert said(write(folder, files)) == ["yamlTrue"]


def test_an_installed_module_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "site", {"installed_house.py": rule("'installed'")})
    monkeypatch.syspath_prepend(folder / "site")
    (folder / "newslint.toml").write_text('plugins = ["installed_house"]\n')
    assert said(folder) == ["installed"]


def test_a_module_in_a_folder_without_init(folder: Path) -> None:
    config = 'plugins = ["rules.house"]\n'
    write(folder, {"rules/house.py": rule("'inner'"), "newslint.toml": config})
    assert said(folder) == ["inner"]


def test_rules_run_in_other_processes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "news").mkdir()
    for i in range(700):
        (folder / "news" / f"{i}.md").write_text(ARTICLE)
    for word in ("pa", "pb"):
        files = {
            "house.py": rule("words.WORD", inner="import words"),
            "words.py": f"WORD = '{word}'",
        }
        write(folder / word, files)
        config = str(folder / word / "newslint.toml")
        arguments = ["--offline", "--no-cache", "-j2", "-fconcise", "--select=other", "news"]
        assert main([*arguments, "--config", config]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == 700
        assert all(line.endswith(f" house-rule {word}") for line in lines)


def test_rules_are_built_again_in_a_process_that_is_not_forked(folder: Path) -> None:
    write(folder, {"house.py": rule("'pa'")})
    rules = Ruleset.build(Config(online=False, plugins=("house",), root=str(folder)))
    code = "import pickle, sys; print(*pickle.load(sys.stdin.buffer).by_name['house-rule'].options)"
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(rules), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


class TestTheUsersOwnConfiguration:
    def test_its_plug_ins_are_beside_it(self, folder: Path, capsys: Any) -> None:
        write(folder / ".config/newslint", {"house.py": rule("'mine'")})
        write(folder / "tree", {"house.py": "raise SystemExit('was run')", "newslint.toml": ""})
        (folder / "tree/a.md").write_text(ARTICLE)
        for place in (folder, folder / "tree"):
            os.chdir(place)
            target = os.path.relpath(folder / "tree/a.md")
            assert main(["--offline", "-fjson", "--select=other", target]) == 0
            (finding,) = json.loads(capsys.readouterr().out)["findings"]
            assert finding["message"] == "mine"


NAMES = [
    ("house", None),
    ("house.titles", None),
    ("house_rules", None),
    ("/home/me/house", None),
    ("house.py", "house"),
    ("./house.py", "house"),
    ("house/", "house"),
    ("rules/house.py", "rules.house"),
    ("rules/house", "rules.house"),
    ("rules\\house.py", "rules.house"),
    ("rules/__init__.py", "rules"),
    ("house-rules", "house_rules"),
    ("house-rules.py", "house_rules"),
    ("house:LongTitle", "house"),
    (" house", "house"),
    ("../house.py", ""),
    ("~/house.py", ""),
    ("9lives", ""),
    ("house rules", ""),
    (".", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "meant"), NAMES)
def test_the_name_of_a_plug_in(name: str, meant: str | None) -> None:
    fault = name_fault(name)
    if meant is None:
        assert fault == ""
    elif meant:
        assert fault == f"plugins takes the names of modules, not '{name}': write '{meant}'"
    else:
        assert fault.startswith(f"plugins takes the names of modules, not '{name}', which has no")


def test_a_file_in_place_of_a_module_is_answered_with_its_place(folder: Path) -> None:
    write(folder, {"house.py": rule("''"), "newslint.toml": '\nplugins = ["a", "house.py"]\n'})
    with pytest.raises(Exception, match=r"newslint.toml:2:17: plugins takes .*: write 'house'"):
        said(folder)


def test_a_mistyped_module(folder: Path) -> None:
    write(folder, {"house_rules.py": rule("''"), "newslint.toml": 'plugins = ["huose_rules"]\n'})
    with pytest.raises(PluginError) as raised:
        said(folder)
    message = "plug-in huose_rules: there is no module 'huose_rules', neither in '.' nor installed"
    assert str(raised.value) == f"{message}, did you mean 'house_rules'?"

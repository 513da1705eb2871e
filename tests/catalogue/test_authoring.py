# ruff: noqa: E501 the messages read better in one piece
"""Slips in how a rule is written: each is named with its place, and with what to write instead."""

import json
from pathlib import Path
from textwrap import indent

import pytest

from newslint import RuleError
from newslint.catalogue import authoring, registry
from newslint.catalogue.registry import Others
from newslint.cli import main
from newslint.rule import ArticleRule, CommentRule, CorpusRule
from newslint.testing import check_class

HEAD = """\
from __future__ import annotations
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal, TYPE_CHECKING
from newslint import ArticleRule, Between, CorpusRule, Example, Severity
from newslint.rule import CommentRule

FILES = {"a.md": "---\\ntitle: Ferry\\n---\\n"}
"""
LINES = HEAD.count("\n")
CHECK = "def check(self, article):\n    yield self.finding(article.path, 'x')\n"
COLLECT = "def collect(self, article):\n    return article.title\n"
COMPARE = "def compare(self, corpus):\n    return []\n"
CONFIGURATION = "[tool.x]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    return tmp_path


def rule(body: str, base: str = "ArticleRule", decorator: str = "", methods: str = CHECK) -> str:
    """The source of a rule; its ``body`` begins in the third line of the class."""
    lines = f"{decorator}class LongTitle({base}):\n    '''Find titles.'''\n"
    return f"{lines}{indent(body, '    ')}\n{indent(methods, '    ')}"


def load(source: str, folder: Path) -> Others:
    """What newslint makes of a plug-in ``house`` with this ``source``."""
    (folder / "house.py").write_text(HEAD + source)
    return registry.others(("house",), str(folder))


GOOD = [
    "",
    "max: int = 5",
    "ratio: float = 1",
    "share: Annotated[float, Between(0, 1)] = 0.4",
    "mode: Literal['fast', 'slow'] = 'fast'",
    "limit: int | None = None",
    "words: tuple[str, ...] = ('a', 'b')",
    "words: Sequence[str] = ['a']",
    "words: frozenset[str] = frozenset('a')",
    "words: dict[str, tuple[int, ...]] = {'a': (1,)}",
    "MAX = 5",
    "_max = 5",
    "_max: int = 5",
    "max: ClassVar = 5",
    "max: Final = 5",
    "pattern = __import__('re').compile('x')",
    "family = 'house'",
    "family: str = 'house'",
    "name: ClassVar[str] = 'house-title'",
    "default_severity = 'error'",
    "default_severity: ClassVar = Severity.NOTE",
    "valid = [Example(FILES)]",
    "invalid = (Example(FILES, at=[('a.md', 2, 8)], options={'severity': 'note'}),)",
    "max: int = 5\ninvalid = (Example(FILES, (('a.md', 1, 1),), {'max': 2}, note='x'),)",
]


@pytest.mark.parametrize("body", GOOD)
def test_nothing_is_wrong(body: str, folder: Path) -> None:
    others = load(rule(body), folder)
    assert others.problems == ()
    assert len(others.rules) == 1


TYPES = "write bool, int, float, str, Literal[…], tuple[str, ...] or the like, or ClassVar for a constant"
CONSTANT = "for an option, '{}: ClassVar = …' for a constant"
EXAMPLE = "valid example 1: "
SLIPS = {
    # Options
    "max: int": "option 'max' has no default: write 'max: int = …'",
    "words: tuple[str, ...]": "option 'words' has no default: write 'words: tuple[str, ...] = …'",
    "max = 5": f"'max' has no annotation: write 'max: int = …' {CONSTANT.format('max')}",
    "words = ('a',)": f"'words' has no annotation: write 'words: … = …' {CONSTANT.format('words')}",
    "max: int = '5'": "the default of option 'max' is '5', not int",
    "max: int = True": "the default of option 'max' is True, not int",
    "max: int = None": "the default of option 'max' is None, not int",
    "max: int = 5.0": "the default of option 'max' is 5.0, not int",
    "max: float = float('inf')": "the default of option 'max' is inf, not float",
    "words: tuple[str, ...] = ('a')": "the default of option 'words' is 'a', not tuple[str, ...]",
    "words: tuple[str, ...] = ['a']": "the default of option 'words' is ['a'], not tuple[str, ...]",
    "words: tuple[str, ...] = (1,)": "the default of option 'words' is (1,), not tuple[str, ...]",
    "words: frozenset[str] = ()": "the default of option 'words' is (), not frozenset[str]",
    "mode: Literal['a', 'b'] = 'c'": "the default of option 'mode' is 'c', not Literal['a', 'b']",
    "weights: dict[str, int] = {'a': 'b'}": "the default of option 'weights' is {'a': 'b'}, not "
    "dict[str, int]",
    "limit: int | None = 'x'": "the default of option 'limit' is 'x', not int | None",
    "share: Annotated[float, Between(0, 1)] = 5": "the default of option 'share' is 5, not between "
    "0 and 1",
    "max: int = field(default=5)": "the default of option 'max' is Field(",
    "since: date = date(2024, 1, 1)": "option 'since' is of the type date, which no configuration "
    f"can give: {TYPES}",
    "words: list = []": f"option 'words' is of the type list, which no configuration can give: {TYPES}",
    "pair: tuple[int, int] = (1, 2)": "option 'pair' is of the type tuple[int, int], which no",
    "any: Any = 5": "option 'any' is of the type Any, which no configuration can give",
    "max: Number = 5": "the annotation of option 'max' cannot be read: name 'Number' is not defined",
    "severity: Severity = Severity.NOTE": "every rule has an attribute 'severity' of its own: write "
    "default_severity = …",
    "finding: int = 5": "every rule has an attribute 'finding' of its own: choose another name",
    "check: int = 5": "every rule has an attribute 'check' of its own: choose another name",
    "options: tuple[str, ...] = ('a',)": "every rule has an attribute 'options' of its own",
    # Settings
    "default_severty = 'error'": "a rule has no setting 'default_severty', did you mean "
    "'default_severity'?",
    "fixs = True": "a rule has no setting 'fixs', did you mean 'fixes'?",
    "fixes = 'yes'": "fixes is 'yes', not bool",
    "name = 5": "name is 5, not str",
    "name = 'Long Title'": "name is 'Long Title': write it in lower case, like 'long-title'",
    "name = 'long_title'": "name is 'long_title': write it in lower case, like 'long-title'",
    "name = ''": "name is '': write it in lower case",
    "family = 'House'": "family is 'House': write it in lower case, like 'house-style'",
    # Examples
    "valid = Example(FILES)": "valid is one Example: write valid = (Example(…),)",
    "valid = (Example(FILES))": "valid is one Example: write valid = (Example(…),)",
    "valid = {'a.md': ''}": "valid is {'a.md': ''}, not a tuple of Examples",
    "valid = 'x'": "valid is 'x', not a tuple of Examples",
    "valid = None": "valid is None, not a tuple of Examples",
    "valid = ({'a.md': ''},)": EXAMPLE + "it is {'a.md': ''}, not an Example",
    "valid = (Example('x'),)": EXAMPLE + "files is 'x', not a table of texts: write Example({'a.md': "
    "'…'})",
    "valid = (Example({}),)": EXAMPLE + "files is {}, not a table of texts",
    "valid = (Example({'a.md': b''}),)": EXAMPLE + "files is {'a.md': b''}, not a table of texts",
    "valid = (Example(FILES, at=('a.md', 2, 8)),)": EXAMPLE + "at is one place: write at=[('a.md', "
    "2, 8)]",
    "valid = (Example(FILES, at='a.md'),)": EXAMPLE + "at is 'a.md', not a list of places: write "
    "at=[('a.md', 2, 8)]",
    "valid = (Example(FILES, at=['a.md', 2, 8]),)": EXAMPLE + "at holds 'a.md', not a place: write "
    "('a.md', 2, 8)",
    "valid = (Example(FILES, at=[('a.md', 2)]),)": EXAMPLE + "at holds ('a.md', 2), not a place",
    "valid = (Example(FILES, at=[('b.md', 2, 8)]),)": EXAMPLE + "at names 'b.md', which is not in "
    "files",
    "valid = (Example(FILES, options={'max': 5}),)": EXAMPLE + "there is no option 'max'",
    "max: int = 5\nvalid = (Example(FILES, options={'maxx': 5}),)": EXAMPLE + "there is no option "
    "'maxx', did you mean 'max'?",
    "max: int = 5\nvalid = (Example(FILES, options={'max': '5'}),)": EXAMPLE + "option 'max' is "
    "'5', not int",
    "max: Annotated[int, Between(1, 9)] = 5\nvalid = (Example(FILES, options={'max': 0}),)": EXAMPLE
    + "option 'max' is 0, not between 1 and 9",
    "valid = (Example(FILES, options={'severity': 'eror'}),)": EXAMPLE + "severity: 'eror' is not a "
    "severity: write 'error', 'warning' or 'note'",
    "valid = (Example(FILES, options=('max', 5)),)": EXAMPLE + "options is ('max', 5), not a table",
    "valid = (Example(FILES, fixed='x'),)": EXAMPLE + "fixed is 'x', not a table of texts: write "
    "fixed={'a.md': '…'}",
    "valid = (Example(FILES, fixed={'b.md': ''}),)": EXAMPLE + "fixed names 'b.md', which is not in "
    "files",
    "valid = (Example(FILES, note=5),)": EXAMPLE + "note is 5, not text",
    "valid = (Example(FILES, urls={'x': 'alive'}),)": EXAMPLE + "urls is {'x': 'alive'}, not a table",
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), SLIPS.items(), ids=SLIPS)
def test_a_slip_in_an_attribute(body: str, message: str, folder: Path) -> None:
    rules, (problem,) = load(rule(body), folder)
    line = LINES + 3 + body.count("\n")
    assert problem.startswith(f"plug-in house: house.py:{line}: rule LongTitle: {message}")
    assert rules == {}


def test_each_slip_is_named(folder: Path) -> None:
    _, problems = load(rule("max = 5\nmin: int\nname = 5"), folder)
    places = [problem.split(": ")[1] for problem in problems]
    assert places == [f"house.py:{LINES + number}" for number in (3, 4, 5)]


DATACLASSES = {
    "@dataclass(frozen=True)\n": "",
    "@dataclass(frozen=True, slots=True)\n": "",
    "@dataclass\n": "a rule does not change: write @dataclass(frozen=True)",
    "@dataclass(eq=False)\n": "a rule does not change: write @dataclass(frozen=True)",
}


@pytest.mark.parametrize(("decorator", "message"), DATACLASSES.items())
def test_dataclasses(decorator: str, message: str, folder: Path) -> None:
    body = "max: int = 5\nwords: tuple[str, ...] = field(default_factory=tuple)\n"
    rules, problems = load(rule(body, decorator=decorator), folder)
    assert [problem.rpartition("LongTitle: ")[2] for problem in problems] == [message] * bool(
        message
    )
    assert len(rules) == (not message)


def test_a_dataclass_without_a_default(folder: Path) -> None:
    _, (problem,) = load(rule("max: int", decorator="@dataclass(frozen=True)\n"), folder)
    assert problem.endswith("option 'max' has no default: write 'max: int = …'")


METHODS = [
    ("ArticleRule", "", "there is no method 'check': write def check(self, article)"),
    ("CorpusRule", COLLECT, "there is no method 'compare': write def compare(self, corpus)"),
    ("CorpusRule", COMPARE, "there is no method 'collect': write def collect(self, article)"),
    ("CommentRule", "", "there is no method 'check': write def check(self, path, comment, used, rules)"),
    ("ArticleRule", "def check(self):\n    yield", "check is called with other arguments: write def"),
    ("ArticleRule", "def check(article):\n    yield", "check is called with other arguments"),
    ("ArticleRule", "async def check(self, article):\n    pass", "check is async, but nothing awaits"),
    ("ArticleRule", "async def check(self, article):\n    yield", "check is async, but nothing awaits"),
    ("CorpusRule", COMPARE + COLLECT.replace("return", "yield"), "collect yields: write 'return', "),
    ("CommentRule", "def check(self, *args):\n    yield", "check yields: write 'return', with one"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "methods", "message"), METHODS)
def test_a_slip_in_a_method(base: str, methods: str, message: str, folder: Path) -> None:
    _, problems = load(rule("", base=base, methods=methods or "max: int = 5"), folder)
    assert len(problems) == 1
    assert problems[0].partition("rule LongTitle: ")[2].startswith(message)


@pytest.mark.parametrize(
    ("base", "methods"),
    [
        ("ArticleRule", "def check(self, article, extra=None):\n    return ()"),
        ("ArticleRule", "def check(self, *articles):\n    return ()"),
        ("ArticleRule", "@staticmethod\ndef check(article):\n    return ()"),
        ("CorpusRule", f"{COMPARE}@staticmethod\ndef collect(article):\n    return 1"),
    ],
)
def test_methods_that_can_be_called(base: str, methods: str, folder: Path) -> None:
    assert load(rule("", base=base, methods=methods), folder).problems == ()


class TestNames:
    CASES = (
        ("LongTitle", "long-title"),
        ("Long", "long"),
        ("URLPath", "url-path"),
        ("PathOfURL", "path-of-url"),
        ("Long_Title", "long-title"),
        ("Top10Title", "top10-title"),
    )

    @pytest.mark.parametrize(("cls", "name"), CASES)
    def test_come_from_the_class(self, cls: str, name: str, folder: Path) -> None:
        (folder / "rules").mkdir()
        (folder / "rules/house.py").write_text(HEAD + rule("").replace("LongTitle", cls))
        ((found, loaded),) = registry.others(("rules.house",), str(folder)).rules.items()
        assert (found, loaded.name, loaded.family) == (name, name, "other")

    def test_do_not_depend_on_siblings(self, folder: Path) -> None:
        alone = load(rule(""), folder).rules
        together = load(rule("") + rule("").replace("LongTitle", "ShortTitle"), folder).rules
        assert [*alone] == ["long-title"]
        assert [*together] == ["long-title", "short-title"]

    def test_are_not_inherited_but_families_are(self, folder: Path) -> None:
        base = rule("name = 'house-title'\nfamily = 'house'").replace("LongTitle", "House")
        rules = load(base + rule("", base="House"), folder).rules
        assert {name: rule.family for name, rule in rules.items()} == {
            "house-title": "house",
            "long-title": "house",
        }

    def test_bases_and_private_classes_are_no_rules(self, folder: Path) -> None:
        base = "class Base(ArticleRule):\n    max: int = 5\n"
        private = rule("").replace("LongTitle", "_Other")
        others = load(base + private + rule("", base="Base") + "Alias = LongTitle\n", folder)
        assert (others.problems, [*others.rules]) == ((), ["long-title"])

    def test_a_base_that_is_alone_is_a_slip(self, folder: Path) -> None:
        _, (problem,) = load("class Base(ArticleRule):\n    max: int = 5\n", folder)
        assert problem.endswith("there is no method 'check': write def check(self, article)")


class TestClashes:
    def test_with_a_shipped_rule(self, folder: Path) -> None:
        rules, (problem,) = load(rule("").replace("LongTitle", "UntidyText"), folder)
        assert rules == {}
        assert problem == (
            "plug-in house: there is already a rule named 'untidy-text' in newslint: give UntidyText another name"
        )

    def test_with_another_plug_in(self, folder: Path) -> None:
        (folder / "other.py").write_text(HEAD + rule("max: int = 5"))
        (folder / "house.py").write_text(HEAD + rule(""))
        others = registry.others(("other", "house"), str(folder))
        assert others.rules["long-title"].options == ("max",)
        assert others.problems == (
            "plug-in house: there is already a rule named 'long-title' in plug-in other: "
            "give LongTitle another name",
        )

    def test_one_plug_in_may_be_named_twice(self, folder: Path) -> None:
        (folder / "house.py").write_text(HEAD + rule(""))
        assert registry.others(("house", "house"), str(folder)).problems == ()

    @pytest.mark.parametrize(
        ("attribute", "value", "message"),
        [
            ("name", "text", "rule text: 'text' is the name of a family: give the rule another"),
            ("family", "same-story", "rule long-title: 'same-story' is the name of a rule: give"),
            ("family", "long-title", "rule long-title: 'long-title' is the name of a rule: give"),
        ],
    )
    def test_of_rules_and_families(
        self, attribute: str, value: str, message: str, folder: Path
    ) -> None:
        others = load(rule(f"{attribute} = {value!r}"), folder)
        assert others.problems[0].startswith(message)
        with pytest.raises(RuleError, match=message):
            check_class(others.rules[value if attribute == "name" else "long-title"])


class TestCommands:
    """A plug-in that cannot be used keeps no other from being listed."""

    @pytest.fixture(autouse=True)
    def plugins(self, folder: Path) -> None:
        (folder / "good.py").write_text(HEAD + rule(""))
        (folder / "broken.py").write_text("import nowhere\n")
        (folder / "clash.py").write_text(HEAD + rule("").replace("LongTitle", "SameStory"))
        config = 'plugins = ["broken", "good", "clash"]\nselect = ["gone"]\n[rules.gone]\nmax = 1\n'
        (folder / "house.toml").write_text(config)

    BROKEN = (
        "newslint: error: plug-in broken cannot be loaded: broken.py:1: ModuleNotFoundError: "
        "No module named 'nowhere'"
    )
    CLASH = (
        "newslint: error: plug-in clash: there is already a rule named 'same-story' in newslint: give SameStory "
        "another name"
    )

    def test_rules(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rules", "--config", "house.toml", "-f", "json"]) == 2
        told = capsys.readouterr()
        names = {rule["name"] for rule in json.loads(told.out)}
        assert names == {*registry.shipped(), "long-title"}
        assert told.err.splitlines() == [self.BROKEN, self.CLASH]

    def test_rule(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rule", "long-title", "--config", "house.toml"]) == 0
        told = capsys.readouterr()
        assert told.out.startswith("# long-title\n")
        assert told.err.splitlines() == [self.BROKEN, self.CLASH]

    def test_an_unknown_rule(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rule", "broken", "--config", "house.toml"]) == 2
        errors = capsys.readouterr().err.splitlines()
        assert errors == [self.BROKEN, self.CLASH, "newslint: error: there is no rule 'broken'"]

    def test_a_family(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rule", "other", "--config", "house.toml"]) == 2
        said = "newslint: error: there is no rule 'other'; it is a family: long-title"
        assert capsys.readouterr().err.splitlines()[-1] == said

    def test_check_reports_all_of_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        (Path("house.toml")).write_text('plugins = ["broken", "good", "clash"]\n')
        assert main(["--config", "house.toml", "--offline", "."]) == 2
        assert capsys.readouterr().err.splitlines() == [self.BROKEN, self.CLASH]

    def test_check_says_why_a_rule_is_unknown(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "newslint.toml").write_text('plugins = ["good"]\n')
        assert main(["--select", "long-title", "--offline", "."]) == 2
        unknown, why = capsys.readouterr().err.splitlines()
        assert unknown.startswith("newslint: error: there is no rule or family 'long-title'")
        assert why.startswith("newslint: error: newslint.toml:1:1: plugins is ignored")

    @pytest.mark.parametrize("trust", [False, True])
    def test_a_configuration_that_was_found(
        self, trust: bool, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "newslint.toml").write_text('plugins = ["good"]\n')
        assert main(["rules", *["--trust-config"] * trust]) == 0
        told = capsys.readouterr()
        assert (" long-title " in told.out) is trust
        assert told.err.startswith("newslint: newslint.toml:1:1: plugins is ignored") is not trust

    def test_a_page_whose_example_fails(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        body = "valid = (Example(FILES),)"
        (folder / "good.py").write_text(
            HEAD + rule(body, methods="def check(self, article):\n    1 / 0\n")
        )
        (folder / "house.toml").write_text('plugins = ["good"]\n')
        assert main(["rule", "long-title", "--config", "house.toml"]) == 2
        said = f"newslint: error: rule long-title failed: ZeroDivisionError at good.py:{LINES + 5}"
        assert capsys.readouterr().err.startswith(said)


def test_a_class_that_fails_when_it_is_looked_at(folder: Path) -> None:
    factory = "words: tuple[str, ...] = field(default_factory=lambda: 1 / 0)"
    _, (problem,) = load(rule(factory, decorator="@dataclass(frozen=True)\n"), folder)
    said = (
        f"plug-in house cannot be used: house.py:{LINES + 4}: ZeroDivisionError: division by zero"
    )
    assert problem == said


def test_rules_that_never_run(folder: Path) -> None:
    _, (problem,) = load("from newslint import Rule\n" + rule("", base="Rule"), folder)
    assert problem.endswith(
        "rule LongTitle: it never runs: derive it from ArticleRule or CorpusRule"
    )


def test_the_kinds_of_rules() -> None:
    assert [*authoring.KINDS] == [ArticleRule, CorpusRule, CommentRule]
    assert authoring.kind_of(registry.load("same-story")) is CorpusRule

"""Finding configuration files, reading them, and saying what is wrong with them."""

import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.config.read import load, seconds
from newslint.errors import ConfigError
from newslint.finding import Severity
from newslint.settings import Config, Override, Placed, Urls
from newslint.text import quote

FULL = """\
roots = ["news"]
include = ["data/*.json"]
exclude = ["drafts/"]
select = ["fields"]
extend-select = ["dates"]
ignore = ["unknown-topic"]
online = false
fail-on = "warning"
topics = ["AI", "Ferries"]
max-file-size = 1000
max-front-matter = 500
cache = false
cache-dir = ".cache"

[schemas]
"archive/**" = "schemas/old.json"

[schemas-by-type]
video = "article"

[rules.missing-field]
severity = "note"

[rules.unknown-topic]
topics = ["Ports"]

[[overrides]]
files = ["archive/**"]
ignore = ["dates"]
severity = { unknown-field = "error" }

[urls]
timeout = "30s"
concurrency = 2
per-host = 1
spacing = 0.5
retries = 0
retry-after-cap = "2m"
max-redirects = 3
max-bytes = 1000
exclude = ["a.example"]
include = ["b.example"]
accept = [403, 999]
remember = "12h"
dead-after-runs = 3
dead-after-days = 2.5
user-agent = "our-lint/1"
archive = true
"""


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty tree as the working directory, and a user without a configuration."""
    folder = tmp_path / "tree"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    return folder


def write(text: str, name: str = "newslint.toml") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def error(text: str) -> str:
    write(text)
    with pytest.raises(ConfigError) as raised:
        load()
    return str(raised.value)


def test_no_file_is_the_defaults() -> None:
    assert load() == Config()


def test_every_setting() -> None:
    write("{}", "schemas/old.json")
    write(FULL)
    assert load(trust=True) == Config(
        root=".",
        file="newslint.toml",
        roots=("news",),
        include=("data/*.json",),
        exclude=("drafts/",),
        select=("fields", "dates"),
        ignore=("unknown-topic",),
        online=False,
        fail_on=Severity.WARNING,
        topics=("AI", "Ferries"),
        overrides=(Override(("archive/**",), ("dates",), {"unknown-field": Severity.ERROR}),),
        schemas={"archive/**": "schemas/old.json"},
        schemas_by_type={"video": "article"},
        trusted_schemas=frozenset({"schemas/old.json"}),
        rules={
            "missing-field": {"severity": Severity.NOTE},
            "unknown-topic": {"topics": ("Ports",)},
        },
        urls=Urls(
            timeout=30.0,
            concurrency=2,
            per_host=1,
            spacing=0.5,
            retries=0,
            retry_after_cap=120.0,
            max_redirects=3,
            max_bytes=1000,
            exclude=("a.example",),
            include=("b.example",),
            accept=(403, 999),
            remember=43_200.0,
            dead_after_runs=3,
            dead_after_days=2.5,
            user_agent="our-lint/1",
            archive=True,
        ),
        max_file_size=1000,
        max_front_matter=500,
        cache_dir="./.cache",
        use_cache=False,
    )


def test_never_fails() -> None:
    write('fail-on = "never"')
    assert load().fail_on is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (0.5, 0.5),
        ("90", 90),
        ("90s", 90),
        ("15m", 900),
        ("1.5h", 5400),
        ("1d", 86_400),
        ("2 w", 1_209_600),
    ],
)
def test_times(value: float | str, expected: float) -> None:
    assert seconds(value) == expected


# Where files are found


def test_the_nearest_file_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    write('topics = ["far"]')
    write('topics = ["near"]', "a/newslint.toml")
    Path("a/b/c").mkdir(parents=True)
    monkeypatch.chdir("a/b/c")
    config = load()
    assert config.topics == ("near",)
    assert (config.root, config.file) == ("../..", "../../newslint.toml")
    assert config.paths(["news"]) == ["../../news"]


def test_pyproject() -> None:
    write('[project]\nname = "x"\n[tool.newslint]\ntopics = ["AI"]\n', "pyproject.toml")
    assert load().topics == ("AI",)


@pytest.mark.parametrize("text", ["", '[project]\nname = "newslint"\n', "[broken", "\udcff"])
def test_a_pyproject_without_a_table_is_passed_over(text: str, tree: Path) -> None:
    write('topics = ["AI"]')
    (tree / "a").mkdir()
    os.chdir("a")
    Path("pyproject.toml").write_bytes(text.encode(errors="surrogateescape"))
    assert load().topics == ("AI",)


def test_newslint_toml_before_pyproject() -> None:
    write('topics = ["one"]')
    write('[tool.newslint]\ntopics = ["two"]\n', "pyproject.toml")
    assert load().topics == ("one",)


def test_a_named_file() -> None:
    write('topics = ["found"]')
    write('topics = ["named"]', "ci/lint.toml")
    config = load("ci/lint.toml")
    assert (config.topics, config.root) == (("named",), "ci")


def test_the_file_of_the_project_overrides_the_users_own(tmp_path: Path) -> None:
    own = tmp_path / "home/newslint/newslint.toml"
    write('topics = ["own"]\nroots = ["r"]\n[urls]\ntimeout = 3\nretries = 1\n', str(own))
    assert load().topics == ("own",)
    write('topics = ["project"]\n[urls]\ntimeout = 5\n[rules.unknown-topic]\nseverity = "note"\n')
    config = load()
    assert config.topics == ("project",)
    assert (config.urls.timeout, config.urls.retries) == (5.0, 1)
    assert config.file == "newslint.toml"
    assert config.roots == (str(own.parent / "r"),)


# What is not taken from a file that was only found

WIDENING = {
    "plugins": 'plugins = ["evil"]',
    "urls.allow-private": '[urls]\nallow-private = ["127.0.0.1:80"]',
    "urls.headers": '[urls.headers]\n"a.example" = { Referer = "b" }',
    "urls.proxy": '[urls]\nproxy = "http://127.0.0.1:3128"',
    "urls.archive-url": '[urls]\narchive-url = "http://127.0.0.1/"',
    "urls.ca": '[urls]\nca = "mine.pem"',
    "roots": 'roots = ["../other"]',
    "cache-dir": 'cache-dir = ".cache"',
    "schemas.*.md": '[schemas]\n"*.md" = "/etc/hostname"',
    "schemas-by-type.video": '[schemas-by-type]\nvideo = "/etc/hostname"',
}


def dug(config: Config, name: str) -> Any:
    table, _, key = name.partition(".")
    value = getattr(config, table.replace("-", "_"))
    if table == "urls":
        return getattr(value, key.replace("-", "_"))
    return value


@pytest.mark.parametrize("name", WIDENING)
def test_a_found_configuration_cannot_extend_the_reach(name: str) -> None:
    write(WIDENING[name])
    config = load()
    assert dug(config, name) == dug(Config(), name)
    (notice,) = config.notices
    assert notice.startswith("newslint.toml:")
    assert f" {name} is ignored" in notice
    assert "--trust-config" in notice


@pytest.mark.parametrize("name", WIDENING)
@pytest.mark.parametrize("way", ["--trust-config", "--config"])
def test_a_file_that_the_user_vouches_for_does(name: str, way: str) -> None:
    write(WIDENING[name])
    config = load(trust=True) if way == "--trust-config" else load("newslint.toml")
    assert dug(config, name) != dug(Config(), name)
    assert config.notices == ()


NAMING = '[schemas]\n"*.md" = "s.json"\n[schemas-by-type]\nvideo = "v.json"\nnews = "article"\n'


def test_schemas_that_a_file_names_are_trusted_as_far_as_the_file() -> None:
    write("{}", "s.json")
    write("{}", "v.json")
    write(NAMING)
    assert load().trusted_schemas == frozenset()
    assert load().schemas == {"*.md": "s.json"}
    for config in (load(trust=True), load("newslint.toml")):
        assert config.trusted_schemas == {"s.json", "v.json"}


def test_schemas_of_the_users_own_configuration_are_trusted(tmp_path: Path) -> None:
    own = tmp_path / "home/newslint"
    for name in ("s.json", "v.json"):
        write("{}", str(own / name))
    write(NAMING, str(own / "newslint.toml"))
    write("{}", "t.json")
    write('[schemas]\n"*.txt" = "t.json"\n')
    config = load()
    assert set(config.schemas) == {"*.md", "*.txt"}
    assert config.trusted_schemas == {str(own / name) for name in ("s.json", "v.json")}


def test_rules_of_plugins_that_are_not_loaded_are_no_error() -> None:
    write('plugins = ["evil"]\nselect = ["evil-rule"]\n[rules.evil-rule]\nx = 1\n')
    config = load()
    assert config.plugins == ()
    assert config.rules == {}


TOO_LONG = {
    "urls.exclude": f'[urls]\nexclude = ["{"x" * 1001}"]',
    "urls.include": f'[urls]\ninclude = ["{"x" * 1001}"]',
    "urls.allow-private": f'[urls]\nallow-private = ["{"x" * 1001}:80"]',
    "urls.user-agent": f'[urls]\nuser-agent = "{"x" * 201}"',
    "urls.proxy": f'[urls]\nproxy = "http://{"x" * 1001}"',
    "urls.archive-url": f'[urls]\narchive-url = "http://{"x" * 1001}/"',
    "urls.headers": f'[urls.headers]\n"a.example" = {{ Referer = "{"x" * 8001}" }}',
}


@pytest.mark.parametrize("name", TOO_LONG)
def test_settings_of_urls_have_a_maximum_length(name: str) -> None:
    write(TOO_LONG[name])
    with pytest.raises(
        ConfigError, match=rf"^newslint.toml:\d:\d+: {name}.* characters, more than"
    ):
        load()


def test_secrets_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_TOKEN", "s3cret")
    write('[urls.headers]\n"a.example" = { Authorization = "Bearer ${PRESS_TOKEN}" }\n')
    assert load(trust=True).urls.headers == {"a.example": {"Authorization": "Bearer s3cret"}}
    assert load().urls.headers == {}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ('Authorization = "Bearer x"', "a secret belongs in the environment"),
        ('X = "${NOT_SET_ANYWHERE}"', "there is no variable NOT_SET_ANYWHERE"),
        ('X = "a\\r\\nY: b"', "not a header"),
        ('"X:" = "a"', "not a header"),
    ],
)
def test_headers_that_are_refused(header: str, message: str) -> None:
    write(f'[urls.headers]\n"a.example" = {{ {header} }}\n')
    with pytest.raises(ConfigError, match=message) as raised:
        load(trust=True)
    assert str(raised.value).startswith("newslint.toml:2:")


# What is said of mistakes

MISTAKES = [
    ("onlin = true", "1:1: unknown key 'onlin', did you mean 'online'?"),
    ("# c\n\n  onlin = true", "3:3: unknown key 'onlin', did you mean 'online'?"),
    ("[urls]\nperhost = 3", "2:1: unknown key 'perhost' in urls, did you mean 'per-host'?"),
    ('online = "yes"', "1:10: online is 'yes', not true or false"),
    ('fail-on = "eror"', "1:11: fail-on is 'eror', did you mean 'error'?"),
    ("[tool.newslint]\nonline = true", "1:2: unknown key 'tool'; in newslint.toml the keys stand"),
    ('[urls]\nallow-private = ["127.0.0.1"]', "2:18: urls.allow-private[0] is '127.0.0.1', not"),
    ('roots = "news"', "1:9: roots is 'news', not a list"),
    ("roots = [1]", "1:10: roots[0] is 1, not text; put it in quotes"),
    ("[urls]\ntimeout = -1", "2:11: urls.timeout is -1, less than 0"),
    ('[urls]\nremember = "1 moon"', "2:12: urls.remember is '1 moon', not what"),
    ("[urls]\nconcurrency = 0", "2:15: urls.concurrency is 0, less than 1"),
    (
        '[urls]\nallow-private = ["10.0.0.0/8:80"]',
        "2:18: urls.allow-private[0] is '10.0.0.0/8:80', not what the schema asks for: a host and",
    ),
    ('[urls]\nallow-private = ["*:80"]', "2:18: urls.allow-private[0] is '*:80', not what"),
    ('[urls]\nuser-agent = "x\\r\\nCookie: y"', "2:14: urls.user-agent is 'x\\r\\nCookie: y', not"),
    ("[[overrides]]\nignore = []", "1:3: missing key: overrides[0].files"),
    ("[rules.unknown-topi]", "1:8: there is no rule 'unknown-topi', did you mean 'unknown-topic'?"),
    (
        "[rules.unknown-topic]\ntopic = []",
        "2:1: rule unknown-topic has no option 'topic', did you mean 'topics'?",
    ),
    ("[rules.unknown-topic]\ntopics = 5", "2:10: topics is 5, not a list of text"),
    ("[rules.unknown-topic]\ntopics = [5]", "2:10: topics is a list with 5, not a list of text"),
    (
        '[rules.unknown-topic]\nseverity = "eror"',
        "2:12: rules.unknown-topic.severity is 'eror', did you mean 'error'?",
    ),
    ('select = ["feilds"]', "1:11: there is no rule or family 'feilds', did you mean 'fields'?"),
    (
        '[[overrides]]\nfiles = ["a"]\nseverity = { fild = "note" }',
        "3:14: there is no rule or family 'fild'",
    ),
    (
        '[schemas]\n"a/**" = "articel"',
        "2:10: schema 'articel': there is no such file, did you mean",
    ),
    (
        '[schemas]\n"a/**" = "https://a.example/s.json"',
        "2:10: schema 'https://a.example/s.json': only local files are read",
    ),
    ('[schemas-by-type]\nvideo = "v.json"', "2:9: schema 'v.json': there is no such file"),
    ("exclude = ['posts\\**']", "1:12: glob 'posts\\**': '\\' does not separate folders; write"),
    ('exclude = ["a", "!b"]', "1:17: glob '!b': a glob cannot take back what others match"),
    ('exclude = ["../b"]', "1:12: glob '../b': '..' never matches"),
    ('exclude = [""]', "1:12: "),
    ('[[overrides]]\nfiles = ["a", "{b"]', "2:15: glob '{b': '{' is not closed; write '\\{'"),
    (
        '[[overrides]]\nfiles = ["a"]\n[[overrides]]\nfiles = ["[b"]',
        "4:10: glob '[b': '[' is not closed",
    ),
    ('[schemas]\n"a/../b" = "article"', "2:1: glob 'a/../b': '..' never matches: a glob stays"),
    ('[schemas]\n"" = "article"', "2:1: glob '': it names no file; write '**' for all files"),
    ("a = [", "1:"),
    ("online = true\nonline = true", "2:1: "),
]
"""Text, and the error behind ``newslint.toml:``."""


@pytest.mark.parametrize(("text", "message"), MISTAKES, ids=lambda text: text[:24])
def test_a_mistake_has_its_place_and_a_guess(text: str, message: str) -> None:
    assert error(text).startswith(f"newslint.toml:{message}")


def test_a_glob_that_begins_with_the_folder_of_the_file(tree: Path) -> None:
    """It is meant to be absolute, unless there are folders of the same names inside."""
    glob = f"{tree}/news/**"
    expected = f"glob {quote(glob)}: globs are relative to the folder of the file; write 'news/**'"
    assert error(f"exclude = ['{glob}']") == f"newslint.toml:1:12: {expected}"
    Path(*tree.parts[1:2]).mkdir()
    assert load().exclude == (glob,)


def test_the_globs_from_braces_are_limited() -> None:
    many = "{a,b}" * 8
    write(f"exclude = {[f'{many}{i}' for i in range(39)]}")
    assert len(load().exclude) == 39
    assert "1:" in error(f"exclude = {[f'{many}{i}' for i in range(50)]}")
    write(f"exclude = {[f'x{i}' for i in range(20_000)]}")
    assert len(load().exclude) == 20_000


def test_globs_have_a_place() -> None:
    write(
        'exclude = [\n  "a",\n  "b",\n]\n[schemas]\n"c/**" = "article"\n'
        '[[overrides]]\nfiles = ["d"]\n'
    )
    config = load()
    globs = (*config.exclude, *config.schemas, *config.overrides[0].files)
    assert globs == ("a", "b", "c/**", "d")
    places = [glob.place for glob in globs if isinstance(glob, Placed)]
    assert [place.removeprefix("newslint.toml:") for place in places] == [
        "2:3",
        "3:3",
        "6:1",
        "8:10",
    ]
    again = pickle.loads(pickle.dumps(config))
    assert again == config
    assert again.exclude[1].place == "newslint.toml:3:3"


def test_a_mistake_in_pyproject() -> None:
    write('[project]\nname = "x"\n\n[tool.newslint]\nonlin = true\n', "pyproject.toml")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:5:1: unknown key 'onlin'"):
        load()


def test_a_pyproject_that_is_named_has_a_table() -> None:
    write('[project]\nname = "x"\n', "pyproject.toml")
    with pytest.raises(
        ConfigError, match=r"^pyproject\.toml: there is no table \[tool\.newslint\]"
    ):
        load("pyproject.toml")


def test_several_mistakes_are_told_in_order() -> None:
    lines = error("onlin = 1\nroots = 2\n[urls]\ntimeou = 3\n").splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "newslint.toml:1:1",
        "newslint.toml:2:9",
        "newslint.toml:4:1",
    ]


HOSTILE: dict[str, bytes] = {
    "deep": b"a = " + b"[" * 100_000,
    "dotted": b".".join([b"a"] * 100_000) + b" = 1",
    "not UTF-8": b"topics = ['\xff']",
    "UTF-16": "topics = []".encode("utf-16"),
    "NUL": b"\0",
    "a huge number": b"max-file-size = " + b"9" * 100_000,
    "a megabyte of keys": b"".join(b"k%d = 1\n" % i for i in range(80_000)),
    "too large": b"#" * 1_100_000,
    "control characters": b'"\\u001b[31m" = 1',
    "a wrong table": b"tool = 3\nurls = []",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_an_error(case: str) -> None:
    Path("newslint.toml").write_bytes(HOSTILE[case])
    with pytest.raises(ConfigError) as raised:
        load()
    told = str(raised.value)
    assert told.startswith("newslint.toml")
    assert len(told) < 3000
    assert "\x1b" not in told


@pytest.mark.parametrize("kind", ["a folder", "a broken link", "a link out", "a pipe"])
def test_what_is_no_file_is_an_error(kind: str, tree: Path) -> None:
    path = Path("newslint.toml")
    match kind:
        case "a folder":
            path.mkdir()
        case "a broken link":
            path.symlink_to("nowhere")
        case "a link out":
            (tree.parent / "secret").write_text("password = 1")
            path.symlink_to(tree.parent / "secret")
        case _:
            if not hasattr(os, "mkfifo"):
                pytest.skip("needs named pipes")
            os.mkfifo(path)
    with pytest.raises(
        ConfigError, match=r"^newslint\.toml: the configuration cannot be read"
    ) as raised:
        load()
    assert "password" not in str(raised.value)


@pytest.mark.parametrize("name", ["none.toml", "."])
def test_a_named_file_that_is_none(name: str) -> None:
    with pytest.raises(ConfigError, match="the configuration cannot be read"):
        load(name)


@given(st.text(max_size=60) | st.text("[]{}=.\"'\n ab1,#", max_size=60))
def test_any_text_is_a_configuration_or_an_error(text: str) -> None:
    Path("newslint.toml").write_bytes(text.encode(errors="replace"))
    told = ""
    try:
        load()
    except ConfigError as wrong:
        told = str(wrong)
    assert not told or told.startswith("newslint.toml:")


# Overrides


def test_overrides_by_path() -> None:
    first, second = Override(("archive/**",), ("dates",)), Override(("*.md",), ("urls",))
    config = Config(overrides=(first, second))
    assert config.overrides_for("archive/a.txt") == [first]
    assert config.overrides_for("archive/a.md") == [first, second]
    assert config.overrides_for("./b.md") == [second]
    assert Config(root="..", overrides=(first, second)).overrides_for("archive/b.txt") == []

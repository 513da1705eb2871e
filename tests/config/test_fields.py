"""What a configuration says of fields: how it is read, shown and refused."""

from pathlib import Path
from typing import Any

import pytest

from newslint.config.read import load, of_values
from newslint.config.show import as_toml
from newslint.errors import ConfigError
from newslint.pipeline.run import lint
from newslint.settings import Config, Field, Override


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "site/data").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "site"


def read(text: str, **options: Any) -> Config:
    Path("newslint.toml").write_text(text)
    return load(**options)


WHOLE = """\
known-fields = ["deck"]

[fields.author]
required = true
recommended = false
type = ["string", "array"]
pattern = "^[A-Z]"

[fields."provider.name"]
enum = ["Post", 7, true]

[fields.type]
extend-enum = ["recap"]

[[overrides]]
files = ["opinion/"]
known-fields = ["column"]

[overrides.fields.author]
required = false
"""
FIELDS = {
    "author": Field(True, False, ("string", "array"), pattern="^[A-Z]"),
    "provider.name": Field(enum=("Post", 7, True)),
    "type": Field(extend_enum=("recap",)),
}


def test_everything() -> None:
    config = read(WHOLE)
    assert config.fields == FIELDS
    assert config.overrides == (
        Override(("opinion/",), known_fields=("column",), fields={"author": Field(False)}),
    )


def test_what_is_shown_can_be_read() -> None:
    config = read(WHOLE)
    again = read(as_toml(config))
    assert (again.fields, again.overrides) == (config.fields, config.overrides)


def test_from_a_program() -> None:
    assert of_values({"fields": {"a": {"type": "string"}}}).fields == {"a": Field(type=("string",))}


def test_a_type_twice() -> None:
    assert read('fields.a.type = ["string", "string"]').fields["a"].type == ("string",)


def test_settings_of_an_override_add_to_those_of_all() -> None:
    below = Field(required=True, type=("string",), enum=("a",))
    assert Field(required=False).over(below) == below._replace(required=False)
    assert Field().over(below) == below


LISTS: dict[str, tuple[str, str, list[Any]]] = {
    "a list": ("tags.yml", "- Ferries\n- 7\n- 2024-01-01\n", ["Ferries", 7, "2024-01-01"]),
    "a document of its own": ("tags.yml", "---\n# tags\n- a\n- b\n", ["a", "b"]),
    "entries with names": ("tags.yaml", "- name: a\n  hue: red\n- {name: b}\n- c", ["a", "b", "c"]),
    "entries with slugs": ("tags.yml", "- slug: a\n- slug: b\n", ["a", "b"]),
    "a mapping": ("tags.yml", "a: {label: A}\nb:\n", ["a", "b"]),
    "a list twice": ("tags.yml", "[a, a, b]", ["a", "b"]),
    "JSON": ("tags.json", '["a", "b"]', ["a", "b"]),
    "a mapping in JSON": ("tags.json", '{"a": {}, "b": {}}', ["a", "b"]),
    "TOML": ("tags.toml", 'tags = ["a", "b"]', ["a", "b"]),
    "tables of TOML": ("tags.toml", "[a]\nlabel = 1\n[b]\n", ["a", "b"]),
    "lines": ("tags.txt", "# tags\na\n\n b \r\n", ["a", "b"]),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_values_from_a_file(case: str) -> None:
    name, text, expected = LISTS[case]
    Path("data", name).write_text(text)
    config = read(f'fields.tags = {{enum-from = "data/{name}", enum = ["more"]}}')
    assert config.fields["tags"].enum == ("more", *expected)


REFUSED = {
    "an unknown key": (
        "fields.a.requried = true",
        "newslint.toml:1:10: unknown key 'requried'",
    ),
    "no truth value": (
        'fields.a.required = "yes"',
        "newslint.toml:1:21: fields.a.required is 'yes'",
    ),
    "an unknown type": ('fields.a.type = "text"', "newslint.toml:1:17: fields.a.type is 'text'"),
    "no name": ('fields."".required = true', "newslint.toml:1:8: '' is not the name of a field"),
    "half a name": ('fields."a.".required = true', "'a.' is not the name of a field"),
    "a field inside of a field": (
        "fields.a.b.required = true",
        "newslint.toml:1:10: unknown key 'b' in fields.a; "
        'a field inside of another is [fields."a.b"]',
    ),
    "a field inside of a field of an override": (
        '[[overrides]]\nfiles = ["a/"]\nfields.a.b.required = true',
        "unknown key 'b' in overrides[0].fields.a; "
        'a field inside of another is [overrides.fields."a.b"]',
    ),
    "files of a field": (
        'fields.a.files = ["a/"]',
        "newslint.toml:1:10: unknown key 'files' in fields.a; files stand in [[overrides]]",
    ),
    "one override": (
        '[overrides]\nfiles = ["a/"]',
        "each entry begins with [[overrides]]",
    ),
    "too many values": ('fields.a.enum-from = "many.txt"', "it lists more than 10,000 values"),
    "no values": ("fields.a.enum = []", "newslint.toml:1:17"),
    "a pattern": ('fields.a.pattern = "(a"', "newslint.toml:1:20: "),
    "a look-ahead": ('fields.a.pattern = "(?=a)"', "it has a look-ahead"),
    "recommended inside": (
        'fields."a.b".recommended = true',
        "newslint.toml:1:28: only a field at the top",
    ),
    "no file": (
        'fields.a.enum-from = "none.yml"',
        "newslint.toml:1:22: enum-from 'none.yml': no such file",
    ),
    "another kind of file": ('fields.a.enum-from = "tags.xml"', "a list of values is a file .yml"),
    "broken": ('fields.a.enum-from = "broken.yml"', "enum-from 'broken.yml': line 2: "),
    "empty": ('fields.a.enum-from = "empty.txt"', "it lists no values"),
    "a text": ('fields.a.enum-from = "text.json"', "it holds neither a list nor a mapping"),
    "lists": ('fields.a.enum-from = "lists.json"', "is not a value"),
    "outside": ('fields.a.enum-from = "../secret.txt"', "it is outside of the folder"),
    "a link out": ('fields.a.enum-from = "link.txt"', "it is outside of the folder"),
    "in an override": (
        '[[overrides]]\nfiles = ["a/"]\nfields.a.enum-from = "none.yml"',
        "newslint.toml:3:22: ",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, folder: Path) -> None:
    for name, text in {
        "broken.yml": "- a\n- [b\n",
        "empty.txt": "# nothing\n",
        "text.json": '"a"',
        "many.txt": "\n".join(map(str, range(10_001))),
        "lists.json": '[["a"]]',
        "../secret.txt": "secret\n",
    }.items():
        Path(name).write_text(text)
    Path("link.txt").symlink_to(folder.parent / "secret.txt")
    text, message = REFUSED[case]
    with pytest.raises(ConfigError) as refused:
        read(text)
    assert message in str(refused.value)
    assert "secret\n" not in str(refused.value)


def test_a_named_configuration_may_use_lists_outside(folder: Path) -> None:
    (folder.parent / "tags.txt").write_text("a\n")
    text = 'fields.a.enum-from = "../tags.txt"'
    assert read(text, file="newslint.toml").fields["a"].enum == ("a",)


def findings(*settings: str) -> list[str]:
    report = lint(["."], read("\n".join(settings))._replace(select=("fields",)))
    return [f"{one.path}: {one.message}" for one in report.findings]


def test_settings_for_a_folder(folder: Path) -> None:
    for name in ("news/a.md", "opinion/b.md"):
        Path(name).parent.mkdir()
        Path(name).write_text("---\ntitle: Ferry returns\ndeck: late\n---\n")
    assert findings(
        'preset = "hugo"',
        'known-fields = ["deck"]',
        '[[overrides]]\nfiles = ["opinion/"]',
        "fields.author.required = true",
    ) == ["opinion/b.md: missing field: author"]


def test_settings_without_effect_are_told() -> None:
    Path("a.md").write_text("---\ntitle: a\n---\n")
    config = read(
        'fields.qualty.required = false\nfields.typ.extend-enum = ["a"]\n'
        "fields.heat.required = false\n"
    )
    assert [one for one in lint(["a.md"], config).notices if "effect" in one] == [
        "fields.qualty: required has no effect, no schema has this field, did you mean 'quality'?",
        "fields.typ: extend-enum has no effect, no schema has this field, did you mean 'type'?",
    ]

"""Presets: what is known of each site generator."""

import json
from pathlib import Path

import pytest

from newslint.schema.compile import Schema
from newslint.schema.load import shipped, shipped_names
from newslint.vocabulary import presets, reference
from newslint.vocabulary.presets import Preset, preset
from newslint.vocabulary.roles import DEFAULT, FILENAME, FOLDER, ROLES

GENERATORS = [name for name in presets.names() if name not in ("article", "generic")]


@pytest.mark.parametrize("name", presets.names())
def test_a_preset_names_roles_and_a_schema_that_exist(name: str) -> None:
    found = preset(name)
    assert set(found.roles) <= set(ROLES)
    assert found.schema in shipped_names()
    colons = {s for sources in found.roles.values() for s in sources if s.startswith(":")}
    assert colons <= {FILENAME, FOLDER}
    assert DEFAULT not in colons


@pytest.mark.parametrize("name", GENERATORS)
def test_every_fact_about_a_generator_has_its_source(name: str) -> None:
    told = preset(name)._asdict()
    usual = Preset._field_defaults
    facts = {key for key in usual if key != "sources" and told[key] != usual[key]}
    assert facts - {"shared_files", "beside"} <= set(told["sources"])
    assert "roles" in told["sources"]


@pytest.mark.parametrize("name", GENERATORS)
def test_a_schema_for_a_generator_is_open_and_describes_each_field(name: str) -> None:
    schema = shipped(preset(name).schema).schema
    assert "additionalProperties" not in schema, "it can be extended and closed"
    assert "required" not in schema
    assert all(field["description"].endswith(".") for field in schema["properties"].values())


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("jekyll", {"tags": "security", "categories": ["a", "b"], "layout": None}),
        ("jekyll", {"date": "2014-03-27 16:54:40 +0000", "permalink": "/a/:title/"}),
        ("jekyll", {"author": {"name": "A. Reed"}, "image": {"path": "/a.png"}}),
        ("hugo", {"date": "2024-05-01", "weight": 10, "menus": "main", "params": {"x": 1}}),
        ("zola", {"date": "2024-05-01T08:00:00Z", "taxonomies": {"tags": ["a"]}, "extra": {}}),
        ("docusaurus", {"authors": ["reed"], "tags": [{"label": "A", "permalink": "/a"}]}),
        ("docusaurus", {"authors": [{"name": "A. Reed"}], "last_update": {"date": "2024-05-01"}}),
        ("astro", {"pubDate": "Jul 08 2022", "heroImage": "/a.jpg"}),
        ("eleventy", {"date": "Last Modified", "tags": "posts", "permalink": False}),
        ("pelican", {"Title": "A", "date": "2010-12-03 10:20", "tags": "a, b"}),
    ],
)
def test_what_the_documentation_of_a_generator_shows_is_valid(
    name: str, fields: dict[str, object]
) -> None:
    assert Schema(shipped(name)).violations(fields) == ()


@pytest.mark.parametrize(
    ("name", "fields", "slips"),
    [
        ("jekyll", {"tagss": ["a"]}, {"tagss": "tags"}),
        ("jekyll", {"Title": "A"}, {"Title": "title"}),
        ("jekyll", {"descripton": "A"}, {"descripton": "description"}),
        ("jekyll", {"pubilshed": True}, {"pubilshed": "published"}),
        ("jekyll", {"tagss": ["a"], "tags": ["b"]}, {}),
        ("jekyll", {"images": ["a.png"], "data": 1, "names": [], "titles": []}, {}),
        ("jekyll", {"hero": "a.png", "reading_time": 5, "toc": True}, {}),
        ("zola", {"titel": "A"}, {"titel": "title"}),
    ],
)
def test_an_unknown_field_is_told_only_where_it_is_nearly_a_known_one(
    name: str, fields: dict[str, object], slips: dict[str, str]
) -> None:
    assert Schema(shipped(name)).slips(fields) == slips


@pytest.mark.parametrize(
    ("fields", "slips"),
    [
        ({"Title": "A", "DATE": "2024-05-01", "linktitle": "B"}, {}),
        ({"Descripton": "A"}, {"Descripton": "description"}),
        ({"LinkTitel": "A"}, {"LinkTitel": "linkTitle"}),
        ({"Descripton": "A", "Description": "B"}, {}),
    ],
)
def test_case_matters_only_where_the_generator_says_so(
    fields: dict[str, object], slips: dict[str, str]
) -> None:
    assert Schema(shipped("hugo")).slips(fields, ignore_case=True) == slips


def test_preset_files_hold_nothing_that_no_preset_knows() -> None:
    folder = Path(presets.__file__).parent
    for name in presets.names():
        assert set(json.loads((folder / f"{name}.json").read_text())) <= set(Preset._fields)


def test_the_reference_is_up_to_date() -> None:
    page = (Path(__file__).parents[2] / "docs" / "collections.md").read_text(encoding="utf-8")
    how = "run: python -m newslint.vocabulary.reference docs/collections.md"
    assert page == reference.updated(page), how

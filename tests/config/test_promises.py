"""Promises about configurations, held against any text."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint.schema.load import shipped
from tests.config import promises

SCHEMA = shipped("config").schema
KEYS = [*SCHEMA["properties"], *SCHEMA["$defs"]["urls"]["properties"], "files", "severity", "x y"]
VALUES = (
    'true 0 -1 2.5 1e400 "" "news" ".." "/" "a/**" "note" "urls" "127.0.0.1:80" "2d" "http://a" '
    '"article" [] ["news"] ["../.."] [1] {a="b"} {a={b="${HOME}"}} 2024-05-17 nan '
    '[[{}]] "\\u0000" ['
).split(" ")
TABLES = (
    "[urls]",
    '[urls.headers."a:80"]',
    "[[overrides]]",
    "[schemas]",
    "[rules.mojibake]",
    "[x]",
)
lines = st.one_of(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)).map(" = ".join),
    st.sampled_from(TABLES),
    st.text(max_size=20),
)
texts = st.lists(lines, max_size=8).map("\n".join).map(lambda text: text.encode("utf-8", "replace"))


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", os.devnull)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts | st.binary(max_size=60), st.booleans())
def test_any_configuration(text: bytes, trust: bool) -> None:
    promises.check(text, trust=trust)

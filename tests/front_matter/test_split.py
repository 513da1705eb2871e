"""Where the front matter of a file begins and ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.front_matter.split import split, suffix_of

FOUND: dict[str, tuple[str, str, str, str, str]] = {
    # what: suffix, text, syntax, front matter, body
    "YAML": (".md", "---\na: 1\n---\nbody\n", "yaml", "a: 1\n", "body\n"),
    "nothing between the fences": (".md", "---\n---\nbody", "yaml", "", "body"),
    "closed by dots": (".md", "---\na: 1\n...\nbody", "yaml", "a: 1\n", "body"),
    "dots in the body": (".md", "---\na: 1\n---\nb\n...\n", "yaml", "a: 1\n", "b\n...\n"),
    "blanks behind the fences": (".md", "--- \t\na: 1\n---  \nb", "yaml", "a: 1\n", "b"),
    "CR LF": (".md", "---\r\na: 1\r\n---\r\nb\r\n", "yaml", "a: 1\r\n", "b\r\n"),
    "no body": (".md", "---\na: 1\n---", "yaml", "a: 1\n", ""),
    "a byte order mark": (".md", "\ufeff---\na: 1\n---\nb", "yaml", "a: 1\n", "b"),
    "what only looks like a fence": (
        ".md",
        "---\na: 1\n----\n --- \n---x\n---\nb",
        "yaml",
        "a: 1\n----\n --- \n---x\n",
        "b",
    ),
    "TOML": (".md", "+++\na = 1\n+++\nbody", "toml", "a = 1\n", "body"),
    "dots in TOML": (".md", "+++\na = 1\n...\n+++\nb", "toml", "a = 1\n...\n", "b"),
    "JSON": (".md", '{\n"a": "}"\n}\nbody', "json", '{\n"a": "}"\n}', "body"),
    "JSON behind a byte order mark": (".md", '\ufeff{"a": 1}\nb', "json", '{"a": 1}', "b"),
    "HTML": (".html", "---\na: 1\n---\n<p>", "yaml", "a: 1\n", "<p>"),
    "a YAML file": (".yaml", "a: 1\n---\nb: 2\n", "yaml", "a: 1\n---\nb: 2\n", ""),
    "a JSON file": (".json", '\ufeff{"a": 1}\n', "json", '{"a": 1}\n', ""),
}

NOTHING: dict[str, tuple[str, str]] = {
    "prose": (".md", "Ferry back in Arden\n\nThe ferry.\n"),
    "an empty file": (".md", ""),
    "an empty data file": (".yaml", " \n"),
    "a rule across the page": (".md", "---\n\nThe ferry is back.\n"),
    "a fence further down": (".md", "\n---\na: 1\n---\n"),
    "a template": (".html", "{{ page.title }}\n{% if x %}\n"),
    "a longer line": (".md", "----\na: 1\n----\n"),
}

UNCLOSED: dict[str, tuple[str, str]] = {
    "the front matter is opened by '---' and never closed": (".md", "---\na: 1\n\nbody\n"),
    "the front matter is opened by '+++' and never closed": (".md", "+++\na=1\n---\n"),
    "the JSON front matter is never closed": (".md", '{"a": 1\n\nbody\n'),
    "the lines end in CR, the line end of old Macs; save the file with LF": (
        ".md",
        "---\ra: 1\r---\rbody\r",
    ),
}


@pytest.mark.parametrize(("suffix", "text", "syntax", "inside", "body"), FOUND.values(), ids=FOUND)
def test_front_matter_stands_between_its_fences(
    suffix: str, text: str, syntax: str, inside: str, body: str
) -> None:
    block, fault = split(text, suffix)
    assert fault is None
    assert (block.syntax, text[block.start : block.end], text[block.body :]) == (
        syntax,
        inside,
        body,
    )


@pytest.mark.parametrize(("suffix", "text"), NOTHING.values(), ids=NOTHING)
def test_other_files_have_none(suffix: str, text: str) -> None:
    block, fault = split(text, suffix)
    assert (block.syntax, fault) == ("none", None)


@pytest.mark.parametrize(("message", "file"), UNCLOSED.items(), ids=list(UNCLOSED))
def test_what_is_opened_and_never_closed_is_a_fault(message: str, file: tuple[str, str]) -> None:
    suffix, text = file
    block, fault = split(text, suffix)
    assert fault is not None
    assert (fault.rule, fault.message, fault.start) == ("broken-front-matter", message, 0)
    assert block.body == len(text)


@pytest.mark.parametrize(
    ("path", "suffix"),
    [("a/b.md", ".md"), ("a.b/c.YAML", ".yaml"), ("a.tar.json", ".json"), ("-", "-")],
)
def test_the_kind_of_a_file_is_told_by_its_suffix(path: str, suffix: str) -> None:
    assert suffix_of(path) == suffix


_lines = st.sampled_from(
    ["---", "--- ", "...", "+++", "---\r", "a: 1", "", "x", "----", "{", '"']
) | st.text(max_size=3)


@settings(max_examples=300)
@given(
    st.lists(_lines, max_size=8).map("\n".join), st.sampled_from([".md", ".yaml", ".json", ".html"])
)
def test_the_parts_of_any_file_are_in_order(text: str, suffix: str) -> None:
    block, _ = split(text, suffix)
    assert 0 <= block.start <= block.end <= block.body <= len(text)

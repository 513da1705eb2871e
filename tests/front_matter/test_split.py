"""Where the front matter of a file begins and ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.article import Article
from newslint.files.names import suffix_of
from newslint.front_matter.split import no_front_matter, split

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
        "---\na: |\n  1\n  ----\n  --- \n---x: 2\n---\nb",
        "yaml",
        "a: |\n  1\n  ----\n  --- \n---x: 2\n",
        "b",
    ),
    "TOML": (".md", "+++\na = 1\n+++\nbody", "toml", "a = 1\n", "body"),
    "dots in TOML": (".md", "+++\na = 1\n...\n+++\nb", "toml", "a = 1\n...\n", "b"),
    "JSON": (".md", '{\n"a": "}"\n}\nbody', "json", '{\n"a": "}"\n}', "body"),
    "JSON behind a byte order mark": (".md", '\ufeff{"a": 1}\nb', "json", '{"a": 1}', "b"),
    "JSON between fences": (".md", '---json\n{"a": 1}\n---\nb', "json", '{"a": 1}\n', "b"),
    "TOML between dashes": (".md", "---toml\na = 1\n---\nb", "toml", "a = 1\n", "b"),
    "YAML by name": (".md", "---yaml\na: 1\n---\nb", "yaml", "a: 1\n", "b"),
    "YAML by its short name": (".md", "---yml\na: 1\n...\nb", "yaml", "a: 1\n", "b"),
    "spaces around a language": (".md", "--- \tjson  \n{}\n--- \nb", "json", "{}\n", "b"),
    "a language in capitals": (".md", "---TOML\na = 1\n---\nb", "toml", "a = 1\n", "b"),
    "a language, CR LF": (".md", "---json\r\n{}\r\n---\r\nb", "json", "{}\r\n", "b"),
    "a language after a byte order mark": (".md", "\ufeff---toml\na=1\n---", "toml", "a=1\n", ""),
    "a language and nothing": (".md", "---json\n---\nb", "json", "", "b"),
    "dots close YAML only": (".md", "---json\n{}\n...\n---\nb", "json", "{}\n...\n", "b"),
    "plus signs close TOML in plus signs only": (
        ".md",
        "---toml\na = '''\n+++\n'''\n---\nb",
        "toml",
        "a = '''\n+++\n'''\n",
        "b",
    ),
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
    "a field on the fence": (".md", "--- a: 1\n---\n"),
    "a comment on the fence": (".md", "--- # a\na: 1\n---\n"),
    "words on the fence": (".md", "--- a word\na: 1\n---\n"),
    "a word on the fence, and nothing closes it": (".md", "---hello\n\nThe ferry.\n"),
    "a language after plus signs": (".md", "+++toml\na = 1\n+++\n"),
    "other marks with a language": (".md", ';;;json\n{"a": 1}\n;;;\n'),
    "header lines, which nobody asked for": (".md", "Title: a\n\nb\n"),
}

UNCLOSED: dict[str, tuple[str, str]] = {
    "the front matter opened by '---' is never closed": (".md", "---\na: 1\n\nbody\n"),
    "the front matter opened by '+++' is never closed": (".md", "+++\na=1\n\nbody\n"),
    "the front matter opened by '---toml' is never closed": (".md", "---toml\na = 1\n\nbody\n"),
    "the front matter opened by '--- json' is never closed": (".md", "--- json\n{}\n"),
    "the front matter opened by '---yaml' is never closed": (".md", "---yaml\n\nbody\n"),
    "the JSON front matter is never closed": (".md", '{"a": 1\n\nbody\n'),
    "the lines end in CR (classic Mac OS); save the file with LF line endings": (
        ".md",
        "---\ra: 1\r---\rbody\r",
    ),
}


NEARLY = {
    "----": "'----' does not close the front matter; write '---'",
    "--": "'--' does not close the front matter; write '---'",
    "-- -": "'-- -' does not close the front matter; write '---'",
    " ---": "' ---' does not close the front matter; write '---'",
    "—": "'—' does not close the front matter; write '---'",
    "–––": "'–––' does not close the front matter; write '---'",
    "--- end": "'--- end' does not close the front matter; write '---'",
    "--- # end": "'--- # end' does not close the front matter; write '---'",
    "---;": "'---;' does not close the front matter; write '---'",
    "....": "'....' does not close the front matter; write '---'",
    "+++": "'+++' does not close the front matter; write '---'",
    "---⟪\u00a0⟫": (
        "'---\u00a0' does not close the front matter; write '---' without the no-break space"
        " (U+00A0)"
    ),
    "⟪\u3000⟫---": (
        "'\u3000---' does not close the front matter; write '---' without the ideographic space"
        " (U+3000)"
    ),
    "---⟪\u200b⟫": (
        "'---\\u200b' does not close the front matter; write '---' without the zero width space"
        " (U+200B)"
    ),
    "---⟪\0⟫": (
        "'---\\u0000' does not close the front matter; write '---' without the control character"
        " (U+0000)"
    ),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
@pytest.mark.parametrize("rest", ["Body.\n", "Body: it says.\n\n---\n\nMore.\n"], ids=["", "rule"])
@pytest.mark.parametrize("marked", NEARLY)
def test_a_line_that_is_nearly_a_fence_is_named(marked: str, rest: str, end: str) -> None:
    line = marked.replace("⟪", "").replace("⟫", "")
    if "---" in rest:
        rest = f"Body\n{rest}"
    text = f"---\ntitle: Ferry\nquality: 80\n{line}\n{rest}".replace("\n", end)
    (fault,) = Article.parse("a.md", text.encode()).faults
    assert fault.message == NEARLY[marked]
    odd = marked.partition("⟪")[2].partition("⟫")[0]
    assert text[fault.start : fault.end] == (odd or line)
    assert fault.character == odd


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "+++\ntitle: Ferry\n---\nBody.\n",
            "'+++' opens TOML, but these fields are YAML; write '---'",
        ),
        (
            "---\ntitle = 'Ferry'\n+++\nBody.\n",
            "'---' opens YAML, but these fields are TOML; write '+++'",
        ),
    ],
)
def test_the_fence_of_another_language_is_named(text: str, message: str) -> None:
    _, fault = split(text, ".md")
    assert fault is not None
    assert (fault.message, fault.start, fault.end) == (message, 0, 3)


@pytest.mark.parametrize("start", ["excerpt: |", "excerpt: |\n  Ferry", "excerpt: >-\n  a\n\n  b"])
def test_a_line_inside_of_a_text_is_no_fence(start: str) -> None:
    text = f"---\n{start}\n  ----\n  x\ntitle: a: b\n---\n"
    (fault,) = Article.parse("a.md", text.encode()).faults
    assert "the value contains ': '" in fault.message


@pytest.mark.parametrize("line", ["-", "</---", "-- Jane"])
def test_other_lines_are_not_taken_for_fences(line: str) -> None:
    _, fault = split(f"---\ntitle: Ferry\n{line}\nBody.\n", ".md")
    assert fault is not None
    assert fault.message == "the front matter opened by '---' is never closed"


NOT_OPENED = {
    "⟪--⟫\ntitle: x\n---\n": "'--' does not open any; write '---'",
    "⟪----⟫\ntitle: x\n---\n": "'----' does not open any; write '---'",
    "⟪—⟫\ntitle: x\n---\n": "'—' does not open any; write '---'",
    "⟪++⟫\ntitle = 'x'\n+++\n": "'++' does not open any; write '+++'",
    "---⟪\u00a0⟫\ntitle: x\n---\n": "a no-break space (U+00A0) stands here; write '---' alone",
    "⟪\u3000⟫---\ntitle: x\n---\n": "an ideographic space (U+3000) stands here; write '---' alone",
    "⟪\0⟫---\ntitle: x\n---\n": "a control character (U+0000) stands here; write '---' alone",
    "\n⟪⟫---\ntitle: x\n---\n": "its '---' is not at the very start",
    "⟪⟫***\nFerry returns\n": "it begins with neither '---' nor '+++' nor '{'",
    "⟪⟫—\n\nFerry returns\n": "it begins with neither '---' nor '+++' nor '{'",
}


@pytest.mark.parametrize("marked", NOT_OPENED)
def test_a_first_line_that_is_nearly_a_fence_is_named(marked: str) -> None:
    before, _, rest = marked.partition("⟪")
    place, _, after = rest.partition("⟫")
    fault = no_front_matter(before + place + after, frozenset())
    assert fault.message == f"the file has no front matter: {NOT_OPENED[marked]}"
    assert (fault.start, fault.end) == (len(before), len(before) + len(place))


@pytest.mark.parametrize(("suffix", "text", "syntax", "inside", "body"), FOUND.values(), ids=FOUND)
def test_front_matter_is_between_its_fences(
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
    ("text", "why"),
    [
        ("---js\n{a: 1}\n---\nb", "in 'js', and newslint runs no code"),
        ("--- JavaScript\n{a: 1}\n---\nb", "in 'javascript', and newslint runs no code"),
        ("---coffee\na: 1\n---\nb", "in 'coffee', and newslint runs no code"),
        ("---js\n{a: 1}\n", "in 'js', and newslint runs no code"),
        ("---json5\n{a: 1}\n---\nb", "in 'json5', which newslint does not read"),
        ("---xml\r\n<a/>\r\n---\r\nb", "in 'xml', which newslint does not read"),
    ],
)
def test_front_matter_in_another_language_is_a_fault(text: str, why: str) -> None:
    block, fault = split(text, ".md")
    assert fault is not None
    message = f"the front matter is {why}; use YAML, TOML or JSON"
    assert (fault.rule, fault.message, fault.start) == ("broken-front-matter", message, 0)
    assert text[: fault.end].split() == text.split("\n")[0].split()
    assert (block.syntax, text[block.body :]) == ("none", "b" if text.endswith("b") else "")


NAMES = frozenset({"title", "date"})

HEADERS: dict[str, tuple[str, str, str]] = {
    # what: text, header lines, body
    "up to a blank line": ("Title: a\nDate: b\n\nc\n", "Title: a\nDate: b\n", "c\n"),
    "a line of white space": ("title: a\n \t\nc\n", "title: a\n", "c\n"),
    "CR LF": ("Title: a\r\n\r\nc\r\n", "Title: a\r\n", "c\r\n"),
    "up to a fence, but no YAML": ("Title: a: b\n---\nc\n", "Title: a: b\n", "c\n"),
    "a thematic break": ("Title: a\n\n# b\n\n---\n\nc", "Title: a\n", "# b\n\n---\n\nc"),
    "up to dots": ("Title: a\n... \nc\n", "Title: a\n", "c\n"),
    "up to a line of text": ("Title: a\nThe ferry.\n\nc\n", "Title: a\n", "The ferry.\n\nc\n"),
    "up to a heading": ("Title: a\n# b\n", "Title: a\n", "# b\n"),
    "no body": ("Title: a", "Title: a", ""),
    "a byte order mark": ("\ufeffTitle: a\n\nc", "Title: a\n", "c"),
    "continued lines": ("Title: a\n    b: c\n\td\n\ne", "Title: a\n    b: c\n\td\n", "e"),
    "a known name further down": ("Slug: a\nDate: b\n\nc", "Slug: a\nDate: b\n", "c"),
    "a name with spaces": ("Title: a\nBase Level: 2\n\nc", "Title: a\nBase Level: 2\n", "c"),
    "only two spaces from the margin": ("  Title: a\n\nc", "  Title: a\n", "c"),
    "no text": ("Title:\n\nc", "Title:\n", "c"),
}  # fmt: skip

NO_HEADERS = {
    "prose with a colon": "Note: this is text.\n\nThe ferry.\n",
    "a known name in the second paragraph": "Note: this is text.\n\nTitle: a\n",
    "a blank line first": "\nTitle: a\n\nc\n",
    "a heading": "# Title: a\n\nc\n",
    "an address": "https://arden.example/title\nTitle: a\n",
    "indented as code": "    Title: a\n\nc\n",
    "a space before the colon": "Title : a\n\nc\n",
    "a name in another script": "Título: a\n\nc\n",
    "reStructuredText": ":title: a\n\nc\n",
    "a name without end": "title " * 50 + ": a\n\nc\n",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "inside", "body"), HEADERS.values(), ids=HEADERS)
def test_header_lines_go_from_the_first_line_to_a_blank_one(
    text: str, inside: str, body: str
) -> None:
    block, fault = split(text, ".md", NAMES)
    assert fault is None
    assert block.syntax == "headers"
    assert (text[block.start : block.end], text[block.body :]) == (inside, body)


UNFENCED: dict[str, tuple[str, str]] = {
    # text: YAML, body
    "title: a\n---\nc\n": ("title: a\n", "c\n"),
    "title: a\r\n---\r\nc": ("title: a\r\n", "c"),
    "\ufefftitle: a\n---\nc": ("title: a\n", "c"),
    "title: a\ntags:\n- b\n- c: d\n  e: f\n# g\n---\nh\n---\n": (
        "title: a\ntags:\n- b\n- c: d\n  e: f\n# g\n",
        "h\n---\n",
    ),
    "slug: a\ndate: 2020-01-01\n---": ("slug: a\ndate: 2020-01-01\n", ""),
}


@pytest.mark.parametrize(("text", "inside", "body"), [(k, *v) for k, v in UNFENCED.items()])
def test_yaml_needs_no_opening_fence_where_header_lines_are_read(
    text: str, inside: str, body: str
) -> None:
    block, fault = split(text, ".md", NAMES)
    assert (block.syntax, fault) == ("yaml", None)
    assert (text[block.start : block.end], text[block.body :]) == (inside, body)
    assert split(text, ".md")[0].syntax == "none"


@pytest.mark.parametrize("text", NO_HEADERS.values(), ids=NO_HEADERS)
def test_prose_is_no_header_line(text: str) -> None:
    block, fault = split(text, ".md", NAMES)
    assert (block.syntax, block.body, fault) == ("none", 0, None)


@pytest.mark.parametrize(
    "text", ["---\ntitle: a\n---\n", "---toml\n---\n", '{"a": 1}', "+++\n+++\n"]
)
def test_fences_and_braces_are_tried_first(text: str) -> None:
    assert split(text, ".md", NAMES) == split(text, ".md")


def test_header_lines_that_end_in_cr_are_a_fault() -> None:
    block, fault = split("Title: a\rDate: b\r\rc\r", ".md", NAMES)
    assert fault is not None
    assert "the lines end in CR" in fault.message
    assert block.syntax == "headers"


@pytest.mark.parametrize(
    ("path", "suffix"),
    [("a/b.md", ".md"), ("a.b/c.YAML", ".yaml"), ("a.tar.json", ".json"), ("-", "-")],
)
def test_the_kind_of_a_file_is_told_by_its_suffix(path: str, suffix: str) -> None:
    assert suffix_of(path) == suffix


_lines = st.sampled_from(
    [
        "---",
        "--- ",
        "...",
        "+++",
        "---\r",
        "a: 1",
        "",
        "x",
        "----",
        "{",
        '"',
        "---json",
        "--- js",
        "Title: a",
        "    b",
        "\tc",
        "\r",
        "title:",
    ]
) | st.text(max_size=3)


@settings(max_examples=300)
@given(
    st.lists(_lines, max_size=8).map("\n".join),
    st.sampled_from([".md", ".yaml", ".json", ".html"]),
    st.sampled_from([frozenset(), NAMES]),
)
def test_the_parts_of_any_file_are_in_order(text: str, suffix: str, names: frozenset[str]) -> None:
    block, fault = split(text, suffix, names)
    assert 0 <= block.start <= block.end <= block.body <= len(text)
    assert fault is None or 0 <= fault.start <= fault.end <= len(text)

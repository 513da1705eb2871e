"""Header lines: what they say, where it is, and what is wrong with them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.front_matter import MAX_VALUES, headers

READ: dict[str, tuple[str, dict[str, str]]] = {
    # what: header lines, fields
    "fields": ("Title: Ferry back\nDate: 2010-12-03 10:20\n", {"title": "Ferry back",
                                                              "date": "2010-12-03 10:20"}),
    "names in small letters, without spaces": ("Base Header Level: 2\n", {"baseheaderlevel": "2"}),
    "names with dashes and digits": ("og-image_2: a\n", {"og-image_2": "a"}),
    "text stays text": ("Tags: a, b\nN: 1\nYes: no\n", {"tags": "a, b", "n": "1", "yes": "no"}),
    "marks of YAML": ("A: 'b': c # d\nE: [f\n", {"a": "'b': c # d", "e": "[f"}),
    "no space after the colon": ("title:Ferry\n", {"title": "Ferry"}),
    "white space around the text": ("title: \t Ferry  \r\n", {"title": "Ferry"}),
    "no text": ("title:\ndate: \n", {"title": "", "date": ""}),
    "continued lines": ("a: b\n    c: d\n\te\n   \tf  \ng: h\n", {"a": "b\nc: d\ne\nf", "g": "h"}),
    "text on the next line only": ("a:\n    b\n", {"a": "b"}),
    "no line end": ("a: b", {"a": "b"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), READ.values(), ids=READ)
def test_fields_are_text(text: str, fields: dict[str, str]) -> None:
    assert headers.parse(text)[:3] == (fields, (), {})


def test_keys_and_texts_have_places() -> None:
    text = "Title:  Ferry\nBase Level:2 \n\tmore \nEmpty:\nLater:\n    on\n"
    assert {
        pointer: (text[place.key_start : place.key_end], text[place.start : place.end])
        for pointer, place in headers.places(text).items()
    } == {
        "/title": ("Title", "Ferry"),
        "/baselevel": ("Base Level", "2 \n\tmore"),
        "/empty": ("Empty", ""),
        "/later": ("Later", "on"),
    }


@pytest.mark.parametrize(
    ("text", "note", "message"),
    [
        (
            "title: a\n⟪⟫Title: b\n",
            (0, 5),
            "field 'Title' occurs twice; the first value is used",
        ),
        ("a: 0\nA b: 1\n⟪⟫ab: 2\n", (5, 8), "field 'ab' occurs twice; the first value is used"),
    ],
)
def test_a_name_that_is_written_twice_is_a_fault_that_names_both_places(
    text: str, note: tuple[int, int], message: str
) -> None:
    written = text.replace("⟪⟫", "")
    parsed = headers.parse(written)
    [fault] = parsed.faults
    assert (fault.rule, fault.message, fault.start) == ("duplicate-key", message, text.index("⟪⟫"))
    assert fault.note == ("first occurrence", *note)
    name = fault.message.split("'")[1].lower()
    assert parsed.data is not None
    place = headers.places(written)[f"/{name}"]
    assert parsed.data[name] == written[place.start : place.end]
    assert (place.key_start, place.key_end) == note


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("⟪⟫", {}),
        ("a: b\n⟪⟫\nc: d\n", {"a": "b"}),
        ("a: b\n⟪⟫text\n", {"a": "b"}),
        ("⟪⟫text\n", {}),
    ],
)
def test_nothing_else_is_read(text: str, known: dict[str, str]) -> None:
    parsed = headers.parse(text.replace("⟪⟫", ""))
    assert (parsed.data, parsed.recovered) == (None, known)
    [fault] = parsed.faults
    assert fault.message == "this is not a header line such as 'Title: …'"
    assert fault.start == text.index("⟪⟫")


@pytest.mark.parametrize("form", ["k{}: v\n", "k: v{}\n"])
def test_there_is_a_limit(form: str) -> None:
    parsed = headers.parse("".join(form.format(i) for i in range(MAX_VALUES + 2)))
    assert parsed.data is None
    assert "there are more than 65536 values" in parsed.faults[-1].message


_names = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,8}", fullmatch=True)
_texts = st.text(st.characters(exclude_characters="\n"), max_size=12).map(str.strip)


@given(st.dictionaries(_names.map(str.lower), st.lists(_texts, min_size=1, max_size=3), min_size=1))
def test_what_is_written_is_read(fields: dict[str, list[str]]) -> None:
    wanted = {name: [text for text in texts if text] for name, texts in fields.items()}
    text = "".join(
        f"{name.upper()}: " + "\n    ".join(texts or [""]) + "\n" for name, texts in wanted.items()
    )
    parsed = headers.parse(text)
    assert parsed[:3] == ({name: "\n".join(texts) for name, texts in wanted.items()}, (), {})
    for name, place in headers.places(text).items():
        assert text[place.start : place.end] == "\n    ".join(wanted[name[1:]])


_pieces = st.sampled_from(
    [
        *"abé:-_/ \t\r\n",
        "Title",
        "Title: a\n",
        "    ",
        "\n\n",
        "---",
        "\x85",
        "\u2028",
        "\x00",
        "//",
    ]
)


@settings(max_examples=500)
@given(st.lists(_pieces, max_size=20).map("".join) | st.text())
def test_any_text_is_read_or_has_a_fault(text: str) -> None:
    parsed = headers.parse(text)
    assert (parsed.data is None) <= bool(parsed.faults)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in parsed.faults)
    for place in headers.places(text).values():
        assert 0 <= place.key_start < place.key_end <= place.start <= place.end <= len(text)
    if parsed.data is not None:
        assert [f"/{name}" for name in parsed.data] == list(headers.places(text))

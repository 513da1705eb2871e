"""From bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.front_matter.decode import decode

STORY = "---\ntitle: Fähre zurück\n---\n"


@pytest.mark.parametrize("text", [STORY, "", "\ufeff" + STORY, "😀", "a\0b"])
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == (text, None)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-le", "UTF-32"),
        ("utf-32-be", "UTF-32"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["without a mark", "with a mark"])
def test_wide_encodings_are_recognised(encoding: str, name: str, mark: str) -> None:
    if encoding in ("utf-16", "utf-32"):
        mark = ""  # these write their own
    text, fault = decode((mark + STORY).encode(encoding))
    assert text == ""
    assert fault is not None
    assert (fault.rule, fault.message) == ("unreadable-file", f"the file is {name}, not UTF-8")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_file_in_an_old_encoding_is_a_fault_at_the_first_such_byte(encoding: str) -> None:
    text, fault = decode(STORY.encode(encoding))
    assert text == STORY
    assert fault is not None
    assert fault.message == "the file is not UTF-8: byte 0xe4"
    assert (fault.start, fault.end) == (STORY.index("ä"), STORY.index("ä") + 1)


def test_one_broken_byte_leaves_the_rest_of_a_utf_8_file_alone() -> None:
    source = STORY.encode() + b"\xff end"
    assert decode(source)[0] == STORY + "\ufffd end"


@given(st.binary(max_size=40))
def test_no_bytes_make_it_raise(source: bytes) -> None:
    text, fault = decode(source)
    assert fault is None or fault.start <= len(text)
    assert (fault is not None) or text.encode() == source

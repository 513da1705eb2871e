"""Spaces that are none for a parser: where they break or change what is read."""

import pytest

from newslint.front_matter import Syntax, parse

# ⍽ stands for the space.
MISPLACED: dict[str, tuple[Syntax, str]] = {
    "after a colon": ("yaml", "title:⍽Ferry\nquality: 80\n"),
    "after a later colon": ("yaml", "title: Ferry\nquality:⍽80\n"),
    "before a colon": ("yaml", "title: Ferry\nquality⍽: 80\n"),
    "as indentation": ("yaml", "provider:\n⍽⍽name: x\n  domain: y\n"),
    "before the first name": ("yaml", "⍽title: Ferry\nquality: 80\n"),
    "in a line that seems empty": ("yaml", "title: Ferry\n⍽\nquality: 80\n"),
    "after every dash": ("yaml", "topics:\n  -⍽Local\n  -⍽Ferries\n"),
    "before every dash": ("yaml", "topics:\n⍽- Local\n⍽- Ferries\n"),
    "after a dash": ("yaml", "topics:\n  -⍽Local\n  - Ferries\n"),
    "in JSON": ("json", '{"type":⍽"article"}'),
    "between fields of JSON": ("json", '{"a": "x⍽y",⍽"b": 1}'),
    "in TOML": ("toml", 'title = "x⍽y"\nheat =⍽-1\n'),
}
NAMES = {
    "\u00a0": "a no-break space (U+00A0)",
    "\u3000": "an ideographic space (U+3000)",
    "\u2003": "an em space (U+2003)",
    "\u200b": "a zero width space (U+200B)",
    "\u200c": "a zero width non-joiner (U+200C)",
    "\u3164": "a hangul filler (U+3164)",
}


@pytest.mark.parametrize("space", NAMES, ids=lambda space: f"U+{ord(space):04X}")
@pytest.mark.parametrize("where", MISPLACED)
def test_a_misplaced_space_is_named(where: str, space: str) -> None:
    syntax, text = MISPLACED[where]
    parsed = parse(syntax, text.replace("⍽", space))
    (fault,) = parsed.faults
    language = syntax.upper()
    advice = "remove it" if text.startswith("⍽") else f"{language} needs an ordinary space"
    assert fault.message == f"the {language} cannot be read: {NAMES[space]} stands here; {advice}"
    assert fault.character == space
    wanted = text.rindex("⍽") if "x⍽y" in text else text.index("⍽")
    assert fault.start == wanted
    assert parsed.data is None


FINE: dict[str, tuple[Syntax, str]] = {
    "in a value": ("yaml", "title: a⍽b\nexcerpt: « c⍽»\n"),
    "at the start of a value": ("yaml", "title: ⍽Ferry\n"),
    "paragraphs of a block": (
        "yaml",
        "body: |\n  ⍽First\n  ⍽Note: second\n  -⍽third\nquality: 1\n",
    ),
    "a line of a quoted value": ("yaml", 'title: "a\n  ⍽b: c"\nquality: 1\n'),
    "in JSON text": ("json", '{"a": "x⍽y"}'),
    "in TOML text": ("toml", "a = 'x⍽y' # ⍽\n"),
}


@pytest.mark.parametrize("space", NAMES, ids=lambda space: f"U+{ord(space):04X}")
@pytest.mark.parametrize("where", FINE)
def test_others_are_left_alone(where: str, space: str) -> None:
    syntax, text = FINE[where]
    parsed = parse(syntax, text.replace("⍽", space))
    assert parsed.faults == ()


def test_another_fault_in_the_same_line_stays() -> None:
    parsed = parse("json", '{"a": "x\u00a0y", "b" 1}')
    assert [fault.message for fault in parsed.faults] == ["missing ':' after a name"]

"""What is prose in a body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.prose import prose

MARKDOWN = {
    "One [two](https://a.example/b(c) 'd') three": "One [two] three",
    "One <https://a.example/b> two https://a.example/c, three": "One two three",
    "One\n\n```js\ncode\n~~~\n```\n\ntwo": "One two",
    "> ~~~\n> code\n> ~~~\n> two": "> two",
    "One\n```\ncode without an end": "One",
    "One {{ site.x }} two {% if a %} three {{< figure src='a' >}}": "One two three",
    "One\n{% highlight rust %}\nlet a;\n{% endhighlight %}\ntwo": "One two",
    "One\n\n- [A title of a story](/a)\n- two [three](/b)\n1. **[Four](/c)**.": "One - two [three]",
    "One [two][r].\n\n[r]: https://a.example/b 'Title'": "One [two][r].",
    "One <b class='a'>two</b> <!-- three --> &amp; four": "One two four",
    "SHASUMS\n0123456789abcdef0123456789abcdef  a.tar.gz\ntwo": "SHASUMS two",
    "One `two` *three* # four": "One `two` *three* # four",
}


@pytest.mark.parametrize("body", MARKDOWN)
def test_markdown(body: str) -> None:
    assert " ".join(prose(body, "markdown").split()) == MARKDOWN[body]


def test_mdx() -> None:
    body = "import A from './a'\n\nOne <A b={c}>two</A>\n\nexport const d = 1"
    assert prose(body, "mdx").split() == ["One", "two"]


def test_other_texts() -> None:
    body = "One [two](/a)\n```\nthree\n```\n<b>four</b>"
    assert prose("<b>One</b> https://a.example/", "text").split() == ["<b>One</b>"]
    assert prose(body, "html").split() == ["One", "[two](/a)", "```", "three", "```", "four"]


PIECES = [
    "```", "~~~", "\n", "> ", "[a](", ")", "(", "](", "]:", "{%", "%}", "{{", "}}", "<a ", ">",
    "https://", " highlight ", " endhighlight ", "- ", "é", "SHA", "0" * 32, "import a\n",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
    st.sampled_from(["markdown", "mdx", "html"]),
)
def test_offsets_stay_the_same(body: str, markup: str) -> None:
    found = prose(body, markup)
    assert len(found) == len(body)
    assert all(a == b or a == " " for a, b in zip(found, body, strict=True))

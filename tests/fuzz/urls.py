"""Coverage-guided fuzzing of all that reads URLs, and of what finds them in bodies; see harness."""

import atheris

with atheris.instrument_imports(include=["newslint.web", "newslint.canonical", "newslint.rules"]):
    from newslint import canonical
    from newslint.web import guard, inquiry, mentions

from newslint.article import Article
from tests.fuzz.harness import fuzz
from tests.web.readings import inner_readings

ALLOWED = ("127.0.0.1:8123", "[::1]:80", "localhost:8123")


def check(source: bytes) -> None:
    """The promises that hold for any text; the first byte chooses what is done with the rest."""
    chosen, text = source[0] if source else 0, source[1:].decode("utf-8", "surrogateescape")
    if chosen % 4 == 3:
        check_body(text, html=chosen > 127)
    else:
        check_url(text if chosen % 4 else f"http://{text}")


def check_url(url: str) -> None:
    check_guard(url)
    canonical.canonical(url)
    clean = canonical.without_tracking(url)
    assert canonical.tracking_parameters(clean) == []
    assert canonical.without_tracking(clean) == clean


def check_guard(url: str) -> None:
    """What is asked is public, whoever reads it; what is opened is just what was named."""
    reason = guard.unsafe_reason(url)
    found = inquiry.askable(url, ())
    if isinstance(found, guard.Target):
        assert reason is None or url != url.strip(" ")
        assert found.address is None or guard.public_address(found.address)
        assert found.host.isascii()
        assert found.path.isascii()
        assert found.path.isprintable()
        assert " " not in found.path
        assert inner_readings(url) == []
        assert inner_readings(inquiry.spelled(found)) == []
        again = inquiry.askable(inquiry.spelled(found), ())
        assert isinstance(again, guard.Target)
        assert again[:3] == found[:3]
    opened = inquiry.askable(url, ALLOWED)
    if isinstance(opened, guard.Target) and not isinstance(found, guard.Target):
        assert opened.host_port in ALLOWED


def check_body(text: str, *, html: bool) -> None:
    """Every link has its place in the body."""
    head = "---\ntitle: Ferry\n---\n"
    article = Article.parse("a.html" if html else "a.md", f"{head}{text}".encode(errors="replace"))
    for fact in mentions.mentions(article) or ():
        mention = mentions.Mention(*fact)
        assert not isinstance(mention.where, str)
        start, end = mention.where[4:6]
        assert len(head) <= start <= end <= len(article.text)


SEEDS = (
    "\x01https://news.site.com:8443/2020/07/story?id=1&utm_source=x#top",
    "\x00127.0.0.1:8123/",
    "\x000x7f.1/",
    "\x00[::ffff:127.0.0.1%25lo]:80/a",
    "\x00user:word@site.com\\@localhost./",
    "\x00%31%32%37.0.0.1/",
    "\x00１２７.0.0.1\xad/",
    "\x01HTTPS://bücher.de./%7Eä?b=2&amp;a=1",
    "\x01https://a-com.cdn.ampproject.org/c/s/a.com/amp",
    "\x03[a](https://b.com/c 'd') <https://e.com> ![f][g]\n\n[g]: //h.com\n`[i](http://j)`",
    "\x83<a href='https://b.com/&amp;c' data=x><!-- <img src=//d.com> --><IMG SRC=\"https://e\">",
)


if __name__ == "__main__":
    fuzz(check, SEEDS)

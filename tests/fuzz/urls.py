"""Coverage-guided fuzzing of what finds URLs, judges them, and reads what servers answer; see
harness."""

import atheris

with atheris.instrument_imports(include=["newslint.web", "newslint.web.canonical"]):
    from tests.web import promises

from tests.fuzz.harness import fuzz


def check(source: bytes) -> None:
    """The first byte chooses what is done with the rest."""
    chosen, text = source[0] if source else 0, source[1:].decode("utf-8", "surrogateescape")
    if chosen % 8 == 7:
        promises.check_inquiry(source[1:])
    elif chosen % 4 == 3:
        promises.check_body(text, html=chosen > 127)
    else:
        promises.check_url(text if chosen % 4 else f"http://{text}")


SEEDS = (
    "\x07\x03Location: //b.com/x\nSet-Cookie: a=b; path=/\n\n\n\x02Content-Type: text/html\n\n"
    "<html><head><title>Not found - Site</title><meta property='og:type' content='article'><h1>",
    "\x07\x0dRetry-After: Fri, 31 Dec 1999 23:59:59 GMT\n\n\n\x00Content-Encoding: gzip\n\nGIF89a",
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

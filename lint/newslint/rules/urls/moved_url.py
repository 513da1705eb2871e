"""moved-url"""

from collections.abc import Iterator

from newslint.finding import Finding
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.mentions import Facts
from newslint.web.url_rule import UrlRule
from newslint.web.verdict import Kind


class MovedUrl(UrlRule):
    """Find URLs whose pages have moved for good.

    ## What
    A URL has moved when every redirect on the way is a permanent one (301, 308) and the way
    ends at a living page of its own: no front page, no page to sign in or consent, and not the
    same address with a query added.

    ## Why
    Redirects are kept for a while and then forgotten; the story is then lost although it is
    still there. Each redirect also costs the reader time.

    ## Fix
    The new address takes the place of the old one. That is safe while the host stays the same,
    apart from `www.` and the like. An address on another host is an unsafe fix: domains get
    sold, and their new owners redirect, too.
    """

    fixes = True

    valid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            urls={"https://daily.de/ferry": {"verdict": "alive"}},
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            at=(("a.md", 2, 9),),
            urls={
                "https://daily.de/ferry": {
                    "verdict": "moved",
                    "location": "https://www.daily.de/2026/ferry",
                }
            },
            fixed={"a.md": "---\nwebUrl: https://www.daily.de/2026/ferry\n---\n"},
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nSee [there](https://daily.de/ferry#timetable).\n"},
            at=(("a.md", 4, 13),),
            urls={
                "https://daily.de/ferry": {"verdict": "moved", "location": "https://daily.de/f/1"}
            },
            fixed={
                "a.md": "---\ntitle: Ferry\n---\nSee [there](https://daily.de/f/1#timetable).\n"
            },
        ),
    )

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        for asked in self.asked(corpus):
            if asked.verdict.kind is not Kind.MOVED:
                continue
            old, new = asked.mention.url, asked.verdict.location
            if "#" in old and "#" not in new:  # RFC 9110 10.2.2: the fragment comes along
                new += f"#{old.partition('#')[2]}"
            safe = _site(old) == _site(new)
            yield self.finding(
                asked.path,
                f"{quote(old)} has moved to {quote(new)}",
                field=asked.field,
                span=asked.span,
                changes=asked.change(new, safe=safe),
                edits=asked.edit(new, safe=safe),
            )


def _site(url: str) -> str:
    """The host of a URL without the labels that only name a machine."""
    host = url.partition("//")[2].partition("/")[0].lower()
    for label in ("www.", "m.", "mobile.", "amp."):
        host = host.removeprefix(label)
    return host

"""moved-url"""

from collections.abc import Iterator

from newslint.finding import Finding
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.mentions import Facts
from newslint.web.url_rule import UrlRule
from newslint.web.verdict import Kind


class MovedUrl(UrlRule):
    """Find URLs whose pages have moved permanently.

    ## What
    A URL has moved if all its redirects are permanent (301, 308) and lead to another living page:
    not a front page, not a sign-in or consent page, and not the same URL with a query added.

    ## Why
    Sites drop redirects after a while, and the link is then dead although the story still exists.
    Each redirect also costs the reader time.

    ## Fix
    Replaces the old URL with the new one. The fix is safe if the host stays the same, apart from
    `www.` and the like. It is unsafe for a URL on another host: domains are sold, and their new
    owners also redirect.
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
        for checked in self.checked(corpus):
            if checked.verdict.kind is not Kind.MOVED:
                continue
            old, new = checked.mention.url, checked.verdict.location
            if "#" in old and "#" not in new:  # RFC 9110 10.2.2: the fragment is inherited
                new += f"#{old.partition('#')[2]}"
            message = f"{quote(old)} has moved to {quote(new)}"
            yield self.report(checked, message, new, safe=_site(old) == _site(new))


def _site(url: str) -> str:
    """Return the host of a URL without labels such as ``www.``."""
    host = url.partition("//")[2].partition("/")[0].lower()
    for label in ("www.", "m.", "mobile.", "amp."):
        host = host.removeprefix(label)
    return host

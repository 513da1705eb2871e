"""dead-url"""

from collections.abc import Iterator

from newslint.finding import Finding, Severity
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.mentions import Facts
from newslint.web.url_rule import Checked, UrlRule
from newslint.web.verdict import Kind

_ALTERNATIVES = ("originalUrl", "webUrl", "ampWebUrl")


class DeadUrl(UrlRule):
    """Find URLs that no longer work.

    ## What
    Each distinct URL of the collection is requested once to check that it still works: webUrl,
    ampWebUrl, cdnAmpWebUrl, originalUrl, images and logos, everything in related entries, what
    featuredContent embeds, and links, images, frames and media in the body. A URL is dead only if
    that is certain:

    - the server answers 404, also when asked again, or 410;
    - the host name does not exist;
    - the certificate has expired or is for another name, so that browsers reject it;
    - the title of the page says "not found" although the status is 200, or the site redirects all
      missing pages to its front page;
    - its domain is parked or for sale, its site is suspended, or only the welcome page of a web
      server is left;
    - the URL of an image leads to a web page, text, a PDF or nothing;
    - it has only failed (timeouts, closed connections, server errors) in `urls.dead-after-runs`
      runs over `urls.dead-after-days` days.

    Everything less certain is a note of `unverified-url`. A site that blocks automated clients
    (401, 403, 429, 451, 999) is alive, and its pages never become dead.

    Names that are reserved for examples (RFC 2606 and 6761: `.example`, `.test`, `.invalid`,
    `example.com`, `example.net`, `example.org`) are never requested. They count as unchecked, and
    no rule reports them.

    ## Why
    Dead links frustrate readers, and pages disappear without notice. False positives are as bad:
    users turn off a link checker that reports working pages.

    ## Fix
    Replaces the dead URL with an originalUrl, webUrl or ampWebUrl of the same story that is alive,
    or else, with `urls.archive = true`, with the copy in the Wayback Machine. Both fixes are
    unsafe: only an editor can tell whether they show the same story.
    """

    default_severity = Severity.ERROR
    fixes = True

    valid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            urls={"https://daily.de/ferry": {"verdict": "alive"}},
        ),
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            urls={"https://daily.de/ferry": {"verdict": "unverified", "reason": "403"}},
            note="a site that blocks automated clients is alive",
        ),
        Example({"a.md": "---\nwebUrl: https://a.example/ferry\n---\n"}, note="never requested"),
    )
    invalid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            at=(("a.md", 2, 9),),
            urls={"https://daily.de/ferry": {"verdict": "dead", "reason": "404, not found"}},
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nSee [there](https://daily.de/ferry).\n"},
            at=(("a.md", 4, 13),),
            urls={"https://daily.de/ferry": {"verdict": "dead", "reason": "410, gone"}},
        ),
        Example(
            {"a.md": "---\nimages:\n  - url: https://daily.de/a.jpg\n---\n"},
            at=(("a.md", 3, 10),),
            urls={"https://daily.de/a.jpg": {"verdict": "alive", "media": "html"}},
            note="a page instead of an image",
        ),
        Example(
            {
                "a.md": "---\nwebUrl: https://daily.de/ferry\n"
                "originalUrl: https://wire.de/ferry\n---\n"
            },
            at=(("a.md", 2, 9),),
            urls={
                "https://daily.de/ferry": {"verdict": "dead", "reason": "404, not found"},
                "https://wire.de/ferry": {"verdict": "alive"},
            },
            fixed={
                "a.md": "---\nwebUrl: https://wire.de/ferry\n"
                "originalUrl: https://wire.de/ferry\n---\n"
            },
        ),
    )

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        living: dict[tuple[str, str], str] = {}
        dead = []
        for checked in self.checked(corpus):
            if checked.verdict.kind is Kind.DEAD:
                dead.append(checked)
            elif checked.verdict.lives and checked.field:
                living[checked.path, checked.field] = checked.mention.url
        for checked in dead:
            message = f"{quote(checked.mention.url)} is dead: {checked.verdict.reason}"
            name, url = self._alternative(checked, living)
            if url:
                message += f"; {name} is alive"
            elif checked.archived:
                message, url = f"{message}; an archived copy exists", checked.archived
            yield self.report(checked, message, url)

    def _alternative(self, checked: Checked, living: dict[tuple[str, str], str]) -> tuple[str, str]:
        """Return the name and value of a living URL of the same story, or two empty strings."""
        story, _, key = (checked.field or "").rpartition("/")
        if key in _ALTERNATIVES:
            for name in _ALTERNATIVES:
                url = living.get((checked.path, f"{story}/{name}"))
                if url:
                    return name, url
        return "", ""

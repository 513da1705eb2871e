"""dead-url"""

from collections.abc import Iterator

from newslint.finding import Finding, Severity
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.mentions import Facts
from newslint.web.url_rule import Asked, UrlRule
from newslint.web.verdict import Kind

_ALTERNATIVES = ("originalUrl", "webUrl", "ampWebUrl")


class DeadUrl(UrlRule):
    """Find URLs that lead nowhere any more.

    ## What
    Every distinct URL of the collection is asked for once: webUrl, ampWebUrl, cdnAmpWebUrl,
    originalUrl, images and logos, everything in related entries, what featuredContent embeds,
    and links, images, frames and media in the body. It is called dead only when that is certain:

    - the server says 404 or 410, when asked again, too;
    - the name of the host does not exist;
    - the certificate has expired or is for another name, so that browsers refuse it;
    - the page says "not found" in its title though its status is 200, or the site sends
      whatever is lost to its front page;
    - what should be an image is a web page, text or a PDF;
    - it has shown no life (time-outs, broken connections, errors of the server) in
      `urls.dead-after-runs` runs over `urls.dead-after-days` days.

    Everything less certain is a note of `unverified-url`. A site that keeps programs out (401,
    403, 429, 451, 999) is alive, and its pages are never called dead.

    Names that are reserved for examples (RFC 2606 and 6761: `.example`, `.test`, `.invalid`,
    `example.com`, `example.net`, `example.org`) are never asked. They count as unchecked, and
    no rule speaks of them.

    ## Why
    A dead link disappoints a reader, and nobody notices when a page goes. A false alarm is as
    bad: a checker that cries wolf is switched off.

    ## Fix
    Where the same story has an originalUrl, webUrl or ampWebUrl that is alive, it takes the
    place of the dead one; else, with `urls.archive = true`, the copy that the Wayback Machine
    keeps. Both are unsafe: only an editor can tell whether they show the same story.
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
            note="a site that keeps programs out is alive",
        ),
        Example({"a.md": "---\nwebUrl: https://a.example/ferry\n---\n"}, note="never asked"),
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
            note="a page in place of an image",
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
        for asked in self.asked(corpus):
            if asked.verdict.kind is Kind.DEAD:
                dead.append(asked)
            elif asked.verdict.lives and asked.field:
                living[asked.path, asked.field] = asked.mention.url
        for asked in dead:
            said = f"{quote(asked.mention.url)} is dead: {asked.verdict.reason}"
            name, url = self._alternative(asked, living)
            if url:
                said += f"; {name} is alive"
            elif asked.archived:
                said, url = f"{said}; there is an archived copy", asked.archived
            yield self.finding(
                asked.path,
                said,
                field=asked.field,
                span=asked.span,
                changes=asked.change(url, safe=False) if url else (),
                edits=asked.edit(url, safe=False) if url else (),
            )

    def _alternative(self, asked: Asked, living: dict[tuple[str, str], str]) -> tuple[str, str]:
        """The name and value of a living URL of the same story, or two empty strings."""
        story, _, key = (asked.field or "").rpartition("/")
        if key in _ALTERNATIVES:
            for name in _ALTERNATIVES:
                url = living.get((asked.path, f"{story}/{name}"))
                if url:
                    return name, url
        return "", ""

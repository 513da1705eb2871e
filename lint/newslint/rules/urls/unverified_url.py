"""unverified-url"""

from collections.abc import Iterator

from newslint.finding import Finding, Severity
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.guard import Use, hazard
from newslint.web.mentions import Facts
from newslint.web.url_rule import Checked, UrlRule
from newslint.web.verdict import Kind


class UnverifiedUrl(UrlRule):
    """Find URLs that may be alive, but could not be verified.

    ## What
    Sites that block automated clients (401, 403, 405, 429, 451, 999, sign-in pages, captchas),
    server errors (5xx), timeouts, refused and closed connections, certificates with unknown
    issuers, redirect loops and redirects to the front page, responses that are not HTTP. Also host
    names and redirects that lead to addresses that are not public, and URLs in the body with a host
    that cannot exist: these are not requested. URLs that `unsafe-url` reports are not reported
    again, and links in the body to `localhost` and private hosts are not reported at all.

    This is a note, because most of these pages open in a browser. A URL that has only failed in
    `urls.dead-after-runs` runs over `urls.dead-after-days` days becomes a `dead-url`.

    If no URL can be reached at all, the local network is most likely down: newslint then reports no
    findings, but prints one notice with the number of unchecked URLs.

    ## Why
    You can see what newslint could not check, without false positives. To stop checking a site that
    always blocks automated clients, add it to `urls.exclude`.
    """

    default_severity = Severity.NOTE

    valid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            urls={"https://daily.de/ferry": {"verdict": "alive"}},
        ),
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            note="not checked, or not in the recorded file",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nOpen [the preview](http://localhost:4000/).\n"},
            note="a link to a private host",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            at=(("a.md", 2, 9),),
            urls={
                "https://daily.de/ferry": {
                    "verdict": "unverified",
                    "reason": "403, it blocks automated clients",
                }
            },
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nSee [there](https://daily..de/ferry).\n"},
            at=(("a.md", 4, 13),),
            note="a host that cannot exist",
        ),
    )

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        for checked in self.checked(corpus):
            url, verdict = quote(checked.mention.url), checked.verdict
            if verdict.kind is Kind.UNVERIFIED:
                yield self.report(checked, f"{url} could not be verified: {verdict.reason}")
            elif verdict.kind is Kind.UNSAFE and _is_invalid(checked):
                yield self.report(checked, f"{url} is not requested: {verdict.reason}")


def _is_invalid(checked: Checked) -> bool:
    """Whether a URL that is not requested is invalid rather than a matter for `unsafe-url`."""
    return not checked.is_plain_field and hazard(checked.mention.url, Use.RUN) is None

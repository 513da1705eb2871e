"""unverified-url"""

from collections.abc import Iterator

from newslint.finding import Finding, Severity
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.guard import Use, hazard
from newslint.web.mentions import Facts
from newslint.web.url_rule import Asked, UrlRule
from newslint.web.verdict import Kind


class UnverifiedUrl(UrlRule):
    """Find URLs that may be alive, but did not show it.

    ## What
    Sites that keep programs out (401, 403, 405, 429, 451, 999, a page to sign in, a captcha),
    servers that fail (5xx), time-outs, refused and broken connections, certificates of unknown
    issuers, redirects in a circle or to the front page, answers that are not HTTP. Also names
    and redirects that lead to addresses which are not public, and URLs of the body whose host
    cannot exist: these are not requested. What `unsafe-url` reports is not reported twice, and
    links of the body to `localhost` and private hosts are not reported at all.

    It is a note and never more: most of these pages open in a browser. A URL that stays without
    any sign of life becomes one for `dead-url` after `urls.dead-after-runs` runs over
    `urls.dead-after-days` days.

    When no URL could be reached at all, the fault is most likely on our side: there are then no
    findings, but one notice of how many URLs were not checked.

    ## Why
    It is honest to say what could not be checked, and wrong to call it broken. To stop asking a
    site that never answers programs, put it in `urls.exclude`.
    """

    default_severity = Severity.NOTE

    valid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            urls={"https://daily.de/ferry": {"verdict": "alive"}},
        ),
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            note="not requested, or not in the recorded file",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nOpen [the preview](http://localhost:4000/).\n"},
            note="a link into a private network",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\nwebUrl: https://daily.de/ferry\n---\n"},
            at=(("a.md", 2, 9),),
            urls={
                "https://daily.de/ferry": {
                    "verdict": "unverified",
                    "reason": "403, it keeps programs out",
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
        for asked in self.asked(corpus):
            url, verdict = quote(asked.mention.url), asked.verdict
            if verdict.kind is Kind.UNVERIFIED:
                said = f"{url} could not be verified: {verdict.reason}"
            elif verdict.kind is Kind.UNSAFE and _is_unreadable(asked):
                said = f"{url} is not requested: {verdict.reason}"
            else:
                continue
            yield self.finding(asked.path, said, field=asked.field, span=asked.span)


def _is_unreadable(asked: Asked) -> bool:
    """Whether a URL that is not requested is simply wrong, and not for `unsafe-url` to judge."""
    return not asked.is_plain_field and hazard(asked.mention.url, Use.RUN) is None

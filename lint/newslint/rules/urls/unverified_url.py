"""unverified-url"""

from collections.abc import Iterator

from newslint.finding import Finding, Severity
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.mentions import Facts
from newslint.web.url_rule import UrlRule
from newslint.web.verdict import Kind


class UnverifiedUrl(UrlRule):
    """Find URLs that may be alive, but did not show it.

    ## What
    Sites that keep programs out (401, 403, 405, 429, 451, 999, a page to sign in, a captcha),
    servers that fail (5xx), time-outs, refused and broken connections, certificates of unknown
    issuers, redirects in a circle or to the front page, answers that are not HTTP. Also names
    and redirects that lead to addresses which are not public, and links of the body that are
    unsafe in the sense of `unsafe-url`: these are not asked.

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
            note="not asked, or not in the recorded file",
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
            {"a.md": "---\ntitle: Ferry\n---\nSee [there](http://10.0.0.1/).\n"},
            at=(("a.md", 4, 13),),
            note="a link into a private network",
        ),
    )

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        for asked in self.asked(corpus):
            url, verdict = quote(asked.mention.url), asked.verdict
            if verdict.kind is Kind.UNVERIFIED:
                said = f"{url} could not be verified: {verdict.reason}"
            elif verdict.kind is Kind.UNSAFE and not asked.is_plain_field:
                said = f"{url} is not asked: {verdict.reason}"
            else:
                continue
            yield self.finding(asked.path, said, field=asked.field, span=asked.span)

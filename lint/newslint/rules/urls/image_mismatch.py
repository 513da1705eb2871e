"""image-mismatch"""

from collections.abc import Iterator

from newslint.finding import Finding
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.mentions import Facts
from newslint.web.url_rule import UrlRule


class ImageMismatch(UrlRule):
    """Find images whose size is not the one that the article claims.

    ## What
    The first bytes of each image in images that has a width and a height tell its real size.
    The claim must be that size or a scale of it, to the pixel that rounding takes or gives:
    600 × 400 is fine for an image of 1200 × 800, 600 × 600 and 400 × 600 are not. SVG has no
    size, and images that lie on their side until their orientation (Exif) is followed are left
    alone: programs do not agree on theirs.

    ## Why
    Pages leave room for an image by the size that is claimed. When it is wrong, the page jumps
    while it loads, or the picture comes out squeezed.
    """

    valid = (
        Example(
            {
                "a.md": "---\nimages:\n  - url: https://daily.de/a.jpg\n"
                "    width: 600\n    height: 400\n---\n"
            },
            urls={
                "https://daily.de/a.jpg": {
                    "verdict": "alive",
                    "media": "image",
                    "width": 1200,
                    "height": 800,
                }
            },
            note="half the size",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\nimages:\n  - url: https://daily.de/a.jpg\n"
                "    width: 600\n    height: 600\n---\n"
            },
            at=(("a.md", 3, 10),),
            urls={
                "https://daily.de/a.jpg": {
                    "verdict": "alive",
                    "media": "image",
                    "width": 1200,
                    "height": 800,
                }
            },
        ),
        Example(
            {
                "a.md": "---\nimages:\n  - url: https://daily.de/a.jpg\n"
                "    width: 400\n    height: 600\n---\n"
            },
            at=(("a.md", 3, 10),),
            urls={
                "https://daily.de/a.jpg": {
                    "verdict": "alive",
                    "media": "image",
                    "width": 1200,
                    "height": 800,
                }
            },
            note="width and height confused",
        ),
    )

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        for asked in self.asked(corpus):
            claim, verdict = asked.mention.size, asked.verdict
            if claim is None or not verdict.lives or not verdict.width:
                continue
            real = (verdict.width, verdict.height)
            if _is_scale(tuple(claim), real):
                continue
            said = "{} is {} × {}, not a scale of {} × {}".format(
                quote(asked.mention.url), *real, *claim
            )
            yield self.finding(asked.path, said, field=asked.field, span=asked.span)


def _is_scale(claim: tuple[int, ...], real: tuple[int, ...]) -> bool:
    """Whether ``claim`` is ``real`` scaled by one factor, both sides rounded to whole pixels."""
    return abs(claim[0] * real[1] - claim[1] * real[0]) <= max(sum(real), sum(claim))

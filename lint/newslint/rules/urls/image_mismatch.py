"""image-mismatch"""

from collections.abc import Iterator

from newslint.finding import Finding
from newslint.rule import Corpus, Example
from newslint.text import quote
from newslint.web.mentions import Facts
from newslint.web.url_rule import UrlRule

_IMAGE = {
    "https://daily.de/a.jpg": {"verdict": "alive", "media": "image", "width": 1200, "height": 800}
}
"""The recorded verdict in the examples."""


class ImageMismatch(UrlRule):
    """Find images whose size differs from the one in the article.

    ## What
    For each entry of images with a width and a height, the real size is read from the first bytes
    of the image. The size in the article must be the real size, or that size scaled, within one
    pixel for rounding: an image of 1200 × 800 may be given as 600 × 400, but not as 600 × 600 or
    400 × 600. SVG images have no size. Images that their Exif orientation turns on their side are
    skipped, because programs disagree on their size.

    ## Why
    Pages reserve space for an image by the size in the article. If it is wrong, the layout shifts
    while the page loads, or the image is distorted.
    """

    valid = (
        Example(
            {
                "a.md": "---\nimages:\n  - url: https://daily.de/a.jpg\n"
                "    width: 600\n    height: 400\n---\n"
            },
            urls=_IMAGE,
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
            urls=_IMAGE,
        ),
        Example(
            {
                "a.md": "---\nimages:\n  - url: https://daily.de/a.jpg\n"
                "    width: 400\n    height: 600\n---\n"
            },
            at=(("a.md", 3, 10),),
            urls=_IMAGE,
            note="width and height swapped",
        ),
    )

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        for checked in self.checked(corpus):
            stated, verdict = checked.mention.size, checked.verdict
            if stated is None or not verdict.lives or not verdict.width:
                continue
            real = (verdict.width, verdict.height)
            if not _is_scaled(tuple(stated), real):
                message = "{} is {} × {}, which does not scale to {} × {}"
                yield self.report(
                    checked, message.format(quote(checked.mention.url), *real, *stated)
                )


def _is_scaled(stated: tuple[int, ...], real: tuple[int, ...]) -> bool:
    """Whether ``stated`` is ``real`` scaled by one factor and rounded to whole pixels."""
    return abs(stated[0] * real[1] - stated[1] * real[0]) <= max(sum(real), sum(stated))

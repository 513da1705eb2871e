"""empty-link"""

from collections.abc import Iterator

from newslint.article import Article
from newslint.finding import Finding
from newslint.rule import ArticleRule, Example


class EmptyLink(ArticleRule):
    """Find links in bodies without a text or without a destination.

    ## What
    Reports `[](/pier)` and `[the pier]()` in Markdown, and `<a href="/pier"></a>` in HTML. A link
    with an image or a label is not empty, nor is an element without `href`, which others link to.

    ## Why
    Readers cannot see or follow them. Mostly something was forgotten.
    """

    valid = (
        Example({"a.md": "---\ntitle: Ferry\n---\nSee [the pier](/pier).\n"}),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\n[![The pier](pier.jpg)](/pier)\n"}, note="an image"
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nSee [the pier][](at noon).\n"},
            note="a reference that may be defined elsewhere",
        ),
        Example({"a.md": '---\ntitle: Ferry\n---\n<a id="pier"></a>\n'}, note="an anchor"),
    )
    invalid = (
        Example({"a.md": "---\ntitle: Ferry\n---\nSee [](/pier).\n"}, at=(("a.md", 4, 8),)),
        Example({"a.md": "---\ntitle: Ferry\n---\nSee [the pier]().\n"}, at=(("a.md", 4, 5),)),
    )

    def check(self, article: Article) -> Iterator[Finding]:
        from newslint.links.names import nameless

        for one in nameless(article):
            if not one.is_image:
                what = "text" if one.leads else "destination"
                yield self.finding(article.path, f"the link has no {what}", span=one.span)

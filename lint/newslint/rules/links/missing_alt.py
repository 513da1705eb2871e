"""missing-alt"""

from collections.abc import Iterator

from newslint.article import Article
from newslint.finding import Finding, Severity
from newslint.rule import ArticleRule, Example


class MissingAlt(ArticleRule):
    """Find images in bodies without an alternative text.

    ## What
    Reports `![](pier.jpg)` in Markdown, and `<img src="pier.jpg">` without `alt` in HTML. An empty
    `alt=""` in HTML says that an image is decoration and needs no text. Components of MDX are not
    looked at.

    ## Why
    The text is read aloud to people who do not see the image, and shown where it cannot be loaded.
    """

    default_severity = Severity.NOTE

    valid = (
        Example({"a.md": "---\ntitle: Ferry\n---\n![The pier](pier.jpg)\n"}),
        Example(
            {"a.md": '---\ntitle: Ferry\n---\n<img src="line.png" alt="">\n'}, note="decoration"
        ),
        Example({"a.md": "---\ntitle: Ferry\n---\nWrite `![](pier.jpg)`.\n"}, note="code"),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nSee ![](pier.jpg).\n"},
            at=(("a.md", 4, 9),),
        ),
        Example(
            {"a.md": '---\ntitle: Ferry\n---\n<img src="pier.jpg">\n'},
            at=(("a.md", 4, 1),),
        ),
    )

    def check(self, article: Article) -> Iterator[Finding]:
        from newslint.links.names import nameless

        for one in nameless(article):
            if one.is_image:
                message = "the image has no alternative text"
                yield self.finding(article.path, message, span=one.span)

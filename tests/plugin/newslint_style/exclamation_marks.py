"""exclamation-marks: an example of a rule that comes with a package of its own."""

from collections.abc import Iterator

from newslint import Article, ArticleRule, Example, Finding


class ExclamationMarks(ArticleRule):
    """Find titles that shout with exclamation marks.

    ## Why
    A headline that needs an exclamation mark has not found its verb.
    """

    family = "style"

    max: int = 0
    """Exclamation marks that a title may have."""

    valid = (
        Example({"a.md": "---\ntitle: Ferry returns\n---\n"}),
        Example({"a.md": "---\ntitle: Ferry returns!\n---\n"}, options={"max": 1}),
    )
    invalid = (Example({"a.md": "---\ntitle: Ferry returns!\n---\n"}, at=[("a.md", 2, 8)]),)

    def check(self, article: Article) -> Iterator[Finding]:
        count = article.title.count("!")
        if count > self.max:
            message = f"the title has {count} exclamation marks, at most {self.max} may be"
            yield self.finding(article.path, message, field="/title")

"""invalid-field"""

from collections.abc import Iterable, Iterator
from itertools import chain

from newslint.article import Article
from newslint.finding import Finding, Severity
from newslint.rule import Example
from newslint.rules.fields._listed import unlisted
from newslint.rules.fields._schema import SchemaRule
from newslint.suggest import did_you_mean
from newslint.text import quote


class InvalidField(SchemaRule):
    """Find fields whose value does not match the article's schema.

    ## What
    Reports values of the wrong type, out of range, not among the allowed values, or in the wrong
    format, such as a relative URL or a date that does not exist. Dates need neither quotes nor a
    time of day; `naive-date` reports missing time zones. newslint uses the first of these schemas:

    1. the schema given with `--schema`;
    2. the schema that the article names in its `$schema` field: a file in the linted folder,
       relative to the article;
    3. the last entry of `[schemas]` in the configuration that matches the article's path;
    4. the entry of `[schemas-by-type]` for the article's type;
    5. the schema that newslint ships, printed by `newslint schema`.

    `[fields.NAME]` in the configuration adds to it: `type`, `enum`, `extend-enum` and `pattern`.
    `newslint schema --effective PATH` prints the schema that holds for an article.

    Schemas are never fetched from the network. A schema that cannot be used is reported at the
    `$schema` field. For example, only schemas named with `--schema` or in a trusted configuration
    may have patterns with look-around or back-references.

    Under Docusaurus, an author who is not in `authors.yml` is reported: the site cannot be built.

    newslint reports a text that is too long to match against the patterns of its schema, and
    fields that would take too long to validate.

    ## Why
    Programs that read the articles rely on these types and formats. A quality of `high` cannot be
    sorted, and a date that does not exist can break the build.
    """

    default_severity = Severity.ERROR

    valid = (
        Example({"a.md": "---\ntitle: Ferry returns\npublishedDateTime: 2024-02-29\n---\n"}),
        Example(
            {"a.md": "---\nheat: -1\nampWebUrl:\n---\n"}, note="an optional field without a value"
        ),
    )
    invalid = (
        Example({"a.md": "---\nquality: high\n---\n"}, at=(("a.md", 2, 10),)),
        Example(
            {"a.md": "---\npublishedDateTime: 2023-02-29\n---\n"},
            at=(("a.md", 2, 20),),
            note="2023 was not a leap year",
        ),
        Example({"a.md": "---\ntype: artcle\n---\n"}, at=(("a.md", 2, 7),)),
        Example(
            {"a.md": "---\nrelated:\n  - provider: Harbour Post\n---\n"},
            at=(("a.md", 3, 15),),
            note="in a related entry",
        ),
        Example(
            {"a.md": "---\n$schema: https://schemas.example/article.json\n---\n"},
            at=(("a.md", 2, 10),),
            note="a schema on the network",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        findings = super().check(article)
        return chain(findings, self._unlisted(article)) if article.listed else findings

    def _unlisted(self, article: Article) -> Iterator[Finding]:
        for pointer, name, listed in unlisted(article, "authors"):
            guess = did_you_mean(name, listed.names)
            message = f"author {quote(name)} is not in {quote(listed.file)}{guess}"
            yield self.finding(article.path, message, field=pointer)

"""missing-field"""

from newslint.finding import Severity
from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule


class MissingField(SchemaRule):
    """Find fields that the article's schema asks for and the article lacks.

    ## What
    The shipped schema requires title, excerpt, publishedDateTime, type, quality, provider with
    name and domain, and one of webUrl or originalUrl, of the article and of each related one.
    It recommends images, topics and heat; these are a warning when missing or without a value.
    A schema of your own says what is required in `required` and, at its top, what is
    recommended in a list called `recommended`.

    The finding points at the mapping that lacks the field: its key, or the opening `---` for
    the article itself.

    ## Why
    Lists, cards and feeds are made of these fields. One that is missing shows up as a gap on
    the page, or takes the article out of the list altogether.
    """

    default_severity = Severity.ERROR

    valid = (
        Example(
            {
                "a.md": "---\n"
                "title: Ferry returns to Port Ellery\n"
                "excerpt: After nine months of repairs the ferry sails again.\n"
                "publishedDateTime: 2024-03-01T08:00:00Z\n"
                "webUrl: https://harbour-post.example/ferry\n"
                "type: article\n"
                "quality: 70\n"
                "heat: -1\n"
                "provider:\n"
                "  name: Harbour Post\n"
                "  domain: harbour-post.example\n"
                "topics: [Ferries]\n"
                "images:\n"
                "  - url: https://harbour-post.example/ferry.jpg\n"
                "---\n"
            },
            note="all that is required and recommended",
        ),
        Example(
            {"a.md": "Ferry returns\n\nText.\n"}, note="no front matter: another rule's concern"
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\n"
                "title: Ferry returns to Port Ellery\n"
                "excerpt: After nine months of repairs the ferry sails again.\n"
                "publishedDateTime: 2024-03-01T08:00:00Z\n"
                "type: article\n"
                "quality: 70\n"
                "heat: 12\n"
                "provider:\n"
                "  name: Harbour Post\n"
                "topics: [Ferries]\n"
                "---\n"
            },
            at=(("a.md", 1, 1), ("a.md", 1, 1), ("a.md", 8, 1)),
            note="no webUrl or originalUrl, no images, no provider.domain",
        ),
    )

"""missing-field"""

from newslint.finding import Severity
from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule


class MissingField(SchemaRule):
    """Find required and recommended fields that are missing.

    ## What
    The default schema requires `title`, `excerpt`, `publishedDateTime`, `type`, `quality`,
    `provider` with `name` and `domain`, and either `webUrl` or `originalUrl`, in the article and
    in each related entry. It recommends `images`, `topics` and `heat`, which are a warning if
    missing or empty. Custom schemas list required fields in `required` and recommended fields in
    the top-level list `recommended`. `[fields.NAME]` in the configuration sets `required` and
    `recommended` for one field.

    The finding points to the mapping that lacks the field: to its key, or to the opening `---` for
    the article itself.

    ## Why
    Lists, cards and feeds are built from these fields. A missing field leaves a gap on the page or
    removes the article from the list.
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
            note="all required and recommended fields",
        ),
        Example(
            {"a.md": "Ferry returns\n\nText.\n"},
            note="no front matter: `no-front-matter` reports it",
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

"""unknown-field"""

from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule


class UnknownField(SchemaRule):
    """Find fields that the article's schema does not know.

    ## What
    Fields whose names begin with `x-` or `x_` are yours and always known. A schema of your own
    takes part with `additionalProperties` or `unevaluatedProperties` set to `false`.

    ## Why
    A field nobody knows is most often a field that is misspelt: its value is there and is never
    used.
    """

    valid = (Example({"a.md": "---\ntitle: Ferry returns\nx-desk: night\n---\n"}),)
    invalid = (
        Example(
            {"a.md": "---\npublishedDatetime: 2024-03-01T08:00:00Z\n---\n"},
            at=(("a.md", 2, 1),),
        ),
        Example(
            {"a.md": "---\nprovider:\n  name: Harbour Post\n  Domain: harbour-post.example\n---\n"},
            at=(("a.md", 4, 3),),
            note="names are told apart by case",
        ),
    )

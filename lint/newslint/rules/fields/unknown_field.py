"""unknown-field"""

from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule


class UnknownField(SchemaRule):
    """Find fields that the article's schema does not define.

    ## What
    Names that begin with `x-` or `x_` are reserved for custom fields and always allowed. Custom
    schemas enable this rule by setting `additionalProperties` or `unevaluatedProperties` to
    `false`.

    ## Why
    Most unknown fields are misspelt, so their value is never used.
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
            note="names are case-sensitive",
        ),
    )

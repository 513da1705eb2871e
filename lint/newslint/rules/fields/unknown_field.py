"""unknown-field"""

from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule


class UnknownField(SchemaRule):
    """Find fields that the article's schema does not define.

    ## What
    A schema that is closed, such as that of news articles, refuses every field that it does not
    define. Under any other schema, a field is reported if its name is nearly that of a field that
    the schema defines and the article lacks. Custom schemas are closed by
    `additionalProperties` or `unevaluatedProperties` set to `false`, or by extending a closed one.

    `known-fields` in the configuration lists fields that are known under any schema. In the schema
    of news articles, names that begin with `x-` or `x_` are custom fields and always allowed.

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

"""invalid-field"""

from newslint.finding import Severity
from newslint.rule import Example
from newslint.rules.fields._schema import SchemaRule


class InvalidField(SchemaRule):
    """Find fields whose value the article's schema does not allow.

    ## What
    Values of the wrong type, outside of their range, not in the list of allowed ones, or not of
    their form: an address that is not complete, a day that no calendar has. A date needs no
    quotes and no time; what it lacks is the business of `naive-date`. The schema is, in this
    order:

    1. the one that `--schema` names;
    2. the one that the article names in a field `$schema`: a file of the linted folder,
       relative to the article;
    3. what the table `[schemas]` of the configuration has for its path, the last match first;
    4. what the table `[schemas-by-type]` has for its type;
    5. the schema for articles that newslint ships (`newslint schema` prints it).

    No schema is ever fetched from the network.

    ## Why
    Whatever reads the articles relies on these forms. A quality of `high` sorts nowhere, and a
    date that does not exist stops the site from being built.
    """

    default_severity = Severity.ERROR

    valid = (
        Example({"a.md": "---\ntitle: Ferry returns\npublishedDateTime: 2024-02-29\n---\n"}),
        Example({"a.md": "---\nheat: -1\nampWebUrl:\n---\n"}, note="empty where that is allowed"),
    )
    invalid = (
        Example({"a.md": "---\nquality: high\n---\n"}, at=(("a.md", 2, 10),)),
        Example(
            {"a.md": "---\npublishedDateTime: 2023-02-29\n---\n"},
            at=(("a.md", 2, 20),),
            note="2023 was no leap year",
        ),
        Example({"a.md": "---\ntype: artcle\n---\n"}, at=(("a.md", 2, 7),)),
        Example(
            {"a.md": "---\nrelated:\n  - provider: Harbour Post\n---\n"},
            at=(("a.md", 3, 15),),
            note="related articles count, too",
        ),
        Example(
            {"a.md": "---\n$schema: https://schemas.example/article.json\n---\n"},
            at=(("a.md", 2, 10),),
            note="nothing is fetched",
        ),
    )

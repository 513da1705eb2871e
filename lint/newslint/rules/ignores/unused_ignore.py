"""unused-ignore"""

from typing import TYPE_CHECKING

from newslint.finding import Edit, Finding
from newslint.ignores import Ignore
from newslint.rule import ArticleRule, CommentRule, Example
from newslint.suggest import closest
from newslint.text import quote

if TYPE_CHECKING:
    from newslint.catalogue.ruleset import Ruleset

_MAX_GUESSES = 10  # unknown names per comment that get a suggestion


class UnusedIgnore(CommentRule):
    """Find ignore comments that have no effect.

    ## What
    Reports names in `newslint: ignore[…]` comments that silence no finding, and names that are
    neither a rule nor a family. Names of rules that are not selected, need the network or compare
    articles are ignored, because another run may need them. `invalid-ignore` reports malformed
    comments.

    To keep unused comments in one file, add `unused-ignore` to an `ignore-file` comment.

    ## Why
    An ignore comment that is no longer needed hides the next problem on its line, and one with a
    mistyped name never worked.

    ## Fix
    Removes the unused names, or the whole comment if no name remains. This is safe, because the
    comment had no effect. Replaces a mistyped name by the closest match, which is unsafe, because
    the comment then silences findings.
    """

    fixes = True

    valid = (
        Example(
            {"a.md": "---\ntitle: Ferry  runs # newslint: ignore[untidy-text] as printed\n---\n"},
            note="at the end of the line",
        ),
        Example(
            {"a.md": "---\n# newslint: ignore[text] as printed\ntitle: Ferry  returns\n---\n"},
            note="on a line of its own, naming a family",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry # newslint: ignore[dead-url]\n---\n"},
            note="a rule that needs the network",
        ),
        Example(
            {"a.md": "---\ntitle: 'How to write # newslint: ignore[untidy-text]'\n---\n"},
            note="text, not a comment",
        ),
        Example(
            {
                "a.md": "---\n# newslint: ignore-file[unused-ignore]\n"
                "title: Ferry # newslint: ignore[untidy-text]\n---\n"
            },
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry returns # newslint: ignore[untidy-text] as printed\n---\n"},
            at=(("a.md", 2, 22),),
            fixed={"a.md": "---\ntitle: Ferry returns\n---\n"},
        ),
        Example(
            {
                "a.md": "---\n# newslint: ignore-file[untidy-text, naive-date] as printed\n"
                "title: Ferry  returns\n---\n"
            },
            at=(("a.md", 2, 1),),
            fixed={
                "a.md": "---\n# newslint: ignore-file[untidy-text] as printed\n"
                "title: Ferry  returns\n---\n"
            },
            note="one of two names is unused",
        ),
        Example(
            {"a.md": "---\n# newslint: ignore[untidy-txt]\ntitle: Ferry  returns\n---\n"},
            at=(("a.md", 2, 1),),
            fixed={"a.md": "---\n# newslint: ignore[untidy-text]\ntitle: Ferry  returns\n---\n"},
            note="a mistyped name",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\n<!-- newslint: ignore[unsafe-url] -->\nText.\n"},
            at=(("a.md", 4, 1),),
            fixed={"a.md": "---\ntitle: Ferry\n---\nText.\n"},
            note="in a body",
        ),
    )

    def check(self, path: str, comment: Ignore, used: set[str], rules: "Ruleset") -> Finding | None:
        """Return the finding for ``comment``, of which the names in ``used`` silenced findings."""
        if comment.invalid:
            return None
        names = {*rules.families, *rules.families.values()}
        unknown = [name for name in dict.fromkeys(comment.names) if name not in names]
        guesses = {name: closest(name, names) for name in unknown[:_MAX_GUESSES]}
        idle = [
            name
            for name in comment.names
            if name in unknown or (name not in used and _judged(name, rules))
        ]
        if not idle:
            return None
        kept = [guesses.get(name) or name for name in comment.names]
        kept = [name for name in dict.fromkeys(kept) if name not in idle]
        return self.finding(
            path,
            _message(idle, unknown, guesses),
            span=comment.span,
            edits=(_edit(comment, kept, safe=not any(guesses.values())),),
        )


def _judged(name: str, rules: "Ruleset") -> bool:
    """Return whether this run executes the rule, or all rules of the family, on every file."""
    members = [rule for rule, family in rules.families.items() if name in (rule, family)]
    return all(isinstance(rules.by_name.get(member), ArticleRule) for member in members)


def _message(idle: list[str], unknown: list[str], guesses: dict[str, str | None]) -> str:
    name = idle[0]
    if name in unknown:
        guess = guesses.get(name)
        tail = f", did you mean {guess!r}?" if guess else ""
        return f"unknown rule {quote(name)}{tail}"
    others = f" and {len(idle) - 1} more" if len(idle) > 1 else ""
    return f"unused ignore of {quote(name)}{others}"


def _edit(comment: Ignore, kept: list[str], *, safe: bool) -> Edit:
    if not kept:
        return Edit(*comment.whole, "", safe)
    return Edit(*comment.brackets, ", ".join(kept), safe)

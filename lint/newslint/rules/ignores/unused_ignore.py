"""unused-ignore"""

from newslint.catalogue.ruleset import Ruleset
from newslint.finding import Edit, Finding
from newslint.ignores import Ignore
from newslint.rule import ArticleRule, CommentRule, Example
from newslint.suggest import closest
from newslint.text import quote

_GUESSES = 10  # unknown names of one comment for which the right one is sought


class UnusedIgnore(CommentRule):
    """Find ignore comments that silence nothing.

    ## What
    Reports each `newslint: ignore[…]` with a name that silences no finding, and names that no
    rule and no family has. Only what this run can tell is judged: an ignore for a rule that is
    not selected, that needs the network or that compares articles with others is left alone,
    since another run may need it. Comments that are not valid are reported by
    `invalid-ignore`.

    Name `unused-ignore` in an `ignore-file` comment to keep such comments in one file.

    ## Why
    An ignore outlives the fault it was written for. What is left then hides the next fault
    in that line, and one with a mistyped name never worked.

    ## Fix
    Removes the unused names, and the whole comment if no name is left. This is safe: the comment
    silenced nothing. A mistyped name is replaced by the nearest one, which is unsafe, since it
    silences a finding from then on.
    """

    fixes = True

    valid = (
        Example(
            {"a.md": "---\ntitle: Ferry  runs # newslint: ignore[untidy-text] as printed\n---\n"},
            note="at the end of the line",
        ),
        Example(
            {"a.md": "---\n# newslint: ignore[text] as printed\ntitle: Ferry  returns\n---\n"},
            note="alone on the line before, with the name of a family",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry # newslint: ignore[dead-url]\n---\n"},
            note="an ignore for a rule that needs the network, in an offline run",
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
            note="one of two names is of use",
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

    def check(self, path: str, comment: Ignore, used: set[str], rules: Ruleset) -> Finding | None:
        """The finding about ``comment`` of which the names ``used`` silenced something."""
        if comment.invalid:
            return None
        known = {*rules.families, *rules.families.values()}
        unknown = [name for name in dict.fromkeys(comment.names) if name not in known]
        guesses = {name: closest(name, known) for name in unknown[:_GUESSES]}
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


def _judged(name: str, rules: Ruleset) -> bool:
    """Whether this run knows all that the rule, or the family, would find in a file."""
    members = [rule for rule, family in rules.families.items() if name in (rule, family)]
    return all(isinstance(rules.by_name.get(member), ArticleRule) for member in members)


def _message(idle: list[str], unknown: list[str], guesses: dict[str, str | None]) -> str:
    name = idle[0]
    if name in unknown:
        guess = guesses.get(name)
        tail = f", did you mean {guess!r}?" if guess else ""
        return f"there is no rule {quote(name)} to ignore{tail}"
    others = f" and {len(idle) - 1} more" if len(idle) > 1 else ""
    return f"nothing to ignore here for {quote(name)}{others}"


def _edit(comment: Ignore, kept: list[str], *, safe: bool) -> Edit:
    if not kept:
        return Edit(*comment.whole, "", safe)
    return Edit(*comment.brackets, ", ".join(kept), safe)

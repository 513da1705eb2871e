"""invalid-ignore"""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from newslint.finding import Finding
from newslint.ignores import Ignore, Invalid
from newslint.pattern import pattern
from newslint.rule import CommentRule, Example
from newslint.suggest import closest
from newslint.text import quote

if TYPE_CHECKING:
    from newslint.catalogue.ruleset import Ruleset

_VERBS = tuple(
    "ignore ignores ignored disable disabled noqa nolint off skip suppress silence allow".split()
)
# The verb and its scope ("disable-next-line", "Ignore file"), then the names.
_COMMAND = pattern(
    r"newslint:[\s:]*([a-z]+)?(?:[\s_-]*(?:this|next|entire|whole))?"
    r"(?:[\s_-]*(line|block|rules?|file|all)\b)?[\s:=]*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETS = pattern(r"[\[({<]([^\[\](){}<>]*)[\])}>]")
_MORE = pattern(r"(?:[,;\s]*ignore(?:-file)?\s*|,?)\[([^\[\]]*)\]", re.IGNORECASE)
_WORD = pattern(r"[\s,;|\[\](){}<>'\"`]*([^\s,;|\[\](){}<>'\"`]+)")
_MAX_NAMES = 10
"""How many names to guess for one comment."""


class InvalidIgnore(CommentRule):
    """Find comments that begin with `newslint:` but are not valid ignore comments.

    ## What
    An ignore comment is `newslint: ignore[RULE, …]` or, in YAML and TOML front matter,
    `newslint: ignore-file[RULE, …]`. The brackets are required, names are separated by commas,
    and a reason may follow after a space. Any other comment that begins with `newslint:` is
    reported: other words, other or missing brackets, capital letters, unclosed comments,
    `ignore-file` in a body, and comments in the body of a data file, where ignore comments have no
    effect. `{/* … */}` is a comment in MDX only.

    `unused-ignore` reports names that no rule has. To allow invalid comments in one file, add
    `invalid-ignore` to an `ignore-file` comment.

    ## Why
    The comment has no effect, although its author expects it to.
    """

    valid = (
        Example(
            {"a.md": "---\ntitle: Ferry  runs # newslint: ignore[untidy-text] as printed\n---\n"},
        ),
        Example(
            {
                "a.md": "---\ntitle: Ferry\n---\n<!-- newslint: ignore[unsafe-url] ours -->\n"
                "![Pier](http://10.0.0.1/pier.jpg)\n"
            },
            note="in a body",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry # checked with newslint: see the handbook\n---\n"},
            note="a comment that does not begin with `newslint:`",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nWrite `<!-- newslint: off -->` there.\n"},
            note="code",
        ),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry  runs # newslint: ignore untidy-text\n---\n"},
            at=(("a.md", 2, 20),),
            note="without brackets",
        ),
        Example(
            {"a.md": "---\n# newslint: disable[untidy-text]\ntitle: Ferry  runs\n---\n"},
            at=(("a.md", 2, 1),),
            note="another word",
        ),
        Example(
            {
                "a.md": "---\ntitle: Ferry\n---\n<!-- Newslint: Ignore(unsafe-url) -->\n"
                "![Pier](http://10.0.0.1/pier.jpg)\n"
            },
            at=(("a.md", 4, 1),),
            note="capital letters and other brackets",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\n<!-- newslint: ignore-file[unsafe-url] -->\n"},
            at=(("a.md", 4, 1),),
            note="`ignore-file` in a body",
        ),
    )

    def check(self, path: str, comment: Ignore, used: set[str], rules: "Ruleset") -> Finding | None:
        """Return the finding for ``comment`` if it is invalid."""
        if comment.invalid is None:
            return None
        written, fault, form, _ = comment.invalid
        if fault:
            message = f"{quote(written)} has no effect: {fault}"
        else:
            meant = _meant(comment.invalid, {*rules.families, *rules.families.values()})
            right = f"did you mean {quote(form.replace('{}', meant))}?" if meant else ""
            advice = right or "write rule names in brackets, as in 'newslint: ignore[RULE]'"
            message = f"{quote(written)} has no effect, {advice}"
        return self.finding(path, message, span=comment.span)


def _meant(comment: Invalid, known: Collection[str]) -> str:
    """Return what the comment was probably meant to be; empty if unclear."""
    match = _COMMAND.match(comment.written)
    if match is None:
        return ""
    verb, whole, rest = match.groups()
    if verb and closest(verb, _VERBS) is None:  # the name of a rule, perhaps
        whole, rest = "", comment.written.partition(":")[2]
    names = dict.fromkeys(islice(_names(rest, known), _MAX_NAMES))
    in_file = comment.for_file and (whole or "").lower() in ("file", "all")
    return f"newslint: ignore{'-file' * in_file}[{', '.join(names)}]" if names else ""


def _names(rest: str, rule_names: Collection[str]) -> Iterator[str]:
    """Yield the names at the start of ``rest``: those in brackets, else words that are names."""
    brackets = _BRACKETS.match(rest)
    if brackets is None:
        for word in _WORD.findall(rest):
            name = _name(word, rule_names)
            if name is None:
                return
            yield name
    while brackets is not None:
        for word in _WORD.findall(brackets[1]):
            name = _name(word, rule_names) or word
            if name in rule_names or "-" in name:
                yield name
        brackets = _MORE.match(rest, brackets.end())


def _name(word: str, rule_names: Collection[str]) -> str | None:
    """Return the rule or family that ``word`` names. An ordinary word must match it exactly."""
    word = word.rstrip(".:")
    name = closest(word, rule_names)
    return name if name == word.lower() or not word.isalpha() else None

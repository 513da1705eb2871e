"""invalid-ignore"""

import re
from collections.abc import Collection, Iterator
from itertools import islice

from newslint.catalogue.ruleset import Ruleset
from newslint.finding import Finding
from newslint.ignores import Ignore, Invalid
from newslint.pattern import pattern
from newslint.rule import CommentRule, Example
from newslint.suggest import closest
from newslint.text import quote

_VERBS = tuple(
    "ignore ignores ignored disable disabled noqa nolint off skip suppress silence allow".split()
)
# The verb and what it is for ("disable-next-line", "Ignore file"), then what it is about.
_SAID = pattern(
    r"newslint:[\s:]*([a-z]+)?(?:[\s_-]*(?:this|next|entire|whole))?"
    r"(?:[\s_-]*(line|block|rules?|file|all)\b)?[\s:=]*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETS = pattern(r"[\[({<]([^\[\](){}<>]*)[\])}>]")
_MORE = pattern(r"(?:[,;\s]*ignore(?:-file)?\s*|,?)\[([^\[\]]*)\]", re.IGNORECASE)
_WORD = pattern(r"[\s,;|\[\](){}<>'\"`]*([^\s,;|\[\](){}<>'\"`]+)")
_MOST = 10
"""Names that are guessed for one comment."""


class InvalidIgnore(CommentRule):
    """Find comments that begin with `newslint:` but are not ignore comments.

    ## What
    An ignore comment says `newslint: ignore[RULE, …]` or, in YAML and TOML front matter,
    `newslint: ignore-file[RULE, …]`. The brackets are required, names are separated by commas,
    and a reason may follow after a space. Whatever else follows `newslint:` at the beginning of a
    comment is reported: other words, other brackets or none, capital letters, a comment that is
    never closed, `ignore-file` in a body, and comments in the body of a data file, which has
    none. `{/* … */}` is a comment in MDX only.

    Names that no rule has are reported by `unused-ignore`. Name `invalid-ignore` in an
    `ignore-file` comment to keep such comments in one file.

    ## Why
    The comment silences nothing, but whoever wrote it believes that it does.
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
            note="a comment that begins with something else",
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
            note="for the whole file, but in the body",
        ),
    )

    def check(self, path: str, comment: Ignore, used: set[str], rules: Ruleset) -> Finding | None:
        """The finding about ``comment`` if it is invalid."""
        if comment.invalid is None:
            return None
        written, fault, form, _ = comment.invalid
        if fault:
            message = f"{quote(written)} silences nothing: {fault}"
        else:
            meant = _meant(comment.invalid, {*rules.families, *rules.families.values()})
            right = f"did you mean {quote(form.replace('{}', meant))}?" if meant else ""
            advice = right or "write the names of rules in brackets, as in 'newslint: ignore[RULE]'"
            message = f"{quote(written)} silences nothing, {advice}"
        return self.finding(path, message, span=comment.span)


def _meant(comment: Invalid, known: Collection[str]) -> str:
    """What the comment was probably meant to say; empty where there is no telling."""
    said = _SAID.match(comment.written)
    if said is None:
        return ""
    verb, whole, rest = said.groups()
    if verb and closest(verb, _VERBS) is None:  # the name of a rule, perhaps
        whole, rest = "", comment.written.partition(":")[2]
    names = dict.fromkeys(islice(_names(rest, known), _MOST))
    in_file = comment.for_file and (whole or "").lower() in ("file", "all")
    return f"newslint: ignore{'-file' * in_file}[{', '.join(names)}]" if names else ""


def _names(rest: str, known: Collection[str]) -> Iterator[str]:
    """The names at the beginning of ``rest``: those in brackets, else the words that are names."""
    brackets = _BRACKETS.match(rest)
    if brackets is None:
        for word in _WORD.findall(rest):
            name = _name(word, known)
            if name is None:
                return
            yield name
    while brackets is not None:
        for word in _WORD.findall(brackets[1]):
            name = _name(word, known) or word
            if name in known or "-" in name:
                yield name
        brackets = _MORE.match(rest, brackets.end())


def _name(word: str, known: Collection[str]) -> str | None:
    """The rule or family that ``word`` names. An ordinary word must be its very name."""
    word = word.rstrip(".:")
    name = closest(word, known)
    return name if name == word.lower() or not word.isalpha() else None

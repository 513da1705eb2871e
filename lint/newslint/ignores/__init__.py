"""Ignore comments: they silence findings where they stand.

``# newslint: ignore[rule, …] reason`` in YAML and TOML front matter, ``<!-- newslint: … -->`` in
bodies of Markdown and HTML, ``{/* newslint: … */}`` in MDX. A comment at the end of a line
silences that line, one that stands alone the next value or block;
``ignore-file[rule, …]`` in the front matter silences the whole file. A name is that of a rule or
of a family. Any other comment that begins with ``newslint:`` silences nothing: see `Invalid`.
"""

from itertools import chain, islice
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Span
from newslint.ignores.comment import MARK, Comment
from newslint.pattern import pattern

MAX_IGNORES, MAX_NAMES = 1_000, 100
"""Comments of one file, and names in one comment, that are read, from the beginning. None has so
many in earnest."""

_DIRECTIVE = pattern(
    r"newslint:\s*ignore(-file)?\s*\[([^\[\]]*)\]"
    # A reason follows after a space; another directive is none.
    r"(?:\Z|[:;,.!-]*\s(?!\s*ignore(?:-file)?\s*\[)|[\u2013\u2014])"
)
_MAX_WRITTEN = 200


class Invalid(NamedTuple):
    """What a comment says that begins with ``newslint:`` but is not an ignore comment."""

    written: str
    """From ``newslint:`` on, cut."""
    fault: str
    """Why it cannot be one; empty if what it says is not understood."""
    form: str
    """How such a comment is written there, with ``{}`` for what it says."""
    for_file: bool
    """Whether one there can silence the whole file."""


class Ignore(NamedTuple):
    """A comment that begins with ``newslint:``."""

    names: tuple[str, ...]
    """Rule and family names that it silences; none if it is invalid."""
    lines: tuple[int, int] | None
    """The first and the last line whose findings it silences; None for the whole file."""
    span: Span
    """Where the comment stands."""
    brackets: tuple[int, int]
    """Offsets of what stands between the brackets."""
    whole: tuple[int, int]
    """Offsets of what goes when the comment goes: its line, or the space before it as well."""
    value: tuple[int, int] | None = None
    """Offsets of a list or mapping that it silences as a whole, but not what is in it."""
    invalid: Invalid | None = None

    def silences(self, span: Span | None) -> bool:
        """Whether it is about a finding at ``span``, whichever rule's."""
        if self.lines is None:
            return True
        if span is None:
            return False
        first, last = self.lines
        if first <= span.line <= last or first <= span.end_line <= last:
            return True
        return self.value == (span.start, span.end)


def ignores(article: Article) -> tuple[Ignore, ...]:
    """The comments of an article that begin with ``newslint:``, in order."""
    if not _may_have_some(article.text):
        return ()
    from newslint.ignores.body import in_body
    from newslint.ignores.front_matter import in_front_matter

    comments = chain(in_front_matter(article, MAX_IGNORES), in_body(article))
    return tuple(_ignore(article, comment) for comment in islice(comments, MAX_IGNORES))


def _may_have_some(text: str) -> bool:
    """Whether there may be comments in ``text``: hardly ever, so that this has to be quick."""
    if text.isascii():
        return MARK in text.lower()
    return "ewslint:" in text or "EWSLINT:" in text or "ewsLint:" in text  # lower() is slow here


def _ignore(article: Article, comment: Comment) -> Ignore:
    """What ``comment`` says, or that it is invalid."""
    span = article.span(comment.start, comment.end)
    directive = _DIRECTIVE.match(comment.written)
    names = _names(directive[2]) if directive else ()
    fault = comment.fault
    if not fault and directive and directive[1] and not comment.for_file:
        fault = "'ignore-file' belongs in YAML or TOML front matter"
    if fault or directive is None or not names:
        invalid = Invalid(comment.written[:_MAX_WRITTEN], fault, comment.form, comment.for_file)
        lines = span.line, span.end_line
        return Ignore((), lines, span, (0, 0), comment.whole, invalid=invalid)
    start, end = comment.about
    about = article.span(start, max(end - 1, start))
    start, end = directive.span(2)
    return Ignore(
        names,
        None if directive[1] else (about.line, about.end_line),
        span,
        (comment.at + start, comment.at + end),
        comment.whole,
        comment.value,
    )


def _names(listed: str) -> tuple[str, ...]:
    """The names between the brackets; none if what stands there is no list of names."""
    names = tuple(filter(None, map(str.strip, listed.split(",", MAX_NAMES)[:MAX_NAMES])))
    return () if any(len(name.split()) > 1 for name in names) else names

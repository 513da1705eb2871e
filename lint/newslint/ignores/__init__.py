"""Ignore comments, which silence findings.

``# newslint: ignore[rule, …] reason`` in YAML and TOML front matter, ``<!-- newslint: … -->`` in
Markdown and HTML bodies, ``{/* newslint: … */}`` in MDX. A comment at the end of a line silences
that line; a comment on its own line silences the next value or block. ``ignore-file[rule, …]`` in
the front matter silences the whole file. Names are those of rules or families. Other comments that
begin with ``newslint:`` have no effect and become `Invalid`.
"""

from itertools import chain, islice
from typing import NamedTuple

from newslint.article import Article
from newslint.finding import Span
from newslint.ignores.comment import MARK, Comment
from newslint.pattern import pattern

MAX_IGNORES, MAX_NAMES = 1_000, 100
"""Maximum comments per file and names per comment; the rest is ignored."""

_DIRECTIVE = pattern(
    r"newslint:\s*ignore(-file)?\s*\[([^\[\]]*)\]"
    # A reason may follow after a space; another directive is not a reason.
    r"(?:\Z|[:;,.!-]*\s(?!\s*ignore(?:-file)?\s*\[)|[\u2013\u2014])"
)
_MAX_WRITTEN = 200


class Invalid(NamedTuple):
    """A comment that begins with ``newslint:`` but is not an ignore comment."""

    written: str
    """Its text from ``newslint:`` on, shortened."""
    fault: str
    """Why it is invalid; empty if its text cannot be parsed."""
    form: str
    """The comment syntax at this place, with ``{}`` for the text."""
    for_file: bool
    """Whether a comment at this place can silence the whole file."""


class Ignore(NamedTuple):
    """A comment that begins with ``newslint:``."""

    names: tuple[str, ...]
    """Names of the rules and families that it silences; empty if it is invalid."""
    lines: tuple[int, int] | None
    """The first and the last line whose findings it silences; None for the whole file."""
    span: Span
    """The span of the comment."""
    brackets: tuple[int, int]
    """Offsets of the text between the brackets."""
    whole: tuple[int, int]
    """Offsets to delete with the comment, including its line or the space before it."""
    value: tuple[int, int] | None = None
    """Offsets of a list or mapping that it silences as a whole, but not its contents."""
    invalid: Invalid | None = None

    def silences(self, span: Span | None) -> bool:
        """Return whether it applies to ``span``, regardless of the rule."""
        if self.lines is None:
            return True
        if span is None:
            return False
        first, last = self.lines
        if first <= span.line <= last or first <= span.end_line <= last:
            return True
        return self.value == (span.start, span.end)


def ignores(article: Article) -> tuple[Ignore, ...]:
    """Return the comments of an article that begin with ``newslint:``, in order."""
    if not _may_have_some(article.text):
        return ()
    from newslint.ignores.body import in_body
    from newslint.ignores.front_matter import in_front_matter

    comments = chain(in_front_matter(article, MAX_IGNORES), in_body(article))
    return tuple(_ignore(article, comment) for comment in islice(comments, MAX_IGNORES))


def _may_have_some(text: str) -> bool:
    """Return whether there may be comments in ``text``. A fast check, as few files have any."""
    if text.isascii():
        return MARK in text.lower()
    return "ewslint:" in text or "EWSLINT:" in text or "ewsLint:" in text  # lower() is slow here


def _ignore(article: Article, comment: Comment) -> Ignore:
    """Parse ``comment``, which may be invalid."""
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
    """Return the names between the brackets; empty if the text is not a list of names."""
    names = tuple(filter(None, map(str.strip, listed.split(",", MAX_NAMES)[:MAX_NAMES])))
    return () if any(len(name.split()) > 1 for name in names) else names

"""boilerplate-excerpt"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from newslint.article import Article, Story
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.text._boilerplate import KINDS
from newslint.rules.text._claims import FIRST_WORDS, PRAISES, SENTENCE_END, is_claim, is_praise
from newslint.text import quote

_MAX_EXCERPT = 3_000  # characters of an excerpt to examine
_MAX_FIRST_WORD = 40  # characters in which to look for the first word
_MIN_SHARE = 0.5  # of the excerpt that must be boilerplate
_MIN_STORY = 50  # characters; a shorter rest is not a story
# The first word of a sentence. Text in quotation marks is quoted from a person, not from the site.
_FIRST_WORD = pattern(r"[^\w\"“”„«'‘’©]{0,5}(?:please,? |sorry,? )?(©|\w+(?:-\w+)?(?:['’]\w+)?)")


@cache
def _openings() -> dict[str, tuple[list[str], re.Pattern[str]]]:
    """Return, for each first word of an opening, the kinds and an expression for the text after the
    word that has one group for each of them."""
    by_word: dict[str, list[tuple[str, str]]] = {}
    for kind in KINDS:
        for words, rest in kind.openings:
            for word in words.split():
                by_word.setdefault(word, []).append((kind.name, f"({rest})"))
    return {
        word: ([name for name, _ in openings], pattern("|".join(group for _, group in openings)))
        for word, openings in by_word.items()
    }


class BoilerplateExcerpt(ArticleRule):
    """Find excerpts that are website boilerplate instead of the story.

    ## What
    Reports cookie and privacy notices, subscription and newsletter notices, technical messages,
    calls to click, navigation, affiliate notices, and self-descriptions of outlets ("… provides
    accessible news for readers"). The excerpt must begin with such text, and the text must make up
    at least half of it or leave only a few words; merely mentioning cookies is fine. Covers
    English, and the most common notices in German, French, Spanish, Italian, Dutch and Portuguese.

    ## Why
    Scrapers store the first text or the description of a page, whatever it is. Readers then see
    the same sentence below many headlines and nothing about the story.
    """

    skips_drafts = True

    valid = (
        Example(
            {"a.md": "---\nexcerpt: '\"We use cookies as bait,\" the baker says.'\n---\n"},
            note="a quotation",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: The company will drop third-party cookies, and ask"
                " readers to sign up for its newsletter.\n---\n"
            },
            note="a story about cookies and newsletters",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Harbour Echo is moving into the old customs house.\n"
                "provider:\n  name: Harbour Echo\n---\n"
            },
            note="news about an outlet",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Harbour Echo is the latest newspaper to close its app.\n"
                "provider:\n  name: Harbour Echo\n---\n"
            },
            note="a story about an outlet",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: 'Skip to content. The ferry between the two harbours runs"
                " again from Monday, after a winter of repairs.'\n---\n"
            },
            note="mostly the story",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Continue reading between the lines of the harbour's report\n"
                "related:\n- excerpt: Description of a ferry\n---\n"
            },
            note="phrases that only resemble boilerplate",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\nexcerpt: Harbour Echo provides trusted local news to readers on both"
                " shores.\nprovider:\n  name: Harbour Echo Media\n---\n"
            },
            at=(("a.md", 2, 10),),
            note="a self-description of the outlet",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Latest news, sport and opinion from the Harbour Echo.\n"
                "provider:\n  name: The Harbour Echo\n---\n"
            },
            at=(("a.md", 2, 10),),
            note="a list of what the outlet covers",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Court Notes offers comprehensive, client-focused court news"
                " to inform readers.\n---\n"
            },
            at=(("a.md", 2, 10),),
            note="a self-description of any outlet",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: This site uses cookies. By continuing to browse it you"
                " agree to our cookie policy.\n---\n"
            },
            at=(("a.md", 2, 10),),
        ),
        Example(
            {
                "a.md": "---\nrelated:\n"
                "- excerpt: Sign up for our newsletter\n"
                "- excerpt: Please enable JavaScript to view this page.\n"
                "- excerpt: Click here for the timetable\n"
                "- excerpt: Skip to main content\n"
                "- excerpt: 'When you buy through our links, we may earn a commission.'\n"
                "- excerpt: Enjoy the videos and music you love.\n"
                "- excerpt: Description\n"
                "- excerpt: © Harbour Echo\n"
                "- excerpt: Continue reading Ferry returns →\n"
                "- excerpt: Lire la suite…\n---\n"
            },
            at=tuple(("a.md", line, 12) for line in range(3, 13)),
            note="in related entries",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        for story, summary in zip(article.stories, article.values("summary"), strict=True):
            if not isinstance(summary, str):
                continue
            provider = _provider(story)
            if _is_suspect(summary, provider) and boilerplate(summary, provider):
                return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for story in article.stories:
            field = story.field("summary")
            kind = boilerplate(field.text, _provider(story)) if field is not None else None
            if field is not None and kind is not None:
                yield self.finding(
                    article.path,
                    f"{field.name} is {kind}, not the story: {quote(field.value)}",
                    field=field.pointer,
                )


def boilerplate(excerpt: str, provider: str = "") -> str | None:
    """Return what kind of boilerplate ``excerpt`` is, such as "a call to click", or None.

    ``provider`` is the name of the outlet.
    """
    text = excerpt[:_MAX_EXCERPT].strip().lower()
    first_kind = ""
    at = 0
    while at < len(text) and (kind := _kind(text, at, provider)):
        first_kind = first_kind or kind
        sentence_end = SENTENCE_END.search(text, at + 1)
        at = sentence_end.end() if sentence_end else len(text)
    is_mostly = at >= _MIN_SHARE * len(text) or len(text) - at < _MIN_STORY
    return first_kind if first_kind and is_mostly else None


def _is_suspect(excerpt: str, provider: str) -> bool:
    """Return whether the first word is that of a notice, or may begin the provider's name."""
    if provider and excerpt[:2] in (provider[:2], "Th"):
        return True
    first = _FIRST_WORD.match(excerpt[:_MAX_FIRST_WORD].lower())
    if first is not None and (first[1] in _openings() or (provider and first[1] in FIRST_WORDS)):
        return True
    return any(map(excerpt.__contains__, PRAISES))


def _kind(text: str, at: int, provider: str) -> str | None:
    """Return what kind of boilerplate the sentence at ``at`` of a lower-case text is, or None."""
    first = _FIRST_WORD.match(text, at)
    if first is None:
        return None
    if first[1] in _openings():
        kinds, rest = _openings()[first[1]]
        opening = rest.match(text, first.end())
        if opening is not None and opening.lastindex:
            return kinds[opening.lastindex - 1]
    if is_claim(text, first.start(1), provider) or (at == 0 and is_praise(text)):
        return "a self-description of the outlet"
    return None


def _provider(story: Story) -> str:
    provider = story.vocabulary.first("provider", story.fields)
    name = provider.get("name") if isinstance(provider, dict) else None
    return name if isinstance(name, str) else ""

"""boilerplate-excerpt"""

import re
from collections.abc import Iterable, Iterator

from newslint.article import Article, Story
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.text._boilerplate import KINDS
from newslint.rules.text._claims import FIRST_WORDS, PRAISES, SENTENCE_END, is_claim, is_praise
from newslint.text import quote

_LONGEST = 3_000  # characters of an excerpt that are looked at
_GLANCE = 40  # characters that decide whether it is looked at at all
_SHARE = 0.5  # of the excerpt that must be boilerplate
_SHORT = 50  # characters; what is left beside boilerplate and shorter is no story
# The first word of a sentence. What stands in quotation marks is somebody's word, not the site's.
_FIRST_WORD = pattern(r"[^\w\"“”„«'‘’©]{0,5}(?:please,? |sorry,? )?(©|\w+(?:-\w+)?(?:['’]\w+)?)")


def _by_first_word() -> dict[str, tuple[list[str], re.Pattern[str]]]:
    """The openings of sentences by their first word: what comes behind the word, one group for
    each of the kinds."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in KINDS:
        for words, behind in kind.openings:
            for word in words.split():
                found.setdefault(word, []).append((kind.name, f"({behind})"))
    return {
        word: ([name for name, _ in openings], pattern("|".join(group for _, group in openings)))
        for word, openings in found.items()
    }


_OPENINGS = _by_first_word()


class BoilerplateExcerpt(ArticleRule):
    """Find excerpts that are text of the site instead of the story.

    ## What
    Cookie and privacy notices, subscription and newsletter notices, technical messages, calls
    to click, navigation, affiliate notices, and what an outlet says of itself ("… provides
    accessible news for readers"). Only an excerpt that begins with such text, and is made of
    it for at least half or leaves but a few words, is reported: one that merely mentions
    cookies is not. English, and the commonest notices in German, French, Spanish, Italian,
    Dutch and Portuguese.

    ## Why
    Scrapers take the first text or the description of the page, whatever it is. Readers then
    see the same sentence below many headlines, and no word of the story.
    """

    skips_drafts = True

    valid = (
        Example(
            {"a.md": "---\nexcerpt: '\"We use cookies as bait,\" the baker says.'\n---\n"},
            note="somebody's words",
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
            note="an outlet's news of itself",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Harbour Echo is the latest newspaper to close its app.\n"
                "provider:\n  name: Harbour Echo\n---\n"
            },
            note="what happens to an outlet",
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
            note="not the words of a link or a form",
        ),
    )
    invalid = (
        Example(
            {
                "a.md": "---\nexcerpt: Harbour Echo provides trusted local news to readers on both"
                " shores.\nprovider:\n  name: Harbour Echo Media\n---\n"
            },
            at=(("a.md", 2, 10),),
            note="what an outlet says of itself",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Latest news, sport and opinion from the Harbour Echo.\n"
                "provider:\n  name: The Harbour Echo\n---\n"
            },
            at=(("a.md", 2, 10),),
            note="what an outlet has",
        ),
        Example(
            {
                "a.md": "---\nexcerpt: Court Notes offers comprehensive, client-focused court news"
                " to inform readers.\n---\n"
            },
            at=(("a.md", 2, 10),),
            note="whoever it is",
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
    """What ``excerpt`` is, if it is boilerplate: a phrase such as "a call to click".

    ``provider`` is the name of the outlet.
    """
    text = excerpt[:_LONGEST].strip().lower()
    found = ""
    at = 0
    while at < len(text) and (kind := _kind(text, at, provider)):
        found = found or kind
        sentence_end = SENTENCE_END.search(text, at + 1)
        at = sentence_end.end() if sentence_end else len(text)
    is_whole = at >= _SHARE * len(text) or len(text) - at < _SHORT
    return found if found and is_whole else None


def _is_suspect(excerpt: str, provider: str) -> bool:
    """Whether the first word is that of a notice, or may be that of the provider's name."""
    if provider and excerpt[:2] in (provider[:2], "Th"):
        return True
    first = _FIRST_WORD.match(excerpt[:_GLANCE].lower())
    if first is not None and (first[1] in _OPENINGS or (provider and first[1] in FIRST_WORDS)):
        return True
    return any(map(excerpt.__contains__, PRAISES))


def _kind(text: str, at: int, provider: str) -> str | None:
    """What the sentence at ``at`` of a text in small letters is, if it is boilerplate."""
    first = _FIRST_WORD.match(text, at)
    if first is None:
        return None
    if first[1] in _OPENINGS:
        kinds, behind = _OPENINGS[first[1]]
        opening = behind.match(text, first.end())
        if opening is not None and opening.lastindex:
            return kinds[opening.lastindex - 1]
    if is_claim(text, first.start(1), provider) or (at == 0 and is_praise(text)):
        return "what the outlet says of itself"
    return None


def _provider(story: Story) -> str:
    provider = story.vocabulary.first("provider", story.fields)
    name = provider.get("name") if isinstance(provider, dict) else None
    return name if isinstance(name, str) else ""

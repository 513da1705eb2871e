"""The facts about one article that all comparisons use."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint import dates
from newslint.pattern import pattern
from newslint.rule import KeyKind, key
from newslint.similarity import features
from newslint.similarity import tokens as words
from newslint.similarity.details import details
from newslint.similarity.features import LEAD_MARK, TITLE_MARK
from newslint.similarity.lexicon import Lexicon, lexicon
from newslint.vocabulary.choose import NEWS
from newslint.web.canonical import canonical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.article import Article
    from newslint.similarity.lexicon import Numbers

    Hashes = NDArray[np.uint64]

LANGUAGE_WORDS = 80
"""Words of the body, besides title and excerpt, that identify its language."""
LEAD_WORDS = 60
"""Words of the body that replace a missing excerpt."""
PROSE_WORDS = 12
"""Minimum words of a line of prose; a shorter one may be a label, a byline or a menu."""
MAX_BODY = 400_000
"""Maximum characters of a body to compare, ten times those of a long article. More would only make
a run slow."""
MAX_EXCERPT = 20_000
MAX_TITLE = 2_000
MAX_NAME = 253
"""Maximum characters of a provider's name or domain (RFC 1035)."""
BODY_WORDS = 20
"""Minimum words of a body that counts as text of its own."""
FIGURES, FUNCTION = 0.25, 0.15
"""Minimum share of numbers, and maximum share of function words, in a body of figures."""


class Sketch(NamedTuple):
    """The stored facts of an article: some 2 KB of plain values for a body of 2.5 KB."""

    title: str
    provider: str
    """Where it was published: the provider's domain or name in the front matter, else the URL's
    host."""
    date: int | None
    """When it was published, in seconds since 1970; UTC if it has no zone."""
    urls: dict[str, str]
    """Canonical URL by JSON Pointer of the field, the most significant first."""
    excerpt: int
    """Hash of the folded excerpt; 0 if there is none."""
    heading: int
    """Hash of the folded title; 0 if there is none."""
    details: str
    """The details that distinguish similar titles: numbers, months, weekdays, editions."""
    unspaced: bool
    """Whether the title is in a script without spaces."""
    text: int
    """Hash of the words of the body in order; 0 if there are too few for a shingle."""
    size: int
    """Distinct shingles of the body; 0 if there is hardly any body."""
    shingles: bytes
    """uint32, sorted: the hashes of the sampled shingles."""
    terms: bytes
    """uint32, sorted: the hashes of the stems in title, excerpt and body."""
    marks: bytes
    """uint8 per term: TITLE_MARK, LEAD_MARK, and COUNT_STEP times its frequency in the body."""
    phrases: bytes
    """uint32, sorted: the hashes of neighbouring stems in title, excerpt and body."""
    language: str = ""
    """The language that the article declares: "de". With a "?" one that was detected: "en?"."""
    is_figures: bool = False
    """Whether the body is a table of figures, whose labels say nothing of its subject."""


def sketch(article: "Article") -> tuple[Any, ...] | None:
    """Return the `Sketch` of an article as a plain tuple; None if there is nothing to compare."""
    (found,) = sketches([article])
    return found


def sketches(articles: "Sequence[Article]") -> list[tuple[Any, ...] | None]:
    """Return the `sketch` of each article, in half the time."""
    found: list[tuple[Any, ...] | None] = []
    for start in range(0, len(articles), features.MOST):
        readings = [_reading(article) for article in articles[start : start + features.MOST]]
        finished = _finished([reading for reading in readings if reading is not None])
        found += [None if reading is None else next(finished) for reading in readings]
    return found


class _Reading(NamedTuple):
    """The fields of an article, and its texts, folded."""

    title: str
    provider: str
    date: int | None
    urls: dict[str, str]
    language: str
    headline: str
    excerpt: str
    body: str
    lead: str
    """Words of the body in place of a missing excerpt."""

    @property
    def texts(self) -> tuple[str, str, str, str]:
        return self.headline, self.excerpt, self.body, self.lead


def _reading(article: "Article") -> _Reading | None:
    """Return what an article says; None if it is a draft."""
    if article.is_draft:
        return None
    title = " ".join(article.title[:MAX_TITLE].split())
    urls = _urls(article)
    provider = _provider(article, urls)
    published = article.field("published")
    excerpt = words.folded(article.summary[:MAX_EXCERPT])
    body = words.folded(article.prose[:MAX_BODY])[:MAX_BODY]
    has_excerpt = words.word_pattern(excerpt).search(excerpt) is not None
    return _Reading(
        title,
        provider,
        _seconds(published and published.value),
        urls,
        _declared_language(article),
        words.folded(_headline(title, provider)),
        excerpt,
        body,
        "" if has_excerpt else _lead(body),
    )


def _finished(readings: Sequence[_Reading]) -> Iterator[tuple[Any, ...] | None]:
    """Yield the sketch of each article; None if there is nothing to compare."""
    book = lexicon()
    numbers, special = book.read([text for reading in readings for text in reading.texts])
    drafts = [
        _Draft(book, reading, any(special[i : i + 4]), *numbers[i : i + 4])
        for i, reading in zip(range(0, len(numbers), 4), readings, strict=True)
    ]
    found = features.of(book, [draft.words for draft in drafts])
    return (draft.sketch(own) for draft, own in zip(drafts, found, strict=True))


class _Draft:
    """An article with its words."""

    def __init__(
        self,
        book: Lexicon,
        reading: _Reading,
        is_special: bool,
        headline: "Numbers",
        excerpt: "Numbers",
        body: "Numbers",
        lead: "Numbers",
    ) -> None:
        self._reading = reading
        self._title, self._excerpt = book.words(headline), book.words(excerpt)
        start = book.words(body[:LANGUAGE_WORDS])
        self._spoken = words.language(self._title + self._excerpt + start)
        self._is_figures = _is_figures(book, body, self._spoken)
        self._size = len(body)
        if len(excerpt) or self._is_figures:
            lead = excerpt
        counted = body if len(body) >= BODY_WORDS and not self._is_figures else body[:0]
        parts = headline, lead, counted
        self._unspaced = self._unspaced_body = False
        if is_special:
            self._unspaced_body = words.unspaced(book.words(body))
            self._unspaced = words.unspaced(self._title or book.words(lead))
            title, lead, counted = (book.numbers(words.paired(book.words(part))) for part in parts)
            parts = title, lead, counted
        self.words = features.Words(body, self._unspaced_body, parts, self._spoken)

    def sketch(self, own: features.Features) -> tuple[Any, ...] | None:
        """Return the sketch, given what the words are compared by."""
        reading, size = self._reading, self._size
        if not (self._title or self._excerpt or size or reading.urls):
            return None
        is_shingle = size >= features.shingle_length(self._unspaced_body)
        is_text = size >= BODY_WORDS
        return tuple(
            Sketch(
                reading.title,
                reading.provider,
                reading.date,
                reading.urls,
                _text_hash(self._excerpt),
                _text_hash(self._title),
                details(reading.headline, self._title),
                self._unspaced,
                _number(own.hashes.tobytes()) if is_shingle else 0,
                own.size if is_text else 0,
                own.shingles if is_text else b"",
                own.terms,
                own.marks,
                own.phrases,
                reading.language or _DETECTED.get(self._spoken or "", ""),
                self._is_figures,
            )
        )


_DETECTED = {
    "catalan": "ca?",
    "danish": "da?",
    "dutch": "nl?",
    "english": "en?",
    "finnish": "fi?",
    "french": "fr?",
    "german": "de?",
    "hungarian": "hu?",
    "italian": "it?",
    "norwegian": "no?",
    "portuguese": "pt?",
    "romanian": "ro?",
    "russian": "ru?",
    "spanish": "es?",
    "swedish": "sv?",
    "turkish": "tr?",
    "arabic": "ar?",
}
"""Codes of languages (ISO 639-1) by their names in `newslint.similarity.function_words`."""


def detected(text: str) -> str:
    """Return the code of the language of a text (ISO 639-1), or an empty string."""
    language = words.language(words.words(words.folded(text)))
    return _DETECTED.get(language or "", "").rstrip("?")


def _declared_language(article: "Article") -> str:
    """Return the language that the front matter, the folder or the file name declares."""
    field = article.field("language")
    language = field.text.replace("_", "-").partition("-")[0].strip().lower() if field else ""
    return language if language.isalpha() and len(language) in (2, 3) else ""


_SITE = ":site"
"""The provider of articles of a site generator that do not name one: they are of one outlet."""
_SIGNED = pattern(r"(.*\S)\s+[|\-–—]\s+([^|–—]+)")


def _headline(title: str, provider: str) -> str:
    """Return a title without the name of its provider at the end."""
    signed = _SIGNED.fullmatch(title)
    if signed is None:
        return title
    name, provider_name = (
        "".join(words.words(words.folded(text))) for text in (signed[2], provider)
    )
    shorter, longer = sorted((name, provider_name), key=len)
    return signed[1] if len(shorter) >= 3 and shorter in longer else title


def _lead(text: str) -> str:
    """Return the first `LEAD_WORDS` or so of a folded body, without lines too short to be prose."""
    lead: list[str] = []
    for line in text.splitlines():
        tokens = words.words(line)
        if len(tokens) >= PROSE_WORDS:
            lead += tokens
        if len(lead) >= LEAD_WORDS:
            break
    return " ".join(lead[:LEAD_WORDS])


def _is_figures(book: Lexicon, body: "Numbers", language: str | None) -> bool:
    """Return whether a body is a table of figures: many numbers and hardly a sentence."""
    if book.are_numbers(body).sum() < max(FIGURES * len(body), 1):
        return False
    function_words = words.function_words(language) if language else frozenset()
    return sum(map(function_words.__contains__, book.words(body))) < FUNCTION * len(body)


def _urls(article: "Article") -> dict[str, str]:
    urls: dict[str, str] = {}
    for field in article.stories[0].all("url"):
        identity = canonical(field.text)
        if identity and identity not in urls.values():
            urls[field.pointer or ""] = identity
    return urls


def _provider(article: "Article", urls: dict[str, str]) -> str:
    field = article.field("provider")
    provider = field and field.value
    if isinstance(provider, dict):
        for key in ("domain", "name"):
            value = provider.get(key)
            if isinstance(value, str) and value.strip():
                return value.strip()[:MAX_NAME].lower().removeprefix("www.")
    if isinstance(provider, str):
        return provider.strip()[:MAX_NAME].lower()
    if article.vocabulary.default_provider:
        return article.vocabulary.default_provider[:MAX_NAME].lower()
    if article.vocabulary.preset != NEWS:
        return _SITE
    return next(iter(urls.values()), "").partition("/")[0]


def _seconds(value: Any) -> int | None:
    moment = dates.parse(value.strip()) if isinstance(value, str) else None
    return None if moment is None else moment.seconds


def _text_hash(tokens: list[str]) -> int:
    """Return a 63-bit hash of words; 0 if there are none."""
    return _number(" ".join(tokens).encode("utf-8", "surrogatepass")) if tokens else 0


def _number(data: bytes) -> int:
    """Return a hash of 63 bits, never 0."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(data, digest_size=8).digest()) >> 1 or 1


def marked(sketch: Sketch, marks: int) -> "NDArray[np.uint32]":
    """Return the stems of an article that have one of ``marks``."""
    import numpy as np

    wanted = np.frombuffer(sketch.marks, np.uint8) & marks != 0
    stems: NDArray[np.uint32] = np.frombuffer(sketch.terms, np.uint32)[wanted]
    return stems


SHINGLE_KEY, TERM_KEY, SAME_KEY, DAY_KEY = range(4)
KEY_KINDS = (KeyKind(1), KeyKind(2), KeyKind(1), KeyKind(0))
"""The kinds of keys; days are only counted."""
UNDATED = 0
"""The day of an article without a date."""


def sketch_keys(facts: tuple[Any, ...]) -> "Hashes":
    """Return the keys of an article: shingles, stems of title and excerpt, URLs, the title, the
    text."""
    import numpy as np

    sketch = Sketch._make(facts)
    same = [text_key(url) for url in sketch.urls.values()]
    same += [number for number in (sketch.heading, sketch.text) if number]
    keys = [
        np.frombuffer(sketch.shingles, np.uint32).astype(np.uint64),
        marked(sketch, TITLE_MARK | LEAD_MARK).astype(np.uint64) | np.uint64(key(TERM_KEY, 0)),
        np.array(
            [*sorted({key(SAME_KEY, number) for number in same}), key(DAY_KEY, day(sketch.date))],
            np.uint64,
        ),
    ]
    return np.concatenate(keys)


def day(date: int | None) -> int:
    """Return the day of a date as a number below 2**32, in the order of time."""
    return UNDATED if date is None else date // 86_400 + (1 << 31)


def text_key(text: str) -> int:
    """Return a number for a text, for a key."""
    return _text_hash([text])

"""The facts about one article that all comparisons use."""

from typing import TYPE_CHECKING, Any, NamedTuple

from newslint import dates
from newslint.pattern import pattern
from newslint.rule import KeyKind, key
from newslint.similarity import tokens as words
from newslint.similarity.details import details
from newslint.vocabulary.choose import NEWS
from newslint.web.canonical import canonical

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.article import Article

    Hashes = NDArray[np.uint64]

SHINGLE = 5
"""Words in a shingle; twice as many characters in scripts without spaces."""
SAMPLE = 4
"""One shingle in so many is kept. The hash decides, so all articles keep the same ones."""
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
TITLE_MARK, LEAD_MARK, COUNT_STEP = 1, 2, 4
_MAX_COUNT = 63


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
    if article.is_draft:
        return None
    title = " ".join(article.title[:MAX_TITLE].split())
    body_text = words.folded(article.prose[:MAX_BODY])[:MAX_BODY]
    urls = _urls(article)
    provider = _provider(article, urls)
    published = article.field("published")
    title_text = words.folded(_headline(title, provider))
    title_words = words.words(title_text)
    excerpt_text = words.folded(article.summary[:MAX_EXCERPT])
    excerpt_words = words.words(excerpt_text)
    body_words = words.words(body_text)
    if not (title_words or excerpt_words or body_words or urls):
        return None
    is_unspaced = words.unspaced(body_words)
    hashes = shingle_hashes(body_words, is_unspaced)
    text = _number(hashes.tobytes()) if len(body_words) >= shingle_length(is_unspaced) else 0
    size, shingles = 0, b""
    language = words.language(title_words + excerpt_words + body_words[:LANGUAGE_WORDS])
    is_figures = _is_figures(body_words, language)
    lead = excerpt_words or ([] if is_figures else _lead(body_text))
    if len(body_words) >= BODY_WORDS:
        size, shingles = sampled(hashes)
    if len(body_words) < BODY_WORDS or is_figures:
        body_words = []
    unspaced = words.unspaced(title_words or lead)
    if not (title_text.isascii() and excerpt_text.isascii() and body_text.isascii()):
        title_words, lead, body_words = map(words.paired, (title_words, lead, body_words))
    parts = [words.terms(part, language) for part in (title_words, lead, body_words)]
    return tuple(
        Sketch(
            title,
            provider,
            _seconds(published and published.value),
            urls,
            _text_hash(excerpt_words),
            _text_hash(title_words),
            details(title_text, title_words),
            unspaced,
            text,
            size,
            shingles,
            *_terms(*parts),
            _phrases(parts),
            _declared_language(article) or _DETECTED.get(language or "", ""),
            is_figures,
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


def _lead(text: str) -> list[str]:
    """Return the first `LEAD_WORDS` or so of a folded body, without lines too short to be prose."""
    lead: list[str] = []
    for line in text.splitlines():
        tokens = words.words(line)
        if len(tokens) >= PROSE_WORDS:
            lead += tokens
        if len(lead) >= LEAD_WORDS:
            break
    return lead[:LEAD_WORDS]


def _is_figures(body: list[str], language: str | None) -> bool:
    """Return whether a body is a table of figures: many numbers and hardly a sentence."""
    if sum(map(str.isdecimal, body)) < max(FIGURES * len(body), 1):
        return False
    function_words = words.function_words(language) if language else frozenset()
    return sum(map(function_words.__contains__, body)) < FUNCTION * len(body)


def sampled(hashes: "Hashes") -> tuple[int, bytes]:
    """Return the number of distinct shingle hashes, and the sampled ones as sorted uint32."""
    import numpy as np

    hashes = _distinct(hashes)
    kept = hashes[hashes % np.uint64(SAMPLE) == 0] >> np.uint64(32)
    return len(hashes), _distinct(kept.astype(np.uint32)).tobytes()


def _distinct(values: "NDArray[Any]") -> "NDArray[Any]":
    """Return the distinct values, sorted, as np.unique does, at a third of its cost for so few."""
    import numpy as np

    values.sort()
    kept = np.empty(len(values), bool)
    kept[:1] = True
    np.not_equal(values[1:], values[:-1], out=kept[1:])
    return values[kept]


def shingle_length(unspaced: bool) -> int:
    """Return the words in a shingle."""
    return 2 * SHINGLE if unspaced else SHINGLE


def shingle_hashes(tokens: list[str], unspaced: bool) -> "Hashes":
    """Return the 64-bit hash of every sequence of `SHINGLE` words, by the position of its first
    word.

    A shorter text is one shingle.
    """
    import numpy as np

    length = min(shingle_length(unspaced), len(tokens))
    each = np.fromiter(map(words.WORD_HASHES.__getitem__, tokens), np.uint64, len(tokens))
    # A polynomial over the words' hashes, then the finaliser of MurmurHash3 (Appleby, public
    # domain) so that every bit, also those that choose the sample, depends on every word.
    total = np.zeros(len(each) - length + 1 if tokens else 0, np.uint64)
    for offset in range(length):
        total *= np.uint64(0x9E3779B97F4A7C15)
        total += each[offset : offset + len(total)]
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        total ^= total >> np.uint64(33)
        total *= np.uint64(factor)
    return total ^ (total >> np.uint64(33))


def _terms(
    title: "NDArray[np.uint32]", lead: "NDArray[np.uint32]", body: "NDArray[np.uint32]"
) -> tuple[bytes, bytes]:
    """Return the distinct terms in order, and their marks."""
    import numpy as np

    every = np.concatenate((title, lead, body))
    each = np.full(len(every), COUNT_STEP, np.int64)
    each[: len(title)] = 1 << 32
    each[len(title) : len(title) + len(lead)] = 1 << 48
    order = every.argsort(kind="stable")
    every = every[order]
    starts = np.flatnonzero(np.diff(every, prepend=np.uint32(0)))
    if not len(starts):
        return b"", b""
    told = np.add.reduceat(each[order], starts)
    marks = np.minimum(told & 0xFFFFFFFF, _MAX_COUNT * COUNT_STEP)
    marks |= TITLE_MARK * (told >> 32 & 0xFFFF > 0) | LEAD_MARK * (told >> 48 > 0)
    return every[starts].tobytes(), marks.astype(np.uint8).tobytes()


def _phrases(parts: "list[NDArray[np.uint32]]") -> bytes:
    """Return the hashes of all pairs of neighbours in each part."""
    import numpy as np

    pairs = [stems[:-1] * np.uint32(0x9E3779B1) ^ stems[1:] for stems in parts]
    return _distinct(np.concatenate(pairs)).tobytes()


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

"""The facts about one article that all comparisons of articles work on."""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.canonical import canonical
from newslint.similarity import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.article import Article

    Hashes = NDArray[np.uint64]

URL_FIELDS = ("webUrl", "originalUrl", "ampWebUrl", "cdnAmpWebUrl")
"""The fields that say where the story itself is, the most telling first."""
SHINGLE = 5
"""Words in a shingle; in scripts without spaces twice as many characters."""
SAMPLE = 4
"""One shingle in so many is kept. The choice falls on the hash, so all articles keep the same."""
LEAD_WORDS = 60
"""Words of the body that stand in for a missing excerpt."""
PROSE_WORDS = 12
"""Words from which on a line is taken for prose, not for a label, a byline or a menu."""
BODY_WORDS = 20
"""Words from which on a body counts as text of its own."""
TITLE_MARK, LEAD_MARK, COUNT_STEP = 1, 2, 4
_MAX_COUNT = 63


class Sketch(NamedTuple):
    """What is kept of an article: some 2 KB of plain values for a body of 2.5 KB."""

    title: str
    provider: str
    """Where it was published: the domain or the name in the front matter, else the URL's host."""
    date: int | None
    """publishedDateTime in seconds since 1970, UTC where it names no zone."""
    urls: dict[str, str]
    """Canonical URL by field, for the fields of `URL_FIELDS` that have one of their own."""
    exact: int
    """Hash of the folded title and excerpt, 0 where either is missing."""
    excerpt: int
    """Hash of the folded excerpt, 0 where there is none."""
    heading: int
    """Hash of the folded title, 0 where there is none."""
    details: str
    """What sets look-alike titles apart: their numbers, months, weekdays, editions."""
    size: int
    """Distinct shingles of the body; 0 where there is next to no body."""
    shingles: bytes
    """uint32, sorted: the hashes of the sampled shingles."""
    terms: bytes
    """uint32, sorted: the hashes of the stems in title, excerpt and body."""
    marks: bytes
    """uint8 per term: TITLE_MARK, LEAD_MARK, and COUNT_STEP times how often the body has it."""
    phrases: bytes
    """uint32, sorted: the hashes of neighbouring stems, in title, excerpt and body."""


def sketch(article: "Article") -> tuple[Any, ...] | None:
    """The `Sketch` of an article as a plain tuple; None where there is nothing to compare."""
    import numpy as np

    title = " ".join(article.title.split())
    excerpt, body = article.excerpt, article.body
    title_text, excerpt_text, body_text = map(words.folded, (title, excerpt, body))
    body_words = words.words(body_text)
    spoken = words.words(f"{title_text} {excerpt_text}")
    urls = _urls(article.data)
    if not (spoken or body_words or urls):
        return None
    language = words.language(spoken + body_words[:200])
    bodied = len(body_words) >= BODY_WORDS
    size, shingles = sampled(body_words, words.unspaced(body_text)) if bodied else (0, b"")
    lead = excerpt_text if excerpt_text.strip() else _lead(body_text)
    texts = (title_text, lead, body_text if bodied else "")
    parts = [words.terms(text, language) for text in texts]
    terms, marks = _terms(*parts)
    return tuple(
        Sketch(
            title,
            _provider(article.data, urls),
            _seconds(article.data.get("publishedDateTime")),
            urls,
            _text_hash(title_text, excerpt_text),
            _text_hash(excerpt_text),
            _text_hash(title_text),
            details(title_text),
            size,
            shingles,
            terms.astype(np.uint32).tobytes(),
            marks.tobytes(),
            _phrases(*parts),
        )
    )


def _lead(text: str) -> str:
    """The first `LEAD_WORDS` or so of a folded body, without lines too short to be prose."""
    lead: list[str] = []
    for line in text.splitlines():
        found = words.words(line)
        if len(found) >= PROSE_WORDS:
            lead += found
        if len(lead) >= LEAD_WORDS:
            break
    return " ".join(lead[:LEAD_WORDS])


def sampled(found: list[str], unspaced: bool) -> tuple[int, bytes]:
    """How many distinct shingles the words have, and the sampled ones as sorted uint32."""
    import numpy as np

    hashes = np.unique(shingle_hashes(found, unspaced))
    kept = hashes[hashes % np.uint64(SAMPLE) == 0] >> np.uint64(32)
    return len(hashes), np.unique(kept.astype(np.uint32)).tobytes()


def shingle_hashes(found: list[str], unspaced: bool) -> "Hashes":
    """The 64-bit hash of every stretch of `SHINGLE` words, by the position of its first word.

    A text shorter than that is one shingle.
    """
    import numpy as np

    length = min(2 * SHINGLE if unspaced else SHINGLE, len(found))
    each = np.fromiter(map(words.WORD_HASHES.__getitem__, found), np.uint64, len(found))
    # A polynomial over the words' hashes, then the finaliser of MurmurHash3 (Appleby, public
    # domain) so that every bit, also those that choose the sample, depends on every word.
    total = np.zeros(max(0, len(each) - length + 1), np.uint64)
    for offset in range(length):
        total *= np.uint64(0x9E3779B97F4A7C15)
        total += each[offset : offset + len(total)]
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        total ^= total >> np.uint64(33)
        total *= np.uint64(factor)
    return total ^ (total >> np.uint64(33))


def _terms(title: list[int], lead: list[int], body: list[int]) -> tuple[Any, Any]:
    """The distinct terms in order, and their marks."""
    import numpy as np

    found, places = np.unique(np.array(title + lead + body, np.uint32), return_inverse=True)
    marks = np.bincount(places[len(title) + len(lead) :], minlength=len(found))
    marks = np.minimum(marks, _MAX_COUNT) * COUNT_STEP
    marks[places[: len(title)]] |= TITLE_MARK
    marks[places[len(title) : len(title) + len(lead)]] |= LEAD_MARK
    return found, marks.astype(np.uint8)


def _phrases(*parts: list[int]) -> bytes:
    """The hashes of all pairs of neighbours in each part."""
    import numpy as np

    found = []
    for part in parts:
        stems = np.array(part, np.uint32)
        found.append(stems[:-1] * np.uint32(0x9E3779B1) ^ stems[1:])
    return np.unique(np.concatenate(found)).tobytes()


def _urls(data: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in URL_FIELDS:
        url = data.get(field)
        identity = canonical(url) if isinstance(url, str) else ""
        if identity and identity not in found.values():
            found[field] = identity
    return found


def _provider(data: dict[str, Any], urls: dict[str, str]) -> str:
    provider = data.get("provider")
    if isinstance(provider, dict):
        for key in ("domain", "name"):
            value = provider.get(key)
            if isinstance(value, str) and value.strip():
                return value.strip().lower().removeprefix("www.")
    if isinstance(provider, str):
        return provider.strip().lower()
    return next(iter(urls.values()), "").partition("/")[0]


def _seconds(value: Any) -> int | None:
    if not isinstance(value, str):
        return None
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    try:
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except OverflowError:
        return None


def _text_hash(*texts: str) -> int:
    """A 63-bit hash of the words of folded texts, 0 where one of them has none."""
    from hashlib import blake2b

    parts = [" ".join(words.words(text)) for text in texts]
    if not all(parts):
        return 0
    digest = blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1 or 1


_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CALENDAR = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio janeiro januari",
            "february feb februar février febrero febbraio fevereiro februari",
            "march mar märz mars marzo março maart",
            "april apr avril abril aprile",
            "may mai mayo maggio maio mei maj",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août agosto augustus augusti",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober octobre octubre ottobre outubro",
            "november nov novembre noviembre",
            "december dec dezember décembre diciembre dicembre dezembro",
            "monday montag lundi lunes lunedì maandag",
            "tuesday dienstag mardi martes martedì dinsdag",
            "wednesday mittwoch mercredi miércoles mercoledì woensdag",
            "thursday donnerstag jeudi jueves giovedì donderdag",
            "friday freitag vendredi viernes venerdì vrijdag",
            "saturday samstag samedi sábado sabato zaterdag",
            "sunday sonntag dimanche domingo domenica zondag",
        )
    )
    for name in names.split()
}


def details(text: str) -> str:
    """What sets a folded title apart from its look-alikes: numbers, months and weekdays."""
    found = {number.rstrip(".,:") for number in _NUMBER.findall(text)}
    found.update(f"c{_CALENDAR[word]}" for word in words.words(text) if word in _CALENDAR)
    return " ".join(sorted(found))

"""Collections made for tests: a shape says what its articles may hold, and articles follow it."""

import random
import string
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from newslint.article import Article
from newslint.front_matter import Block
from newslint.infer.collection import Articles
from newslint.settings import Config
from newslint.vocabulary import presets
from newslint.vocabulary.choose import NEWS, vocabulary_of

Fields = dict[str, Any]


class InMemory(Articles):
    """Articles that are in no files, numbered as they are given."""

    def __init__(self, articles: Sequence[Mapping[str, Any]], preset: str = NEWS) -> None:
        super().__init__([f"{number}.md" for number in range(len(articles))], Config())
        self._vocabulary = vocabulary_of(presets.preset(preset))
        self._articles = dict(zip(self.paths, articles, strict=True))

    def _article(self, path: str) -> Article:
        article = Article(path, "", Block("yaml", 0, 0, 0), dict(self._articles[path]))
        article.vocabulary = self._vocabulary
        return article


NAMES = st.one_of(
    st.sampled_from(
        ["title", "tags", "date", "$ref", "$id", "$schema", "__proto__", "required", "über", "名前"]
    ),
    st.text(string.ascii_lowercase, min_size=3, max_size=9),
)
LEAVES = st.one_of(
    st.tuples(st.just("words"), st.lists(st.text(string.ascii_letters, min_size=4, max_size=9),
                                         min_size=1, max_size=4, unique=True)),
    st.tuples(st.sampled_from(
        ["prose", "date", "date-time", "uri", "uuid", "integer", "rating", "number", "boolean",
         "null"]), st.none()),
)  # fmt: skip
SHAPES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.just("list"), inner),
        st.tuples(st.just("either"), st.tuples(inner, inner)),
        st.tuples(st.just("mapping"), st.dictionaries(
            NAMES, st.tuples(inner, st.sampled_from([1.0, 1.0, 0.9, 0.5, 0.1])),
            min_size=1, max_size=5)),
    ),
    max_leaves=8,
)  # fmt: skip
"""What a value may be: its kind, and the details of that kind."""
FORMS = st.dictionaries(
    NAMES, st.tuples(SHAPES, st.sampled_from([1.0, 1.0, 0.9, 0.5, 0.1])), min_size=1, max_size=6
)
"""What the fields of an article may be, each with the chance that an article has it."""


def value_of(shape: Any, chance: random.Random) -> Any:
    """Return a value of a shape."""
    kind, inner = shape
    match kind:
        case "words":
            return chance.choice(inner)
        case "prose":
            return "".join(chance.choices(string.ascii_letters + " é\n", k=chance.randint(1, 90)))
        case "date":
            return f"20{chance.randint(10, 29)}-0{chance.randint(1, 9)}-{chance.randint(10, 28)}"
        case "date-time":
            return value_of(("date", None), chance) + f"T0{chance.randint(0, 9)}:30:00Z"
        case "uri":
            return f"https://kvist.example/{chance.randint(0, 10**6)}"
        case "uuid":
            return f"{chance.getrandbits(32):08x}-0000-4000-8000-{chance.getrandbits(48):012x}"
        case "integer":
            return chance.randint(-(10**30), 10**30)
        case "rating":
            return chance.randint(1, 5)
        case "number":
            return chance.uniform(-1e6, 1e6)
        case "boolean":
            return chance.random() < 0.5
        case "list":
            return [value_of(inner, chance) for _ in range(chance.randint(0, 3))]
        case "either":
            return value_of(chance.choice(inner), chance)
        case "mapping":
            return fields_of(inner, chance)
    return None


def fields_of(form: Mapping[str, Any], chance: random.Random) -> Fields:
    """Return the fields of an article."""
    return {
        name: value_of(shape, chance)
        for name, (shape, presence) in form.items()
        if chance.random() < presence
    }


@st.composite
def collections(draw: st.DrawFn, least: int = 1, most: int = 60) -> list[Fields]:
    """Return the fields of some articles of one form."""
    form, number = draw(FORMS), draw(st.integers(least, most))
    chance = random.Random(draw(st.integers(0, 2**32)))
    return [fields_of(form, chance) for _ in range(number)]

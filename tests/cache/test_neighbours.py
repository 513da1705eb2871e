"""The index of which articles concern each other."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from newslint.cache import neighbours
from newslint.cache.neighbours import open_index, write_index
from newslint.pipeline import facts as store
from newslint.pipeline import run
from newslint.pipeline.run import lint
from newslint.rule import KeyKind, Overview, key
from newslint.settings import Config

ONE, TWO, SAME, COUNTED = range(4)
KINDS = (KeyKind(1), KeyKind(2), KeyKind(1), KeyKind(0))


def keys(*pairs: tuple[int, int]) -> "neighbours.Keys":
    return np.array(sorted(key(kind, value) for kind, value in pairs), np.uint64)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "index.keys")


CONTENTS = {"a.md": b"A" * 16, "b.md": b"B" * 16, "ü.md": b"\0" * 16, "\udcff.md": b"D" * 16}


class TestIndex:
    @pytest.fixture
    def index(self, file: str) -> neighbours.Index:
        write_index(
            file,
            CONTENTS,
            {
                "a.md": keys((ONE, 1), (ONE, 9), (TWO, 1), (TWO, 2), (COUNTED, 5)),
                "b.md": keys((ONE, 2), (ONE, 9), (TWO, 1), (COUNTED, 5)),
                "ü.md": keys((TWO, 1), (TWO, 2), (SAME, 1), (COUNTED, 5)),
            },
            Overview(keys((ONE, 9), (TWO, 8)), {"ü.md"}),
        )
        index = open_index(file)
        assert index is not None
        return index

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (((ONE, 1),), {"a.md"}),
            (((ONE, 3),), set()),
            (((TWO, 1),), set()),
            (((TWO, 1), (TWO, 2)), {"a.md", "ü.md"}),
            (((SAME, 1), (ONE, 2)), {"ü.md", "b.md"}),
            (((ONE, 9), (SAME, 1)), {"ü.md"}),
            (((COUNTED, 5),), set()),
            ((), set()),
        ],
    )
    def test_neighbours_share_enough_keys(
        self, index: neighbours.Index, asked: tuple[tuple[int, int], ...], found: set[str]
    ) -> None:
        assert index.neighbours(keys(*asked), KINDS) == found

    def test_holders(self, index: neighbours.Index) -> None:
        """Copies of other articles count on request only."""
        asked = keys((ONE, 1), (TWO, 1), (TWO, 2), (TWO, 3))
        assert index.holders(asked).tolist() == [1, 2, 1, 0]
        assert index.holders(asked, copies=True).tolist() == [1, 3, 2, 0]
        assert index.counted == 2

    def test_the_whole_is_known_by_the_kinds_of_keys(self, index: neighbours.Index) -> None:
        whole = neighbours.Indexed(index)
        assert whole.articles == 2
        assert whole.silent(ONE).tolist() == [9]
        assert whole.silent(SAME).tolist() == []
        assert whole.holders(TWO, np.array([1, 2], np.uint32)).tolist() == [2, 1]

    def test_what_changed_is_known_to_be_stale(self, index: neighbours.Index) -> None:
        assert index.stale(CONTENTS) == []
        assert index.stale({**CONTENTS, "a.md": b"x" * 16, "new.md": b"A" * 16}) == [
            "a.md",
            "new.md",
        ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: b"other file\n" * 30,
        lambda data: data[:16] + b"\xff" * 40 + data[56:],
    ],
    ids=["empty", "no header", "cut", "longer", "foreign", "sizes"],
)
def test_a_damaged_index_is_none(file: str, damage: Callable[[bytes], bytes]) -> None:
    write_index(file, CONTENTS, {"a.md": keys((ONE, 1))}, Overview())
    Path(file).write_bytes(damage(Path(file).read_bytes()))
    assert open_index(file) is None


def test_no_index(file: str) -> None:
    assert open_index(file) is None
    write_index(os.path.join(file, "nowhere"), CONTENTS, {}, Overview())


def test_a_reader_keeps_the_index_it_opened(file: str) -> None:
    write_index(file, CONTENTS, {"a.md": keys((ONE, 1))}, Overview())
    old = open_index(file)
    write_index(file, CONTENTS, {"b.md": keys((ONE, 1))}, Overview())
    new = open_index(file)
    assert old is not None
    assert new is not None
    assert old.neighbours(keys((ONE, 1)), KINDS) == {"a.md"}
    assert new.neighbours(keys((ONE, 1)), KINDS) == {"b.md"}


NAMES = [f"{a}{b}" for a in ("kadan", "lofel", "migor", "nudan") for b in range(400)]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of how many articles the facts are looked up, time and again."""
    seen: list[int] = []
    get = store.FactStore.get

    def counting(self: store.FactStore, collector: str, paths: list[str]) -> dict[str, object]:
        seen.append(len(paths))
        return get(self, collector, paths)

    monkeypatch.setattr(store.FactStore, "get", counting)
    return seen


class TestTheRun:
    """A run that only sees neighbours finds what a run finds that sees everything."""

    @pytest.fixture
    def empty(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(run, "CACHE_WORTH", 0)
        monkeypatch.setattr(store, "WORTH_INDEX", 0)
        monkeypatch.setattr(store, "MAX_SHARE", 0.5)
        return Config(
            root=str(tmp_path),
            roots=(".",),
            online=False,
            select=("duplicates",),
            cache_dir=str(tmp_path / ".cache"),
        )

    @pytest.fixture
    def collection(self, empty: Config) -> Config:
        chance = random.Random(5)
        bodies = [" ".join(chance.choices(NAMES, k=120)) for _ in range(12)]
        for number in range(24):
            Path(f"{number:02}.md").write_text(
                f"---\ntitle: {' '.join(chance.choices(NAMES, k=6))}\n"
                f"webUrl: https://a.example/{number % 20}\n---\n{bodies[number % 12]}\n"
            )
        return empty

    @pytest.fixture
    def crowds(self, empty: Config) -> Config:
        """Copies, edited copies and outlets' versions of a story beyond what is compared each with
        each, among articles that carry the notices of a few sites."""
        chance = random.Random(5)
        notices = [" ".join(chance.choices(NAMES, k=60)) for _ in range(3)]
        texts = [chance.choices(NAMES, k=150) for _ in range(3)]
        titles = [chance.choices(NAMES, k=9) for _ in range(3)]
        for number in range(240):
            kind = number % 4
            body, title = chance.choices(NAMES, k=90), chance.choices(NAMES, k=6)
            if kind < 3:
                edits = 0.03 * (kind == 1)
                body = [
                    w if chance.random() >= edits else chance.choice(NAMES) for w in texts[kind]
                ]
                title = chance.sample(titles[kind], 7)
            if kind == 2:
                body = []
            day = f"2026-03-{1 + number % (2 + 24 * (kind != 2)):02}"
            date = f"publishedDateTime: {day}\n" if number % 7 else ""
            notice = notices[number % 3] if kind != 2 else ""
            Path(f"{number:03}.md").write_text(
                f"---\ntitle: {' '.join(title)}\n{date}provider: p{number % 40}.example\n"
                f"webUrl: https://a.example/{kind or number}/s\n---\n{' '.join(body)} {notice}\n"
            )
        return empty

    def test_neighbours_are_enough(
        self, collection: Config, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alone = collection._replace(use_cache=False)
        expected = {p: lint([p], alone).findings for p in map("{:02}.md".format, range(24))}
        assert sum(map(len, expected.values())) > 12
        lint(["00.md"], collection)  # writes the index
        seen = counted(monkeypatch)
        assert {p: lint([p], collection).findings for p in expected} == expected
        assert max(seen) < 24

    @pytest.mark.parametrize("together", [1, 5, 100])
    def test_neighbours_are_enough_in_a_crowd(
        self, crowds: Config, together: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Be one file named, or several of one crowd or of many."""
        chance = random.Random(together)
        alone = crowds._replace(use_cache=False)
        portions = [
            tuple(f"{number:03}.md" for number in chance.sample(range(240), together))
            for _ in range(24 // together or 1)
        ]
        expected = {named: lint(named, alone).findings for named in portions}
        assert sum(map(len, expected.values())) > 20
        lint(["000.md"], crowds)  # writes the index
        seen = counted(monkeypatch)
        assert {named: lint(named, crowds).findings for named in portions} == expected
        assert max(seen) < 240 or together > 1

    def test_changed_and_new_articles_are_seen(self, collection: Config) -> None:
        lint(["00.md"], collection)
        Path("01.md").write_bytes(Path("02.md").read_bytes())
        Path("new.md").write_bytes(Path("03.md").read_bytes())
        copies = collection._replace(select=("duplicate-text",))
        others = {"13.md": [], "new.md": ["03.md"], "03.md": ["15.md"], "02.md": ["01.md"]}
        for path, first in others.items():
            assert [f.related[0].path for f in lint([path], copies).findings] == first, path

    def test_articles_that_are_gone_are_not_named(self, collection: Config) -> None:
        assert lint(["20.md"], collection).findings
        for name in ("00.md", "08.md"):
            Path(name).unlink()
        assert lint(["20.md"], collection).findings == ()

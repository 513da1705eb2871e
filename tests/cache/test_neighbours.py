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
from newslint.rule import KeyKind, key
from newslint.settings import Config

ONE, TWO, SAME = range(3)
KINDS = (KeyKind(1, 200), KeyKind(2, 2_000), KeyKind(1, 1 << 62))


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
                "a.md": keys((ONE, 1), (TWO, 1), (TWO, 2)),
                "b.md": keys((ONE, 2), (TWO, 1)),
                "ü.md": keys((TWO, 1), (TWO, 2), (SAME, 1)),
            },
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
            ((), set()),
        ],
    )
    def test_neighbours_share_enough_keys(
        self, index: neighbours.Index, asked: tuple[tuple[int, int], ...], found: set[str]
    ) -> None:
        assert index.neighbours(keys(*asked), KINDS) == found

    def test_holders(self, index: neighbours.Index) -> None:
        assert index.holders(keys((ONE, 1), (TWO, 1), (TWO, 3))).tolist() == [1, 3, 0]

    def test_what_changed_is_known_to_be_stale(self, index: neighbours.Index) -> None:
        assert index.stale(CONTENTS) == []
        assert index.stale({**CONTENTS, "a.md": b"x" * 16, "new.md": b"A" * 16}) == [
            "a.md",
            "new.md",
        ]

    def test_common_keys_make_no_neighbours(
        self, file: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        many = {f"{number}.md": b"." * 16 for number in range(3)}
        write_index(file, many, dict.fromkeys(many, keys((ONE, 1))))
        index = open_index(file)
        assert index is not None
        assert index.neighbours(keys((ONE, 1)), [KeyKind(1, 2)]) == set()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: b"other file\n" * 30,
        lambda data: data[:16] + b"\xff" * 24 + data[40:],
    ],
    ids=["empty", "no header", "cut", "longer", "foreign", "sizes"],
)
def test_a_damaged_index_is_none(file: str, damage: Callable[[bytes], bytes]) -> None:
    write_index(file, CONTENTS, {"a.md": keys((ONE, 1))})
    Path(file).write_bytes(damage(Path(file).read_bytes()))
    assert open_index(file) is None


def test_no_index(file: str) -> None:
    assert open_index(file) is None
    write_index(os.path.join(file, "nowhere"), CONTENTS, {})


def test_a_reader_keeps_the_index_it_opened(file: str) -> None:
    write_index(file, CONTENTS, {"a.md": keys((ONE, 1))})
    old = open_index(file)
    write_index(file, CONTENTS, {"b.md": keys((ONE, 1))})
    new = open_index(file)
    assert old is not None
    assert new is not None
    assert old.neighbours(keys((ONE, 1)), KINDS) == {"a.md"}
    assert new.neighbours(keys((ONE, 1)), KINDS) == {"b.md"}


class TestTheRun:
    """A run that only sees neighbours finds what a run finds that sees everything."""

    @pytest.fixture
    def collection(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(run, "CACHE_WORTH", 0)
        monkeypatch.setattr(store, "WORTH_INDEX", 0)
        monkeypatch.setattr(store, "FEW", 0.5)
        chance = random.Random(5)
        names = [f"{a}{b}" for a in ("kadan", "lofel", "migor", "nudan") for b in range(400)]
        bodies = [" ".join(chance.choices(names, k=120)) for _ in range(12)]
        for number in range(24):
            (tmp_path / f"{number:02}.md").write_text(
                f"---\ntitle: {' '.join(chance.choices(names, k=6))}\n"
                f"webUrl: https://a.example/{number % 20}\n---\n{bodies[number % 12]}\n"
            )
        return Config(
            root=str(tmp_path),
            roots=(".",),
            online=False,
            select=("duplicates",),
            cache_dir=str(tmp_path / ".cache"),
        )

    def test_neighbours_are_enough(
        self, collection: Config, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alone = collection._replace(use_cache=False)
        expected = {p: lint([p], alone).findings for p in map("{:02}.md".format, range(24))}
        assert sum(map(len, expected.values())) > 12
        lint(["00.md"], collection)  # writes the index
        seen: list[int] = []
        get = store.FactStore.get

        def counted(self: store.FactStore, collector: str, paths: list[str]) -> dict[str, object]:
            seen.append(len(paths))
            return get(self, collector, paths)

        monkeypatch.setattr(store.FactStore, "get", counted)
        assert {p: lint([p], collection).findings for p in expected} == expected
        assert max(seen) < 24

    def test_changed_and_new_articles_are_seen(self, collection: Config) -> None:
        lint(["00.md"], collection)
        Path("01.md").write_bytes(Path("02.md").read_bytes())
        Path("new.md").write_bytes(Path("03.md").read_bytes())
        assert "00.md" not in {f.path for f in lint(["00.md"], collection).findings}
        for path, first in (("new.md", "03.md"), ("02.md", "01.md")):
            assert {f.related[0].path for f in lint([path], collection).findings} == {first}

    def test_articles_that_are_gone_are_not_named(self, collection: Config) -> None:
        assert lint(["20.md"], collection).findings
        for name in ("00.md", "08.md"):
            Path(name).unlink()
        assert lint(["20.md"], collection).findings == ()

"""Changes of fields become edits for those who want them, whenever the findings were made."""

from pathlib import Path

import pytest

from newslint.finding import Change, Edit
from newslint.pipeline.locate import Articles, proved
from newslint.pipeline.run import CACHE_WORTH, lint
from newslint.settings import Config

TEXT = '---\ntitle: "A  ferry"\n---\n'
EDIT = Edit(11, 21, '"A ferry"')
CONFIG = Config(select=("untidy-text",), online=False)


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in range(CACHE_WORTH):
        (tmp_path / f"{number}.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_they_are_edits_if_edits_are_wanted(collection: Path) -> None:
    for finding in lint(["."], CONFIG).findings:
        assert (finding.edits, finding.changes) == ((EDIT,), ())


def test_they_stay_changes_if_not(collection: Path) -> None:
    for finding in lint(["."], CONFIG, edits=False).findings:
        assert (finding.edits, finding.changes) == ((), (Change("/title", "A ferry"),))
        assert finding.fixable


@pytest.mark.parametrize("wanted_first", [False, True])
def test_a_cached_finding_is_the_same(collection: Path, wanted_first: bool) -> None:
    config = CONFIG._replace(cache_dir=str(collection / "cache"), use_cache=True)
    first = lint(["."], config, edits=wanted_first)
    cold = lint(["."], config._replace(use_cache=False))
    assert lint(["."], config).findings == cold.findings
    assert lint(["."], config, edits=wanted_first).findings == first.findings


def test_what_is_gone_has_no_edit(collection: Path) -> None:
    findings = lint(["."], CONFIG, edits=False).findings
    (collection / "3.md").unlink()
    unfixable = [finding for finding in proved(findings, Articles(CONFIG, {})) if not finding.edits]
    assert [(finding.path, finding.fixable) for finding in unfixable] == [("3.md", False)]

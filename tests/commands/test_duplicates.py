"""``newslint duplicates``: clusters with their evidence, and single pairs explained."""

import json
from pathlib import Path

import pytest

from newslint.cli import main
from newslint.pipeline.run import CACHE_WORTH

WIRE = (
    "The ferry between the two islands will run again from Monday after engineers replaced the "
    "cracked rudder that had kept it in dock since early spring. The operator said that all "
    "tickets bought for cancelled crossings stay valid until the end of the year. "
    "Residents had crossed on fishing boats for two months, and the school on the smaller island "
    "taught its older pupils by radio until the repair was done."
)
ARTICLES = {
    "a.md": f"---\ntitle: Ferry back on Monday\npublishedDateTime: 2026-03-01\n---\n{WIRE}\n",
    "b.md": "---\ntitle: Islands rejoice\npublishedDateTime: 2026-03-02\n---\nShopkeepers on the "
    f"quay had feared for the summer.\n\n{WIRE}\n",
    "c.md": "---\ntitle: Council audits the museum\npublishedDateTime: 2026-03-02\n---\n"
    "Auditors found nothing amiss in the museum's books, the council said on Tuesday evening, "
    "and praised the staff for keeping them in such good order through the long rebuilding.\n",
    "d.md": "---\ntitle: Elsewhere\nwebUrl: https://example.com/x?utm_source=a\n---\n",
    "e.md": "---\ntitle: Elsewhere again\nwebUrl: http://www.example.com/x/\n---\n",
}


@pytest.fixture(autouse=True)
def _collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for name, text in ARTICLES.items():
        Path(name).write_text(text, encoding="utf-8")


def test_clusters_come_with_what_their_articles_share(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "--isolated"]) == 1
    printed = capsys.readouterr().out
    assert "duplicate-text: 2 articles\n  a.md\n  b.md  (most like a.md)\n" in printed
    assert "100% of the first" in printed
    assert "longest shared stretch: “The ferry between the two islands" in printed
    assert "duplicate-url: 2 articles\n  d.md\n  e.md" in printed
    assert "c.md" not in printed


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "--isolated", "-f", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    found = {(cluster["rule"], *cluster["paths"]) for cluster in data["clusters"]}
    assert ("duplicate-text", "a.md", "b.md") in found
    assert ("duplicate-url", "d.md", "e.md") in found
    text = next(c for c in data["clusters"] if c["rule"] == "duplicate-text")["evidence"][0]
    assert text["shared_text"]["shares"][0] == 1.0
    assert text["days"] == 1.0


def test_a_pair_is_explained_when_it_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "--isolated", "--pair", "a.md", "b.md"]) == 1
    assert "reported by duplicate-text" in capsys.readouterr().out


def test_and_when_it_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "--isolated", "--pair", "a.md", "c.md"]) == 0
    printed = capsys.readouterr().out
    assert "not reported by any rule" in printed
    assert "not one story" in printed


def test_none_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["duplicates", "--isolated", "a.md", "c.md"]) == 0
    assert capsys.readouterr().out == "2 articles compared: 0 clusters\n"
    assert main(["duplicates", "--isolated", "a.md"]) == 0
    assert capsys.readouterr().out == "1 article compared: 0 clusters\n"


@pytest.mark.parametrize("argv", [["--pair", "a.md", "a.md"], ["--pair", "a.md", "no.md"], ["no"]])
def test_what_cannot_be_compared_is_an_error(argv: list[str]) -> None:
    assert main(["duplicates", "--isolated", *argv]) == 2


def test_a_story_is_explained_by_its_telling_words(capsys: pytest.CaptureFixture[str]) -> None:
    for name, title in {
        "f.md": "Cracked rudder keeps Skerrow ferry in dock",
        "g.md": "Skerrow ferry in dock with cracked rudder",
        "h.md": "Acme beats profit estimates on chip sales",
        "i.md": "Zenith beats profit estimates on chip sales",
    }.items():
        date = "publishedDateTime: 2026-05-01"
        Path(name).write_text(f"---\ntitle: {title}\n{date}\n---\n", encoding="utf-8")
    main(["duplicates", "--isolated", "f.md", "g.md"])
    printed = capsys.readouterr().out
    assert "distinctive words in common: Skerrow, rudder" in printed
    assert "bits in titles, " in printed
    assert main(["duplicates", "--isolated", "--pair", "h.md", "i.md"]) == 0
    assert "because their titles say the same of Acme and Zenith" in capsys.readouterr().out


@pytest.fixture
def crowd() -> list[str]:
    """Many copies of one text, a page that many name, a story that many tell."""
    paths = [f"copy-{number:02}.md" for number in range(30)]
    for number, path in enumerate(paths):
        Path(path).write_text(
            f"---\ntitle: Skerrow ferry in dock with cracked rudder\nwebUrl: https://a.example/1/s\n"
            f"publishedDateTime: 2026-05-01T{23 - number % 24:02}:{number:02}:00Z\n---\n{WIRE}\n",
            encoding="utf-8",
        )
    return paths


def test_clusters_are_whole_though_findings_name_a_few(
    crowd: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    oldest = "copy-23.md"
    assert main(["duplicates", "--isolated", "-f", "json", *crowd]) == 1
    clusters = {c["rule"]: c for c in json.loads(capsys.readouterr().out)["clusters"]}
    assert {*clusters} == {"duplicate-url", "duplicate-text", "same-story"}
    for cluster in clusters.values():
        assert cluster["paths"][0] == oldest
        assert sorted(cluster["paths"]) == crowd
        assert cluster["size"] == len(crowd)
        assert [each["paths"][0] for each in cluster["evidence"]] == [oldest] * 29
        assert all(each["message"] for each in cluster["evidence"])

    main(["check", "--isolated", "--offline", "--select", "duplicates", "-f", "json", *crowd])
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert {len(finding["related"]) for finding in findings} == {5}
    told = {(f["rule"], f["group"]["id"], f["group"]["size"]) for f in findings}
    assert told == {(rule, c["id"], len(crowd)) for rule, c in clusters.items()}
    assert len(findings) == 3 * 29


def test_a_pair_of_a_cluster_is_reported_should_no_finding_name_both(
    crowd: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duplicates", "--isolated", "--pair", "copy-02.md", "copy-05.md", *crowd]) == 1
    printed = capsys.readouterr().out
    assert "reported by duplicate-text, duplicate-url, same-story" in printed
    assert "joined" not in printed


def test_a_pair_that_others_join(capsys: pytest.CaptureFixture[str]) -> None:
    """One article holds the texts of two that have nothing in common."""
    other = " ".join(f"word{number}" for number in range(60))
    for path, body, day in (("x.md", WIRE, 1), ("y.md", other, 2), ("z.md", f"{WIRE} {other}", 3)):
        date = f"publishedDateTime: 2026-03-0{day}"
        Path(path).write_text(f"---\ntitle: {path}\n{date}\n---\n{body}\n", encoding="utf-8")
    assert main(["duplicates", "--isolated", "--pair", "x.md", "y.md", "z.md"]) == 1
    printed = capsys.readouterr().out
    assert "duplicate-text: joined by other articles of the cluster, which are like both" in printed


def test_offline_and_without_a_cache(tmp_path: Path) -> None:
    for number in range(CACHE_WORTH):
        Path(f"{number}.md").write_text(f"---\ntitle: Ferry {number}\n---\n")
    assert main(["duplicates", "--offline", "--no-cache", "."]) == 1
    assert not (tmp_path / ".cache").exists()
    assert main(["duplicates", "."]) == 1
    assert (tmp_path / ".cache").exists()
    assert main(["urls", "--offline", "."]) == 0

"""Which generator builds a site, by its own file."""

from pathlib import Path

import pytest

from newslint.vocabulary.detect import site_in, site_of


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*files: str, text: str = "") -> None:
    for file in files:
        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize(
    ("files", "text", "name"),
    [
        (["_config.yml"], "", "jekyll"),
        (["_config.yml", "package.json", "_posts/a.md"], "{}", "jekyll"),
        (["_config.yml", "source/_posts/a.md"], "", "jekyll"),
        (["_config.yml", "package.json", "source/_posts/a.md"], "{}", "hexo"),
        (["hugo.toml"], "", "hugo"),
        (["hugo.yaml", "content/a.md"], "", "hugo"),
        (["config.toml", "content/a.md"], 'base_url = "https://a.example"', "zola"),
        (["config.toml", "content/a.md"], "baseURL = 'https://a.example'", "hugo"),
        (["config.toml", "content/a.md"], 'title = "x"\nbase_url = "/"', "zola"),
        (["config.yaml", "content/a.md"], "baseurl: https://a.example", "hugo"),
        (["config.toml"], 'base_url = "https://a.example"', None),
        (["config.toml", "content/a.md"], "[server]\nport = 1", None),
        (["docusaurus.config.ts"], "", "docusaurus"),
        (["astro.config.mjs"], "", "astro"),
        ([".eleventy.js"], "", "eleventy"),
        (["eleventy.config.js"], "", "eleventy"),
        (["pelicanconf.py"], "raise SystemExit", "pelican"),
        (["package.json", "a.md"], "{}", None),
    ],
)
def test_detection_by_file(files: list[str], text: str, name: str | None) -> None:
    make(*files, text=text)
    site = site_in("")
    assert (site and site.preset.name) == name


def test_the_site_of_a_path_is_that_of_the_working_directory_or_a_folder_above_it() -> None:
    make("website/_config.yml", "website/_posts/a.md", "other/a.md")
    site = site_of(["website/_posts"])
    assert site is not None
    assert (site.folder, site.file) == ("website", "_config.yml")
    assert site_of(["other/a.md"]) is None
    make("hugo.toml")
    site = site_of(["website/_posts"])
    assert site is not None
    assert (site.preset.name, site.folder) == ("hugo", "")


def test_nothing_is_looked_for_above_a_git_work_tree(tree: Path) -> None:
    make("_config.yml", "work/.git/HEAD", "work/articles/a.md", "here/b.md")
    outside = tree / "work" / "articles"
    assert site_of([str(outside)]) is not None  # that of the working directory
    (tree / "_config.yml").rename(tree / "above.yml")
    assert site_of([str(outside)]) is None

"""Rules of other packages: installed by pip, they work like newslint's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newslint.testing import check_rule
from tests.plugin.newslint_style.exclamation_marks import ExclamationMarks

PLUGIN = Path(__file__).parents[1] / "plugin"


def test_the_harness_is_there_for_authors_of_rules() -> None:
    check_rule(ExclamationMarks)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that pip has installed the example plug-in into."""
    target = tmp_path_factory.mktemp("site")
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check")
    command = ("pip", "install", "--quiet", *offline, "--target", str(target), str(PLUGIN))
    subprocess.run([sys.executable, "-m", *command], check=True)
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("---\ntitle: Ferry! Returns! Today!\n---\n")
    return tmp_path


def newslint(folder: Path, *arguments: str, site: Path | None) -> tuple[int, str]:
    """Run the command line in ``folder``: exit status and output. ``site`` is on Python's path."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    environment.pop("PYTHONPATH", None)
    if site is not None:
        environment["PYTHONPATH"] = str(site)
    done = subprocess.run(
        [sys.executable, "-m", "newslint", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


CONCISE = ("--offline", "-f", "concise", "--select", "exclamation-marks", "a.md")
SAID = "exclamation-marks the title has 3 exclamation marks, at most {} may be\n"


def test_an_installed_rule_runs(folder: Path, installed: Path) -> None:
    said = newslint(folder, *CONCISE, site=installed)
    assert said == (0, f"a.md:2:8: warning {SAID.format(0)}")


def test_its_family_selects_it(folder: Path, installed: Path) -> None:
    arguments = ("--offline", "-f", "concise", "--select", "style", "a.md")
    assert newslint(folder, *arguments, site=installed)[1].endswith(SAID.format(0))


def test_it_takes_options_and_a_severity(folder: Path, installed: Path) -> None:
    config = '[rules.exclamation-marks]\nmax = 2\nseverity = "error"\n'
    (folder / "newslint.toml").write_text(config)
    assert newslint(folder, *CONCISE, site=installed) == (1, f"a.md:2:8: error {SAID.format(2)}")


def test_a_wrong_option_of_it_is_told(folder: Path, installed: Path) -> None:
    (folder / "newslint.toml").write_text("[rules.exclamation-marks]\nmaximum = 2\n")
    status, said = newslint(folder, *CONCISE, site=installed)
    assert status == 2
    assert "newslint.toml:2" in said
    assert "maximum" in said


def test_it_is_in_the_catalogue_and_has_a_page(folder: Path, installed: Path) -> None:
    assert "exclamation-marks" in newslint(folder, "rules", site=installed)[1]
    status, page = newslint(folder, "rule", "exclamation-marks", site=installed)
    assert status == 0
    assert "has not found its verb" in page
    assert "Exclamation marks that a title may have." in page


HOUSE_RULES = """\
from dataclasses import dataclass

from newslint import ArticleRule


@dataclass(frozen=True)
class ShortTitle(ArticleRule):
    '''Find short titles.'''

    min: int = 3

    def check(self, article):
        if len(article.title) < self.min:
            yield self.finding(article.path, "short", field="/title")


class LongTitle(ArticleRule):
    '''Find long titles.'''

    name = "title-too-long"

    def check(self, article):
        yield self.finding(article.path, "long", field="/title")
"""


def test_rules_beside_a_configuration_have_a_page(folder: Path) -> None:
    (folder / "house_rules.py").write_text(HOUSE_RULES)
    (folder / "house.toml").write_text('plugins = ["house_rules"]\n')
    status, said = newslint(folder, "rule", "short-title", "--config", "house.toml", site=None)
    assert status == 0
    assert said.startswith("# short-title\n")
    assert " title-too-long " in newslint(folder, "rules", "--config", "house.toml", site=None)[1]


def test_a_module_that_exits_cannot_be_loaded(folder: Path) -> None:
    (folder / "house_rules.py").write_text("raise SystemExit(0)")
    (folder / "house.toml").write_text('plugins = ["house_rules"]\n')
    status, said = newslint(folder, "--config", "house.toml", "a.md", site=None)
    assert (status, "plug-in house_rules cannot be loaded" in said) == (2, True)


@pytest.mark.parametrize("options", [("--config", "newslint.toml"), ("--trust-config",)])
def test_rules_beside_the_configuration_run_when_the_user_vouches_for_it(
    folder: Path, options: tuple[str, ...]
) -> None:
    (folder / "house_rules.py").write_text(HOUSE_RULES)
    (folder / "yaml.py").write_text("raise SystemExit('run in place of an installed module')")
    (folder / "newslint.toml").write_text(
        'plugins = ["house_rules"]\nselect = ["other"]\n'
        '[rules.short-title]\nmin = 100\nseverity = "error"\n'
    )
    said = newslint(folder, "--offline", "-f", "concise", *options, "a.md", site=None)
    lines = ["a.md:2:8: error short-title short", "a.md:2:8: warning title-too-long long"]
    assert said == (1, "\n".join(lines) + "\n")


def test_rules_beside_a_configuration_that_was_only_found_do_not(folder: Path) -> None:
    (folder / "house_rules.py").write_text("raise SystemExit('was run')")
    (folder / "newslint.toml").write_text('plugins = ["house_rules"]\n')
    status, said = newslint(folder, "--offline", "--select", "text", "a.md", site=None)
    assert status == 0
    assert "plugins is ignored, because it runs code" in said


def test_an_entry_point_may_name_a_module(folder: Path) -> None:
    site = folder / "site"
    (site / "house-1.dist-info").mkdir(parents=True)
    (site / "house-1.dist-info/METADATA").write_text("Name: house\nVersion: 1\n")
    entry_points = "[newslint.rules]\nhouse = house_rules\n"
    (site / "house-1.dist-info/entry_points.txt").write_text(entry_points)
    (site / "house_rules.py").write_text(HOUSE_RULES)
    status, said = newslint(folder, "rules", site=site)
    assert status == 0
    assert " short-title " in said
    assert " title-too-long " in said


def test_a_rule_that_is_not_installed_is_unknown(folder: Path) -> None:
    status, said = newslint(folder, *CONCISE, site=None)
    assert status == 2
    assert "exclamation-marks" in said

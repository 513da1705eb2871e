"""Coverage-guided fuzzing of all that reads configurations; see harness."""

import os
import re
import tempfile
import tomllib

import atheris

with atheris.instrument_imports(include=["newslint.config", "newslint.front_matter.toml"]):
    from newslint.config import Config, ConfigError, Urls, read, show

from tests.fuzz.harness import fuzz

PLACE = re.compile(r"newslint\.toml:[1-9][0-9]*:[1-9][0-9]*: ")


def check(source: bytes) -> None:
    """A configuration is followed, or there is an error with a place for each line of it."""
    trust, text = bool(source[:1] > b"\x7f"), source[1:]
    with open("newslint.toml", "wb") as file:
        file.write(text)
    try:
        config = read.load(None, trust=trust)
    except ConfigError as error:
        lines = str(error).split("\n")
        assert all(line.isprintable() or line.isascii() for line in lines), lines
        assert all(PLACE.match(line) for line in lines), lines
        assert len(lines) <= read.MAX_ERRORS
        return
    if not trust:
        check_reach(config)
    assert tomllib.loads(show.shown(config))


def check_reach(config: Config) -> None:
    """What was only found reaches no further than the folder and the public web."""
    urls = config.urls
    assert (urls.allow_private, urls.headers, urls.proxy) == ((), {}, "")
    assert urls.archive_url == Urls().archive_url
    assert (config.plugins, config.cache_dir) == ((), None)
    here = os.path.realpath(".")
    for path in config.roots:
        assert f"{os.path.realpath(path)}/".startswith(f"{here}/")


SEEDS = (
    '\x00roots = ["news"]\nexclude = ["a/**"]\nonline = false\nfail-on = "note"\ncache-dir = "c"\n',
    '\x00[urls]\nallow-private = ["127.0.0.1:80"]\nproxy = "p"\nremember = "2d"\naccept = [451]\n',
    '\x80[urls.headers."a.com:80"]\nX = "y"\n[rules.unknown-topic]\ntopics = ["a"]\n',
    '\x00[[overrides]]\nfiles = ["a"]\nignore = ["dates"]\nseverity = {mojibake = "note"}\n',
    '\x00[schemas]\n"a/**" = "article"\n"b" = "../b.json"\n[schemas-by-type]\nvideo = "article"\n',
    '\x00plugins = ["x"]\nselect = ["urls"]\nextend-select = ["dead-url"]\nignore = ["text"]\n',
    '\x00max-file-size = 1000\nmax-front-matter = 10\ntopics = ["a"]\nroots = ["/"]\n',
)


def main() -> None:
    os.environ["XDG_CONFIG_HOME"] = "/nowhere"
    os.chdir(tempfile.mkdtemp(prefix="newslint-fuzz-"))
    fuzz(check, SEEDS)


if __name__ == "__main__":
    main()

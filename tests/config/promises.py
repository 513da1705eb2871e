"""What holds for any configuration: for hypothesis and the fuzzer."""

import os
import re
import tomllib

from newslint.config import read, show, source
from newslint.errors import ConfigError
from newslint.settings import Config, Urls

PLACE = re.compile(r"newslint\.toml:[1-9][0-9]*:[1-9][0-9]*: ")


def check(text: bytes, *, trust: bool) -> None:
    """As ``newslint.toml`` of the working directory it is followed, or there is an error with a
    place in every line."""
    if trust and b"plugins" in text:
        return  # would be imported
    with open("newslint.toml", "wb") as file:
        file.write(text)
    try:
        config = read.load(None, trust=trust)
    except ConfigError as error:
        lines = str(error).split("\n")
        assert all(line.isprintable() or line.isascii() for line in lines), lines
        assert all(PLACE.match(line) for line in lines), lines
        assert len(lines) <= source.MAX_ERRORS
        return
    if not trust:
        check_reach(config)
    assert tomllib.loads(show.as_toml(config))


def check_reach(config: Config) -> None:
    """What was only found reaches no further than the folder and the public web."""
    urls = config.urls
    assert (urls.allow_private, urls.headers, urls.proxy) == ((), {}, "")
    assert (urls.archive_url, urls.ca) == (Urls().archive_url, "")
    assert (config.plugins, config.cache_dir) == ((), None)
    here = os.path.realpath(".")
    for path in config.roots:
        assert f"{os.path.realpath(path)}/".startswith(f"{here}/")

"""Coverage-guided fuzzing of all that reads configurations; see harness."""

import os
import tempfile

import atheris

with atheris.instrument_imports(include=["newslint.config", "newslint.front_matter.toml"]):
    from tests.config import promises

from tests.fuzz.harness import fuzz


def check(source: bytes) -> None:
    """The first byte chooses what is done with the rest."""
    promises.check(source[1:], trust=source[:1] > b"\x7f")


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

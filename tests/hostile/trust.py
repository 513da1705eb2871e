"""A tree full of code that wants to be run."""

import os
from pathlib import Path
from typing import Any

from tests.articles import GOOD
from tests.hostile.case import Case

RAN = "ran"
"""What the code of the tree would leave behind, beside the tree."""
CODE = f"open(__file__ + '.{RAN}', 'w').close()\nraise SystemExit(77)\n"
SCRIPT = "#!/bin/sh\ntouch ran\nexit 77\n"


def planted(name: str, text: str = CODE, **more: Any) -> Case:
    """A file of the tree that some tool or other would run."""

    def make(folder: Path) -> None:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)

    return Case(make=make)._replace(**more)


def distribution(folder: Path) -> None:
    """A distribution in the tree that offers a rule."""
    (folder / "evil.py").write_text(CODE)
    for name in ("evil-1.0.dist-info", "evil.egg-info"):
        (folder / name).mkdir()
        (folder / name / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
        (folder / name / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
        (folder / name / "entry_points.txt").write_text("[newslint.rules]\nevil = evil:Evil\n")


def repository(folder: Path) -> None:
    """A work tree whose settings and hooks are programs."""
    git = folder / ".git"
    (git / "hooks").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "config").write_text(
        "[core]\nrepositoryformatversion = 0\nfsmonitor = touch ran\npager = touch ran\n"
        'sshCommand = touch ran\nhooksPath = hooks\n[filter "x"]\nclean = touch ran\n'
        '[diff "x"]\ntextconv = touch ran\n[alias]\nstatus = !touch ran\n'
    )
    (folder / ".gitattributes").write_text("*.md filter=x diff=x\n")
    for hook in ("pre-commit", "post-index-change", "post-checkout", "fsmonitor-watchman"):
        (git / "hooks" / hook).write_text(SCRIPT)
        (git / "hooks" / hook).chmod(0o755)


def _article(head: str) -> Case:
    return Case({"h.md": GOOD.replace("---\n", f"---\n{head}\n", 1)})


FILES = {
    name: planted(name)
    for name in (
        "yaml.py", "json.py", "newslint/__init__.py", "newslint.py", "numpy.py", "sitecustomize.py",
        "usercustomize.py", "conftest.py", "setup.py", "noxfile.py", "tasks.py", "__init__.py",
        "__main__.py", "jsonschema_rs.py", "jsonschema.py", "encodings/__init__.py", "yaml.so",
        "newslint_rules.py", "rules/evil.py", "newslint/rules/text/evil.py", "evil.pth", ".pth",
    )
} | {
    "pickles": planted("newslint.pickle", "cos\nsystem\n(S'touch ran'\ntR."),
    "a cache of pickles": planted(".newslint_cache/results", "cos\nsystem\n(S'touch ran'\ntR."),
    "a Makefile": planted("Makefile", "$(shell touch ran)\nall:\n\ttouch ran\n"),
    "hooks of pre-commit": planted(
        ".pre-commit-config.yaml",
        "repos: [{repo: local, hooks: [{id: x, name: x, language: system, entry: touch ran}]}]\n",
    ),
    "hooks offered": planted(
        ".pre-commit-hooks.yaml", "[{id: newslint, name: x, language: system, entry: touch ran}]\n"
    ),
    "variables": planted(".env", "NEWSLINT_DEBUG=1\nPYTHONPATH=.\n"),
    "direnv": planted(".envrc", "touch ran\n"),
    "a netrc": planted(".netrc", "default login a password b\n"),
    "a curlrc": planted(".curlrc", "output = ran\n"),
    "an editorconfig": planted(".editorconfig", "[*]\ncharset = utf-16\n"),
    "a distribution": Case(make=distribution),
    "a repository": Case(make=repository),
    "a program called git": planted("git", SCRIPT, environment={"PATH": f".:{os.environ['PATH']}"}),
    "a program called python": planted(
        "python3", SCRIPT, environment={"PATH": f".:{os.environ['PATH']}"}
    ),
}  # fmt: skip

WORDS = {
    "a plug-in in the front matter": _article("plugins: [evil]"),
    "settings in the front matter": _article("newslint: {plugins: [evil], urls: {proxy: 'http://x'}}"),
    "settings in a comment": _article("# newslint: plugins=evil allow-private=127.0.0.1:80"),
    "a template": _article("x: '{{ 7*7 }} ${7*7} <%= 7*7 %> {% raw %}'"),
    "a shell's substitution": _article("x: '$(touch ran) `touch ran`'"),
    "a tag for a constructor": Case(
        {"h.md": "---\nx: !!python/object/apply:os.system ['touch ran']\n---\n"},
        (("h.md", "broken-front-matter", 2),),
    ),
    "an entity of XML": Case(
        {"h.html": "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><x>&x;</x>\n"},
        (("h.html", "no-front-matter", 1),),
    ),
    "included files": _article("x: !include ../secret.md")._replace(
        at=(("h.md", "broken-front-matter", 2),)
    ),
}  # fmt: skip

CLASSES = {"code of the tree": FILES, "words that ask for more": WORDS}

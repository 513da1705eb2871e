"""What file names tell: articles, files about a project, and settings of other tools."""

import os
import re

from newslint.pattern import pattern

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".html", ".txt", ".yaml", ".yml", ".json"})
"""Suffixes of the files in a folder that can be articles. Named files may have any suffix."""
UNSUPPORTED = frozenset({".rst", ".adoc", ".asciidoc", ".org"})
"""Suffixes of text formats in which people write articles, but which newslint does not read."""

# Files that describe a project or talk to robots, as GitHub and packaging tools know them.
_PROJECT_FILE = pattern(
    r"(?:agents|ads|app-ads|authors|changelog|changes|claude|code[_-]of[_-]conduct|codeowners"
    r"|citation|cmakelists|constraints|contributing|contributors|copying|credits|governance"
    r"|history|humans|install|issue_template|licen[cs]e|llms|llms-full|maintainers|manifest"
    r"|notice|patents|pull_request_template|readme|release[_-]notes|releasing|requirements|robots"
    r"|security|styleguide|support|todo|unlicense|upgrad(?:e|ing))"
    r"(?:[._-](?:mit|apache(?:-2\.0)?|bsd|dev|docs|tests?|lint|min|[a-z]{2}(?:[_-][a-z]{2,4})?))?",
    re.IGNORECASE | re.ASCII,
)

# Settings of linters, packaging tools, builds and services, all of them data files.
_CONFIGURATION = pattern(
    r"(?:biome|bower|cspell|deno|dprint|tslint|jsconfig|lerna|nx|package-lock|npm-shrinkwrap|rush"
    r"|turbo|vercel|now|firebase|netlify|renovate|app\.manifest|composer\.lock|pnpm-lock"
    r"|pnpm-workspace|angular|ng-package|babel\.config|jest\.config|prettier\.config"
    r"|stylelint\.config|eslint\.config|markdownlint|markdownlint-cli2|textlintrc|htmlhint"
    r"|linkinator\.config|mlc_config|commitlint\.config|lint-staged\.config|release-please-config"
    r"|tsconfig(?:\.[\w-]+)?|docker-compose(?:\.[\w-]+)?|compose|mkdocs|antora|antora-playbook"
    r"|codecov|crowdin|dependabot|appveyor|azure-pipelines|bitbucket-pipelines|buildspec"
    r"|cloudbuild|environment|lefthook|mise|pre-commit-config|readthedocs|render|skaffold"
    r"|action|wrangler|vale|yamllint)\.(?:json|ya?ml)",
    re.IGNORECASE | re.ASCII,
)


def suffix_of(path: str) -> str:
    """Return the suffix of a file name in lower case, including its dot."""
    return path[path.rfind(".") :].lower()


def is_project_file(name: str) -> bool:
    """Return whether a file is named like README.md, LICENSE.txt or requirements.txt."""
    stem, dot, _ = name.rpartition(".")
    return _PROJECT_FILE.fullmatch(stem if dot else name) is not None


def is_configuration(name: str) -> bool:
    """Return whether a file is named like the settings of another tool, such as tsconfig.json."""
    return _CONFIGURATION.fullmatch(name) is not None


def is_hidden(path: str) -> bool:
    """Return whether a file, or a folder on the way to it, is hidden."""
    return any(name.startswith(".") and name.strip(".") for name in path.split(os.sep))

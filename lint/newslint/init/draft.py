"""Write a survey as a commented configuration and as lines for the terminal."""

from collections import Counter
from collections.abc import Iterator

from newslint.files.names import suffix_of
from newslint.init.address import Address
from newslint.init.survey import GENERIC, INHERITED, Survey
from newslint.pattern import pattern
from newslint.text import path_name, printable
from newslint.toml import toml
from newslint.vocabulary.choose import NEWS
from newslint.vocabulary.roles import FILENAME, FOLDER

_ALWAYS_SHOWN = ("title", "published", "updated", "summary", "authors", "images", "topics")
"""Roles that `newslint init` always prints; other roles only if they were found."""
_AS_WORDS = {
    FILENAME: "the file name",
    FOLDER: "the folders",
    INHERITED: "the settings of the generator",
}
_MANY_BARE = 0.1
_SEVERAL_BARE = 5
"""Minimum share and number of files without front matter that are probably meant to have none."""
_SPECIAL = pattern(r"[\[\]{},!#*?]")
_ESCAPES = {"*": "[*]", "?": "[?]"}
_CODED = {
    "hugo": "templates",
    "eleventy": "JavaScript data files and computed data",
    "jekyll": "plug-ins",
    "docusaurus": "plug-ins",
    "astro": "the schema of a content collection",
    "pelican": "plug-ins and settings",
    "hexo": "plug-ins",
}
"""Code that may set fields, which newslint does not run."""


def configuration(survey: Survey, address: Address | None) -> str:
    """Return the text of a ``newslint.toml`` for a survey."""
    return "\n".join(_configuration(survey, address)) + "\n"


def _configuration(survey: Survey, address: Address | None) -> Iterator[str]:
    yield "# newslint, drafted by `newslint init`: change it as you like."
    yield "# `newslint schema config` describes all keys."
    yield ""
    title = survey.preset.title
    why = survey.why if survey.preset.name == NEWS else f"{title}: {survey.why}"
    yield f"preset = {toml(survey.preset.name)}  # {printable(why)}"
    yield ""
    yield "# The collection: what is linted, and what articles are compared with."
    yield f"roots = {toml(survey.roots)}"
    others = [folder for folder, _ in survey.elsewhere.most_common(5)]
    exclude = list(filter(_has_glob, survey.exclude))
    if exclude or survey.others:
        if exclude:
            yield "# Folders whose files have no date: pages rather than articles."
        if survey.others:
            yield "# Files that are not articles."
        yield f"exclude = {toml([*map(_glob, exclude), *_file_globs(survey)])}"
    elif others:
        shown = ", ".join(map(path_name, others))
        yield f"# Left out, because files there have no date: {shown}"
    yield ""
    for file, field in sorted(survey.listed.items()):
        yield f"# {field}: checked against the keys of {path_name(file)}."
    if survey.listed:
        yield ""
    files = len(survey.articles) + survey.bare
    if survey.bare >= max(_SEVERAL_BARE, _MANY_BARE * files):
        yield f"# {survey.bare:,} of {files:,} files have no front matter."
        yield 'ignore = ["no-front-matter"]'
        yield ""
    if survey.slips:
        yield "# Fields that look like others that are known, and that several articles have."
        yield f"known-fields = {toml(survey.slips)}"
        yield ""
    yield "# No URL is requested. With true, newslint checks that they still work."
    yield "online = false"
    yield ""
    yield from _provider(survey, address)
    if survey.roles:
        yield ""
        yield "# Where articles say what rules need to know: the first source with a value wins."
        yield "[roles]"
        for role, sources in survey.roles.items():
            yield f"{role} = {toml(sources)}  # {_share(survey, role)}"
    for folder in filter(_has_glob, survey.news):
        yield ""
        yield "# The fields of these articles are those of news articles."
        yield "[[overrides]]"
        yield f"files = {toml([_glob(folder)])}"
        yield f"preset = {toml(NEWS)}"


def _provider(survey: Survey, address: Address | None) -> Iterator[str]:
    named = survey.coverage["provider"].total()
    if 2 * named >= len(survey.articles):
        return
    yield "# The outlet of articles that name none."
    if address is None:
        yield "# [defaults]"
        yield '# provider = "news.example"'
    else:
        yield "[defaults]"
        yield f"provider = {toml(address.host)}  # {printable(address.file)}"


def _share(survey: Survey, role: str) -> str:
    counts = survey.coverage[role]
    number = len(survey.articles)
    return f"{100 * counts.total() / number:.0f} % of {number:,} articles"


def sentences(survey: Survey) -> Iterator[str]:
    """Yield the findings of a survey and the reasons for the configuration, one per line."""
    number = len(survey.articles)
    if survey.preset.name == GENERIC:
        yield "generator: none found"
    elif survey.site is not None:
        yield f"generator: {survey.site.preset.title} ({printable(survey.site.file)})"
    if survey.preset.name == NEWS:
        yield f"preset: {NEWS}, because {survey.why}"
    where = ", ".join(map(path_name, survey.roots))
    yield f"articles: {number:,} below {where}"
    if survey.elsewhere:
        other = survey.elsewhere.total()
        folders = [path_name(folder) for folder, _ in survey.elsewhere.most_common(3)]
        more = " and others" if len(survey.elsewhere) > len(folders) else ""
        what = "1 file" if other == 1 else f"{other:,} files"
        yield f"left out: {what} without a date in {', '.join(folders)}{more}"
    for role in _ALWAYS_SHOWN:
        yield f"{role}: {_found(survey.coverage[role], number)}"
    for role, counts in survey.coverage.items():
        if role not in _ALWAYS_SHOWN and counts and role not in ("body", "related"):
            yield f"{role}: {_found(counts, number)}"
    for file, field in sorted(survey.listed.items()):
        yield f"{field}: checked against {path_name(file)}"
    coded = _CODED.get(survey.preset.name)
    if coded:
        yield f"not looked into: {coded}, which may add fields"


def _found(counts: Counter[str], number: int) -> str:
    """Return text such as: `date` in 98 % of 1,050 articles, the file name in the rest."""
    if not counts:
        return "not found"
    parts: list[str] = []
    rest = number
    for source, count in counts.most_common():
        rest -= count
        name = _AS_WORDS.get(source, f"`{printable(source)}`")
        if parts and not rest:
            parts.append(f"{name} in the rest")
        else:
            of = f" of {number:,} articles" if not parts else ""
            parts.append(f"{name} in {_percent(count, number)}{of}")
    return ", ".join(parts)


def _percent(count: int, number: int) -> str:
    share = 100 * count / number
    return "less than 1 %" if share < 1 else f"{share:.0f} %" if share > 99.95 else f"{share:.3g} %"


def _has_glob(folder: str) -> bool:
    """Whether a glob can name ``folder``: a backslash in a name cannot be written."""
    return "\\" not in folder


def _glob(folder: str) -> str:
    """Return the glob of everything below ``folder``."""
    return "**" if folder == "." else f"{_escaped(folder)}/**"


def _file_globs(survey: Survey) -> Iterator[str]:
    """Yield globs of the files that are not articles: one for all of a suffix that no article has,
    if there are many."""
    by_suffix: dict[str, list[str]] = {}
    for path in filter(_has_glob, survey.others):
        by_suffix.setdefault(suffix_of(path), []).append(path)
    suffixes = {suffix_of(one.path) for one in survey.articles}
    for suffix, paths in sorted(by_suffix.items()):
        if len(paths) > _MANY_FILES and suffix not in suffixes:
            yield f"**/*{suffix}"
        else:
            yield from (f"/{_escaped(path)}" for path in paths)


_MANY_FILES = 5  # more are not listed one by one


def _escaped(path: str) -> str:
    """Return ``path`` with the special characters of globs escaped."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), path)

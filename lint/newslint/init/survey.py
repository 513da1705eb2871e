"""Survey a tree of articles: its generator, its folders, the names of its fields."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from newslint import dates
from newslint.article import Article
from newslint.files import discover
from newslint.files.discover import Discovery
from newslint.pattern import pattern
from newslint.pipeline import candidates
from newslint.schema.compile import Schema
from newslint.schema.load import shipped
from newslint.settings import Config
from newslint.vocabulary.choose import NEWS, speaks_news, vocabulary_of
from newslint.vocabulary.detect import Site, site_in
from newslint.vocabulary.inherited import Inherited
from newslint.vocabulary.place import from_path
from newslint.vocabulary.presets import Preset, not_articles, preset
from newslint.vocabulary.roles import FILENAME, FOLDER, ROLES, Vocabulary

MOST = 20_000
"""Maximum articles to read. Of larger trees, every nth article is read."""
NEARLY_ALL, MOSTLY, SOME = 0.98, 0.5, 0.02
"""Minimum shares of articles: for a role to count as found, for a folder to count as one of
articles, and for a source to be listed."""
INHERITED = ":inherited"
"""The source of roles that come from the settings of the generator."""
GENERIC = "generic"
"""The preset of sites without a known generator."""


class Seen(NamedTuple):
    """The data of one article that a survey needs."""

    path: str
    fields: dict[str, Any]
    inherited: Mapping[str, Any]
    """Fields that the generator adds."""


class Survey(NamedTuple):
    """The result of surveying a tree."""

    site: Site | None
    preset: Preset
    why: str
    """Why the preset was chosen."""
    articles: list[Seen]
    """The articles below ``roots``."""
    roots: list[str]
    exclude: list[str]
    """Folders below the roots whose files have no date."""
    others: list[str]
    """Files below the roots that are not articles: a package.json, a bare README."""
    bare: int
    """The number of files below the roots without front matter."""
    roles: dict[str, tuple[str, ...]]
    """Sources of the roles that differ from the preset."""
    coverage: dict[str, Counter[str]]
    """The number of articles for each role and source."""
    news: list[str]
    """Folders whose articles have the fields of news articles."""
    listed: dict[str, str]
    """The files in which the generator lists the values of a field, with that field."""
    slips: list[str]
    """Fields of several articles that resemble a field in the preset's schema."""
    elsewhere: Counter[str]
    """Articles outside the roots, by folder."""


def survey(top: str = ".") -> Survey | None:
    """Survey the articles below ``top``; None if there are none."""
    site = site_in("" if top == "." else top)
    chosen = site.preset if site else preset(GENERIC)
    limits = Config(preset=chosen.name, not_articles=not_articles(chosen.name))
    discovery = candidates.articles([top], limits)
    seen, bare = _articles(discovery.files, chosen)
    if not seen:
        return None
    why = site.file if site else "no generator's own file was found"
    if sum(speaks_news(one.fields) for one in seen) >= NEARLY_ALL * len(seen):
        chosen, why = preset(NEWS), "the fields are those of news articles"
    vocabulary = vocabulary_of(chosen)
    roles = _roles(chosen, seen)
    vocabulary = vocabulary_of(chosen, roles)
    tree = _Tree(seen, vocabulary)
    roots, exclude = tree.roots(top)
    inside = [one for one in seen if _below(one.path, roots) and not _below(one.path, exclude)]
    if len(inside) < len(seen):
        roles = _roles(chosen, inside)
        vocabulary = vocabulary_of(chosen, roles)
    below = {one.path for one in inside}
    outside = Counter(os.path.dirname(one.path) or "." for one in seen if one.path not in below)
    return Survey(
        site,
        chosen,
        why,
        inside,
        roots,
        exclude,
        [path for path in _no_articles(discovery) if _below(path, roots)],
        sum(_below(path, roots) and not _below(path, exclude) for path in bare),
        roles,
        {role: _coverage(vocabulary, role, inside) for role in ROLES},
        [] if chosen.name == NEWS else _news(inside, roots),
        _listed(inside),
        _slips(chosen, inside),
        outside,
    )


def _articles(files: Sequence[str], chosen: Preset) -> tuple[list[Seen], list[str]]:
    """Return the articles with valid front matter among ``files``, and the paths of files without
    front matter."""
    seen: list[Seen] = []
    bare: list[str] = []
    limit = Config()
    step = -(-len(files) // MOST) if files else 1
    headers = frozenset(chosen.header_names)
    inherited = Inherited()
    for path in files[::step]:
        try:
            source = discover.read(path, limit.max_file_size)
        except discover.Unreadable:
            continue
        article = Article.parse(path, source, limit.max_front_matter, headers)
        if article.has_fields and article.data:
            seen.append(Seen(path, article.data, inherited.of(path)))
        elif article.block.syntax == "none" and article.text.strip():
            bare.append(path)
    return seen, bare


def _no_articles(discovery: Discovery) -> list[str]:
    """Return the files that count as articles only because they lie below the roots."""
    reasons = (candidates.DATA_FILE, candidates.PAGE, candidates.PROJECT_FILE)
    return sorted(path for path, reason in discovery.left_out.items() if reason in reasons)


def _below(path: str, folders: Sequence[str]) -> bool:
    return any(folder == "." or path.startswith(f"{folder}{os.sep}") for folder in folders)


def _news(seen: Iterable[Seen], roots: Sequence[str]) -> list[str]:
    """Return the folders below ``roots`` in which most articles have news fields."""
    counts: dict[str, list[int]] = {}
    for path, fields, _ in seen:
        count = counts.setdefault(os.path.dirname(path) or ".", [0, 0])
        count[0] += 1
        count[1] += speaks_news(fields)
    return sorted(f for f, (number, news) in counts.items() if news >= MOSTLY * number and news)


def _listed(seen: Iterable[Seen]) -> dict[str, str]:
    inherited = Inherited()
    by_field = (inherited.listed(one.path).items() for one in seen)
    return {listed.file: field for fields in by_field for field, listed in fields}


def _slips(chosen: Preset, seen: Iterable[Seen]) -> list[str]:
    """Return fields of several articles that would be reported as misspelt."""
    schema = Schema(shipped(chosen.schema))
    counts = Counter(
        name for one in seen for name in schema.slips(one.fields, ignore_case=chosen.ignore_case)
    )
    return sorted(name for name, count in counts.items() if count >= _SEVERAL)


_SEVERAL = 3  # articles; typos are not repeated that often

# Roles

# Common names of fields with a role, besides those of the presets.
_NAMES = {
    "published": "date pubDate publishDate publishedDate published publishedAt published_at "
    "publish_date pub_date pubdate publication_date publicationDate datePublished date_published "
    "posted posted_at postedAt posted_on created createdAt created_at created_on creation_date "
    "createdDate dateCreated date_created released release_date day dateline "
    "timestamp time issued",
    "updated": "updated updatedAt updated_at updatedDate lastmod last_modified last_modified_at "
    "lastModified lastUpdated last_updated modified modifiedAt modified_at dateModified "
    "last_update edited revised",
    "title": "title headline name heading Title",
    "summary": "description summary excerpt abstract blurb deck dek teaser lead lede subtitle "
    "intro introduction standfirst metaDescription meta_description synopsis tagline preview "
    "snippet seo.description meta.description",
    "authors": "author authors byline writer by contributors",
    "images": "image images cover coverImage cover_image hero heroImage hero_image thumbnail thumb "
    "banner featuredImage featured_image feature_image lead_image leadImage main_image mainImage "
    "image.url image.src cover.url cover.src cover.image hero.url hero.src lead_image.url "
    "leadImage.url thumbnail.url featured_image.url ogImage og_image socialImage "
    "social_image photo",
    "topics": "tags topics categories category tag topic keywords subjects labels section",
    "language": "lang language locale",
    "provider": "provider source outlet publisher publication",
    "url": "canonical canonicalUrl canonicalURL canonical_url webUrl web_url",
    "draft": "draft isDraft is_draft !published",
}


def _roles(chosen: Preset, seen: Sequence[Seen]) -> dict[str, tuple[str, ...]]:
    """Return the sources of the roles that the preset does not find in all articles."""
    roles: dict[str, tuple[str, ...]] = {}
    base = vocabulary_of(chosen)
    for role in _NAMES:
        if chosen.name == NEWS:
            break
        usual = _coverage(base, role, seen)
        if usual.total() >= NEARLY_ALL * len(seen):
            continue
        wider = [*chosen.roles.get(role, ()), *_others(role, chosen)]
        counts = _coverage(vocabulary_of(chosen, {role: tuple(wider)}), role, seen)
        if role == "published" and counts.total() < MOSTLY * len(seen):
            dated = _dated_field(seen)
            if dated:
                wider.insert(0, dated)
                counts = _coverage(vocabulary_of(chosen, {role: tuple(wider)}), role, seen)
        if counts.total() - usual.total() >= SOME * len(seen):
            roles[role] = tuple(s for s in wider if counts[s] or s in chosen.roles.get(role, ()))
    return roles


def _others(role: str, chosen: Preset) -> Iterator[str]:
    own = {*chosen.roles.get(role, ())}
    for name in (*_NAMES[role].split(), *((FILENAME, FOLDER) if role == "published" else ())):
        if name not in own:
            yield name


def _dated_field(seen: Sequence[Seen]) -> str:
    """Return the most common field that is nearly always a date, or an empty string."""
    having: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    for _, fields, _ in seen:
        for name, value in fields.items():
            if isinstance(value, str) and not _UPDATED.search(name):
                having[name] += 1
                dated[name] += _is_date(value)
    sure = [name for name in dated if dated[name] >= NEARLY_ALL * having[name]]
    return max(sure, key=lambda name: (dated[name], name), default="")


_UPDATED = pattern(r"(?i)up|mod|edit|revis|expir|end|event|birth|start")


def _coverage(vocabulary: Vocabulary, role: str, seen: Iterable[Seen]) -> Counter[str]:
    """Return the number of articles that have ``role``, by source."""
    counts: Counter[str] = Counter()
    fits = _FITS.get(role, _is_something)
    for path, fields, inherited in seen:
        for source in vocabulary.sources[role]:
            value = (
                from_path(role, source, path)
                if source.startswith(":")
                else next((f.value for f in vocabulary.of(source, role, fields)), None)
            )
            if value is not None and fits(value):
                counts[source] += 1
                break
        else:
            if inherited and any(fits(f.value) for f in vocabulary.all(role, inherited)):
                counts[INHERITED] += 1
    return counts


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and dates.parse(value.strip()) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_something(value: Any) -> bool:
    return value not in ("", [], {})


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "title": _is_text,
    "summary": _is_text,
    "published": _is_date,
    "updated": _is_date,
    "scheduled": _is_date,
    "expires": _is_date,
    "url": lambda value: isinstance(value, str) and "://" in value,
}


# Folders


class _Tree:
    """Articles by folder, and how many of them have a date."""

    def __init__(self, seen: Iterable[Seen], vocabulary: Vocabulary) -> None:
        self._all: Counter[str] = Counter()
        self._dated: Counter[str] = Counter()
        self._inside: dict[str, set[str]] = {}
        self._loose: dict[str, list[int]] = {}  # articles, and those with a date, in the folder
        for one in seen:
            dated = _coverage(vocabulary, "published", [one]).total()
            folder = os.path.dirname(one.path) or "."
            loose = self._loose.setdefault(folder, [0, 0])
            loose[0] += 1
            loose[1] += dated
            while True:
                self._all[folder] += 1
                self._dated[folder] += dated
                above = os.path.dirname(folder) or "."
                if folder == ".":
                    break
                self._inside.setdefault(above, set()).add(folder)
                folder = above

    def roots(self, top: str) -> tuple[list[str], list[str]]:
        """Return the folders of articles, and the folders in them to exclude.

        If hardly any article has a date, dates do not distinguish articles from pages.
        """
        if self._dated[top] < SOME * self._all[top]:
            return [self._narrowed(top)], []
        return self._chosen(self._narrowed(top))

    def _narrowed(self, folder: str) -> str:
        """Return the deepest folder in ``folder`` that contains nearly all of its articles."""
        while True:
            inner = [one for one in self._inside.get(folder, ()) if self._has_most(one, folder)]
            if not inner:
                return folder
            (folder,) = inner

    def _has_most(self, inner: str, folder: str) -> bool:
        key = self._dated if self._dated[folder] else self._all
        return key[inner] >= NEARLY_ALL * key[folder] and not self._loose.get(folder, [0, 0])[1]

    def _chosen(self, folder: str) -> tuple[list[str], list[str]]:
        if self._dated[folder] >= NEARLY_ALL * self._all[folder]:
            return [folder], []
        inner = sorted(self._inside.get(folder, ()))
        loose, dated = self._loose.get(folder, [0, 0])
        if dated > MOSTLY * loose or (not loose and len(inner) > _MANY_FOLDERS):
            undated = [one for one in inner if self._dated[one] < MOSTLY * self._all[one]]
            return [folder], undated
        roots: list[str] = []
        exclude: list[str] = []
        for one in inner:
            if self._dated[one] >= MOSTLY * self._all[one] or self._dated[one] > _MANY_FOLDERS:
                more, less = self._chosen(one)
                roots += more
                exclude += less
        return (roots, exclude) if roots else ([folder], [])


_MANY_FOLDERS = 12  # more are not listed one by one

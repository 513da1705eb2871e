"""Select the schema of an article, and return its problems."""

import os
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from newslint.article import Article
from newslint.errors import SchemaError
from newslint.files.globs import Globs
from newslint.pattern import pattern
from newslint.schema.compile import Schema
from newslint.schema.in_place import declared
from newslint.schema.load import Document, Origin, read, shipped, shipped_name, shipped_names
from newslint.settings import Config, Field
from newslint.suggest import did_you_mean
from newslint.text import quote

if TYPE_CHECKING:
    from newslint.schema.messages import Problem
    from newslint.schema.sentences import Written


class Schemas:
    """The schemas of a run, each compiled once.

    An article gets the schema of ``--schema``; else the one that its ``$schema`` field names; else
    that of the configuration for its path, then for its type; else the shipped schema of its
    vocabulary.
    """

    def __init__(self, config: Config) -> None:
        """Load all schemas that the configuration names. Raise SchemaError."""
        self._config = config
        self._root = config.root
        self._within = config.within
        self._trusted = config.trusted_schemas
        self._compiled: dict[tuple[str, bool], Schema] = {}
        self._special = [one for one in config.overrides if one.fields or one.known_fields]
        self._edited: dict[tuple[int, tuple[int, ...]], Schema] = {}
        self._always = self._command_line(config.schema) if config.schema else None
        by_path = reversed(config.schemas.items())  # the last match is used
        self._by_path = [(Globs((glob,)), self._named(name)) for glob, name in by_path]
        self._by_type = {kind: self._named(name) for kind, name in config.schemas_by_type.items()}
        self._last: tuple[Article, tuple[Problem, ...]] | None = None

    def notices(self) -> list[str]:
        """Return sentences about probable mistakes in the schemas that the configuration names, and
        in what it says of fields."""
        documents = [schema.document for schema in self._compiled.values()]
        own = [one for one in documents if one.origin is not Origin.SHIPPED]
        found = [*self._without_effect(own)]
        if own:
            from newslint.schema.mistakes import notices

            found += [notice for document in own for notice in notices(document)]
        return found

    def _without_effect(self, own: list[Document]) -> Iterator[str]:
        """Yield sentences about fields that are loosened, but that no schema declares."""
        tables = (self._config.fields, *(one.fields for one in self._special))
        settings = [(name, field) for table in tables for name, field in table.items()]
        loosened = {
            name: field for name, field in settings if field.required is False or field.extend_enum
        }
        if not loosened:
            return
        documents = own if self._always else [*own, *map(shipped, shipped_names())]
        known = {name for one in documents for name in declared(one.schema, one.schema)}
        known |= {name for name, field in settings if field.required or field.enum or field.type}
        for name, field in loosened.items():
            first = name.partition(".")[0]
            if not {name, first} & known:
                key = "extend-enum" if field.extend_enum else "required"
                guess = did_you_mean(first, known)
                yield f"fields.{name}: {key} has no effect, no schema has this field{guess}"

    def __repr__(self) -> str:
        """Represent the content of all schemas of the configuration (a cache key)."""
        from hashlib import blake2b

        used = (
            *self._by_path,
            *self._by_type.items(),
            ("", self._always or self._shipped("article")),
        )
        told = repr([(str(k), s.document.schema, s.document.origin) for k, s in used])
        told += repr([(one.files, one.known_fields, one.fields) for one in self._special])
        told += repr((self._config.known_fields, self._config.fields))
        return blake2b(told.encode(errors="replace"), digest_size=16).hexdigest()

    def problems(self, article: Article) -> "tuple[Problem, ...]":
        """Return the problems of the fields of ``article``; none if they cannot be read.

        Several rules ask for one article in turn, so the last result is kept.
        """
        if self._last is None or self._last[0] is not article:
            self._last = article, tuple(self._judge(article)) if article.has_fields else ()
        return self._last[1]

    def _judge(self, article: Article) -> "list[Problem]":
        try:
            schema = self.schema_for(article)
        except SchemaError as error:
            from newslint.schema.messages import INVALID, Problem

            return [Problem(INVALID, ("$schema",), str(error))]
        data = article.data
        violations = schema.violations(data)
        lacking = [name for name in schema.recommended if data.get(name) is None]
        slips = schema.slips(data, ignore_case=article.vocabulary.ignore_case)
        if not violations and not lacking and not slips:
            return []
        from newslint.schema.messages import MISSING, UNKNOWN, misspelt, problems, recommended

        reported = [*problems(violations, written=partial(_written, article)), *misspelt(slips)]
        reported += recommended(lacking, reported)
        reported = [one for one in reported if one.path != ("$schema",) or one.rule != UNKNOWN]
        if not article.inherited:
            return reported
        given = {(name,) for name in article.inherited}  # by the site generator
        return [one for one in reported if one.rule != MISSING or one.path not in given]

    def schema_for(self, article: Article) -> Schema:
        """Return the schema of ``article``, with the settings of its fields. Raise SchemaError if
        its ``$schema`` cannot be used."""
        return self._with_settings(self._chosen(article), article.path)

    def effective(self, article: Article) -> Any:
        """Return the plain JSON Schema that holds for ``article``. Raise SchemaError.

        Fields that the site generator supplies are not required.
        """
        from newslint.schema.fields import with_settings

        supplied = dict.fromkeys(article.inherited, Field(required=False))
        known = ["$schema"] if "$schema" in article.data else []
        return with_settings(self.schema_for(article).document, supplied, known).schema

    def _chosen(self, article: Article) -> Schema:
        if self._always is not None:
            return self._always
        own = article.data.get("$schema")
        if isinstance(own, str) and own:
            return self._of_article(article.path, own)
        if self._by_path:
            path = self._within(article.path)
            for globs, schema in self._by_path:
                if globs.match(path):
                    return schema
        kind = article.data.get("type")
        if self._by_type and isinstance(kind, str) and kind in self._by_type:
            return self._by_type[kind]
        return self._shipped(article.vocabulary.schema)

    def _with_settings(self, schema: Schema, path: str) -> Schema:
        """Return ``schema`` with what the configuration says of fields at ``path``."""
        config = self._config
        overrides = config.overrides_for(path) if self._special else []
        special = [one for one in overrides if one in self._special]
        if not (config.fields or config.known_fields or special):
            return schema
        key = (id(schema), tuple(map(id, special)))
        if key not in self._edited:
            from newslint.schema.fields import with_settings

            fields, known = dict(config.fields), [*config.known_fields]
            for override in special:
                known += override.known_fields
                for name, field in override.fields.items():
                    fields[name] = field.over(fields[name]) if name in fields else field
            self._edited[key] = Schema(with_settings(schema.document, fields, known))
        return self._edited[key]

    def _shipped(self, name: str) -> Schema:
        if (name, True) not in self._compiled:
            self._compiled[name, True] = Schema(shipped(name))
        return self._compiled[name, True]

    def _file(self, path: str, *, trusted: bool) -> Schema:
        """Return the schema in a file. A schema that the user named is trusted wherever it is
        used."""
        place = os.path.abspath(path)
        trusted = trusted or (place, True) in self._compiled
        if (place, trusted) not in self._compiled:
            self._compiled[place, trusted] = Schema(read(path, trusted=trusted, root=self._root))
        return self._compiled[place, trusted]

    def _command_line(self, name: str) -> Schema:
        """Return the schema of ``--schema``: a file relative to the working directory, or a shipped
        name."""
        shipped = shipped_name(name)
        if shipped and not os.path.exists(name):
            return self._shipped(shipped)
        return self._file(name, trusted=True)

    def _named(self, name: str) -> Schema:
        """Return a schema of the configuration: a shipped name, or a file relative to its root."""
        shipped_as = shipped_name(name)
        if shipped_as:
            return self._shipped(shipped_as)
        path = os.path.relpath(os.path.join(self._root, name))
        return self._file(path, trusted=name in self._trusted)

    def _of_article(self, path: str, name: str) -> Schema:
        """Return the schema that an article names: shipped, or a file in the linted tree.

        An article may be hostile, so nothing outside of the tree is opened for it.
        """
        shipped_as = shipped_name(name)
        if shipped_as:
            return self._shipped(shipped_as)
        if ":" in name or "\0" in name:
            raise SchemaError(f"$schema is {quote(name)}; only a local file is read, no address")
        file = os.path.normpath(os.path.join(os.path.dirname(path), name))
        root = os.path.realpath(self._root)
        if os.path.commonpath((root, os.path.realpath(file))) != root:
            raise SchemaError(f"$schema is {quote(name)}, which is outside of the linted folder")
        if not os.path.exists(file):
            raise SchemaError(f"$schema is {quote(name)}, but there is no such file")
        return self._file(file, trusted=False)


def _written(article: Article, pointer: str) -> "Written | None":
    """Return how the author wrote the number, truth value or text at ``pointer``, if that is not
    how messages show it."""
    from newslint.schema.sentences import Written

    text = article.unquoted(pointer)
    value = article.value_at(pointer)
    if not text or text == quote(value):
        return None
    if article.block.syntax != "yaml":
        return Written(text)
    if not isinstance(value, str):
        return Written(text, "YAML")
    return Written(text, "YAML") if _NUMBER.fullmatch(text) else None


# What YAML 1.2 and most people read as a number, but YAML 1.1 as text: 089, 1e3, 0o17.
_NUMBER = pattern(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0o[0-7]+)")


_shared: list[tuple[Config, Schemas]] = []


def schemas_of(config: Config) -> Schemas:
    """Return the `Schemas` for ``config``, which the rules of a run share. Raise SchemaError."""
    if not _shared or _shared[0][0] is not config:
        _shared[:] = [(config, Schemas(config))]
    return _shared[0][1]

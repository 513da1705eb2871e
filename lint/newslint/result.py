"""The result of examining one file.

The cache, the worker processes and the pipeline share this type; rules do not use it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from newslint.files.discover import Stamp
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.ignores import Ignore


class Identity(NamedTuple):
    """The bytes that a result is based on, and the time at which they were read (ns since 1970)."""

    stamp: Stamp
    read_at: int
    content: bytes
    """The hash of the bytes."""
    key: bytes
    """The identity of the article: see `key_of`."""


def key_of(content: bytes, inherited: Mapping[str, Any], listed: Mapping[str, Any]) -> bytes:
    """Return what identifies an article: the hash of its bytes and of what its site adds to it."""
    if not (inherited or listed):
        return content
    from hashlib import blake2b

    told = repr((inherited, listed)).encode(errors="backslashreplace")
    return blake2b(content + told, digest_size=len(content)).digest()


class FileResult(NamedTuple):
    """The result for one file: small, made of plain values, easy to store and send.

    ``findings`` are those of the article rules, located but not yet suppressed. ``facts`` has the
    data of the corpus rules by collector (None if there was nothing to collect).
    """

    path: str
    findings: tuple[Finding, ...] = ()
    facts: dict[str, Any] = {}
    ignores: tuple[Ignore, ...] = ()
    identity: Identity | None = None
    """The identity of the examined bytes; None if the result must not be stored."""
    complete: bool = True
    """Whether the article rules ran, not only the collectors."""
    stale: bool = False
    """Whether the findings of perishable rules are missing, because the result was stored."""

    @property
    def failed(self) -> bool:
        """Whether newslint failed on the file, so that the result is incomplete."""
        return any(finding.rule == INTERNAL_ERROR for finding in self.findings)

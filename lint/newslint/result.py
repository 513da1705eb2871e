"""The result of examining one file.

The cache, the worker processes and the pipeline meet at this one type; no rule knows it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from newslint.files.discover import Stamp
from newslint.finding import INTERNAL_ERROR, Finding
from newslint.ignores import Ignore


class Identity(NamedTuple):
    """Which bytes a result was made from, and when they were read (ns since 1970)."""

    stamp: Stamp
    read_at: int
    content: bytes
    """The hash of the bytes."""
    key: bytes
    """What stands for the article: see `key_of`."""


def key_of(content: bytes, inherited: Mapping[str, Any]) -> bytes:
    """What stands for an article: the hash of its bytes and of the fields that it inherits."""
    if not inherited:
        return content
    from hashlib import blake2b

    told = repr(inherited).encode(errors="backslashreplace")
    return blake2b(content + told, digest_size=len(content)).digest()


class FileResult(NamedTuple):
    """All that is kept of a file: small, made of plain values, fit to be stored and sent.

    ``findings`` are those of the article rules, located but not yet suppressed; ``facts`` what
    the corpus rules collected, by collector (None where there was nothing to collect).
    """

    path: str
    findings: tuple[Finding, ...] = ()
    facts: dict[str, Any] = {}
    ignores: tuple[Ignore, ...] = ()
    identity: Identity | None = None
    """Of the bytes that were examined; None when the result must not be stored."""
    complete: bool = True
    """Whether the article rules ran on it, and not the collectors alone."""

    @property
    def failed(self) -> bool:
        """Whether newslint itself failed on the file, so that something is missing here."""
        return any(finding.rule == INTERNAL_ERROR for finding in self.findings)

"""Verdicts on URLs."""

from enum import StrEnum
from typing import NamedTuple


class UrlCounts(NamedTuple):
    """Number of distinct URLs in the reported files, by verdict."""

    distinct: int = 0
    alive: int = 0
    dead: int = 0
    moved: int = 0
    unverified: int = 0
    unchecked: int = 0


class Kind(StrEnum):
    """The kinds of verdicts."""

    ALIVE = "alive"
    MOVED = "moved"
    """Alive at another URL, reached through permanent redirects only."""
    DEAD = "dead"
    """Certainly gone."""
    UNVERIFIED = "unverified"
    """Possibly alive, but the check could not confirm it."""
    UNSAFE = "unsafe"
    """Not requested: the URL itself is dangerous or invalid."""
    UNCHECKED = "unchecked"
    """Not requested: excluded, reserved, interrupted, or without a network."""


class Verdict(NamedTuple):
    """The result of checking a URL. The reason is a clause about "it"."""

    kind: Kind
    reason: str = ""
    location: str = ""
    """The new URL of a moved one."""
    media: str = ""
    """The type of the content: "html", "image", "text", "PDF", or "" if unknown."""
    width: int = 0
    """Width of an image in pixels, 0 if unknown."""
    height: int = 0
    """Height of an image in pixels, 0 if unknown."""
    grave: bool = False
    """Whether the URL is dead if this persists: the server shows no sign of life, unlike a site
    that blocks automated clients."""
    network: bool = False
    """Whether the local network may be the cause."""
    answered: bool = True
    """Whether the verdict is about an HTTP response."""
    untrusted: bool = False
    """Whether the only problem is an unknown issuer of its certificate, such as a proxy that
    inspects TLS."""

    @property
    def lives(self) -> bool:
        return self.kind in (Kind.ALIVE, Kind.MOVED)

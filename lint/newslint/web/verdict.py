"""What is held of a URL in the end."""

from enum import StrEnum
from typing import NamedTuple


class UrlCounts(NamedTuple):
    """Distinct URLs of the reported files by verdict."""

    distinct: int = 0
    alive: int = 0
    dead: int = 0
    moved: int = 0
    unsure: int = 0
    unchecked: int = 0


class Kind(StrEnum):
    """The classes of verdicts."""

    ALIVE = "alive"
    MOVED = "moved"
    """Alive, at an address that every redirect on the way calls the lasting one."""
    DEAD = "dead"
    """Certainly gone."""
    UNVERIFIED = "unverified"
    """It may be alive, but not for us, or not now."""
    UNSAFE = "unsafe"
    """Not asked: its text alone says that strangers must not point there."""
    UNCHECKED = "unchecked"
    """Not asked: excluded, reserved, interrupted, or there is no network."""


class Verdict(NamedTuple):
    """What is held of a URL, with the reason as a clause about "it"."""

    kind: Kind
    reason: str = ""
    location: str = ""
    """Where a moved URL leads."""
    media: str = ""
    """What was found there: "html", "image", "text", "PDF", or "" where it is not known."""
    width: int = 0
    """Size in pixels of an image, 0 where it is not known."""
    height: int = 0
    grave: bool = False
    """Whether a URL that stays so for long may be called dead: nobody seems to be there. A site
    that keeps programs out is there."""
    network: bool = False
    """Whether it may be our own network that fails, not the other side."""

    @property
    def lives(self) -> bool:
        return self.kind in (Kind.ALIVE, Kind.MOVED)

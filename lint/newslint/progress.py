"""Telling a person at a terminal how far a long run has come."""

from types import TracebackType


class Progress:
    """Silent progress, and the interface of the visible one.

    Use as a context manager; `begin` starts a stage, `advance` counts within it.
    """

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def begin(self, stage: str, total: int | None = None) -> None:
        """A stage begins, with ``total`` steps if that is known."""

    def advance(self, steps: int = 1, said: str = "") -> None:
        """``steps`` more of the stage are done; ``said`` is a short word on how it goes."""

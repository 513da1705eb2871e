"""Values as the cache stores them: no pickle, and nothing that is damaged is believed."""

from typing import TypeVar

T = TypeVar("T")

UNSTORABLE = (TypeError, ValueError, OverflowError, RecursionError)
"""What `encode` raises for a value that is not made of plain ones."""
_CHECK = 4  # bytes before a value, that tell when it is damaged


def encode(value: object) -> bytes:
    """``value`` as bytes that tell when they are not all as they were written. Raises
    `UNSTORABLE`."""
    from zlib import crc32

    import msgspec

    data = msgspec.msgpack.encode(value)
    return crc32(data).to_bytes(_CHECK) + data


def decode(stored: bytes, kind: type[T]) -> T:
    """What was encoded. Raises ValueError if that is not, as it was, of the shape ``kind``."""
    from zlib import crc32

    import msgspec

    check, data = stored[:_CHECK], stored[_CHECK:]
    if crc32(data).to_bytes(_CHECK) != check:
        raise ValueError("damaged")
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("of another shape") from error

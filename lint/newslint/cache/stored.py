"""Encode values for the cache, without pickle. Damaged values are never decoded."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

UNSTORABLE = (TypeError, ValueError, OverflowError, RecursionError)
"""The exceptions of `encode` for a value that does not consist of plain values."""
_CHECK = 4  # bytes of the checksum before a value


def encode(value: object) -> bytes:
    """Return ``value`` as bytes with a checksum. Raise `UNSTORABLE`."""
    from zlib import crc32

    import msgspec

    data = msgspec.msgpack.encode(value)
    return crc32(data).to_bytes(_CHECK) + data


def decode(stored: bytes, kind: type[T]) -> T:
    """Return the encoded value. Raise ValueError if it is damaged or not of the shape ``kind``."""
    from zlib import crc32

    import msgspec

    check, data = stored[:_CHECK], stored[_CHECK:]
    if crc32(data).to_bytes(_CHECK) != check:
        raise ValueError("damaged")
    try:
        value: T = _decoders[kind](data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("of another shape") from error
    return value


class _Decoders(dict[Any, Callable[[bytes], Any]]):
    """The decoders of shapes. To examine a shape takes longer than to decode a value."""

    def __missing__(self, kind: Any) -> Callable[[bytes], Any]:
        import msgspec

        self[kind] = decode = msgspec.msgpack.Decoder(kind).decode
        return decode


_decoders = _Decoders()

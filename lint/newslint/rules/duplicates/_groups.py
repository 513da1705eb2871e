"""What findings about duplicates say of all that is the same."""

from collections.abc import Iterable

from newslint.finding import Group


def group_of(rule: str, members: Iterable[str], name: str = "") -> Group:
    """Return the group of ``members``, the oldest first, which gives it a ``name`` by default."""
    from hashlib import blake2b

    members = tuple(members)
    named = f"{rule}\0{name or members[0]}".encode("utf-8", "surrogatepass")
    return Group(blake2b(named, digest_size=8).hexdigest(), members)

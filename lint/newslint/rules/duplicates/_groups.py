"""What findings about duplicates say of all that is the same."""

from collections.abc import Iterable

from newslint.finding import Group


def group_of(rule: str, members: Iterable[str]) -> Group:
    """Return the group of ``members``, the oldest first, which names it."""
    from hashlib import blake2b

    members = tuple(members)
    name = f"{rule}\0{members[0]}".encode("utf-8", "surrogatepass")
    return Group(blake2b(name, digest_size=8).hexdigest(), members)

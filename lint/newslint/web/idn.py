"""Internationalized host names in ASCII."""

MAX_LABEL = 63
"""Characters (RFC 1035 2.3.4)."""


def in_ascii(host: str) -> str:
    """Return ``host`` as it is sent: IDNA 2008 after the mapping of UTS 46.

    Symbols such as emoji are encoded as well: IDNA 2008 excludes them, but browsers and some
    registries accept them. Raises ValueError for what is no host name.
    """
    import idna

    try:
        return idna.encode(host, uts46=True).decode()
    except idna.InvalidCodepoint:
        labels = [_label(label) for label in idna.uts46_remap(host, std3_rules=False).split(".")]
        if not all(0 < len(label) <= MAX_LABEL for label in labels):
            raise ValueError(host) from None
        return ".".join(labels)


def _label(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"

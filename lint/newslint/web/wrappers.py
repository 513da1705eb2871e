"""Addresses that only lead to another one, which they contain."""

from urllib.parse import parse_qs, unquote

from newslint.pattern import pattern
from newslint.web.canonical import MAX_URL

# By host: the path, and the parameters that may hold the target. What sites and mail filters put in
# place of the links that their users write or click.
_Wrapper = tuple[str, tuple[str, ...]]
_WRAPPERS: dict[str, _Wrapper] = {
    "l.facebook.com": ("/l.php", ("u",)),
    "lm.facebook.com": ("/l.php", ("u",)),
    "facebook.com": ("/l.php", ("u",)),
    "l.instagram.com": ("/", ("u",)),
    "l.messenger.com": ("/l.php", ("u",)),
    "youtube.com": ("/redirect", ("q",)),
    "out.reddit.com": ("/", ("url",)),
    "slack-redir.net": ("/link", ("url",)),
    "linkedin.com": ("/redir/redirect", ("url",)),
    "t.umblr.com": ("/redirect", ("z",)),
    "vk.com": ("/away.php", ("to",)),
    "steamcommunity.com": ("/linkfilter/", ("u", "url")),
    "duckduckgo.com": ("/l/", ("uddg",)),
    "link.zhihu.com": ("/", ("target",)),
    "medium.com": ("/r/", ("url",)),
    "getpocket.com": ("/redirect", ("url",)),
    "exit.sc": ("/", ("url",)),
    "gate.sc": ("/", ("url",)),
}
_GOOGLE_WRAPPER: _Wrapper = ("/url", ("q", "url"))
_GOOGLE = pattern(r"(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?")
_SAFE_LINKS = ".safelinks.protection.outlook.com"
_WHOLE_QUERY = ("href.li", "anonym.to", "nullrefer.com")
# Proofpoint URL Defense, version 3; an asterisk stands for characters that follow in another form.
_DEFENDED = pattern(r"https://urldefense\.(?:com|us)/v3/__(https?:/[^*]+?)__;")
_ADDRESS = pattern(r"(https?)://?([^/?#\s]+\.[^/?#\s]+)([/?#]\S*)?")
_MOST = 3  # wrappers, one in another


def unwrapped(url: str) -> str | None:
    """Return the address that a wrapper leads to; None if ``url`` is none, or that is unclear."""
    target: str | None = None
    for _ in range(_MOST):
        inner = _inside(target or url)
        if inner is None:
            break
        target = inner
    return target


def _inside(url: str) -> str | None:
    if len(url) > MAX_URL:
        return None
    defended = _DEFENDED.match(url)
    if defended:
        return _address(defended[1])
    rest = url.partition("://")[2].partition("#")[0]
    page, _, query = rest.partition("?")
    host, _, path = page.partition("/")
    host = host.lower().removeprefix("www.")
    if host in _WHOLE_QUERY:
        return _address(query) or _address(unquote(query))
    if _GOOGLE.fullmatch(host):
        wanted, names = _GOOGLE_WRAPPER
    elif host.endswith(_SAFE_LINKS):
        wanted, names = f"/{path}", ("url",)
    else:
        wanted, names = _WRAPPERS.get(host, ("", ()))
    if f"/{path}" != wanted:
        return None
    values = parse_qs(query.replace("&amp;", "&"), max_num_fields=100)
    targets = [values[name] for name in names if name in values]
    return _address(targets[0][0]) if len(targets) == 1 and len(targets[0]) == 1 else None


def _address(text: str) -> str | None:
    """Return ``text`` if it is the full address of a page."""
    match = _ADDRESS.fullmatch(text)
    return f"{match[1]}://{match[2]}{match[3] or ''}" if match else None

"""The identity of URLs: which parameters only track, and which URLs name the same page.

Pure functions over text: they make no network requests and never raise.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from newslint.pattern import pattern

# Parameters that record where a reader came from and never select the page. Their vendors document
# them (Google Analytics and Ads, Meta, Microsoft, Matomo, Piano, comScore, HubSpot, Mailchimp,
# Adobe, …), and AdGuard's TrackParamFilter, ClearURLs and Mozilla's query stripping list agree on
# them. Names that select the page on some site (ref, source, campaign, cid, sid, share, …) are left
# out: two pages must never be taken for one. The lists in courlan (ref, source, keyword, uid,
# session anywhere in a name) do not follow that rule, url-cleaner reconfigures logging when
# imported, and Unalix is no longer maintained.
_PREFIXES = (
    "utm_",  # Google Analytics
    "mtm_",  # Matomo
    "matomo_",
    "hsa_",  # HubSpot ads
    "itm_",  # internal campaigns, named like utm_
    "at_custom",  # Piano (AT Internet)
    "guce_referrer",  # Yahoo consent
    "vero_",
    "oly_",  # Omeda
    "__hs",  # HubSpot
    "_hs",
)
_CLICKS = """
    fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid twclid
    ttclid yclid ysclid _openstat igshid igsh li_fat_id epik sccid rdt_cid irclickid rb_clickid
    wickedid dicbo oborigurl tblci ef_id s_kwcid mibextid tduid vmcid gps_adid
"""
_ANALYTICS = """
    _ga _gl ga_source ga_medium ga_term ga_content ga_campaign ga_place
    pk_campaign pk_kwd pk_keyword pk_medium pk_source pk_content pk_cid
    at_medium at_campaign at_format at_link_id at_link_type at_link_origin at_ptr_name
    at_bbc_team at_recipient_id at_recipient_list xtor s_cid intcid intcmp
    ns_campaign ns_mchannel ns_source ns_linkname ns_fee
    wt_mc wt.mc_id wt_zmc wt.tsrc _branch_match_id _branch_referrer cmpid ocid ncid
    guccounter soc_src soc_trk ftag trkcampaign
"""
_MAILINGS = """
    mc_cid mc_eid mkt_tok hsctatracking ml_subscriber ml_subscriber_hash __s _ke _kx
    elqtrack elqtrackid sfmc_id sfmc_sub et_rid et_cid spmailingid spuserid spjobid spreportid
    nr_email_referer
"""
_SHARING = """
    fb_action_ids fb_action_types fb_source fb_ref action_object_map action_type_map
    action_ref_map ref_src ref_url __twitter_impression sr_share
    amp_js_v amp_gsa amp_ct usqp echobox
"""
_NAMES = frozenset(f"{_CLICKS} {_ANALYTICS} {_MAILINGS} {_SHARING}".split())
_CONDE_NAST = frozenset({"mbid", "cndid", "bxid", "esrc"})
_SITE_NAMES = {  # other meanings on other sites
    "nytimes.com": frozenset({"smid", "smtyp", "emc", "partner"}),
    "theguardian.com": frozenset({"cmp"}),
    "dailymail.co.uk": frozenset({"ito"}),
    "bloomberg.com": frozenset({"sref"}),
    "wired.com": _CONDE_NAST,
    "newyorker.com": _CONDE_NAST,
    "vanityfair.com": _CONDE_NAST,
    "vogue.com": _CONDE_NAST,
    "gq.com": _CONDE_NAST,
    "pitchfork.com": _CONDE_NAST,
    "twitter.com": frozenset({"s", "t"}),
    "x.com": frozenset({"s", "t"}),
    "youtube.com": frozenset({"si", "feature", "pp"}),
    "youtu.be": frozenset({"si", "feature", "pp"}),
    "linkedin.com": frozenset({"trk", "trackingid"}),
}

_AFTER_SCHEME = pattern(r"//[^\s<>\"']++")
_MENTIONED = pattern(
    "[?&#;](?:(?:{prefixes})|(?:{names})=)".format(
        prefixes="|".join(_PREFIXES),
        names="|".join(sorted(_NAMES.union(*_SITE_NAMES.values()))).replace(".", r"\."),
    ),
    re.IGNORECASE,
)

MAX_URL = 8_000
"""Maximum length of a page URL in characters: what servers support (RFC 9110, section 4.1)."""
_MAX_HOST = 253  # RFC 1035
_MAX_CACHES = 3  # nested AMP caches


def tracking_parameters(url: str) -> list[str]:
    """Return the names of the tracking parameters of ``url``, as written, in order."""
    if "?" not in url and "#" not in url:
        return []
    _, query, fragment = _parts(url)
    own = _own_names(url)
    return [
        _name(pair)
        for part in (query, fragment)
        for pair in _pairs(part)
        if _tracks(_name(pair), own)
    ]


def may_track(text: str) -> bool:
    """Return whether ``text`` may contain a URL with `tracking_parameters`: a linear scan."""
    urls = _AFTER_SCHEME.findall(text)
    return any(_MENTIONED.search(url) for url in urls if "?" in url or "#" in url)


def without_tracking(url: str) -> str:
    """Return ``url`` without its `tracking_parameters` and otherwise unchanged."""
    if not tracking_parameters(url):
        return url
    page, query, fragment = _parts(url)
    own = _own_names(url)
    for mark, part in (("?", query), ("#", fragment)):
        pairs = list(_pairs(part))
        kept = [pair for pair in pairs if not _tracks(_name(pair), own)]
        if len(kept) == len(pairs):
            page += mark * (part is not None) + (part or "")
        elif any(kept):
            page += mark + "&".join(kept).removeprefix("amp;")
    return page


def _parts(url: str) -> tuple[str, str | None, str | None]:
    """Split a URL into the part before the query, the query and the fragment (None if absent)."""
    rest, hash_mark, fragment = url.partition("#")
    page, question_mark, query = rest.partition("?")
    return page, query if question_mark else None, fragment if hash_mark else None


def _pairs(part: str | None) -> Iterator[str]:
    if part and "=" in part:
        yield from part.split("&")


def _name(pair: str) -> str:
    """Return the name in ``name=value``, without the rest of an escaped ``&amp;``."""
    return pair.partition("=")[0].removeprefix("amp;")


def _tracks(name: str, own: frozenset[str]) -> bool:
    name = name.lower()
    return name in _NAMES or name.startswith(_PREFIXES) or name in own


def _own_names(url: str) -> frozenset[str]:
    """Return the names of parameters that only track on the site of ``url``."""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].lower()
    labels = host.rsplit(".", 3)[-3:]
    for site in (".".join(labels), ".".join(labels[-2:])):
        if site in _SITE_NAMES:
            return _SITE_NAMES[site]
    return frozenset()


# Hosts and paths under which Google and Bing serve copies of other sites' AMP pages.
# https://developers.google.com/amp/cache/overview#amp-cache-url-format
_CACHE_HOSTS = (".cdn.ampproject.org", ".ampproject.net", ".bing-amp.com")
_CACHED = pattern(r"/(?:[civrwp]|wp|mbv0|bv/s|cert)/(?:s/)?([^/]+\..*)", re.IGNORECASE)
_VIEWED = pattern(r"/amp/(?:s/)?((?=[^/]+\.[^/])[^/]+/.*)", re.IGNORECASE)
_VIEWERS = pattern(r"(?:www\.)?(?:google\.[a-z]{2,3}(?:\.[a-z]{2})?|bing\.com)")
# Labels before a domain that select a device, also after a language as in en.m.example.com.
_HOST_PREFIX = pattern(r"^(?:(?:www|m|mobile|amp)|([a-z]{2}\.)m)\.(?=[^.]+\.[^.])")
_AMP_SEGMENT = pattern(r"/(?:google-)?amp(?=/|$)", re.IGNORECASE)
_YEAR = pattern(r"(?:/\d{1,4})+")
_AMP_SUFFIX = pattern(r"(?:/amp\.html|\.amp)$|\.amp(?=\.html$)", re.IGNORECASE)
_AMP_PARAMETERS = frozenset({"amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "output=amp"})
_INDEX = pattern(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_FRONT = pattern(r"/(?:[a-z]{2}(?:[-_][a-z]{2})?|home)?", re.IGNORECASE)
_SESSION = pattern(r";jsessionid=[^;/]*", re.IGNORECASE)
_SESSIONS = ("phpsessid=", "jsessionid=", "aspsessionid", "cfid=", "cftoken=")
_ESCAPE = pattern("%([0-9A-Fa-f]{2})")
_NOT_ASCII = pattern("[^\x00-\x7f]+")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


# Nearly all URLs are canonical but for scheme, ``www.`` and slashes at the end: an ASCII host that
# is no AMP cache, and a path without escapes.
_PLAIN = pattern(
    r"https?://(?!(?:m|mobile|amp|[a-z]{2}\.m)\.)(?:www\.)?"
    r"((?:[a-z0-9-]+\.)+[a-z0-9-]+)(?<!ampproject\.org)(?<!ampproject\.net)(?<!bing-amp\.com)"
    r"((?:/(?!\.)[A-Za-z0-9_.~-]+)*)/*"
)
_VARIANT = pattern(r"amp|/(?:index|default)\.", re.IGNORECASE)


@lru_cache(maxsize=4_096)  # the rules ask for the same ones
def canonical(url: str, caches: int = _MAX_CACHES) -> str:
    """Return the identity of ``url`` without its scheme: equal for all URLs of one page.

    Removes what does not select the page: scheme, user, default port, ``www.``, ``m.`` and
    ``amp.``, tracking parameters, sessions, fragment, trailing slash, ``index.html``, AMP paths
    and parameters, and up to ``caches`` nested AMP caches. Converts host names to ASCII (IDNA) and
    normalizes percent-encoding (RFC 3986, section 6.2.2). Keeps every other parameter.
    Returns an empty string if ``url`` is not a web page, or is the front page of a site or of one
    of its languages.
    """
    if len(url) > MAX_URL:
        return ""
    plain = _PLAIN.fullmatch(url)
    if plain is not None and not _VARIANT.search(plain[2]):
        return "" if _FRONT.fullmatch(plain[2] or "/") else plain[1] + plain[2]
    return _canonical(url, caches)


def _canonical(url: str, caches: int) -> str:
    """Return the identity of any URL of at most `MAX_URL` characters."""
    scheme, separator, rest = without_tracking(url.strip()).partition("://")
    if not separator or scheme.lower() not in ("http", "https"):
        return ""
    page, query, fragment = _parts(rest)
    authority, slash, path = page.partition("/")
    host = _host(authority)
    path = slash + path
    inner = _inside_cache(host, path) if caches else ""
    if inner:
        return canonical(f"https://{inner}" + (f"?{query}" if query else ""), caches - 1)
    path = _path(path)
    query = _query(query or "")
    # Some sites select their pages by the fragment alone.
    route = f"#{fragment}" if fragment and fragment.startswith(("!", "/")) else ""
    if not host or not (query or route or not _FRONT.fullmatch(path or "/")):
        return ""
    return f"{_without_prefix(host)}{path}{query}{route}"


def _host(authority: str) -> str:
    host = authority.rpartition("@")[2].lower()
    name, colon, port = host.rpartition(":")
    if colon and port in ("", "80", "443"):
        host = name
    host = host.rstrip(".")
    if not host.isascii() and len(host) <= _MAX_HOST and max(map(len, host.split("."))) < 64:
        from newslint.web.idn import in_ascii

        try:
            host = in_ascii(host)
        except ValueError:
            return host
    return host


def _without_prefix(host: str) -> str:
    """Return ``host`` without labels that select a device."""
    return _HOST_PREFIX.sub(r"\1", host)


def _inside_cache(host: str, path: str) -> str:
    """Return the page that an AMP cache or viewer shows, without scheme; empty for other URLs."""
    if "amp" not in host and "/amp/" not in path:
        return ""
    if f".{host}".endswith(_CACHE_HOSTS):
        match = _CACHED.match(path)
    elif _VIEWERS.fullmatch(host):
        match = _VIEWED.match(path)
    else:
        return ""
    return match[1] if match else ""


def _path(path: str) -> str:
    path = without_dots(path)
    if ";" in path:
        path = _SESSION.sub("", path)
    if "amp" in path.lower():
        path = _without_amp(path)
    return _encoded(_INDEX.sub("", path).rstrip("/"))


def _without_amp(path: str) -> str:
    """Return ``path`` without its AMP marker, unless only a date would remain."""
    path = _AMP_SUFFIX.sub("", path.rstrip("/"))
    rest = _AMP_SEGMENT.sub("", path, count=1)
    return path if _YEAR.fullmatch(rest) else rest


def without_dots(path: str) -> str:
    """Return a path that begins with ``/`` without ``.`` and ``..`` segments, which may be spelled
    with ``%2e`` (RFC 3986, sections 5.2.4 and 6.2.2.2)."""
    if "/." not in path and "/%2" not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    dots = [segment.replace("%2e", ".").replace("%2E", ".") for segment in segments]
    for segment, spelled in zip(segments, dots, strict=True):
        if spelled == "..":
            del kept[-1:]
        elif spelled != ".":
            kept.append(segment)
    if dots[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    """Return the normalized query with its ``?``: parameters sorted, AMP and sessions removed."""
    if not query:
        return ""
    pairs = [pair.removeprefix("amp;").replace("+", "%20") for pair in query.split("&")]
    kept = sorted(_encoded(pair) for pair in pairs if pair and _selects_page(pair.lower()))
    return "?" + "&".join(kept) if kept else ""


def _selects_page(pair: str) -> bool:
    """Whether a parameter may select the page."""
    return pair not in _AMP_PARAMETERS and not pair.startswith(_SESSIONS)


def _encoded(text: str) -> str:
    """Return ``text`` with normalized percent-encoding (RFC 3986, section 6.2.2)."""
    if "%" in text:
        text = _ESCAPE.sub(_normal_escape, text)
    text = text.replace(" ", "%20")
    return text if text.isascii() else _NOT_ASCII.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    from urllib.parse import quote

    return quote(match[0], errors="replace")


def _normal_escape(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()

"""What a run brings along to the web: its name, its proxies, the certificates that it trusts."""

import os
from collections.abc import Callable


def proxies(configured: str) -> tuple[dict[str, str], Callable[[str], bool]]:
    """Proxy URLs by scheme, and a test for the hosts that are asked without.

    ``configured`` is the one proxy of the configuration, or empty. The environment's are
    HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, in either case, as curl and Python read
    them (HTTP_PROXY not in a CGI script).
    """
    import urllib.request as library

    found: dict[str, str] = library.getproxies_environment()
    everything = configured or found.get("all", "")
    by_scheme = {
        scheme: configured or found.get(scheme, everything) for scheme in ("http", "https")
    }
    by_scheme = {
        scheme: proxy if "://" in proxy else f"http://{proxy}"
        for scheme, proxy in by_scheme.items()
        if proxy
    }
    bypass = library.proxy_bypass_environment  # type: ignore[attr-defined]  # not in typeshed
    without = {"no": found.get("no", "")}
    return by_scheme, lambda host: bool(bypass(host, without))


def trusted_certificates() -> str:
    """The file of certificates to trust: what the environment names, else that of certifi."""
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        file = os.environ.get(name)
        if file and os.path.isfile(file):
            return file
    import certifi

    return certifi.where()


def default_user_agent() -> str:
    """What newslint calls itself: its name, and what it is about."""
    from newslint import __version__

    return f"newslint/{__version__} (checks the links of news articles)"


def open_files() -> int:
    """How many files and sockets this process may have open."""
    try:
        import resource
    except ImportError:  # Windows, where sockets are not counted among files
        return 8192
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 8192 if soft == resource.RLIM_INFINITY else soft

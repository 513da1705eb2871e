"""The environment of HTTP requests: user agent, proxies, trusted certificates, open files."""

import os
from collections.abc import Callable


def proxies(configured: str) -> tuple[dict[str, str], Callable[[str], bool]]:
    """Return proxy URLs by scheme, and a function that tells which hosts bypass them.

    ``configured`` is the proxy of the configuration, or empty. Otherwise HTTP_PROXY, HTTPS_PROXY,
    ALL_PROXY and NO_PROXY apply, in upper or lower case, as curl and Python read them (HTTP_PROXY
    is ignored in CGI scripts).
    """
    import urllib.request as library

    variables: dict[str, str] = library.getproxies_environment()
    everything = configured or variables.get("all", "")
    by_scheme = {
        scheme: configured or variables.get(scheme, everything) for scheme in ("http", "https")
    }
    by_scheme = {
        scheme: proxy if "://" in proxy else f"http://{proxy}"
        for scheme, proxy in by_scheme.items()
        if proxy
    }
    bypass = library.proxy_bypass_environment  # type: ignore[attr-defined]  # not in typeshed
    without = {"no": variables.get("no", "")}
    return by_scheme, lambda host: bool(bypass(host, without))


def trusted_certificates() -> str:
    """Return the CA bundle: the file that the environment names, else that of certifi."""
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        file = os.environ.get(name)
        if file and os.path.isfile(file):
            return file
    import certifi

    return certifi.where()


def default_user_agent() -> str:
    """Return the default User-Agent: name, version and purpose."""
    from newslint import __version__

    return f"newslint/{__version__} (checks the links of news articles)"


def open_files() -> int:
    """Return how many files and sockets this process may have open."""
    try:
        import resource
    except ImportError:  # Windows, where sockets do not count as files
        return 8192
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 8192 if soft == resource.RLIM_INFINITY else soft

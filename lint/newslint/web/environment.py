"""The environment of HTTP requests: user agent, proxies, trusted certificates, open files."""

import os
from collections.abc import Callable
from functools import cache

from newslint.errors import ConfigError
from newslint.text import quote


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


def trusted_certificates(configured: str = "") -> str:
    """Return the CA bundle, a PEM file.

    It is the file that the configuration or the environment names, else a temporary file with the
    certificates of certifi and of the system. Raise ConfigError for a named file that is not a CA
    bundle.
    """
    named = {"urls.ca": configured} | {name: os.environ.get(name, "") for name in _CA_VARIABLES}
    for name, file in named.items():
        if file:
            return _checked(name, file)
    return _merged()


_CA_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def _checked(name: str, file: str) -> str:
    import ssl

    try:
        ssl.create_default_context(cafile=file)
    except OSError as error:  # ssl.SSLError is one
        why = "no such file" if isinstance(error, FileNotFoundError) else "not a CA bundle in PEM"
        raise ConfigError(f"{name} is {quote(file)}: {why}") from None
    return file


@cache
def _merged() -> str:
    import certifi

    own = certifi.where()
    system = _of_system()
    if not system:
        return own
    import atexit
    import tempfile
    from pathlib import Path

    both = Path(own).read_text(encoding="utf-8") + system
    try:
        descriptor, name = tempfile.mkstemp(".pem", "newslint-")
    except OSError:  # no folder for temporary files, or no room in it
        return own
    file = Path(name)
    atexit.register(file.unlink, missing_ok=True)
    try:
        with open(descriptor, "w", encoding="utf-8") as opened:
            opened.write(both)
    except OSError:
        return own
    return name


def _of_system() -> str:
    """Return the certificates that the system trusts, in PEM; empty where Python cannot read
    them, as on macOS."""
    import ssl

    try:
        context = ssl.create_default_context()
    except OSError:
        return ""
    trusted = context.get_ca_certs(binary_form=True)
    return "".join(map(ssl.DER_cert_to_PEM_cert, trusted))


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

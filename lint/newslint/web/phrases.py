"""The phrases of error pages, walls and closed sites, from ``phrases.toml``."""

import os
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from newslint import package

_FILE = os.path.join(package.HOME, "web", "phrases.toml")
_DOMAIN = "DOMAIN"


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads(package.text_of(_FILE))


def texts(name: str) -> tuple[str, ...]:
    """Return the plain texts in the list ``name``."""
    return tuple(_all()[name])


@cache
def whole(*names: str) -> re.Pattern[str]:
    """Return an expression for a whole text that is among the phrases of some lists."""
    return _compiled(_alternatives(*names))


def whole_of_domain(host: str, *names: str) -> re.Pattern[str]:
    """Return that expression for phrases about the domain ``host``."""
    domain = rf"(?:www\.)?{re.escape(host.removeprefix('www.'))}"
    return _compiled(_alternatives(*names).replace(_DOMAIN, domain))


@cache
def not_found() -> re.Pattern[str]:
    """Return the expression for "not found" in all languages, with or without the status."""
    error, sorry = _alternatives("error"), _alternatives("sorry")
    status = rf"(?:(?:{error})\W{{0,3}}){{0,2}}(?:code\W{{0,2}})?404(?:\W{{0,3}}(?:{error}|page))?"
    one = f"(?:{status}|{_alternatives('not-found')})"
    before = rf"(?:(?:{sorry}|{error})\W{{1,5}})?"
    return _compiled(rf"{before}{one}(?:\W{{1,4}}{one})?(?:\W{{0,3}}(?:{error}))?[\s.!…)]*")


def _alternatives(*names: str) -> str:
    return "|".join(phrase for name in names for phrase in _listed(_all()[name]))


def _listed(phrases: Any) -> Iterable[str]:
    if isinstance(phrases, dict):
        return [phrase for several in phrases.values() for phrase in several]
    return list(phrases)


def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(f"(?:{expression})", re.IGNORECASE)

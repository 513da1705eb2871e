"""A quick scan for links that need a closer look, which saves parsing nearly every body."""

import re

from newslint.article import MAX_BODY
from newslint.pattern import pattern

# A web address at an ordinary host: ASCII, with a dot, without a user, neither an address nor a
# name that is never public (see `newslint.web.guard`).
_ORDINARY = (
    r"(?:https?:)?//(?:[a-z0-9_-]++\.)++"
    r"(?!(?:local(?:host|domain)?|internal|arpa|onion)(?![a-z0-9_-]))[a-z]{2,63}+"
    r"(?::\d{1,5}+)?+(?=[/?#\s)\"'>]|\Z)"
)
# What is no scheme and names no host, up to where that is certain. Browsers see through control
# characters; references to characters and backslashes are left to those who can read them.
_RELATIVE = r"[a-z][a-z0-9+.-]*+[^:&\\\x00-\x1f]|[^a-z/&\\\x00-\x20]|/(?![/\\&\x00-\x20])"
_ENDS = r"[a-z][a-z0-9+.-]*+(?:\s|\Z)"
_SCHEME = r"(?:ht|f)tps?:|[/\\]{2}\S|javascript:|vbscript:|data:|file:|[\x00-\x08\x0e-\x1f]"
_MAIL = r"(?:mailto|tel):"
_NAMED = rf"(?!{_ORDINARY}|{_RELATIVE}|{_MAIL})"
_UNQUOTED = rf"(?!{_ORDINARY}|{_RELATIVE}|{_ENDS}|{_MAIL})"
_IN_ATTRIBUTE = "|".join(
    rf"(?<={name}{space}=)"
    for name in ("href", "src", "srcset", "data", "poster", "action", "to")
    for space in ("", r"\s")
)
_FLAGS = re.IGNORECASE | re.ASCII
# Each begins with one character, which is searched for several times faster than any of a set.
_IN_MARKDOWN = pattern(rf"\](?:\([\s<>]*+{_NAMED}|:[\s<>]*+{_UNQUOTED})", _FLAGS)
_IN_AUTOLINK = pattern(
    rf"<(?={_SCHEME}|[a-z][a-z0-9+.-]*+://[^\s/?#>]*@)(?!{_ORDINARY})",
    _FLAGS,
)
_IN_TAG = pattern(  # of HTML and JSX
    rf"=(?:(?:{_IN_ATTRIBUTE})\s*+(?:(?:\{{\s*+)?+[\"'`]\s*+{_NAMED}|(?![\"'`{{]){_UNQUOTED})"
    rf"|(?<=\s\s=)\s*+(?:[\"']\s*+{_NAMED}|(?={_SCHEME}|[^\s>&]*+&)))",
    _FLAGS,
)
_SRCSET = pattern(r"=(?:(?<=srcset=)|(?<=srcset\s=)|(?<=\s\s=))", _FLAGS)
_LATER_IN_SRCSET = pattern(rf",\s*+(?={_SCHEME}|[^\s,&]*+&(?:#|[a-z]++;))(?!{_ORDINARY})", _FLAGS)
_CREDENTIALS = pattern(r"//[^\s/?#<>\"'`]*@")


def suspicious(text: str) -> bool:
    """Return whether a body may contain a link that is not certainly harmless, with one linear
    scan."""
    if "//" in text and "@" in text and _CREDENTIALS.search(text, 0, MAX_BODY):
        return True
    if "](" not in text and "<" not in text and "]:" not in text:
        return False
    if any(one.search(text, 0, MAX_BODY) for one in (_IN_MARKDOWN, _IN_AUTOLINK, _IN_TAG)):
        return True
    in_srcset = _SRCSET.search(text, 0, MAX_BODY)
    return bool(in_srcset and _LATER_IN_SRCSET.search(text, in_srcset.end(), MAX_BODY))

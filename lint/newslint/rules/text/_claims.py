"""Detect self-descriptions of outlets. All texts are lower case.

News about an outlet is a story: it may be the latest newspaper to do something, or a magazine in
trouble. So only the wording decides, not the subject.
"""

import re

from newslint.pattern import pattern

SENTENCE_END = pattern(r"[.!?…|»:][\"”’')\]]*\s+|\n+|\s+[|·•–—-]\s+")
# Up to five words that describe what follows.
_WORDS = r"(?:(?!(?:a|an|the|of|to|in|by|for|latest|first|last|next|only)\b)[\w'’.-]+,? ){0,5}?"
_NEWS = r"(?:news|journalism|coverage|reporting|headlines)\b"
_IS = pattern(
    rf" (?:is|was founded as) (?:an?|the|your|(?:[\w-]+ ){{0,2}}[\w-]+['’]s) {_WORDS}"
    r"(?:site|website|magazine|newspaper|publication|portal|outlet|organi[sz]ation|agency|provider"
    r"|broadcaster|blog|(?<=leading )source|(?<=premier )source|(?<=trusted )source"
    r"|(?<=your )(?:source|destination|home))\b"
    r"(?:[,.;]|\W*$| (?:of|for|from|about|covering|serving|dedicated|devoted|based|published|and)\b"
    r"| (?:that|which) (?!was\b|has\b)\w+s\b)"
)
_GIVES = pattern(
    r" (?:(?:offers|brings|gives) you|provides|offers|delivers|covers|publishes)"
    rf" (?:the (?:latest|best|top) )?{_WORDS}{_NEWS}"
    r"(?:[,.;]|\W*$| (?:and|as|from|for|on|about|across|in|designed|made|that)\b"
    r"| to (?:readers|audiences|you|inform)\b)"
)
_PROMISE = pattern(
    r".{0,300}\b(?:you|readers|audiences?|inform|leading|premier|source|latest|breaking|trusted"
    r"|trustworthy|accessible|in-depth|up-to-date|around the world|worldwide)\b",
    re.DOTALL,
)
_VISIT = "visit "
_FOR_NEWS = pattern(rf"[\w .]{{0,15}} for .{{0,80}}?\b{_NEWS}")
# "Latest news, sport and opinion from …": the name comes last.
_SECTIONS = pattern(
    r"(?:(?:get|read|find) )?(?:all )?(?:the )?(?:latest|breaking|live|top) (?:[\w.-]+ )?news\b"
    r"|news(?=,| and\b| from\b)"
)
FIRST_WORDS = frozenset("get read find all the latest breaking live top news visit".split())
"""First words of claims that do not begin with the name of the outlet."""
PRAISES = ("provides ", "offers ", "delivers ", "brings you ")
"""Every text that matches `is_praise` contains one of these."""
_PRAISE = pattern(
    rf"[\w .&'’-]{{2,60}}? (?:{'|'.join(word.strip() for word in PRAISES)})"
    r"(?: [\w-]+,?(?: and)?){0,3}? (?:accessible|unbiased|in-depth|comprehensive|trusted"
    r"|(?:client|reader|community)-focused|award-winning)\b(?:,?(?: and)? [\w-]+){0,4}?"
    r" (?:news|journalism|coverage|reporting) (?:designed|made|meant|to inform|that informs?)\b"
)


def is_praise(text: str) -> bool:
    """Return whether ``text`` praises an outlet: "… offers trusted news designed to inform you"."""
    return any(map(text.__contains__, PRAISES)) and _PRAISE.match(text) is not None


def is_claim(text: str, start: int, provider: str) -> bool:
    """Return whether the sentence at ``start`` is a self-description of ``provider``."""
    if text.startswith(_VISIT, start):
        name_end = _name_end(text, start + len(_VISIT), provider)
        return bool(name_end and _FOR_NEWS.match(text, name_end, _end(text, start)))
    name_end = _name_end(text, start, provider)
    if name_end and _IS.match(text, name_end):
        return True
    if name_end and _GIVES.match(text, name_end):
        return _PROMISE.match(text, name_end) is not None
    sections = _SECTIONS.match(text, start)
    return sections is not None and _is_named(provider, text[sections.end() : _end(text, start)])


def _end(text: str, start: int) -> int:
    """Return the end of the sentence at ``start``."""
    match = SENTENCE_END.search(text, start)
    return match.start() if match else len(text)


def _name_end(text: str, at: int, provider: str) -> int:
    """Return where the provider's name at ``at`` ends; 0 if it is not there.

    Names are often shortened, so the first two words of a longer name are enough.
    """
    name = provider.lower().removeprefix("the ")
    if text.startswith("the ", at):
        at += len("the ")
    if not name or not text.startswith(name[:3], at):
        return 0
    words, written = name.split(), text[at : at + len(name) + 1].split()
    same = 0
    while same < min(len(words), len(written)) and words[same] == written[same]:
        same += 1
    return at + len(" ".join(words[:same])) if same >= min(2, len(words)) else 0


def _is_named(provider: str, text: str) -> bool:
    """Return whether ``text`` names the provider after a word such as "from"."""
    name = provider.lower().removeprefix("the ")
    return bool(name) and any(
        f" {word} {article}{name}" in text
        for word in ("from", "on", "by", "of", "at", "with")
        for article in ("", "the ")
    )

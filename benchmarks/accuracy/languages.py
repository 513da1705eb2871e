"""Show right texts in all languages to the rules about characters and titles, then damaged ones.

    python benchmarks/accuracy/languages.py

Wants the packages babel, which carries the names of languages, places, currencies and times in
some 1,000 locales (Unicode CLDR), and emoji, which lists all emoji. Each text is the title of an
article. A finding is a false alarm, but for the few texts of CLDR that are at fault: they are
printed. Damaged texts are UTF-8 that was read in another encoding; what counts is how many of
them mojibake finds.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from emoji import EMOJI_DATA

from newslint.article import Article
from newslint.finding import Finding
from newslint.rule import ArticleRule
from newslint.rules.file.hidden_character import HiddenCharacter
from newslint.rules.file.mojibake import Mojibake
from newslint.rules.text.markup_in_text import MarkupInText
from newslint.rules.text.shouting_title import ShoutingTitle
from newslint.rules.text.untidy_text import UntidyText

RULES = (HiddenCharacter(), Mojibake(), MarkupInText(), ShoutingTitle(), UntidyText())
ENCODINGS = ("latin-1", "cp1252", "cp1251")
DAMAGED = 20  # texts of each locale


def main() -> None:
    texts = dict(locale_texts())
    texts["emoji"] = [f"Ferry {emoji} returns" for emoji in EMOJI_DATA]
    alarms: Counter[str] = Counter()
    for name, found in texts.items():
        for text in found:
            for rule in RULES:
                for finding in findings(rule, text):
                    alarms[rule.name] += 1
                    print(f"{name}: {finding.rule}: {finding.message}")
    print(f"\n{sum(map(len, texts.values())):,} texts, {len(texts)} locales: {dict(alarms)}")
    for encoding in ENCODINGS:
        print(f"mojibake of {encoding}: {share_found(texts, encoding):.3f} found")


def locale_texts() -> Iterator[tuple[str, list[str]]]:
    """The locales of CLDR, each with the texts that no earlier one has."""
    seen: set[str] = set()
    for name in sorted(locale_identifiers()):
        try:
            locale = Locale.parse(name)
        except UnknownLocaleError:
            continue
        named = (locale.languages, locale.territories, locale.scripts, locale.currencies)
        found = {text for names in named for text in names.values()}
        zones = (*locale.time_zones.values(), *locale.meta_zones.values())
        found |= {text for zone in zones for text in zone.get("long", {}).values()}
        yield name, sorted(found - seen)
        seen |= found


def findings(rule: ArticleRule, title: str) -> list[Finding]:
    source = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n"
    return list(rule.check(Article.parse("a.md", source.encode())))


def share_found(texts: dict[str, list[str]], encoding: str) -> float:
    """The share of damaged texts that are found; Cyrillic ones only for a Cyrillic encoding."""
    choose = random.Random(1)
    found = total = 0
    for candidates in texts.values():
        fit = [text for text in candidates if damaged(text, encoding)]
        for text in choose.sample(fit, min(DAMAGED, len(fit))):
            found += bool(findings(Mojibake(), damaged(text, encoding)))
            total += 1
    return found / total


def damaged(text: str, encoding: str) -> str:
    """``text`` as UTF-8 that was read in ``encoding``; nothing where that shows or fails."""
    if text.isascii() or (encoding == "cp1251" and not any("а" <= c <= "я" for c in text)):
        return ""
    try:
        return text.encode().decode(encoding)
    except UnicodeDecodeError:
        return ""


if __name__ == "__main__":
    main()

"""markup-in-text"""

from collections.abc import Iterable, Iterator

from newslint.article import Article
from newslint.finding import Finding
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.text._prose import prose, texts
from newslint.text import quote

_MAX_TEXT = 10_000  # characters of a text to examine
_TAG = pattern(
    # a closing tag, a tag with attributes (perhaps truncated), or a common tag without attributes
    r"</[A-Za-z][A-Za-z0-9-]{0,20}\s{0,5}>"
    r"|<[A-Za-z][A-Za-z0-9-]{0,20}\s{1,5}[A-Za-z-]{1,40}\s{0,5}=\s{0,5}[\"'][^<>]{0,500}(?:>|$)"
    r"|<(?:br|hr|p|wbr|img)\s{0,5}/?>(?!\s+(?:tag|element))"
    r"|<!--"
)
_ENTITY = pattern(
    r"&(?:(#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6})(?:;|$|…|\.\.\.)|([A-Za-z][A-Za-z0-9]{1,31});)"
)
_LINK = pattern(r"!?\[[^\[\]]{1,300}\]\((?:https?://|/)[^()\s]{1,1000}\)")
# Words between two pairs of asterisks; inside a word, asterisks stand for letters.
_EMPHASIS = pattern(r"(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,300}(?<=\S)\*\*(?![\w*])")
# Editors' remarks in brackets have no attributes: "[video shows the pier]".
_SHORTCODE = pattern(
    r"\[(?:/(?:{0})|(?:{0})\s[^\[\]=]{{0,100}}=[^\[\]]{{0,300}})\]".format(
        r"caption|gallery|embed|audio|video|playlist|vc_\w{1,40}"
    )
)


class MarkupInText(ArticleRule):
    """Find HTML, Markdown links and shortcodes in titles and excerpts.

    ## What
    Reports HTML tags, comments and character references (`&amp;`, `&#8217;`), Markdown links and
    bold text, and WordPress shortcodes. A lone `<` or `&` is ignored, as is a tag that the text
    is about (`the <dialog> tag`).

    ## Why
    Titles and excerpts are plain text. Cards, feeds and search results show markup in them
    literally.
    """

    valid = (
        Example(
            {
                "a.md": "---\ntitle: AT&T and R&D; x <y and 3 < 4\n"
                "excerpt: Q&A [video shows it]; [sic](a) f**k s**t\n---\n"
            }
        ),
        Example({"a.md": "---\ntitle: What the <dialog> tag is for\n---\n"}, note="about a tag"),
    )
    invalid = (
        Example(
            {"a.md": "---\ntitle: Ferry <em>returns</em>\nexcerpt: Tea &amp; biscuits\n---\n"},
            at=(("a.md", 2, 14), ("a.md", 3, 14)),
        ),
        Example(
            {
                "a.md": "---\nrelated:\n- excerpt: See [the timetable](https://ferry.example/)\n"
                "- excerpt: 'The ferry [caption id=\"1\"]'\n"
                "- excerpt: 'The **ferry** is <a href=\"/ferry'\n---\n"
            },
            at=(("a.md", 3, 16), ("a.md", 4, 23), ("a.md", 5, 30)),
            note="in related entries",
        ),
    )

    def check(self, article: Article) -> Iterable[Finding]:
        text = prose(article)
        if "<" in text or "&" in text or "[" in text or "**" in text:
            return self._report(article)
        return ()

    def _report(self, article: Article) -> Iterator[Finding]:
        for text in texts(article):
            first = markup(text.value[:_MAX_TEXT])
            if first is not None:
                kind, start, end = first
                yield self.finding(
                    article.path,
                    f"{text.name} contains {kind}: {quote(text.value[start:end])}",
                    field=text.pointer,
                    span=article.span_in(text.pointer, start, end),
                )


def markup(text: str) -> tuple[str, int, int] | None:
    """Return the first markup in ``text``: a phrase for its kind, and where it starts and ends."""
    if "<" in text and (tag := _TAG.search(text)):
        if tag[0].startswith("</"):
            opening = text.find(f"<{tag[0].strip('</ >')}", 0, tag.start())
            return "an HTML tag", opening if opening >= 0 else tag.start(), tag.end()
        return "an HTML tag" if tag[0] != "<!--" else "an HTML comment", *tag.span()
    if "&" in text:
        for entity in _ENTITY.finditer(text):
            if entity[1] or _is_known(entity[2]):
                return "an HTML character reference", *entity.span()
    if "[" in text:
        if link := _LINK.search(text):
            return "a Markdown link", *link.span()
        if code := _SHORTCODE.search(text):
            return "a shortcode", *code.span()
    if "**" in text and (bold := _EMPHASIS.search(text)):
        return "Markdown", *bold.span()
    return None


def _is_known(name: str) -> bool:
    from html.entities import html5

    return name + ";" in html5

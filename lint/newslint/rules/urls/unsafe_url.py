"""unsafe-url"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Self

from newslint.article import Article, Story
from newslint.finding import Finding, Severity, Span
from newslint.links.embed import FIELD, embedded, links_in_embed
from newslint.links.html import Kind
from newslint.pattern import pattern
from newslint.rule import ArticleRule, Example
from newslint.rules.urls._fields import image_urls, links, page_urls
from newslint.rules.urls._suspects import suspicious
from newslint.settings import Config
from newslint.text import quote
from newslint.web.guard import Use, hazard, unsafe_reason

USES = {
    Kind.PAGE: Use.FOLLOWED,
    Kind.FORM: Use.FOLLOWED,
    Kind.IMAGE: Use.SHOWN,
    Kind.MEDIA: Use.SHOWN,
    Kind.FRAME: Use.RUN,
}


class UnsafeUrl(ArticleRule):
    """Find URLs that do not lead to the public web, or that run scripts.

    ## What
    In fields: schemes other than `http` and `https` (`javascript:`, `file:`), addresses and names
    of private networks, of the reader's own computer and of cloud metadata services in any
    spelling, user names and passwords, control characters, and hosts that cannot exist.

    In the body and in `featuredContent`: links, forms and images with `javascript:`, `vbscript:`
    or `data:`, URLs with a user name or a password, and images, media, frames and scripts that
    are loaded from a host that is not public. URLs are read as browsers read them, with
    character references, mixed case and control characters.

    Not reported are `data:` in images and media, unless the data is a document such as
    `text/html`; links of the body to `localhost` and private hosts, which tutorials have;
    placeholders such as `https://$USER:$PASSWORD@news.example/`; what is in code or in comments.
    Names that are reserved for examples (RFC 2606) are harmless.

    `urls.allow-private` in the configuration names hosts with their ports that are yours. No rule
    ever requests an unsafe URL.

    ## Why
    What is published is fetched by others: by readers' browsers, by scrapers, by previews. An
    address that leads into a network, or runs as a script, is an error at best and an attack
    at worst.
    """

    default_severity = Severity.ERROR

    allow_private: tuple[str, ...] = ()
    """Pairs of host and port that are allowed, beside those of `urls.allow-private`."""

    valid = (
        Example(
            {"a.md": "---\nwebUrl: https://harbour-echo.example/ferry?next=//10.0.0.1/\n---\n"}
        ),
        Example(
            {"a.md": "---\nwebUrl: http://127.0.0.1:8123/ferry\n---\n"},
            options={"allow_private": ("127.0.0.1:8123",)},
        ),
        Example({"a.md": "---\nimages:\n- url: /images/ferry.jpg\n---\n"}, note="relative"),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nOpen [the preview](http://localhost:4000/).\n"},
            note="a link that only its author can follow",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\n![Pier](data:image/gif;base64,R0lGODlhAQABAA==)\n"},
            note="an image that is written out",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nNever write `[here](javascript:alert(1))`.\n"},
            note="code",
        ),
    )
    invalid = (
        Example({"a.md": "---\nwebUrl: http://192.168.0.1/ferry\n---\n"}, at=(("a.md", 2, 9),)),
        Example({"a.md": "---\nwebUrl: javascript:alert(1)\n---\n"}, at=(("a.md", 2, 9),)),
        Example(
            {"a.md": "---\nrelated:\n- images:\n  - url: http://0x7f.1/ferry.jpg\n---\n"},
            at=(("a.md", 4, 10),),
            note="this computer, in another spelling, in a related entry",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nSee [here](javascript:alert(1)).\n"},
            at=(("a.md", 4, 12),),
            note="a script in place of a link",
        ),
        Example(
            {"a.mdx": "---\ntitle: Ferry\n---\n<Card href={'javascript:alert(1)'} />\n"},
            at=(("a.mdx", 4, 14),),
            note="a component of MDX",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\n![Pier](http://localhost:4000/pier.jpg)\n"},
            at=(("a.md", 4, 9),),
            note="an image that only its author sees",
        ),
        Example(
            {"a.md": "---\ntitle: Ferry\n---\nAsk http://desk:secret@tarn-times.example/.\n"},
            at=(("a.md", 4, 5),),
            note="a password",
        ),
    )

    def bind(self, config: Config) -> Self:
        allowed = (*self.allow_private, *config.urls.allow_private)
        return type(self)(**(vars(self) | {"allow_private": allowed})) if allowed else self

    def check(self, article: Article) -> Iterable[Finding]:
        embeds = [story for story in article.stories if FIELD in story.fields]
        body = suspicious(article.body)
        if embeds or body or not _fields_are_harmless(article):
            return self._report(article, embeds, body)
        return ()

    def _report(self, article: Article, embeds: list[Story], body: bool) -> Iterator[Finding]:
        for link in links(article):
            if link.is_image and link.url[:5].lower() == "data:":
                continue
            reason = unsafe_reason(link.url, self.allow_private)
            if reason is not None:
                yield self._unsafe(article, link.url, reason, field=link.field)
        for story in embeds:
            for part in links_in_embed(embedded(story)):
                reason = hazard(part.url, USES[part.kind], self.allow_private)
                if reason is not None:
                    field = f"{story.pointer}/{FIELD}"
                    yield self._unsafe(article, part.url, reason, field=field)
                    break  # all that it holds stands at one place
        if body:
            from newslint.links.body import links_in_body

            for place in links_in_body(article):
                reason = hazard(place.url, USES[place.kind], self.allow_private)
                if reason is not None:
                    yield self._unsafe(article, place.url, reason, span=place.span)

    def _unsafe(
        self,
        article: Article,
        url: str,
        reason: str,
        *,
        field: str | None = None,
        span: Span | None = None,
    ) -> Finding:
        message = f"unsafe address {quote(url)}: {reason}"
        return self.finding(article.path, message, field=field, span=span)


# URLs at public hosts, or empty ones, each with a space behind it.
_AT_PUBLIC_HOSTS = pattern(
    r"(?:(?:https?://(?![^/?# ]{254})(?:(?!-)[a-z0-9-]{1,63}+(?<!-)\.)++"
    r"(?!(?:local(?:host|domain)?|internal|arpa|onion)[/?# ])[a-z]{2,63}+(?:[/?#][^ ]*+)?+)?+ )*+"
)


def _fields_are_harmless(article: Article) -> bool:
    pages, images = page_urls(article), image_urls(article)
    if not pages.isprintable():
        return False
    if _AT_PUBLIC_HOSTS.fullmatch(f"{pages}{' '.join(images)} "):
        return True
    origins = {url[: (url + "/").find("/", 8)] for url in (*pages.split(), *images)}
    return all(map(_harmless, origins))


@lru_cache(maxsize=4_096)
def _harmless(origin: str) -> bool:
    """Whether an address that begins so, with a path behind it, needs no closer look."""
    return origin.startswith(("https://", "http://")) and unsafe_reason(origin + "/") is None

"""The base classes of rules: typed options, examples, and one method that yields findings."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    NamedTuple,
    Protocol,
    Self,
    TypeVar,
    dataclass_transform,
)

from newslint.errors import RuleError
from newslint.finding import Change, Edit, Finding, Group, Related, Severity, SeverityName, Span
from newslint.pattern import pattern
from newslint.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newslint.article import Article
    from newslint.catalogue.ruleset import Ruleset
    from newslint.ignores import Ignore
    from newslint.settings import Config

Facts = TypeVar("Facts")
T = TypeVar("T")


class Between(NamedTuple):
    """The range of an option: ``share: Annotated[float, Between(0, 1)] = 0.4``."""

    least: float
    most: float


_SHIPPED = "newslint.rules."
_OF_KINDS = ("check", "collect", "collect_all", "compare", "keys", "key_kinds", "pairwise")
"""The attributes that rules of some kind have."""
_BETWEEN_WORDS = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+")

CRASHES = (Exception, SystemExit, GeneratorExit)
"""Exceptions of rules that become findings. A rule that calls sys.exit must not end the run."""


class Example(NamedTuple):
    """Files and the findings that a rule reports in them: a test, documentation and a proof of the
    fix.

    ``files`` maps relative paths to their text. ``at`` lists the findings that the rule must
    yield, as (path, line, column); without any, the rule must yield none. ``options`` are the
    rule's options for this example. ``fixed`` maps the files that the rule's edits change to
    their text afterwards. ``note`` says in a few words what the example shows. ``urls`` are
    recorded verdicts by URL, for rules that need the network: examples request nothing.
    """

    files: Mapping[str, str]
    at: Sequence[tuple[str, int, int]] = ()
    options: Mapping[str, Any] = {}
    fixed: Mapping[str, str] = {}
    note: str = ""
    urls: Mapping[str, Mapping[str, Any]] = {}


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Rule:
    """The base class of all rules. Derive from `ArticleRule` or `CorpusRule`.

    Options are annotated class attributes with a default (and a docstring below them); an
    instance takes them as keywords and is immutable. The docstring of the class is the manual
    page. The name comes from the class (``LongTitle`` is ``long-title``) and the family is
    ``other``, unless the class sets them. A rule that newslint ships takes both from its file
    (``rules/text/long_title.py``).
    """

    name: ClassVar[str] = ""
    family: ClassVar[str] = "other"
    names_itself: ClassVar[bool] = False
    """Whether the class sets its name, which then takes precedence."""
    default_severity: ClassVar[Severity | SeverityName] = Severity.WARNING
    fixes: ClassVar[bool] = False
    """Whether the rule ever offers an edit."""
    needs_network: ClassVar[bool] = False
    """Whether the rule needs the network; such rules do not run offline."""
    perishable: ClassVar[bool] = False
    """Whether its findings depend on the time, so that they are never cached."""
    valid: ClassVar[Sequence[Example]] = ()
    invalid: ClassVar[Sequence[Example]] = ()

    severity: Severity = Severity.WARNING
    """The severity of its findings: "error", "warning" or "note"."""

    options: ClassVar[tuple[str, ...]] = ()
    """The attributes that a configuration may set, inherited ones first."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.names_itself = "name" in cls.__dict__
        if not cls.names_itself:
            cls.name = _in_kebab_case(cls.__name__)
        if cls.__module__.startswith(_SHIPPED):
            cls.family, _, file = cls.__module__.removeprefix(_SHIPPED).partition(".")
            cls.name = file.replace("_", "-")
        inherited: tuple[str, ...] = getattr(super(cls, cls), "options", ())
        cls.options = inherited + tuple(
            name
            for name, kind in cls.__annotations__.items()
            if is_option(name, kind) and name not in inherited
        )
        try:
            cls.severity = cls.default_severity = Severity.parse(cls.default_severity)
        except ValueError as error:
            raise RuleError(f"rule {cls.__name__}: default_severity: {error}") from None

    def __init__(self, **options: Any) -> None:
        for name, value in options.items():
            if name != "severity" and name not in self.options:
                raise TypeError(f"{self.name} has no option {name!r}")
            self.__dict__[name] = value

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self.name}: a rule does not change")

    def bind(self, config: "Config") -> Self:
        """Return this rule with the settings that it uses besides its options."""
        return self

    def notices(self) -> Iterable[str]:
        """Return sentences for the user about probable mistakes in what this rule is bound to."""
        return ()

    def idle(self) -> str:
        """Return why this rule never finds anything with its options ("no topics are configured").

        Return an empty string if it may find something.
        """
        return ""

    def identity(self) -> str:
        """Return what its findings depend on besides its code: the options and bound settings.

        A rule that reads anything else must override this. Cached results are used as long as the
        identity stays the same.
        """
        values = {name: getattr(self, name) for name in self.options} | vars(self)
        return f"{type(self).__name__}({', '.join(f'{k}={_stable(v)}' for k, v in values.items())})"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    def finding(
        self,
        path: str,
        message: str,
        *,
        field: str | None = None,
        on_key: bool = False,
        span: Span | None = None,
        severity: Severity | SeverityName | None = None,
        changes: Iterable[Change] = (),
        edits: Iterable[Edit] = (),
        related: Iterable[Related] = (),
        group: Group | None = None,
    ) -> Finding:
        """Return a finding of this rule at the value (or key) of ``field``, or at ``span``.

        ``field`` is a JSON Pointer (``/title``). ``severity`` replaces the
        default severity of the rule; a severity in the configuration takes precedence.
        """
        if severity is None or "severity" in vars(self):
            severity = self.severity
        return Finding(
            path,
            self.name,
            Severity.parse(severity),
            message,
            field,
            span,
            on_key,
            tuple(changes),
            tuple(edits),
            tuple(related),
            group,
        )


def _stable(value: object) -> str:
    """Return a representation that is the same in every process. The order of sets is not."""
    if isinstance(value, set | frozenset):
        return f"{type(value).__name__}({sorted(map(repr, value))})"
    return repr(value)


def _in_kebab_case(name: str) -> str:
    """Return ``long-title`` for ``LongTitle`` and ``url-path`` for ``URLPath``."""
    return _BETWEEN_WORDS.sub("-", name.strip("_")).lower()


def is_option(name: str, kind: object) -> bool:
    """Return whether an attribute with the annotation ``kind`` is an option: not private, not a
    constant, and not an attribute of every rule."""
    constant = "ClassVar" in str(kind) or "Final" in str(kind)
    return not (constant or name.startswith("_") or hasattr(Rule, name) or name in _OF_KINDS)


class ArticleRule(Rule):
    """A rule that checks one article at a time."""

    skips_drafts: ClassVar[bool] = False
    """Whether it skips drafts."""

    def check(self, article: "Article") -> Iterable[Finding]:
        """Yield the findings in ``article`` in any order, without changing it."""
        raise NotImplementedError


class Notes:
    """What corpus rules say about their work besides findings."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.progress = progress or Progress()
        self.notices: list[str] = []
        """Sentences for stderr."""
        self.summary: dict[str, object] = {}
        """Additional data for the summary of the run, by subject."""
        self.interrupted = False
        """Whether Ctrl-C interrupted the work."""


class KeyKind(NamedTuple):
    """How the keys of one kind decide which articles are compared."""

    needed: int
    """The number of keys of this kind that two articles must share; 0 for keys that are only
    counted."""


_KIND_BITS = 62  # bits of a key; the two above hold its kind


def key(kind: int, value: int) -> int:
    """Return the key of a hash. ``kind`` is an index into `CorpusRule.key_kinds` (0 to 3)."""
    return kind << _KIND_BITS | value & (1 << _KIND_BITS) - 1


def kinds_of(keys: "NDArray[np.uint64]") -> "NDArray[np.int64]":
    """Return the kind of each of ``keys``."""
    import numpy as np

    return (keys >> np.uint64(_KIND_BITS)).astype(np.int64)


class Overview(NamedTuple):
    """Data about a whole collection, for runs that see only a part of it."""

    silent: "NDArray[np.uint64] | None" = None
    """Keys, sorted and distinct, that are ignored in this collection: articles that share only
    these are not compared. None if no key is ignored."""
    copies: Collection[str] = frozenset()
    """Articles that are copies of others. `Whole.holders` does not count them."""


class Whole(Protocol):
    """A collection of which a rule sees only the relevant part.

    It covers all articles as they were when the collection was last examined, and new ones.
    """

    articles: int
    """Return the number of articles, without copies."""

    def holders(
        self, kind: int, values: "NDArray[np.uint32]", *, copies: bool = False
    ) -> "NDArray[np.int64]":
        """Return how many articles have each key of a kind, with or without ``copies``."""
        ...

    def silent(self, kind: int) -> "NDArray[np.uint32]":
        """Return the ignored keys of a kind (see `Overview`), sorted."""
        ...


class Corpus(Generic[Facts]):
    """The input of a `CorpusRule`: the facts of all articles of a collection, by path.

    ``reported`` are the paths that findings may be about; a rule may skip articles that are
    related to none of them. ``config`` is the configuration of the run, and ``notes`` collects
    notices. ``article`` reads an article again, for findings that need more than its facts; it
    returns None if the article is gone. ``whole`` describes the collection if ``facts`` are only
    those of articles that share keys with the reported ones (see `CorpusRule.keys`); otherwise it
    is None.
    """

    def __init__(
        self,
        facts: Mapping[str, Facts],
        reported: Collection[str],
        config: "Config",
        notes: Notes | None = None,
        article: "Callable[[str], Article | None]" = lambda _: None,
        whole: "Whole | None" = None,
    ) -> None:
        self.facts = facts
        self.reported = reported
        self.config = config
        self.notes = notes or Notes()
        self.article = article
        self.whole = whole
        self._memo: dict[object, Any] = {}

    def shared(self, work: "Callable[[Corpus[Facts]], T]") -> T:
        """Return ``work(self)``, computed once per run and shared by all rules."""
        if work not in self._memo:
            self._memo[work] = work(self)
        result: T = self._memo[work]
        return result


class CorpusRule(Rule, Generic[Facts]):
    """A rule that compares articles: ``collect`` is the map, ``compare`` the reduce.

    Facts are small and consist of plain values (None, bool, int, float, str, bytes, list, tuple,
    dict), so that they can be stored and sent. Rules that need the same facts set ``collect`` to
    the same static function, which then runs once per article.
    """

    pairwise: ClassVar[bool] = False
    """Whether it never reports anything for a single article."""

    def collect(self, article: "Article") -> Facts | None:
        """Return the facts of one article that ``compare`` needs; None if there are none."""
        raise NotImplementedError

    def collect_all(self, articles: "Sequence[Article]") -> "list[Facts | None]":
        """Return the facts of several articles, as `collect` does. Override it if that takes less
        time for many at once; rules with the same ``collect`` must have the same one."""
        return [self.collect(article) for article in articles]

    key_kinds: ClassVar[tuple[KeyKind, ...]] = ()
    """The kinds of `keys`, at most four."""

    def keys(self, facts: Facts) -> "NDArray[np.uint64] | None":
        """Return the distinct 64-bit keys of an article, made by `key`.

        A run that reports on a few articles of many then only sees the facts of articles that
        share keys with them. Return None if the rule needs to see all articles. Rules with the
        same ``collect`` have the same keys and the same `overview`.
        """
        return None

    def overview(self, corpus: Corpus[Facts]) -> Overview:
        """Return what such a run needs to know of the whole collection ``corpus``."""
        return Overview()

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        """Yield the findings among all facts. Rules give a field; the pipeline derives its span."""
        raise NotImplementedError


class CommentRule(Rule):
    """A rule about ignore comments. It runs last, when it is known what each comment silenced."""

    def check(
        self, path: str, comment: "Ignore", used: set[str], rules: "Ruleset"
    ) -> Finding | None:
        """Return the finding about ``comment`` in the file ``path``, or None.

        ``used`` are the names in it that silenced something, ``rules`` the rules of the run.
        """
        raise NotImplementedError

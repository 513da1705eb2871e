"""What a rule is: a class with typed options, examples, and one method that yields findings."""

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
from newslint.finding import Change, Edit, Finding, Related, Severity, SeverityName, Span
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
    """The numbers that an option takes: ``share: Annotated[float, Between(0, 1)] = 0.4``."""

    least: float
    most: float


_SHIPPED = "newslint.rules."
_OF_KINDS = ("check", "collect", "compare", "keys", "key_kinds", "pairwise")
"""The attributes that rules of some kind have."""
_BETWEEN_WORDS = pattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+")

CRASHES = (Exception, SystemExit, GeneratorExit)
"""What is reported when a rule raises it: a rule that exits must not end the run."""


class Example(NamedTuple):
    """Files, and where in them a rule reports something: test, documentation and proof at once.

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
    """The common part of all rules; derive from `ArticleRule` or `CorpusRule`.

    Options are annotated class attributes with a default (and a docstring below them); an
    instance takes them as keywords and never changes. The docstring of the class is the
    manual page. The name is that of the class (``LongTitle`` is ``long-title``), the family is
    ``other``, unless the class sets them; a rule that newslint ships takes both from its file
    (``rules/text/long_title.py``).
    """

    name: ClassVar[str] = ""
    family: ClassVar[str] = "other"
    names_itself: ClassVar[bool] = False
    """Whether the class sets its name, which nothing else then decides."""
    default_severity: ClassVar[Severity | SeverityName] = Severity.WARNING
    fixes: ClassVar[bool] = False
    """Whether the rule ever offers an edit."""
    needs_network: ClassVar[bool] = False
    """Whether the rule needs the network; such rules do not run offline."""
    perishable: ClassVar[bool] = False
    """Whether its findings go out of date by themselves, so that they are never cached."""
    valid: ClassVar[Sequence[Example]] = ()
    invalid: ClassVar[Sequence[Example]] = ()

    severity: Severity = Severity.WARNING
    """How much its findings matter: "error", "warning" or "note"."""

    options: ClassVar[tuple[str, ...]] = ()
    """The attributes that a configuration may set, those that it inherits first."""

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
        """This rule with whatever it takes from the configuration beside its own options."""
        return self

    def idle(self) -> str:
        """Why this rule, with the options it has, never finds anything: "no topics are configured".
        Empty for a rule that may find something."""
        return ""

    def identity(self) -> str:
        """What decides its findings beside its code: the options, and whatever it was given.

        A rule that reads anything else overrides this: results are cached for as long as it
        stays the same.
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
    ) -> Finding:
        """A finding of this rule, at the value (or key) of ``field`` or at ``span``.

        ``field`` is a JSON Pointer (``/title``). ``severity`` is for findings that matter less than
        the rule's others; a severity in the configuration takes precedence.
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
        )


def _stable(value: object) -> str:
    """``value`` as text that is the same in each process: sets come in another order in each."""
    if isinstance(value, set | frozenset):
        return f"{type(value).__name__}({sorted(map(repr, value))})"
    return repr(value)


def _in_kebab_case(name: str) -> str:
    """``LongTitle`` as ``long-title``, ``URLPath`` as ``url-path``."""
    return _BETWEEN_WORDS.sub("-", name.strip("_")).lower()


def is_option(name: str, kind: object) -> bool:
    """Whether an attribute with the annotation ``kind`` is an option, and no constant, nothing
    private, and nothing that all rules have."""
    constant = "ClassVar" in str(kind) or "Final" in str(kind)
    return not (constant or name.startswith("_") or hasattr(Rule, name) or name in _OF_KINDS)


class ArticleRule(Rule):
    """A rule that looks at one article."""

    skips_drafts: ClassVar[bool] = False
    """Whether it has nothing to say about articles that are not to be published yet."""

    def check(self, article: "Article") -> Iterable[Finding]:
        """The findings in ``article``, in any order. Must not change it."""
        raise NotImplementedError


class Notes:
    """What the work behind corpus rules tells about itself, beside findings."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.progress = progress or Progress()
        self.notices: list[str] = []
        """Sentences for stderr."""
        self.summary: dict[str, object] = {}
        """What the summary of the run says beside the counts of findings, by subject."""
        self.interrupted = False
        """Whether Ctrl-C cut the work short."""


class KeyKind(NamedTuple):
    """How keys of one kind tell which articles may concern each other."""

    needed: int
    """Keys of this kind that two articles must share; 0 for keys that are only counted."""


_KIND_BITS = 62  # bits below the two that hold the kind of a key


def key(kind: int, value: int) -> int:
    """A key of a kind, which is an index into `CorpusRule.key_kinds` (0 to 3)."""
    return kind << _KIND_BITS | value & (1 << _KIND_BITS) - 1


def kinds_of(keys: "NDArray[np.uint64]") -> "NDArray[np.int64]":
    """The kind of each of ``keys``."""
    import numpy as np

    return (keys >> np.uint64(_KIND_BITS)).astype(np.int64)


class Overview(NamedTuple):
    """What only a look at a whole collection tells, for runs that see a part of it."""

    silent: "NDArray[np.uint64] | None" = None
    """Keys, sorted and distinct, that say nothing in this collection: articles that share them do
    not concern each other. None where all keys tell something."""
    copies: Collection[str] = frozenset()
    """Articles that are copies of others, so that `Whole.holders` leaves them out."""


class Whole(Protocol):
    """What a rule may ask about a collection of which it sees the relevant part only.

    It tells of all articles as they were when the collection was last looked at, and of new ones.
    """

    articles: int
    """How many there are in all, copies not counted."""

    def holders(
        self, kind: int, values: "NDArray[np.uint32]", *, copies: bool = False
    ) -> "NDArray[np.int64]":
        """How many articles have each key of a kind; ``copies`` says whether those count."""
        ...

    def silent(self, kind: int) -> "NDArray[np.uint32]":
        """The keys of a kind that say nothing (see `Overview`), sorted."""
        ...


class Corpus(Generic[Facts]):
    """What a `CorpusRule` compares: the facts of all articles of a collection, by path.

    ``reported`` are the paths that findings may be about: a rule may skip whatever only
    concerns others. ``config`` is the whole configuration of the run, ``notes`` is where the
    work says how it went. ``article`` reads an article again, for the few that a finding needs
    to know more of than the facts say; it gives None for one that is gone.
    ``whole`` tells of the collection where ``facts`` are only those of the articles that concern
    the reported ones (see `CorpusRule.keys`); else it is None.
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
        """``work(self)``, done once per run however many rules ask for it."""
        if work not in self._memo:
            self._memo[work] = work(self)
        result: T = self._memo[work]
        return result


class CorpusRule(Rule, Generic[Facts]):
    """A rule that compares articles: ``collect`` is the map, ``compare`` the reduce.

    Facts are small and made of plain values (None, bool, int, float, str, bytes, list, tuple,
    dict), so that they can be stored and sent. Rules that need the same facts set ``collect``
    to the same static function: it then runs once per article.
    """

    pairwise: ClassVar[bool] = False
    """Whether it has nothing to say of an article that stands alone."""

    def collect(self, article: "Article") -> Facts | None:
        """What ``compare`` needs to know of one article; None where there is nothing."""
        raise NotImplementedError

    key_kinds: ClassVar[tuple[KeyKind, ...]] = ()
    """What the kinds of `keys` mean, at most four."""

    def keys(self, facts: Facts) -> "NDArray[np.uint64] | None":
        """The keys by which articles concern each other, distinct: 64-bit numbers made by `key`.

        With them a run that reports on a few articles of many only sees the facts of those that
        concern them. None where a rule needs to see all. Rules with the same ``collect`` have the
        same keys, and the same `overview`.
        """
        return None

    def overview(self, corpus: Corpus[Facts]) -> Overview:
        """What such a run needs to know of the whole collection, which ``corpus`` is."""
        return Overview()

    def compare(self, corpus: Corpus[Facts]) -> Iterator[Finding]:
        """The findings among all facts. Rules give a field; the pipeline finds its place."""
        raise NotImplementedError


class CommentRule(Rule):
    """A rule about ignore comments; it runs last, when it is known what each silenced."""

    def check(
        self, path: str, comment: "Ignore", used: set[str], rules: "Ruleset"
    ) -> Finding | None:
        """The finding about ``comment`` in the file ``path``, if there is any.

        ``used`` are the names in it that silenced something, ``rules`` those of the run.
        """
        raise NotImplementedError

"""Ignore comments: where they count, what they silence, and when they are of no use."""

import pytest

from newslint.article import Article
from newslint.finding import Severity
from newslint.fixes.edits import apply_edits
from newslint.ignores import MAX_IGNORES, MAX_NAMES, ignores
from newslint.pipeline.run import lint
from newslint.report import Report
from newslint.settings import Config


def run(text: str, path: str = "a.md", **settings: object) -> Report:
    """Lint one file with the rules about text and about ignore comments."""
    config = Config(online=False, select=("text", "ignores"))._replace(**settings)  # type: ignore[arg-type]
    return lint([], config, sources={path: text.encode()})


def reported(text: str, path: str = "a.md", **settings: object) -> list[tuple[int, str]]:
    report = run(text, path, **settings)
    return [(f.span.line, f.rule) for f in report.findings if f.span is not None]


class TestWhereACommentCounts:
    @pytest.mark.parametrize(
        "comment",
        [
            "# newslint: ignore[untidy-text]",
            "# newslint: ignore[untidy-text] as the outlet prints it",
            "#newslint:ignore[untidy-text]",
            "# newslint: ignore [ shouting-title , untidy-text ]",
            "# newslint: ignore[text]",
            "## newslint: ignore[untidy-text,]",
            "# newslint: ignore[untidy-text], as printed",
            "# newslint: ignore[untidy-text]—as printed",
            "# newslint: ignore-file[untidy-text]",
            "# a ferry # newslint: ignore[untidy-text]",
            "# newslint: ignore[naive-date] # newslint: ignore[untidy-text]",
        ],
    )
    def test_at_the_end_of_the_line_or_on_the_line_before(self, comment: str) -> None:
        for text in (
            f"---\ntitle: Ferry  runs {comment}\n---\n",
            f"---\n{comment}\ntitle: Ferry  runs\n---\n",
            f"---\r\n  {comment}\r\n# another\r\n\r\ntitle: Ferry  runs\r\n---\r\n",
            f"+++\ntitle = 'Ferry  runs' {comment}\n+++\n",
            f"+++\n{comment}\ntitle = 'Ferry  runs'\n+++\n",
        ):
            rules = [rule for _, rule in reported(text) if rule != "unused-ignore"]
            assert rules == [], text
            assert "invalid-ignore" not in [rule for _, rule in reported(text)]
            assert run(text).suppressed == 1, text

    @pytest.mark.parametrize(
        "text",
        [
            "---\ntitle: Ferry  runs\nexcerpt: A # newslint: ignore[untidy-text]\n---\n",
            "---\n# newslint: ignore[untidy-text]\nexcerpt: A\ntitle: Ferry  runs\n---\n",
            "---\ntitle: Ferry  runs # newslint: ignore[shouting-title]\n---\n",
            "---\ntitle: Ferry  runs # newslint ignore[untidy-text]\n---\n",
            "---\ntitle: Ferry  runs # newslint: ignored[untidy-text]\n---\n",
            "---\ntitle: Ferry  runs # newslint: ignore\n---\n",
            "---\ntitle: Ferry  runs # newslint: ignore untidy-text\n---\n",
            "---\ntitle: Ferry  runs # newslint: ignore[untidy-text\n---\n",
            "---\ntitle: Ferry  runs#newslint:ignore[untidy-text]\n---\n",
            "---\ntitle: 'Ferry  runs # newslint: ignore[untidy-text]'\n---\n",
            '---\ntitle: "Ferry  runs\n  # newslint: ignore[untidy-text]"\n---\n',
            "---\ntitle: Ferry  runs\n---\n# newslint: ignore-file[untidy-text]\n",
            "+++\ntitle = 'Ferry  runs # newslint: ignore[untidy-text]'\n+++\n",
            '+++\ntitle = """Ferry  runs\n# newslint: ignore-file[untidy-text]\n"""\n+++\n',
            '{"title": "Ferry  runs"} # newslint: ignore-file[untidy-text]\n',
            '{"title": "Ferry  runs # newslint: ignore-file[untidy-text]"}\n',
        ],
    )
    def test_elsewhere_it_does_not(self, text: str) -> None:
        assert "untidy-text" in [rule for _, rule in reported(text)]

    @pytest.mark.parametrize(
        "text",
        [
            "---\nexcerpt: > # newslint: ignore[untidy-text]\n  Ferry  runs\n---\n",
            "---\nexcerpt: 'Ferry  runs\n  late' # newslint: ignore[untidy-text]\n---\n",
            "---\nexcerpt: Ferry  runs\n  late # newslint: ignore[untidy-text]\n---\n",
        ],
    )
    def test_values_of_several_lines(self, text: str) -> None:
        assert reported(text) == []

    @pytest.mark.parametrize(
        "value",
        [
            "title:{}\n  Ferry  runs",
            "title: {}\n\n  # why\n  Ferry  runs\n  late",
            "title:{}\n  'Ferry\n  runs  late'",
            "title: &t{}\n  Ferry  runs",
            "title: >-{}\n  Ferry  runs",
            "title: |{}\n  Ferry\n  runs  late\n",
            "related:\n- title:{}\n    Ferry  runs",
            "related:\n-{}\n  title: Ferry  runs",
            "related: [{{title:{}\n  Ferry  runs}}]",
        ],
    )
    def test_a_value_below_its_key(self, value: str) -> None:
        comment = "# newslint: ignore[untidy-text]"
        beside = f"---\n{value.format(f' {comment}')}\n---\n"
        before = f"---\n{comment}\n{value.format('')}\n---\n"
        for text in (beside, before) if value.startswith("title") else (beside,):
            assert reported(text) == []
            assert run(text).suppressed == 1

    def test_a_list_below_its_key_is_silenced_as_a_whole_and_not_its_items(self) -> None:
        config = Config(online=False, select=("fields",))
        text = "---\nquality: # newslint: ignore[invalid-field]\n- a\n- b\n---\n"
        report = lint([], config, sources={"a.md": text.encode()})
        assert "invalid-field" not in [finding.rule for finding in report.findings]
        text = "---\ntopics: # newslint: ignore[invalid-field]\n- a\n- 5\n---\n"
        report = lint([], config, sources={"a.md": text.encode()})
        assert "/topics/1" in [finding.field for finding in report.findings]

    def test_a_comment_of_toml_needs_no_space_before_it(self) -> None:
        assert reported("+++\ntitle = 'Ferry  runs'#newslint:ignore[untidy-text]\n+++\n") == []

    def test_text_of_a_block_is_no_comment(self) -> None:
        text = "---\nexcerpt: |\n  Ferry  runs\n  # newslint: ignore-file[text]\n---\n"
        assert reported(text) == [(2, "untidy-text")]

    def test_below_a_block_it_is_one(self) -> None:
        text = "---\nexcerpt: |\n  Ferry runs\n# newslint: ignore[text]\ntitle: Ferry  runs\n---\n"
        assert reported(text) == []

    def test_in_related_entries(self) -> None:
        text = (
            "---\nrelated:\n  - title: Ferry  runs # newslint: ignore[untidy-text]\n"
            "    # newslint: ignore[untidy-text]\n    excerpt: Ferry  runs\n"
            "  - title: Ferry  runs\n---\n"
        )
        assert reported(text) == [(6, "untidy-text")]

    def test_in_a_file_of_yaml(self) -> None:
        assert reported("title: Ferry  runs # newslint: ignore[text]\n", path="a.yaml") == []


class TestUnused:
    @pytest.mark.parametrize(
        ("comment", "message"),
        [
            ("ignore[shouting-title]", "unused ignore of 'shouting-title'"),
            ("ignore-file[text]", "unused ignore of 'text'"),
            ("ignore[untidy-txt]", "unknown rule 'untidy-txt', did you mean 'untid"),
            ("ignore[text, nonesuch]", "unused ignore of 'text' and 1 more"),
        ],
    )
    def test_is_reported_at_the_comment(self, comment: str, message: str) -> None:
        (finding,) = run(f"---\ntitle: Ferry # newslint: {comment}\n---\n").findings
        assert finding.rule == "unused-ignore"
        assert finding.message.startswith(message)
        assert finding.span is not None
        assert (finding.span.line, finding.span.column) == (2, 14)

    @pytest.mark.parametrize(
        "comment",
        [
            "ignore[dead-url]",  # needs the network
            "ignore[duplicate-text]",  # may be of use when more files are compared
            "ignore[future-date]",  # not selected in this run
            "ignore[urls]",
            "ignore[internal-error]",
            "ignore[unused-ignore]",
        ],
    )
    def test_what_this_run_cannot_tell_is_left_alone(self, comment: str) -> None:
        assert reported(f"---\ntitle: Ferry # newslint: {comment}\n---\n") == []

    def test_can_be_deselected_overridden_and_ignored(self) -> None:
        text = "---\n{}title: Ferry # newslint: ignore[shouting-title]\n---\n"
        assert reported(text.format(""), select=("text",)) == []
        assert reported(text.format(""), ignore=("unused-ignore",)) == []
        for name in ("unused-ignore", "ignores"):
            assert reported(text.format(f"# newslint: ignore-file[{name}]\n")) == []
        report = run(text.format(""), rules={"unused-ignore": {"severity": Severity.ERROR}})
        assert [f.severity for f in report.findings] == [Severity.ERROR]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("title: Ferry  # newslint: ignore[text] why\n", "title: Ferry\n"),
            ("  # newslint: ignore[text] why\ntitle: Ferry\n", "title: Ferry\n"),
            ("title: Ferry # newslint: ignore[text]\r\n", "title: Ferry\r\n"),
            ("# newslint: ignore[text]\r\ntitle: Ferry\r\n", "title: Ferry\r\n"),
            ("title: Ferry # the # newslint: ignore[text]\n", "title: Ferry # the\n"),
            (
                "title: A  b # newslint: ignore[markup-in-text] # newslint: ignore[text]\n",
                "title: A  b # newslint: ignore[text]\n",
            ),
            (
                "# newslint: ignore[markup-in-text] # newslint: ignore[text]\ntitle: A  b\n",
                "# newslint: ignore[text]\ntitle: A  b\n",
            ),
            (
                "title: A  b # newslint: ignore[markup-in-text, untidy-text] why\n",
                "title: A  b # newslint: ignore[untidy-text] why\n",
            ),
            (
                "title: A  b # newslint: ignore[untidytext]\n",
                "title: A  b # newslint: ignore[untidy-text]\n",
            ),
        ],
    )
    def test_the_fix_takes_away_what_is_of_no_use(self, before: str, after: str) -> None:
        text = f"---\n{before}---\n"
        fixes = [f.edits for f in run(text).findings if f.rule == "unused-ignore"]
        assert apply_edits(text, fixes) == f"---\n{after}---\n"


def test_a_failure_of_newslint_cannot_be_ignored() -> None:
    text = "---\n# newslint: ignore-file[internal-error, text]\ntitle: A\n---\n"

    from newslint.catalogue.ruleset import Ruleset
    from newslint.rule import ArticleRule

    class Crash(ArticleRule):
        def check(self, article: Article) -> list[object]:  # type: ignore[override]
            raise ZeroDivisionError

    config = Config(online=False)
    rules = Ruleset([Crash()], {"crash": "text"}, config)
    report = lint([], config, sources={"a.md": text.encode()}, rules=rules)
    assert [finding.rule for finding in report.findings] == ["internal-error"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "[" * 60_000 + " # newslint: ignore[text]\n---\n",
        "---\n" + "title: A # newslint: ignore[text]\n" * 1_500 + "---\n",
        "---\n" + "# newslint: ignore[text]\n" * 2_000 + "---\n",
        "---\na: 'never closed # newslint: ignore[text]\n---\n",
        "+++\n" + '"""' * 10_000 + " # newslint: ignore[text]\n+++\n",
        "---\n# newslint: ignore[" + "a," * 30_000 + "\n---\n",
        f"---\n# newslint: ignore-file[{','.join(map(str, range(12_000)))}]\n---\n",
    ],
    ids=["nested", "many", "stacked", "broken", "quotes", "names", "names that differ"],
)
def test_hostile_comments_cost_little(text: str) -> None:
    article = Article.parse("a.md", text.encode())
    followed = ignores(article)
    assert len(followed) <= MAX_IGNORES
    assert all(len(comment.names or ()) <= MAX_NAMES for comment in followed)
    run(text)

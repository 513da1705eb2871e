"""What begins with ``newslint:`` and is no ignore comment, and what was probably meant."""

import pytest

from newslint.pipeline.run import lint
from newslint.settings import Config

RULES = ("untidy-text", "ignores")


def findings_in(
    text: str, path: str = "a.md", select: tuple[str, ...] = RULES
) -> list[tuple[str, str]]:
    """The rules and messages of all findings."""
    report = lint([], Config(online=False, select=select), sources={path: text.encode()})
    return [(finding.rule, finding.message) for finding in report.findings]


MEANT = {
    "ignore untidy-text": "ignore[untidy-text]",
    "ignore untidy-text as printed": "ignore[untidy-text]",
    "ignore=untidy-text": "ignore[untidy-text]",
    "ignore: untidy-text, naive-date because": "ignore[untidy-text, naive-date]",
    "ignore(untidy-text)": "ignore[untidy-text]",
    "ignore {untidy-text} as printed": "ignore[untidy-text]",
    "ignore <untidy-text>": "ignore[untidy-text]",
    "ignore 'untidy-text'": "ignore[untidy-text]",
    "ignore[untidy-text": "ignore[untidy-text]",
    "ignore[untidy-text as printed": "ignore[untidy-text]",
    "ignore[untidy-text naive-date]": "ignore[untidy-text, naive-date]",
    "ignore[untidy-text; naive-date] as printed": "ignore[untidy-text, naive-date]",
    "ignore[untidy-text as printed]": "ignore[untidy-text]",
    "ignore[untidy-text][naive-date]": "ignore[untidy-text, naive-date]",
    "ignore[untidy-text], ignore[naive-date]": "ignore[untidy-text, naive-date]",
    "ignore[untidy-text] ignore[naive-date]": "ignore[untidy-text, naive-date]",
    "ignore[untidy-text]as printed": "ignore[untidy-text]",
    "ignore[untidy-text](as printed)": "ignore[untidy-text]",
    "ignore[untidy-text],naive-date": "ignore[untidy-text]",
    "Ignore[untidy-text]": "ignore[untidy-text]",
    "IGNORE [Untidy_Text]": "ignore[untidy-text]",
    "ignored[untidy-text]": "ignore[untidy-text]",
    "ingore[untidy-text]": "ignore[untidy-text]",
    "ignore-line[untidy-text]": "ignore[untidy-text]",
    "ignore_line [untidy-text]": "ignore[untidy-text]",
    "ignore-next-line[untidy-text]": "ignore[untidy-text]",
    "ignore next line: untidy-text": "ignore[untidy-text]",
    "ignore rule untidy-text": "ignore[untidy-text]",
    "disable[untidy-text]": "ignore[untidy-text]",
    "disable-line untidy-text": "ignore[untidy-text]",
    "disable=untidy-txt": "ignore[untidy-text]",
    "noqa: untidy-text": "ignore[untidy-text]",
    "off untidy-text": "ignore[untidy-text]",
    "untidy-text": "ignore[untidy-text]",
    "text": "ignore[text]",
    "[untidy-text]": "ignore[untidy-text]",
    "ignore-file untidy-text": "ignore-file[untidy-text]",
    "ignore-file(text)": "ignore-file[text]",
    "Ignore-File[untidy-text]": "ignore-file[untidy-text]",
    "disable-file[untidy-text]": "ignore-file[untidy-text]",
    "ignorefile[untidy-text]": "ignore[untidy-text]",
    "disable[my-own-rule]": "ignore[my-own-rule]",
}


@pytest.mark.parametrize(("said", "meant"), MEANT.items(), ids=map(repr, MEANT))
def test_it_silences_nothing_and_says_what_was_meant(said: str, meant: str) -> None:
    text = "---\ntitle: Ferry  runs # newslint: {}\n---\n"
    (untidy, invalid) = sorted(findings_in(text.format(said)), reverse=True)
    assert untidy[0] == "untidy-text"
    assert invalid == (
        "invalid-ignore",
        f"'newslint: {said}' has no effect, did you mean '# newslint: {meant}'?",
    )
    assert "invalid-ignore" not in [rule for rule, _ in findings_in(text.format(meant))]


UNCLEAR = ["ignore", "ignore-file", "ignore because", "ignore[]", "ignore[ , ]", "ignore text-book"]
UNCLEAR += ["off", "see the handbook", "fine", "", "ignore untidy", "ignore that text", "["]
UNCLEAR += ["disable[x]"]


@pytest.mark.parametrize("said", UNCLEAR)
def test_where_there_is_no_telling_what_was_meant(said: str) -> None:
    for text in (
        f"---\n# newslint: {said}\ntitle: Ferry\n---\n",
        f"+++\ntitle = 'Ferry' # newslint: {said}\n+++\n",
    ):
        shown = f"newslint: {said}".rstrip()
        assert findings_in(text) == [
            (
                "invalid-ignore",
                f"'{shown}' has no effect, write rule names in brackets, "
                "as in 'newslint: ignore[RULE]'",
            )
        ]


@pytest.mark.parametrize("mark", ["Newslint:", "NEWSLINT:", "NewsLint:", "newsLint:"])
def test_the_mark_itself_is_written_in_small_letters(mark: str) -> None:
    ((_, message),) = findings_in(f"---\n# {mark} ignore[untidy-text]\n---\n")
    expected = f"'{mark} ignore[untidy-text]' has no effect, did you mean '# newslint: ignore["
    assert message.startswith(expected)


@pytest.mark.parametrize(
    ("path", "comment", "message"),
    [
        (
            "a.md",
            "<!-- newslint: ignore untidy-text -->",
            "'newslint: ignore untidy-text' has no effect, "
            "did you mean '<!-- newslint: ignore[untidy-text] -->'?",
        ),
        (
            "a.html",
            "<p>x</p> <!--Newslint:Ignore-File(untidy-text)-->",
            "'Newslint:Ignore-File(untidy-text)' has no effect, "
            "did you mean '<!-- newslint: ignore[untidy-text] -->'?",
        ),
        (
            "a.mdx",
            "{/* newslint: off untidy-text */}",
            "'newslint: off untidy-text' has no effect, "
            "did you mean '{/* newslint: ignore[untidy-text] */}'?",
        ),
        (
            "a.md",
            "{/* newslint: ignore[untidy-text] */}",
            "'newslint: ignore[untidy-text]' has no effect: "
            "only MDX has such comments; write '<!-- … -->'",
        ),
        (
            "a.md",
            "<!-- newslint: ignore-file[untidy-text] -->",
            "'newslint: ignore-file[untidy-text]' has no effect: "
            "'ignore-file' belongs in YAML or TOML front matter",
        ),
        (
            "a.md",
            "<!-- newslint: ignore[untidy-text]",
            "'newslint: ignore[untidy-text]' has no effect: the comment is never closed",
        ),
    ],
)
def test_in_bodies(path: str, comment: str, message: str) -> None:
    for front in ("---\ntitle: Ferry\n---\n", '{"title": "Ferry"}\n', ""):
        text = f"{front}Text\n\n{comment}\n"
        assert [m for rule, m in findings_in(text, path) if rule == "invalid-ignore"] == [message]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Ferry # see newslint: off\n---\n",
        "---\ntitle: Ferry # newslint is off\n---\n",
        "---\ntitle: Ferry # newslinter: off\n---\n",
        "---\ntitle: 'Ferry # newslint: off'\n---\n",
        "---\nnewslint: off\n---\n",
        "---\ntitle: Ferry\n---\n<!-- checked with newslint: fine -->\n",
        "---\ntitle: Ferry\n---\nnewslint: off\n\n# newslint: off\n",
        "---\ntitle: Ferry\n---\n`<!-- newslint: off -->`\n\n    <!-- newslint: off -->\n",
        "---\ntitle: Ferry\n---\n~~~html\n<!-- newslint: off -->\n~~~\n",
        "---\ntitle: Ferry\n---\n<!-->newslint: off\n",
        '{"title": "Ferry # newslint: off"}\n',
    ],
)
def test_what_is_no_attempt(text: str) -> None:
    assert findings_in(text) == []


def test_names_are_for_another_rule_to_judge() -> None:
    text = "---\ntitle: Ferry # newslint: ignore[nonesuch]\n---\n"
    assert [rule for rule, _ in findings_in(text)] == ["unused-ignore"]


@pytest.mark.parametrize(
    "comment",
    [
        "# newslint: ignore-file[invalid-ignore]",
        "# newslint: ignore-file[ignores]",
        "# newslint: ignore[invalid-ignore]",
    ],
)
def test_it_can_be_silenced(comment: str) -> None:
    assert findings_in(f"---\n{comment}\ntitle: Ferry # newslint: off\n---\n") == []


def test_long_comments_are_cut() -> None:
    said = "disable[" + "untidy-text, " * 1_000 + "naive-date]"
    ((_, message),) = findings_in(f"---\ntitle: Ferry # newslint: {said}\n---\n")
    assert "did you mean '# newslint: ignore[untidy-text]'?" in message
    names = ", ".join(f"rule-{i}" for i in range(50))
    ((_, message),) = findings_in(f"---\ntitle: Ferry # newslint: disable[{names}]\n---\n")
    assert len(message) < 250

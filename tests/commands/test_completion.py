"""Completion in real shells."""

import shutil
import subprocess

import pytest

from newslint.cli import main
from newslint.commands import COMMANDS
from newslint.commands.completion import SHELLS, options


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_has_every_command_and_option(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(command in script for command in COMMANDS)
    for option in (name for each in options().values() for one in each for name in one.names):
        assert option in script or f"-l {option[2:]}" in script or f"-s {option[1:]}" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["newslint", "ru"], ["rule", "rules"]),
        (["newslint", "--off"], ["--offline"]),
        (["newslint", "check", "--fail-on", ""], ["error", "never", "note", "warning"]),
        (["newslint", "check", "--select", "dates,same"], ["dates,same-story"]),
        (["newslint", "--select", "mojib"], ["mojibake"]),
        (["newslint", "rule", "dead"], ["dead-url"]),
        (["newslint", "schema", "ze"], []),
        (["newslint", "cache", "c"], ["clean"]),
        (["newslint", "duplicates", "--pa"], ["--pair"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_in_bash(words: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    given = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({given}); COMP_CWORD={len(words) - 1}; _newslint; printf '%s\\n' "
    script = capsys.readouterr().out + ask + '"${COMPREPLY[@]}"\n'
    done = subprocess.run(["bash"], input=script, text=True, capture_output=True, check=True)
    assert sorted(done.stdout.split()) == expected
    assert done.stderr == ""

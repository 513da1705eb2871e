"""Print a script that completes commands, options and rules in a shell.

The script has all names in it, so that completing runs nothing. Print it again after an update.
"""

import argparse
from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

from newslint.commands import COMMANDS
from newslint.files.writing import to_stdout

SHELLS = ("bash", "zsh", "fish")


class Option(NamedTuple):
    """An option of a command."""

    names: tuple[str, ...]
    help: str
    values: tuple[str, ...]
    takes_value: bool
    is_list: bool
    """Whether several values may be given, separated by commas."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``newslint completion``."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run(args: argparse.Namespace) -> int:
    """Print the script and return the exit status."""
    script = {"bash": _bash, "zsh": _zsh, "fish": _fish}[args.shell]
    to_stdout(f"{line}\n" for line in script(options()))
    return 0


def options() -> dict[str, list[Option]]:
    """Return the options of each command."""
    return {name: list(_options(name)) for name in COMMANDS}


def _options(name: str) -> Iterator[Option]:
    from newslint.catalogue import registry

    shipped = registry.shipped().values()
    rules = sorted({rule.name for rule in shipped} | {rule.family for rule in shipped})
    parser = argparse.ArgumentParser()
    import_module(f"newslint.commands.{name}").add_arguments(parser)
    for action in parser._actions:
        is_list = action.metavar == "NAME,..."
        values = tuple(rules) if is_list else tuple(map(str, action.choices or ()))
        if action.dest == "formats":
            from newslint.report import FORMATS

            values = FORMATS
        if action.option_strings:
            text = (action.help or "").partition(" [")[0]
            takes_value = action.nargs != 0
            yield Option(tuple(action.option_strings), text, values, takes_value, is_list)


def _words(command: str) -> tuple[str, ...]:
    """Return the arguments of a command that are not paths."""
    from newslint.catalogue import registry
    from newslint.schema.load import shipped_names

    match command:
        case "rule":
            return tuple(registry.shipped())
        case "schema":
            return tuple(shipped_names())
        case "cache":
            return ("info", "clean")
        case "completion":
            return SHELLS
    return ()


def _bash(commands: dict[str, list[Option]]) -> Iterator[str]:
    yield '# Completion of newslint for bash: eval "$(newslint completion bash)"'
    yield "_newslint() {"
    yield '  local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '  local command="${COMP_WORDS[1]}" options="" words="" list=""'
    yield f'  local commands="{" ".join(commands)}"'
    yield '  [[ " $commands " == *" $command "* ]] || command=check'
    yield '  case "$command" in'
    for name, each in commands.items():
        names = " ".join(option for one in each for option in one.names)
        yield f'    {name}) options="{names}"; words="{" ".join(_words(name))}" ;;'
    yield "  esac"
    yield '  case "$command $before" in'
    for name, each in commands.items():
        for one in each:
            if one.values:
                patterns = "|".join(f'"{name} {option}"' for option in one.names)
                kind = "list" if one.is_list else "words"
                yield f'    {patterns}) options=""; {kind}="{" ".join(one.values)}" ;;'
    yield "  esac"
    yield '  [[ $COMP_CWORD -eq 1 ]] && words="$words $commands"'
    yield '  if [[ -n "$list" ]]; then'
    yield '    local given=""; [[ "$current" == *,* ]] && given="${current%,*},"'
    yield '    COMPREPLY=($(compgen -P "$given" -W "$list" -- "${current##*,}"))'
    yield '  elif [[ "$current" == -* ]]; then'
    yield '    COMPREPLY=($(compgen -W "$options" -- "$current"))'
    yield "  else"
    yield '    COMPREPLY=($(compgen -W "$words" -- "$current"))'
    yield '    [[ -n "$words" && $COMP_CWORD -gt 1 ]] || COMPREPLY+=($(compgen -f -- "$current"))'
    yield "  fi"
    yield "}"
    yield "complete -o filenames -F _newslint newslint"


def _zsh(commands: dict[str, list[Option]]) -> Iterator[str]:
    yield "#compdef newslint"
    yield '# Completion of newslint for zsh: eval "$(newslint completion zsh)"'
    yield "_newslint() {"
    yield f"  local -a commands=({' '.join(commands)})"
    yield '  local command="${words[2]}"'
    yield "  (( ${commands[(Ie)$command]} )) || command=check"
    yield "  if (( CURRENT == 2 )); then compadd -a commands; fi"
    yield "  case $command in"
    for name, each in commands.items():
        yield f"    {name})"
        arguments = []
        for one in each:
            action = ""
            if one.takes_value:
                values = " ".join(one.values)
                action = f":value:_values -s , value {values}" if one.is_list else ":value:"
                if one.values and not one.is_list:
                    action = f":value:({values})"
                elif not one.is_list:
                    action = ":value:_files"
            text = _zsh_text(one.help)
            arguments += [f"'*{option}[{text}]{action}'" for option in one.names]
        words = _words(name)
        rest = f"'*:argument:({' '.join(words)})'" if words else "'*:path:_files'"
        yield "      _arguments " + " ".join([*arguments, rest]) + " ;;"
    yield "  esac"
    yield "}"
    yield "compdef _newslint newslint"


def _zsh_text(text: str) -> str:
    return text.replace("'", "").replace("[", "(").replace("]", ")").replace(":", " ")


def _fish(commands: dict[str, list[Option]]) -> Iterator[str]:
    yield "# Completion of newslint for fish: newslint completion fish | source"
    names = " ".join(commands)
    yield f"complete -c newslint -n 'not __fish_seen_subcommand_from {names}' -a '{names}'"
    others = " ".join(name for name in commands if name != "check")
    for name, each in commands.items():
        seen = f"__fish_seen_subcommand_from {name}"
        if name == "check":
            seen = f"not __fish_seen_subcommand_from {others}"
        for one in each:
            flags = " ".join(
                f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
                for option in one.names
            )
            needs = " -r" if one.takes_value else ""
            values = f" -f -a '{' '.join(one.values)}'" if one.values else ""
            text = one.help.replace("\\", "").replace("'", "")
            yield f"complete -c newslint -n '{seen}' {flags}{needs}{values} -d '{text}'"
        if _words(name):
            yield f"complete -c newslint -n '{seen}' -f -a '{' '.join(_words(name))}'"

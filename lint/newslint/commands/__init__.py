"""The commands of the command line, one module each, imported when called."""

COMMANDS = (
    "check", "init", "rules", "rule", "schema", "infer", "duplicates", "urls", "cache",
    "completion",
)  # fmt: skip
"""Each is a module of this package."""

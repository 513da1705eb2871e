"""The commands of the command line, one module each, imported when called."""

COMMANDS = ("check", "init", "rules", "rule", "schema", "duplicates", "urls", "cache", "completion")
"""Each is a module of this package."""

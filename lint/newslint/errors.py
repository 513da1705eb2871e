"""The errors that newslint raises on purpose. Each message is a sentence for the user."""

ERROR_STATUS = 2
"""The exit code for a usage error, an invalid configuration or an internal error."""


class NewslintError(Exception):
    """The base of all errors that newslint raises on purpose."""


class UsageError(NewslintError):
    """The command line, or a call from Python, asks for something that cannot be done."""


class ConfigError(NewslintError):
    """The configuration is invalid; the message says where."""


class SchemaError(ConfigError):
    """A schema cannot be used; the message names its file and says why."""


class RuleError(NewslintError):
    """A rule is written wrongly; the message says where, and what to write."""


class RuleFailure(RuleError, AssertionError):
    """A rule does not do what its documentation and its examples say: a test of it fails."""


class PluginError(NewslintError):
    """A plug-in cannot be loaded, holds a faulty rule, or has the name of another rule."""

"""The errors that newslint raises on purpose. Each message is a sentence for the user."""


class NewslintError(Exception):
    """The base of all errors that newslint raises on purpose."""


class UsageError(NewslintError):
    """The command line, or a call from Python, asks for something that cannot be done."""


class ConfigError(NewslintError):
    """The configuration is invalid; the message says where."""


class SchemaError(ConfigError):
    """A schema cannot be used; the message names its file and says why."""


class PluginError(NewslintError):
    """A plug-in cannot be loaded, or two rules have the same name."""

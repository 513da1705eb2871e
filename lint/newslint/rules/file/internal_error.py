"""internal-error"""

from newslint.finding import Severity
from newslint.rule import Rule


class InternalError(Rule):
    """Report that a rule crashed on a file.

    ## What
    A rule that raises an exception does not end the run. The finding names the rule and the line
    of code that failed, and all other rules and files are still checked. The exit code is 2. This
    rule can be neither deselected nor ignored.

    ## Why
    The rule did not check the article, so without this finding the article would seem clean.
    Please report it as a bug of newslint or of the plug-in that provides the rule.
    """

    default_severity = Severity.ERROR

    def idle(self) -> str:
        return "it only reports failures of other rules"

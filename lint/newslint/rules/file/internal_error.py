"""internal-error"""

from newslint.finding import Severity
from newslint.rule import Rule


class InternalError(Rule):
    """Report that newslint itself failed on a file.

    ## What
    A rule that crashes on an article does not end the run: the failure is reported at the
    article, with the name of the rule and the place in its code; all other rules and files go
    on. The exit status of the run is then 2. It can neither be deselected nor ignored.

    ## Why
    A rule that fails has not looked at the article. Passing over it in silence would show
    an article as clean that nobody has checked. Please report such a finding as a bug of
    newslint, or of the plug-in that brings the rule.
    """

    default_severity = Severity.ERROR

    def idle(self) -> str:
        return "it only reports failures of other rules"

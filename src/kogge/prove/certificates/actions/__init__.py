"""Everything that changes rules, templates and certificates."""

from .issuing import correct_name, forget, issue, issue_one, question, revoke
from .rules import adopt_series, assess, change_rule, correct_assessment, create_rule, withdraw_assessment
from .runs import begin_run, issue_due, resume, stop, work_off

__all__ = [
    "adopt_series", "assess", "begin_run", "change_rule", "correct_assessment", "correct_name", "create_rule", "forget",
    "issue", "issue_due", "issue_one", "question", "resume", "revoke", "stop", "withdraw_assessment", "work_off",
]  # fmt: skip

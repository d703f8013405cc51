"""Why files cannot be handed out, in sentences that name what to change."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from kogge.plan.calls.models import Submission
from kogge.plan.juries.models import AssignmentRun, Juror

MOST_NAMED = 5


def of_run(run: AssignmentRun) -> list[str]:
    """A sentence for each thing in the way of a failed run."""
    files = {key for one in run.problems for key in one["files"]}
    jurors = {key for one in run.problems for key in one["jurors"]}
    titles = {one.pk: one.shown_title for one in Submission.objects.filter(pk__in=files)}
    names = dict(Juror.objects.filter(pk__in=jurors).values_list("pk", "name"))
    return [_sentence(one, titles, names) for one in run.problems]


def _sentence(problem: Mapping[str, Any], titles: Mapping[int, str], names: Mapping[int, str]) -> str:
    facts = {
        "files": _listed(titles.get(key, "–") for key in problem["files"]),
        "jurors": _listed(names.get(key, "–") for key in problem["jurors"]),
        "have": problem.get("have", 0),
        "need": problem.get("need", 0),
    }
    return _SENTENCES().get(problem["kind"], _SENTENCES()["died"]) % facts


def _SENTENCES() -> dict[str, str]:  # noqa: N802  a table that speaks the reader's language
    return {
        "no_files": _("Nothing has been handed in yet that could be judged."),
        "few": _("%(files)s: %(need)d jurors are needed and only %(have)d may read it. Invite somebody without a "
                 "conflict of interest, clear a found one, or ask for fewer jurors for each file."),
        "organizations": _("%(files)s: its jurors come from %(have)d organisations, %(need)d are needed. Invite "
                "somebody from another organisation, or allow several jurors of one organisation."),
        "places": _("The jurors take %(have)d files altogether, %(need)d are needed. Invite somebody, raise what "
                "single jurors take at most, or ask for fewer jurors for each file."),
        "too_many": _("The jurors should take %(have)d files, there are only %(need)d."),
        "crowded": _("These files compete for the same few jurors: %(files)s. Those who may read them are full: "
                     "%(jurors)s. Let them take more, or invite somebody who may read these files."),
        "together": _("The rules together allow no way to hand out the files. Allow several jurors of one organisation "
                      "for a file, let jurors take more, or ask for fewer jurors for each file."),
        "missing": _("The packages that compute this are not installed on the server. Its operator runs "
                     "“./kogge prepare-solver” once; until then files can be handed out one by one below."),
        "late": _("It took longer than a quarter of an hour and was stopped. Please try again when the server "
                "is quiet."),
        "died": _("The computation ended unexpectedly. Please start it again."),
    }  # fmt: skip


def _listed(names: Iterable[str]) -> str:
    rows = list(names)
    more = _(" and %(count)d more") % {"count": len(rows) - MOST_NAMED} if len(rows) > MOST_NAMED else ""
    return ", ".join(f"“{one}”" for one in rows[:MOST_NAMED]) + more

"""A fictional jury at work, for browser tests and pictures: prints what a test needs as JSON.

`python -m tools.plan_cast scores CALL [--leave NUMBER]` hands in invented scores for every file that was given to a
juror, but for the first so many of one of them; prints that juror's link. `python -m tools.plan_cast speaker EVENT`
prints the link of a speaker who stands in the timetable, and what that person gives.
"""

import argparse
import json
import os
import random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from kogge.core import links  # noqa: E402
from kogge.plan.juries.actions import judging  # noqa: E402  the apps must be loaded first
from kogge.plan.juries.models import Assignment  # noqa: E402
from kogge.plan.juries.seats import PURPOSE  # noqa: E402
from kogge.plan.speakers import link  # noqa: E402
from kogge.plan.speakers.models import SpeakerProfile  # noqa: E402


def scores(call: str, leave: int, seed: int = 5) -> dict[str, object]:
    """Hand in what an invented jury thinks: each file has a worth, each juror a way of being strict."""
    chance = random.Random(seed)
    waiting = list(
        Assignment.objects.filter(phase__jury__call__slug=call, review=None)
        .select_related("phase__jury", "juror", "submission")
        .order_by("juror__name", "submission__code")
    )
    worth = {one.submission_id: chance.gauss(3.2, 0.8) for one in waiting}
    strict = {one.juror_id: chance.gauss(0, 0.5) for one in waiting}
    kept = [one for one in waiting if one.juror_id == waiting[0].juror_id][:leave] if waiting else []
    for one in waiting:
        if one in kept:
            continue
        felt = worth[one.submission_id] + strict[one.juror_id]
        given = {
            row.key: max(row.lowest, min(row.highest, round(felt + chance.gauss(0, 0.6))))
            for row in one.phase.jury.criteria.all()
        }
        judging.hand_in(one, given, comment="", note="", unbiased=True, by=f"juror:{one.juror_id}")
    secret = links.create(PURPOSE, waiting[0].juror_id, None) if waiting else ""
    return {"handed_in": len(waiting) - len(kept), "left": len(kept), "link": f"/jury/{secret}/"}


def speaker(event: str) -> dict[str, object]:
    """Somebody who speaks once, in a session that has a time, and does so alone."""
    rows = SpeakerProfile.objects.filter(
        person__contributions__session__event__slug=event,
        person__contributions__session__starts_at__isnull=False,
    ).order_by("pk")
    for row in rows.distinct():
        sessions = {one.session for one in row.person.contributions.filter(session__event__slug=event)}
        if len(sessions) == 1 and (one := sessions.pop()).contributions.count() == 1:
            found = {
                "link": f"/speaker/{link.secret_of(row)}/",
                "name": row.person.name,
                "title": one.title_de,
            }
            return {**found, "slug": one.slug}
    raise SystemExit("Nobody speaks there alone.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["scores", "speaker"])
    parser.add_argument("slug")
    parser.add_argument("--leave", type=int, default=0)
    asked = parser.parse_args()
    print(json.dumps(scores(asked.slug, asked.leave) if asked.what == "scores" else speaker(asked.slug)))

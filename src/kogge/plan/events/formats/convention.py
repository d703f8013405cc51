"""The large gathering of the whole network: many stages, a call for talks, days of programme."""

from datetime import time

from . import _shared as shared
from ._format import DefaultSession, Family, Format, ReportField, Stage, Task, by_date, stages

CONVENTION = Format(
    key="convention",
    label_de="Convention",
    label_en="Convention",
    summary_de="Das große Treffen des Netzwerks: mehrere Bühnen, Workshops und Showrooms über einen oder mehrere Tage.",
    summary_en="The network's large gathering: several stages, workshops and showrooms over one or more days.",
    family=Family.OPEN,
    stages=stages(
        Stage.SESSIONS, Stage.TRACKS, Stage.ROOMS, Stage.SPEAKERS, Stage.REGISTRATION, Stage.CAPACITY,
        Stage.CALL, Stage.JURY, Stage.TIMETABLE, Stage.CHECKIN, Stage.EXHIBITS,
    ),
    fields=(*shared.ONSITE, "motto", "full_title", "series", "edition", "picture", "language"),
    announcement_de="[Titel] bringt an [Zahl] Tagen Menschen aus Verwaltung, Wirtschaft, Wissenschaft und Ehrenamt zusammen. "
    "Auf [Zahl] Bühnen und in Workshops geht es um [Themen]. Der Eintritt ist [frei].",
    announcement_en="For [number] days [title] brings together people from administration, business, science and civil "
    "society. [Number] stages and workshops are about [topics]. Admission is [free].",
    starts=time(9, 0),
    minutes=540,
    days=2,
    seats=2000,
    audiences=("everybody",),
    sessions=(
        DefaultSession("Eröffnung", "Opening", "opening", 0, 45),
        DefaultSession("Abendempfang", "Evening reception", "networking", 540, 180),
        DefaultSession("Abschluss und Ausblick", "Closing and outlook", "closing", 480, 45, day=2),
    ),
    checklist=by_date((
        Task("venue", "Halle und Bühnen vertraglich sichern", "Secure halls and stages by contract", 300),
        Task("call", "Aufruf für Beiträge veröffentlichen", "Publish the call for contributions", 210),
        Task("jury", "Auswahl treffen und alle benachrichtigen", "Select and inform everybody", 120),
        Task("grid", "Programmraster freigeben", "Release the programme grid", 60),
        Task("safety", "Sicherheits- und Sanitätskonzept abstimmen", "Agree on safety and first aid", 60),
        Task("volunteers", "Helferinnen und Helfer einteilen", "Assign the volunteers", 14),
        shared.ACCESS, shared.FUNDING, shared.PRESS, shared.PHOTOS, shared.SIGNS, shared.THANKS, shared.REPORT,
    )),
    report=(
        shared.ATTENDED,
        ReportField("contributions", "Wie viele Beiträge gab es?", "How many contributions were there?", "number"),
        shared.RESULT, shared.PRESS_ECHO, shared.BETTER,
    ),
)  # fmt: skip

"""Tasks, report questions and fields that many formats have in common."""

from ._format import ReportField, Task

ROOM = Task("room", "Raum zusagen lassen, Technik klären",
    "Have the room confirmed, clarify the equipment", 42)  # fmt: skip
ACCESS = Task("access", "Stufenlosen Zugang, Hörhilfe und Dolmetschen klären",
    "Clarify step-free access, hearing aids and interpreting", 28)  # fmt: skip
SPEAKERS = Task("speakers", "Referierende bestätigen, Titel und Kurztext einholen",
    "Confirm the speakers, collect titles and abstracts", 28)  # fmt: skip
ANNOUNCE = Task("announce", "Ankündigung veröffentlichen und an Partner geben",
    "Publish the announcement and pass it on to partners", 28)  # fmt: skip
FUNDING = Task("funding", "Förderhinweis auf Einladung, Aushang und Folien prüfen",
    "Check the funding statement on invitation, notice and slides", 21)  # fmt: skip
MODERATION = Task("moderation", "Moderation besetzen und Ablauf absprechen",
    "Find a host and agree on the run", 21)  # fmt: skip
CATERING = Task("catering", "Verpflegung bestellen, Allergien beachten", "Order catering, mind allergies", 10)
REMINDER = Task("reminder", "Erinnerung mit Anfahrt verschicken", "Send a reminder with directions", 3)
LINK = Task("link", "Online-Raum testen und Vertretung für die Technik benennen",
    "Test the online room and name a stand-in for the technology", 2)  # fmt: skip
PHOTOS = Task("photos", "Einwilligungen für Fotos vorbereiten", "Prepare consent for photographs", 2)
LIST = Task("list", "Teilnahmeliste bereitlegen", "Lay out the attendance list", 1)
SIGNS = Task("signs", "Wegweiser und Namensschilder drucken", "Print signs and name badges", 2)
PRESS = Task("press", "Presse einladen, Ansprechperson benennen", "Invite the press, name a contact", 14)
MATERIAL = Task("material", "Unterlagen und Geräte vorbereiten", "Prepare handouts and devices", 5)
THANKS = Task("thanks", "Danken und Unterlagen verschicken", "Say thank you and send the documents", -3)
REPORT = Task("report", "Bericht ausfüllen", "Fill in the report", -7)

ATTENDED = ReportField("attended", "Wie viele Personen waren da?", "How many people attended?", "number")
RESULT = ReportField("result", "Was kam heraus?", "What came of it?")
NEXT = ReportField("next", "Was folgt daraus, wer kümmert sich?", "What follows, and who takes care of it?")
BETTER = ReportField("better", "Was würden Sie beim nächsten Mal ändern?", "What would you change next time?")
PRESS_ECHO = ReportField("press_echo", "Wer hat berichtet?", "Who reported on it?")
CONTACTS = ReportField(
    "contacts", "Wie viele Gespräche wurden geführt?", "How many conversations took place?", "number"
)
TEAMS = ReportField("teams", "Wie viele Teams haben gearbeitet?", "How many teams worked?", "number")

BASICS = ("summary", "place", "audiences", "topics")
ONSITE = (*BASICS, "room", "capacity", "access", "cost")
ANYWHERE = ("mode", *ONSITE, "online_url")

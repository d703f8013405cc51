"""From words of a file to records of the directory. Nothing is guessed: what is not found is said."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kogge.network.directory import actions as directory
from kogge.network.directory import nouns
from kogge.network.directory.models import Audience, Person, Place, Room, Topic

from .. import actions, formats
from ..models import Event, Track
from .columns import plain


@dataclass
class Links:
    """Looks each name up once per import."""

    by: Any
    places: dict[str, Place] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place in Place.objects.select_related("within").order_by("-pk"):
            for word in (place.slug, place.name, place.printed_as):
                if word:
                    self.places[plain(word)] = place
        for topic in Topic.objects.all():
            self.topics |= {plain(word): topic for word in (topic.slug, topic.name_de, topic.name_en) if word}
        for audience in Audience.objects.all():
            words = (audience.slug, audience.name_de, audience.name_en)
            self.audiences |= {plain(word): audience for word in words if word}
        for person in Person.objects.filter(merged_into=None).order_by("-pk"):
            self.people[plain(person.name)] = person

    def event_values(self, given: dict[str, Any], notes: list[str]) -> dict[str, Any]:
        """The values of an event with records instead of words."""
        values = {key: value for key, value in given.items() if key not in {"format_key", "state", "room"}}
        if "place" in given:
            values |= self._place(given["place"], given.get("room", ""), notes)
        for name, known in (("topics", self.topics), ("audiences", self.audiences)):
            if name in given:
                values[name] = self._many(given[name], known, notes)
        return values

    def session_values(self, given: dict[str, Any], event: Event, notes: list[str]) -> dict[str, Any]:
        """The values of a session; rooms and tracks of its event are made when they are missing."""
        values = {key: value for key, value in given.items() if key not in {"people", "room", "track"}}
        values["room"] = self._room_of_session(given.get("room", ""), event, notes)
        values["track"] = self._track(given.get("track", ""), event)
        return values

    def persons(self, names: list[str]) -> list[Person]:
        """People by their exact name; unknown ones are added without a profile, so nothing of them is public."""
        found = []
        for name in dict.fromkeys(names):
            person = self.people.get(plain(name))
            if person is None:
                made = directory.create(nouns.PERSON, by=self.by, values={"name": name})
                person = self.people[plain(name)] = cast(Person, made)
                self.new.append(plain(name))
            found.append(person)
        return found

    def forget_new(self) -> None:
        """The row that added these people was taken back, and they with it."""
        for name in self.new:
            self.people.pop(name, None)
        self.new.clear()

    def _place(self, words: str, room: str, notes: list[str]) -> dict[str, Any]:
        """The whole line, or its parts from the left: "Hall, Quay 1, Town" finds the hall before the town."""
        parts = [words, *words.split(",")]
        place = next((self.places[plain(part)] for part in parts if plain(part) in self.places), None)
        if place is None:
            notes.append(
                _("The place “%(name)s” is not in the directory; it is kept as a note.")
                % {"name": words[:80]}
            )
            return {"place": None, "place_note": ", ".join(part for part in (words, room) if part)[:300]}
        found = self._room(place, room)
        note = {"place_note": room[:300]} if room and not found else {}
        return {"place": place, "room": found, **note}

    def _room(self, place: Place, name: str) -> Room | None:
        return (
            next((one for one in place.rooms.all() if plain(one.name) == plain(name)), None) if name else None
        )

    def _room_of_session(self, name: str, event: Event, notes: list[str]) -> Room | None:
        if not name or plain(name) in {"ohneraum", "withoutroom"}:
            return None
        if event.place is None:
            notes.append(_("Without a place of the event the room “%(name)s” is left out.") % {"name": name})
            return None
        found = self._room(event.place, name)
        if found is None:
            count = event.place.rooms.count()
            slug = slugify(name)[:70] or f"room-{count + 1}"
            if event.place.rooms.filter(slug=slug).exists():
                slug = f"{slug}-{count + 1}"
            found = Room.objects.create(place=event.place, slug=slug, name=name, position=count)
        return found

    def _track(self, name: str, event: Event) -> Track | None:
        if not name:
            return None
        found = next((one for one in event.tracks.all() if plain(one.name_de) == plain(name)), None)
        return found or actions.add_track(event, by=self.by, name_de=name)

    def _many(self, names: list[str], known: dict[str, Any], notes: list[str]) -> list[Model]:
        missing = [name for name in names if plain(name) not in known]
        if missing:
            notes.append(_("Not known here and left out: %(names)s.") % {"names": ", ".join(missing)[:200]})
        return list(
            {known[plain(name)].pk: known[plain(name)] for name in names if plain(name) in known}.values()
        )


def format_of(words: str, fallback: str) -> str:
    """The key of a format by its key or name, else the fallback."""
    wanted = plain(words)
    for one in formats.all_formats():
        if wanted and wanted in {plain(one.key), plain(one.label_de), plain(one.label_en)}:
            return one.key
    return fallback

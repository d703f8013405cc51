"""What this app knows of people: nothing. Rounds count letters; the letters themselves are in the outbox."""

from kogge.core.data_map import ALL, PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL: dict[str, str] = {"letters.Round": ALL}

"""The sign-ins of the demo, one per role and the host of the invented events. Everybody here is fictional."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SignIn:
    """A fictional member of staff."""

    role: str
    email: str
    name: str
    password: str
    organization: str


PASSWORD = "hanse-kogge-2024"  # noqa: S105  printed by the demo, useless elsewhere

SIGN_INS = (
    SignIn("office", "office@kogge.example", "Olga Beispiel", PASSWORD, "stabsstelle-digitaler-wandel"),
    SignIn("editor", "editor@kogge.example", "Emil Muster", PASSWORD, "diz-rostock"),
    SignIn("editor", "host@kogge.example", "Hella Gastgeb", PASSWORD, "probenwerk-fiktiv"),
    SignIn("door", "door@kogge.example", "Dora Probe", PASSWORD, "diz-rostock"),
    SignIn("reviewer", "reviewer@kogge.example", "Rita Vorlage", PASSWORD, "stabsstelle-digitaler-wandel"),
    SignIn("auditor", "auditor@kogge.example", "Anton Prüfstein", PASSWORD, "stabsstelle-digitaler-wandel"),
)

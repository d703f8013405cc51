"""PR-01: a funder's rules are one file; a broken or malicious one is refused with line and reason."""

from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from kogge.network.accounts.tests import cast
from kogge.network.directory.tests import cast as houses
from kogge.network.grants import region_import
from kogge.network.grants.models import FunderProfile, Operation

from .. import actions, source
from ..profile import Band, Profile
from ..queries import as_profile, operations_for, profile_of
from ..validation import profile_from

GOOD = """\
key: sea-fund
name: {de: Meeresfonds, en: Sea fund}
statement: {de: Vom Meer, en: From the sea}
minimum_hours: 8
link_days: 60
reminders_days: [14]
questions:
  - key: swims
    stage: entry
    part: 1
    kind: choice
    label: {de: Schwimmen Sie, en: Do you swim}
    why: {de: Der Fonds zählt es., en: The fund counts it.}
    options:
      - {key: always, de: Ja, en: Always}
      - {key: never, de: Nein, en: Never}
indicators:
  - code: S1
    kind: output
    label: {de: Schwimmende, en: Swimmers}
    definition: {de: Wer schwimmt., en: All who swim.}
    formula: count(participants where swims = "always")
    breakdown: swims
publicity:
  - {key: website, de: Auf der Website, en: On the website}
unverified:
  - {path: minimum_hours, de: Zu prüfen., en: To be checked.}
"""


def read(text: str) -> Profile:
    return profile_from(source.read_text("sea.yaml", text.encode()))


def faults(text: str) -> list[str]:
    with pytest.raises(source.BrokenProfile) as error:
        read(text)
    return [str(fault) for fault in error.value.faults]


def test_a_good_file_becomes_objects() -> None:
    profile = read(GOOD)
    assert (profile.key, profile.minimum_minutes, profile.link_days) == ("sea-fund", 480, 60)
    assert [option.key for option in profile.question("swims").options] == ["always", "never"]
    assert (
        profile.indicators[0].parsed.evaluate({"participants": [{"swims": "always"}, {"swims": "never"}]})
        == 1
    )
    assert profile.is_unverified("minimum_hours")
    assert not profile.is_unverified("link_days")
    assert read(GOOD).version == profile.version != read(GOOD.replace("8", "9")).version


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("minimum_hours: 8", "minimum_hours: 0", "sea.yaml, line 4: a number of hours above 0"),
        ("minimum_hours: 8", "minimum_hours: -8", "sea.yaml, line 4: a number of hours above 0"),
        ("minimum_hours: 8", "minimum_hours: .nan", "sea.yaml, line 4: a number of hours above 0"),
        ("minimum_hours: 8", "minimum_hours: yes", "sea.yaml, line 4: a number of hours above 0"),
        ("minimum_hours: 8", "minimum_hurs: 8", "sea.yaml, line 4: minimum_hurs is not known here; did you mean"),
        ("link_days: 60", "link_days: 60\nlink_days: 61", "sea.yaml, line 6: link_days is written twice."),
        ("en: Do you swim", "fr: Nagez", "sea.yaml, line 12: fr is no language of the site"),
        ("en: All who swim.", "en: ''", "sea.yaml, line 21: definition needs a text for en."),
        ("kind: choice", "kind: guess", "sea.yaml, line 11: kind guess is not known; choose one of: choice"),
        ("part: 1", "part: 4", "sea.yaml, line 10: part needs a whole number from 1 to 3."),
        ("part: 1", "part: 1\n    allows_no_answer: true", 'sea.yaml, line 11: part 1 completes the record'),
        ('"always")', '"sometimes")', "sea.yaml, line 22: the formula cannot be used: swims never is"),
        ('swims = "always"', "age < 30", "sea.yaml, line 22: age needs an entry question birth_year"),
        ("count(participants where", "count(people where", "sea.yaml, line 22: the formula cannot be used: there"),
        ('count(participants where swims = "always")', "1/0", "sea.yaml, line 22: the formula cannot be used: it"),
        ("breakdown: swims", "breakdown: drives", "sea.yaml, line 23: there is no entry question with a choice"),
        ("key: never", "key: always", "sea.yaml, line 16: always is written twice."),
        ("key: swims", "key: minutes", "sea.yaml, line 8: minutes is a word of the formulas"),
        ("stage: entry", "stage: exit", "sea.yaml, line 7: exit is missing"),
        ("path: minimum_hours", "path: maximum_hours", "sea.yaml, line 27: there is no rule at maximum_hours."),
        ("reminders_days: [14]", "reminders_days: [70]", "sea.yaml, line 6: the last reminder comes when"),
        ("reminders_days: [14]", "reminders_days: [14, 7]", "sea.yaml, line 6: each reminder comes after"),
        ("key: sea-fund", "key: ../../etc", "sea.yaml, line 1: key needs small letters"),
        ("key: sea-fund", "key: sea-fund\nbase: ../secret", "sea.yaml, line 2: a profile can build on one that"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_line_and_reason(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    assert any(fault.startswith(sentence) for fault in faults(GOOD.replace(old, new, 1)))


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BOMB, "line 1: references (& and *) are not used in profiles"),
        ("key: !!python/object/apply:os.system [ls]\n", "line 1: the tag"),
        ("[" * 5000, "line 1: it is nested more than 8 times."),
        ("a: 1\n---\nb: 2\n", "one file holds one profile"),
        ("x: 1\n" + "# \n" * 100_000, "larger than 256 kB"),
        ("a: [" + "1," * 30_000 + "]", "too many entries"),
        ("key: [1, 2\n", "line 2"),
        ("just a text", "names with values are expected"),
        ("", "names with values are expected"),
        ("period: {starts_on: 2024-13-45}", "2024-13-45"),
        ("? [a, b]\n: c\n", "a name is expected before the colon"),
    ],
)
def test_a_malicious_file_is_refused_before_it_is_built(content: str, sentence: str) -> None:
    assert sentence in faults(content)[0]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(source.BrokenProfile, match=r"sea.yaml: the file is not written in UTF-8"):
        source.read_text("sea.yaml", b"\xff\xfe\x00")


@pytest.mark.parametrize("key", source.shipped())
def test_what_comes_with_the_product_is_valid(key: str) -> None:
    profile = profile_from(source.read(source.SHIPPED / f"{key}.yaml"))
    assert profile.key == key
    assert profile.unverified


def test_the_esf_plus_profile_has_the_common_indicators_of_annex_i() -> None:
    profile = profile_from(source.read(source.SHIPPED / "esf-plus.yaml"))
    codes = [f"EECO{number:02}" for number in range(1, 20)] + [f"EECR{number:02}" for number in range(1, 7)]
    assert [indicator.code for indicator in profile.indicators] == codes
    by_code = {indicator.code: indicator for indicator in profile.indicators}
    for number in range(1, 12):
        assert by_code[f"EECO{number:02}"].breakdown == "gender"
    for number in range(12, 18):  # Annex I, 1.2: informed estimates, nobody is asked
        assert by_code[f"EECO{number:02}"].parsed.tables == {"estimates"}
    assert by_code["EECO18"].parsed.tables == by_code["EECO19"].parsed.tables == {"entities"}
    assert profile.is_unverified("indicators", "EECR01")
    assert profile.is_unverified("minimum_hours")


def test_age_bands_begin_at_zero_and_leave_no_gap() -> None:
    bands = "    bands:\n      - {key: young, de: jung, en: young, from_age: 0, to_age: 29}\n"
    bands += "      - {key: old, de: alt, en: old, from_age: 30}\n"
    question = "    kind: year\n    label: {de: J, en: Y}\n    why: {de: W, en: W}\n"
    text = GOOD.replace(
        "indicators:", f"  - key: birth_year\n    stage: entry\n    part: 2\n{question}{bands}indicators:"
    )
    found = read(text).question("birth_year").bands
    assert [band.key for band in found if band.holds(29)] == ["young"]
    assert isinstance(found[1], Band)
    assert any("without gap" in fault for fault in faults(text.replace("from_age: 30", "from_age: 31")))


def test_a_profile_builds_on_a_shipped_one_without_copying_it() -> None:
    base = profile_from(source.read(source.SHIPPED / "esf-plus.yaml"))
    own = "base: esf-plus\nminimum_hours: 10\nquestions:\n  - {key: better_position, omit: true}\n"
    own += "unverified:\n  - {path: minimum_hours, omit: true}\n"
    assert any("better_position" in fault for fault in faults(own))  # EECR06 needs the question
    made = read(own.replace("better_position, omit: true", "gender, hint: {de: H, en: H}"))
    assert (made.key, made.minimum_minutes, made.question("gender").hint["de"]) == ("esf-plus", 600, "H")
    assert len(made.questions) == len(base.questions)
    assert not made.is_unverified("minimum_hours")
    assert faults("base: esf-plus\nretention_years: none\n")[0].startswith(
        "sea.yaml, line 2: retention_years"
    )


@pytest.mark.django_db
def test_a_region_with_a_broken_profile_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    path = tmp_path / "profiles" / "sea.yaml"
    path.write_text(GOOD.replace("minimum_hours: 8", "minimum_hours: 0"), encoding="utf-8")
    with pytest.raises(source.BrokenProfile, match=r"sea.yaml, line 4"):
        region_import.load(tmp_path, read=actions.read)
    assert not FunderProfile.objects.exists()
    path.write_text(GOOD, encoding="utf-8")
    region_import.load(tmp_path, read=actions.read)
    stored = FunderProfile.objects.get()
    assert as_profile(stored) == read(GOOD)
    assert as_profile(stored).version == read(GOOD).version


@pytest.mark.django_db
def test_the_demo_region_builds_on_the_shipped_profile() -> None:
    folder = Path(__file__).parents[5] / "demo" / "region"
    row = actions.read(folder / "profiles" / "esf-plus.yaml")
    assert profile_from(source.Source("x", dict(row))).version == actions.shipped("esf-plus").version


def test_the_command_names_line_and_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = StringIO()
    call_command("validate_profile", "esf-plus", stdout=out)
    assert "25 indicators" in out.getvalue()
    assert "(V) minimum_hours: " in out.getvalue()
    path = tmp_path / "sea.yaml"
    path.write_text(GOOD.replace("link_days: 60", "link_days: none"), encoding="utf-8")
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("validate_profile", str(path), stderr=err)
    assert err.getvalue() == "sea.yaml, line 5: link_days needs a whole number from 1 to 730.\n"


@pytest.fixture
def olga(client: Client) -> Client:
    client.force_login(cast.office())
    return client


@pytest.mark.django_db
def test_the_office_takes_up_a_shipped_profile_and_a_file_of_its_own(olga: Client) -> None:
    assert "Coming with Kogge" in olga.get("/en/desk/funders/").content.decode()
    olga.post("/en/desk/funders/esf-plus/take-up/")
    page = olga.get("/en/desk/funders/esf-plus/").content.decode()
    for words in (
        "EECO19",
        "(V) not checked yet",
        "8 verified hours",
        "Year of birth",
        "5 years",
        "Poster of at least A3",
    ):
        assert words in page
    sent = olga.post("/en/desk/funders/", {"file": SimpleUploadedFile("sea.yaml", GOOD.encode())})
    assert sent.headers["Location"] == "/en/desk/funders/sea-fund/"
    broken = GOOD.replace("part: 1", "part: 9").replace("Meeresfonds", "Anderer Fonds")
    answer = olga.post("/en/desk/funders/", {"file": SimpleUploadedFile("sea.yaml", broken.encode())})
    assert (
        answer.status_code,
        "sea.yaml, line 10: part needs a whole number" in answer.content.decode(),
    ) == (422, True)
    assert FunderProfile.objects.get(key="sea-fund").name == "Meeresfonds"


@pytest.mark.django_db
def test_who_may_not_change_operations_reads_rules_and_takes_up_none(client: Client) -> None:
    client.force_login(cast.editor())
    assert client.get("/en/desk/funders/esf-plus/").status_code == 200
    assert client.post("/en/desk/funders/esf-plus/take-up/").status_code == 403
    client.post("/en/desk/funders/", {"file": SimpleUploadedFile("sea.yaml", GOOD.encode())})
    assert not FunderProfile.objects.exists()
    assert client.get("/en/desk/funders/nothing/").status_code == 404


@pytest.mark.django_db
def test_operations_open_to_the_office_and_to_those_they_pay_for() -> None:
    fund = actions.take_up("esf-plus", by="test")
    for slug, house in (("tide", houses.harbour()), ("hay", houses.meadow())):
        made = Operation.objects.create(
            slug=slug, title=slug, profile=fund, starts_on="2024-01-01", ends_on="2025-01-01"
        )
        made.organizations.add(house)
    found = {one.slug for one in operations_for(cast.editor(), "hours.see")}
    assert found == {"tide"}
    assert operations_for(cast.office(), "hours.see").count() == 2
    assert profile_of(made).minimum_minutes == 480


@pytest.mark.django_db
def test_rules_of_before_are_completed() -> None:
    old = {"key": "esf-plus", "publicity": {"poster": "A3"}}
    module = import_module("kogge.prove.profiles.migrations.0001_complete_rules")
    for key in ("esf-plus", "sea-fund"):
        FunderProfile.objects.create(key=key, name=key, statement_de="S", statement_en="S", rules=old)
    module.complete(apps, None)
    found = {row.key: as_profile(row) for row in FunderProfile.objects.all()}
    assert (len(found["esf-plus"].indicators), found["sea-fund"].questions) == (25, ())

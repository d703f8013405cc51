"""The database itself refuses one winner too many, a frozen decision with too few, and every change of what is frozen.

Triggers on both databases, because a check constraint cannot look at other rows. Each line says when it refuses.
"""

from django.db import migrations

WINNERS = "(SELECT winners FROM decisions_decision WHERE id = NEW.decision_id)"
RESERVES = "(SELECT reserves FROM decisions_decision WHERE id = NEW.decision_id)"
CHOSEN = "(SELECT count(*) FROM decisions_placement WHERE decision_id = NEW.id AND kind = 'winner')"
LAST = "(SELECT coalesce(max(place), 0) FROM decisions_placement WHERE decision_id = NEW.id AND kind = '{}')"
STATE = "(SELECT state FROM decisions_decision WHERE id = {}.decision_id)"
TOO_MANY = (
    f"(NEW.kind = 'winner' AND NEW.place > {WINNERS}) OR (NEW.kind = 'reserve' AND NEW.place > {RESERVES})"
)
NOT_EXACTLY = (
    f"(NEW.state = 'frozen' AND {CHOSEN} + NEW.vacant <> NEW.winners)"
    " OR (OLD.state = 'open' AND NEW.state = 'frozen' AND NEW.vacant <> 0)"
    " OR (OLD.state <> 'open' AND NEW.state = 'open' AND NEW.version <= OLD.version)"
    f" OR NEW.winners < {LAST.format('winner')} OR NEW.reserves < {LAST.format('reserve')}"
)
# name, table, verb, condition, what is said
GUARDS = (
    ("seats_insert", "decisions_placement", "INSERT", TOO_MANY, "more are placed than may be"),
    ("seats_update", "decisions_placement", "UPDATE", TOO_MANY, "more are placed than may be"),
    ("frozen_insert", "decisions_placement", "INSERT", f"{STATE.format('NEW')} = 'frozen'", "it is frozen"),
    ("frozen_update", "decisions_placement", "UPDATE", f"{STATE.format('OLD')} = 'frozen'", "it is frozen"),
    ("frozen_delete", "decisions_placement", "DELETE", f"{STATE.format('OLD')} = 'frozen'", "it is frozen"),
    ("exactly", "decisions_decision", "UPDATE", NOT_EXACTLY, "not exactly so many as must win"),
    ("begins_open", "decisions_decision", "INSERT", "NEW.state <> 'open'", "a new decision is open"),
    ("for_good", "decisions_version", "UPDATE", "1 = 1", "a frozen version never changes"),
)
SQLITE = """
CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, '{table}: {words}'); END
"""
POSTGRESQL = """
CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {condition} THEN RAISE EXCEPTION '{table}: {words}' USING ERRCODE = 'check_violation'; END IF;
    RETURN {row};
END $$;
CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_{name}();
"""


def guard(apps, editor):
    text = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
    for name, table, verb, condition, words in GUARDS:
        row = "OLD" if verb == "DELETE" else "NEW"
        editor.execute(
            text.format(name=name, table=table, verb=verb, condition=condition, words=words, row=row)
        )


def unguard(apps, editor):
    for name, table, _verb, _condition, _words in GUARDS:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {table}_{name} CASCADE")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]

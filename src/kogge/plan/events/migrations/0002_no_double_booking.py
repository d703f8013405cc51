"""The database itself refuses double bookings: exclusion constraints on PostgreSQL, triggers on SQLite."""

from django.db import migrations

TABLES = (("events_roombooking", "room_id"), ("events_personbooking", "person_id"))

POSTGRESQL = """
ALTER TABLE {table} ADD CONSTRAINT {table}_one_per_layer EXCLUDE USING gist
    ({thing} WITH =, layer WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&);
ALTER TABLE {table} ADD CONSTRAINT {table}_one_root EXCLUDE USING gist
    ({thing} WITH =, root_id WITH <>, tstzrange(starts_at, ends_at, '[)') WITH &&);
"""
POSTGRESQL_BACK = """
ALTER TABLE {table} DROP CONSTRAINT {table}_one_root;
ALTER TABLE {table} DROP CONSTRAINT {table}_one_per_layer;
"""
SQLITE = """
CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE other.{thing} = NEW.{thing} AND other.id IS NOT {own}
      AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
      AND (other.layer = NEW.layer OR other.root_id <> NEW.root_id)
)
BEGIN SELECT RAISE(ABORT, '{table}: already held'); END
"""


def guard(apps, editor):
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for table, thing in TABLES:
        if vendor == "postgresql":
            editor.execute(POSTGRESQL.format(table=table, thing=thing))
        elif vendor == "sqlite":
            for verb, own in (("INSERT", "NULL"), ("UPDATE", "NEW.id")):
                editor.execute(SQLITE.format(table=table, thing=thing, verb=verb, own=own))


def unguard(apps, editor):
    vendor = editor.connection.vendor
    for table, _thing in TABLES:
        if vendor == "postgresql":
            editor.execute(POSTGRESQL_BACK.format(table=table))
        elif vendor == "sqlite":
            for verb in ("INSERT", "UPDATE"):
                editor.execute(f"DROP TRIGGER IF EXISTS {table}_refuse_{verb}")


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]

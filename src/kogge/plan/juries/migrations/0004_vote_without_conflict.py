"""The database itself refuses a comparison with a file in which the juror has a conflict of interest."""

from django.db import migrations

MESSAGE = "juries: a conflict of interest hides this file"
CONFLICT = """SELECT 1 FROM juries_declaration
    WHERE juror_id = NEW.juror_id AND kind = 'conflict' AND submission_id IN (NEW.better_id, NEW.worse_id)"""
SQLITE = f"""
CREATE TRIGGER juries_vote_conflict_{{verb}} BEFORE {{verb}} ON juries_pairwisevote
WHEN EXISTS ({CONFLICT})
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""
POSTGRESQL = (
    f"""
CREATE FUNCTION juries_vote_conflict() RETURNS trigger AS $$
BEGIN
    IF EXISTS ({CONFLICT}) THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
""",
    """
CREATE TRIGGER juries_vote_conflict BEFORE INSERT OR UPDATE ON juries_pairwisevote
    FOR EACH ROW EXECUTE FUNCTION juries_vote_conflict();
""",
)


def guard(apps, editor):
    if editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            editor.execute(statement)
    else:
        for verb in ("INSERT", "UPDATE"):
            editor.execute(SQLITE.format(verb=verb))


def unguard(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER juries_vote_conflict ON juries_pairwisevote")
        editor.execute("DROP FUNCTION juries_vote_conflict()")
    else:
        for verb in ("INSERT", "UPDATE"):
            editor.execute(f"DROP TRIGGER IF EXISTS juries_vote_conflict_{verb}")


class Migration(migrations.Migration):
    dependencies = [("juries", "0003_comparing")]
    operations = [migrations.RunPython(guard, unguard)]

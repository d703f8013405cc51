"""The database itself refuses to change criteria and tie rule of a jury whose call has closed."""

from django.db import migrations

MESSAGE = "juries: the rules are fixed since the deadline"
SQLITE = (
    """
CREATE TRIGGER juries_criterion_locked_insert BEFORE INSERT ON juries_criterion
WHEN EXISTS (SELECT 1 FROM juries_jury WHERE id = NEW.jury_id AND locked_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, '{message}'); END
""",
    """
CREATE TRIGGER juries_criterion_locked_update BEFORE UPDATE ON juries_criterion
WHEN EXISTS (SELECT 1 FROM juries_jury WHERE id IN (NEW.jury_id, OLD.jury_id) AND locked_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, '{message}'); END
""",
    """
CREATE TRIGGER juries_jury_locked BEFORE UPDATE ON juries_jury
WHEN OLD.locked_at IS NOT NULL AND (NEW.locked_at IS NOT OLD.locked_at OR NEW.tie_rule <> OLD.tie_rule)
BEGIN SELECT RAISE(ABORT, '{message}'); END
""",
)
POSTGRESQL = (
    """
CREATE FUNCTION juries_criterion_locked() RETURNS trigger AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM juries_jury WHERE id = NEW.jury_id AND locked_at IS NOT NULL) THEN
        RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
""",
    """
CREATE TRIGGER juries_criterion_locked BEFORE INSERT OR UPDATE ON juries_criterion
    FOR EACH ROW EXECUTE FUNCTION juries_criterion_locked();
""",
    """
CREATE FUNCTION juries_jury_locked() RETURNS trigger AS $$
BEGIN
    IF OLD.locked_at IS NOT NULL
       AND (NEW.locked_at IS DISTINCT FROM OLD.locked_at OR NEW.tie_rule <> OLD.tie_rule) THEN
        RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
""",
    """
CREATE TRIGGER juries_jury_locked BEFORE UPDATE ON juries_jury
    FOR EACH ROW EXECUTE FUNCTION juries_jury_locked();
""",
)
BACK = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS juries_criterion_locked_insert",
        "DROP TRIGGER IF EXISTS juries_criterion_locked_update",
        "DROP TRIGGER IF EXISTS juries_jury_locked",
    ),
    "postgresql": (
        "DROP TRIGGER juries_criterion_locked ON juries_criterion",
        "DROP FUNCTION juries_criterion_locked()",
        "DROP TRIGGER juries_jury_locked ON juries_jury",
        "DROP FUNCTION juries_jury_locked()",
    ),
}


def guard(apps, editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(editor.connection.vendor, ()):
        editor.execute(statement.replace("{message}", MESSAGE))


def unguard(apps, editor):
    for statement in BACK.get(editor.connection.vendor, ()):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("juries", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]

"""Refuses UPDATE and DELETE of audit events in the database itself, whatever code asks for it."""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION core_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An event stays as it was written.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER core_event_stays BEFORE UPDATE OR DELETE ON core_event
    FOR EACH ROW EXECUTE FUNCTION core_event_stays();
"""
POSTGRESQL_BACK = "DROP TRIGGER core_event_stays ON core_event; DROP FUNCTION core_event_stays();"
SQLITE = [
    f"CREATE TRIGGER core_event_no_{verb.lower()} BEFORE {verb} ON core_event "
    "BEGIN SELECT RAISE(ABORT, 'An event stays as it was written.'); END"
    for verb in ("UPDATE", "DELETE")
]
SQLITE_BACK = ["DROP TRIGGER core_event_no_update", "DROP TRIGGER core_event_no_delete"]


def execute(editor, postgresql, sqlite):
    for statement in [postgresql] if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def put_up(apps, editor):
    execute(editor, POSTGRESQL, SQLITE)


def take_down(apps, editor):
    execute(editor, POSTGRESQL_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]

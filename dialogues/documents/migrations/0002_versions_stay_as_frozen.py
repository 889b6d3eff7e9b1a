"""Refuses, in the database itself, to change the frozen columns of a version or to delete it."""

from django.db import migrations

FROZEN = ("document_id", "number", "content", "sha256", "frozen_at")
POSTGRESQL = f"""
CREATE FUNCTION documents_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ({" AND ".join(f"NEW.{name} = OLD.{name}" for name in FROZEN)}) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A frozen version stays as it is.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER documents_version_stays BEFORE UPDATE OR DELETE ON documents_version
    FOR EACH ROW EXECUTE FUNCTION documents_version_stays();
"""
POSTGRESQL_BACK = "DROP TRIGGER documents_version_stays ON documents_version; DROP FUNCTION documents_version_stays();"
SQLITE = [
    f"CREATE TRIGGER documents_version_no_update BEFORE UPDATE OF {', '.join(FROZEN)} ON documents_version "
    "BEGIN SELECT RAISE(ABORT, 'A frozen version stays as it is.'); END",
    "CREATE TRIGGER documents_version_no_delete BEFORE DELETE ON documents_version "
    "BEGIN SELECT RAISE(ABORT, 'A frozen version stays as it is.'); END",
]
SQLITE_BACK = ["DROP TRIGGER documents_version_no_update", "DROP TRIGGER documents_version_no_delete"]


def execute(editor, postgresql, sqlite):
    for statement in [postgresql] if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def put_up(apps, editor):
    execute(editor, POSTGRESQL, SQLITE)


def take_down(apps, editor):
    execute(editor, POSTGRESQL_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]

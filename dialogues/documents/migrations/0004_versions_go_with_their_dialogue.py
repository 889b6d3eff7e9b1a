"""Lets frozen versions be deleted in one case only: the deletion of their dialogue has begun."""

from django.db import migrations

FROZEN = ("document_id", "number", "content", "sha256", "frozen_at")
BEGUN = """EXISTS (
        SELECT 1 FROM documents_document AS held JOIN dialogues_deletion AS going ON going.dialogue_id = held.dialogue_id
        WHERE held.id = OLD.document_id AND going.begun_at IS NOT NULL AND going.cancelled_at IS NULL
    )"""
SENTENCE = "A frozen version stays as it is."


def function(allowed):
    return f"""
CREATE OR REPLACE FUNCTION documents_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ({" AND ".join(f"NEW.{name} = OLD.{name}" for name in FROZEN)}) THEN
        RETURN NEW;
    END IF;
    {allowed}
    RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def trigger(condition):
    return [
        "DROP TRIGGER documents_version_no_delete",
        f"CREATE TRIGGER documents_version_no_delete BEFORE DELETE ON documents_version {condition}"
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
    ]


def execute(editor, postgresql, sqlite):
    for statement in [postgresql] if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def let_go(apps, editor):
    deleting = f"IF TG_OP = 'DELETE' AND {BEGUN} THEN RETURN OLD; END IF;"
    execute(editor, function(deleting), trigger(f"WHEN NOT {BEGUN} "))


def hold_again(apps, editor):
    execute(editor, function(""), trigger(""))


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_private_drafts"), ("dialogues", "0004_deletions")]
    operations = [migrations.RunPython(let_go, hold_again)]

"""Keeps the triggers of a table standing while a migration changes it: SQLite builds the table anew and drops them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STANDING = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s ORDER BY name"


def _standing(editor: BaseDatabaseSchemaEditor, table: str) -> dict[str, str]:
    with editor.connection.cursor() as cursor:
        cursor.execute(STANDING, [table])
        return dict(cursor.fetchall())


@contextmanager
def triggers_kept(editor: BaseDatabaseSchemaEditor, table: str) -> Iterator[None]:
    """Put up again, as they were, whatever triggers of the table fell; PostgreSQL changes tables in place."""
    if editor.connection.vendor != "sqlite":
        yield
        return
    before = _standing(editor, table)
    yield
    for name in before.keys() - _standing(editor, table).keys():
        editor.execute(before[name])


class AddGuardedConstraint(migrations.AddConstraint):
    """Add a constraint to a table that triggers guard; use it for frozen versions and the audit trail."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the constraint."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        with triggers_kept(schema_editor, table):
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the constraint away."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        with triggers_kept(schema_editor, table):
            super().database_backwards(app_label, schema_editor, from_state, to_state)

"""The database itself refuses to change or delete an audit event."""

import pytest
from django.db import DatabaseError, connection, transaction

from inspired.core.audit import record
from inspired.core.models import Event, Person

pytestmark = pytest.mark.django_db
STATEMENTS = ["UPDATE core_event SET verb = 'x'", "DELETE FROM core_event"]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_database_refuses_to_touch_an_event(statement):
    record(None, "person.added", Person.objects.create())
    with (
        pytest.raises(DatabaseError, match="stays as it was written"),
        transaction.atomic(),
        connection.cursor() as sql,
    ):
        sql.execute(statement)
    assert Event.objects.get().verb == "person.added"

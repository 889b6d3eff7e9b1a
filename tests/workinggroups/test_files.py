"""Files and links in the space of a group: who brings, reads, marks and removes them, and what of them leaves with a person."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dialogues.states import Role
from inspired.core.audit import verify
from inspired.core.models import SignIn, StoredFile, User
from inspired.core.personal import parts_of
from inspired.core.states import StaleError, StateError
from tests import make
from tests.core.files import PDF, upload
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.models import GroupFile
from workinggroups.services import files, groups, members
from workinggroups.states import FileKind

pytestmark = pytest.mark.django_db
LINK = "https://example.org/survey"


def bring(here: out.Cast, by: User | None = None, **said: Any) -> GroupFile:
    """A link of the second member, unless said otherwise."""
    labels = {"title": "SECRET-FILE", "language": "en", "kind": FileKind.MATERIAL, "address": LINK, **said}
    return files.add_file(here.group, by=by or here.by(here.member), **labels)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_members_and_the_host_team_bring_and_read_and_nobody_else() -> None:
    here = out.cast()
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    kept = bring(here, upload=upload(PDF, "survey.pdf"), address="")
    bring(here, here.host, title="From the host")
    url = f"{here.group.get_absolute_url()}files/{kept.pk}/"
    for user in (here.host, here.by(here.lead), here.by(here.member)):
        assert GroupFile.objects.visible_to(user).count() == 2
        answer = client_of(user).get(url)
        assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content) == PDF
        assert "SECRET-FILE" in client_of(user).get(here.group.get_absolute_url()).content.decode()
    unknown = f"{here.group.get_absolute_url()}files/987654321/"
    for user in (here.by(here.outside), donor, make.user()):
        assert not GroupFile.objects.visible_to(user).exists()
        assert client_of(user).get(url).content == client_of(user).get(unknown).content
        assert "SECRET-FILE" not in client_of(user).get(here.group.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        bring(here, here.by(here.outside))


def test_a_file_is_checked_as_everywhere_and_comes_alone() -> None:
    here = out.cast()
    for said in (
        {"upload": upload(b"<svg onload='x'/>", "survey.pdf"), "address": ""},
        {"address": "javascript:alert(1)"},
        {"address": ""},
        {"upload": upload(PDF, "survey.pdf")},
    ):
        with pytest.raises(StateError):
            bring(here, **said)
    assert not GroupFile.objects.exists() and not StoredFile.objects.exists()


def test_the_same_form_sent_twice_is_one_file() -> None:
    here = out.cast()
    key = here.group.form_key
    assert bring(here, form_key=key).pk == bring(here, form_key=key).pk


def test_evidence_names_its_source() -> None:
    here = out.cast()
    with pytest.raises(StateError):
        bring(here, kind=FileKind.PRODUCED)
    kept = bring(here, kind=FileKind.ASSESSED, source="Statistics institute", reliability="Leaves out who lives in.")
    assert kept.is_evidence
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupFile.objects.update(source="")
    page = client_of(here.by(here.lead)).get(here.group.get_absolute_url()).content.decode()
    assert 'id="evidence"' in page and "Leaves out who lives in." in page


def test_every_member_marks_a_file_and_nobody_overwrites_unseen() -> None:
    here = out.cast()
    kept = bring(here)
    labels = {"kind": FileKind.ASSESSED, "source": "Institute"}
    files.describe_file(kept, by=here.by(here.lead), revision=1, **labels)
    files.describe_file(kept, by=here.by(here.lead), revision=1, **labels)  # nothing new is no conflict
    with pytest.raises(StaleError):
        files.describe_file(kept, by=here.by(here.member), revision=1, note="I look at the same text")
    with pytest.raises(StateError):
        files.describe_file(kept, by=here.by(here.member), revision=2, source=" ")
    with pytest.raises(PermissionDenied):
        files.describe_file(kept, by=here.by(here.outside), revision=2, note="Mine")
    kept.refresh_from_db()
    assert (kept.kind, kept.note, kept.revision) == (FileKind.ASSESSED, "", 2)
    url = f"{here.group.get_absolute_url()}files/{kept.pk}/edit/"
    said = {"kind": "assessed", "title": "Mine", "language": "en", "source": "Institute", "revision": 1}
    page = client_of(here.by(here.member)).post(url, said).content.decode()
    assert "SECRET-FILE" in page and "Mine" in page and 'name="revision" value="2"' in page


def test_who_brought_it_or_the_host_removes_it_and_its_bytes_go() -> None:
    here = out.cast()
    kept = bring(here, upload=upload(PDF, "survey.pdf"), address="")
    with pytest.raises(PermissionDenied):
        files.remove_file(kept, by=here.by(here.lead))
    client, url = client_of(here.by(here.member)), f"{here.group.get_absolute_url()}files/{kept.pk}/remove/"
    assert "cannot be brought back" in client.get(url).content.decode() and GroupFile.objects.exists()
    with transaction.atomic():
        files.remove_file(kept, by=here.by(here.member))
    files.remove_file(kept, by=here.by(here.member))  # a second click changes nothing
    assert not GroupFile.objects.exists() and not StoredFile.objects.exists()
    files.remove_file(bring(here), by=here.host)
    assert not list(verify(here.dialogue.audit_scope))


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_a_removed_file_leave_the_storage() -> None:
    here = out.cast()
    kept = bring(here, upload=upload(PDF, "survey.pdf"), address="")
    name = StoredFile.objects.get().file.name
    assert default_storage.exists(name)
    files.remove_file(kept, by=here.host)
    assert not default_storage.exists(name)


def test_a_closed_group_takes_nothing_more_and_who_left_reads_no_longer() -> None:
    here = out.cast()
    kept = bring(here)
    groups.close_group(here.group, by=here.host, outcomes="It is done")
    for act in (
        lambda: bring(here),
        lambda: files.describe_file(kept, by=here.by(here.member), revision=1, note="Later"),
        lambda: files.remove_file(kept, by=here.by(here.member)),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert GroupFile.objects.visible_to(here.by(here.member)).exists()
    groups.reconvene_group(here.group, by=here.host, mission="Again", phases=["monitoring"], reason="So")
    members.end_membership(here.group.members.get(seat=here.member), by=here.host)
    assert not GroupFile.objects.visible_to(here.by(here.member)).exists()
    files.remove_file(kept, by=here.host)


def test_the_list_is_narrowed_counted_and_taken_along_under_the_same_number_of_queries() -> None:
    here = out.cast()
    bring(here, title="The law")
    client, url = client_of(here.by(here.lead)), f"{here.group.get_absolute_url()}files/"
    before = _queries(client, url)
    for number in range(30):
        bring(here, title=f"Survey {number}", kind=FileKind.PRODUCED, source="We", upload=None)
    assert _queries(client, url) == before <= 12
    page = client.get(f"{url}?kind=material").content.decode()
    assert "The law" in page and "Survey 1" not in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"{url}?format=csv&q=law").content.decode("utf-8-sig"))))
    assert [(row["Title"], row["Address"]) for row in rows] == [("The law", LINK)]


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_person_takes_along_what_they_brought() -> None:
    here = out.cast()
    by = here.by(here.member)
    bring(here, note="Look at table four")
    told = str([part.rows for part in parts_of(by)])
    assert "SECRET-FILE" in told and "Look at table four" in told
    assert "SECRET-FILE" not in str([part.rows for part in parts_of(here.by(here.lead))])


def test_a_member_adds_a_file_in_the_browser() -> None:
    here = out.cast()
    client, url = client_of(here.by(here.member)), f"{here.group.get_absolute_url()}files/new/"
    said = {"kind": "produced", "title": "Talks", "language": "en", "upload": upload(PDF, "talks.pdf")}
    said["form_key"] = uuid4()
    assert "Evidence names its source" in client.post(url, said).content.decode()
    said |= {"source": "Our talks with twenty workers", "upload": upload(PDF, "talks.pdf")}
    assert client.post(url, said).status_code == 302
    assert GroupFile.objects.get().seat == here.member
    assert wg.speaker(here.member).pk == GroupFile.objects.get().by_id


def test_what_was_said_of_a_file_survives_a_sign_in_that_ran_out() -> None:
    here = out.cast()
    url = f"{here.group.get_absolute_url()}files/{bring(here).pk}/edit/"
    client = client_of(here.host)
    assert client.get(url).status_code == 200
    SignIn.objects.all().delete()
    assert client.post(url, {"title": "SECRET-FILE", "reliability": "Typed once", "revision": 1}).status_code == 302
    client.force_login(here.host)
    assert "Typed once" in client.get(url).content.decode()

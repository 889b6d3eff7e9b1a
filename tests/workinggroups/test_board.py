"""The board: what is late stands on top and is the first thing one reads; what groups would send, and the public page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.services import comments, versions, ways
from dialogues.documents.states import WayOut
from dialogues.foreseeing import audiences
from dialogues.models import Dialogue
from dialogues.states import Role
from inspired.core import ports
from inspired.core.models import User
from tests import make
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.models import Group
from workinggroups.reading import for_board, views_of
from workinggroups.services import groups, work
from workinggroups.states import Openness

pytestmark = pytest.mark.django_db
YESTERDAY, LATER = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=30)


def page(user: User | None, url: str) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.get(url).content.decode()


def in_order(text: str, *words: str) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


def signals(user: User, dialogue: Dialogue) -> dict[str, str]:
    views = views_of(user, for_board(Group.objects.visible_to(user).filter(dialogue=dialogue)))
    return {view.group.name: view.signal[0] for view in views}


def test_late_outputs_come_first_and_overdue_tasks_next() -> None:
    dialogue = make.dialogue()
    seat, host = make.seat(dialogue), make.host_of(dialogue)
    wg.group(dialogue, seat, name="Aa in time", outputs=[("Soon", timezone.now() + timedelta(days=1))])
    tasks = wg.group(dialogue, seat, name="Bb with tasks", outputs=[("Later", LATER)])
    late = wg.group(dialogue, seat, name="Cc late", outputs=[("Late", YESTERDAY)])
    work.add_task(tasks, by=host, title="Overdue", due_at=YESTERDAY)
    groups.close_group(late, by=host, outcomes="First")
    groups.reconvene_group(
        late, by=host, mission="Again", phases=["monitoring"], reason="So", outputs=[("Late", YESTERDAY)]
    )
    url = f"/dialogues/{dialogue.slug}/groups/"
    assert in_order(page(host, url), "Cc late", "Bb with tasks", "Aa in time")
    assert signals(host, dialogue) == {"Aa in time": "Active", "Bb with tasks": "Tasks overdue", "Cc late": "Late"}
    outside = make.delegate(make.seat(dialogue))
    assert in_order(page(outside, url), "Cc late", "Aa in time", "Bb with tasks"), "tasks are for the inside alone"
    assert signals(outside, dialogue)["Bb with tasks"] == "Active"


def test_what_was_submitted_in_time_is_late_no_longer() -> None:
    here = out.cast(outputs=[("Chapter on evidence", YESTERDAY)])
    assert signals(here.host, here.dialogue) == {"Evidence": "Late"}
    out.submitted(here)
    assert signals(here.host, here.dialogue) == {"Evidence": "Submitted"}


def test_tasks_and_what_is_late_stand_before_the_mission() -> None:
    here = out.cast(outputs=[("Late output", YESTERDAY)])
    work.add_task(here.group, by=here.host, title="Later task", due_at=LATER)
    work.add_task(here.group, by=here.host, title="Overdue task", due_at=YESTERDAY)
    told = page(here.by(here.member), here.group.get_absolute_url())
    assert in_order(told, ">Late<", "Overdue task", "Later task", "Survey working hours")


def test_the_mission_is_searched_too() -> None:
    here = out.cast()
    wg.group(here.dialogue, name="Other", mission="Count the inspectors")
    told = page(here.host, f"/dialogues/{here.dialogue.slug}/groups/?q=inspectors")
    assert "Other" in told and "Evidence" not in told


def test_it_is_said_beforehand_whom_groups_would_reach() -> None:
    here = out.cast()
    document = out.draft(here)
    invited = make.seat(here.dialogue)
    wg.invite(here.group, invited)
    found = audiences(here.host, here.dialogue, [])
    keys = {name: found[f"{name}-{here.group.pk}"] for name in ("group-invite", "group-close")}
    assert keys["group-invite"].seats == {here.outside.pk} and keys["group-invite"].asks
    assert keys["group-close"].seats == {here.lead.pk, here.member.pk} and not keys["group-close"].asks
    assert found[f"agreement-{document.pk}"].seats == {here.lead.pk, here.member.pk}
    assert found[f"submission-{document.pk}"].seats == {here.lead.pk, here.member.pk, here.outside.pk, invited.pk}
    assert f"comments-{document.pk}" not in found, "a group submits its text, the host does not open it"
    out.submitted(here, document)
    assert f"submission-{document.pk}" not in audiences(here.host, here.dialogue, [])


def news(user: User, dialogue: Dialogue) -> set[str]:
    return {item.title for item in ports.news.collect(user, dialogue)}


def test_news_tell_what_was_submitted_to_those_who_read_it() -> None:
    here = out.cast()
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    document = out.draft(here)
    outside = here.by(here.outside)
    assert document.title not in news(outside, here.dialogue)
    out.submitted(here, document)
    assert document.title in news(outside, here.dialogue)
    assert document.title not in news(donor, here.dialogue)
    ways.return_output(document, by=here.host, reason="Count again")
    assert document.title not in news(outside, here.dialogue)


def published(here: out.Cast) -> str:
    """Take a text to the public, and return its title."""
    document = out.submitted(here, way=WayOut.PAPER)
    comments.close_comments(document, by=here.host)
    ways.agree_way(document, by=here.host, way=WayOut.PAPER)
    version = document.versions.get()
    versions.publish_version(version, by=here.host, told=named_beyond_their_wish(version))
    return document.title


def test_the_public_page_leads_to_public_groups_and_they_show_missions_and_what_is_published() -> None:
    here = out.cast(openness=Openness.PUBLIC, outputs=[("Chapter on evidence", None), ("SECRET-OUTPUT", YESTERDAY)])
    Dialogue.objects.filter(pk=here.dialogue.pk).update(visibility="public", published_at=timezone.now())
    wg.group(here.dialogue, name="SECRET-GROUP")
    out.draft(here, "SECRET-TITLE")
    overview, url = page(None, f"/dialogues/{here.dialogue.slug}/"), here.group.get_absolute_url()
    assert f'href="/dialogues/{here.dialogue.slug}/groups/"' in overview and f'href="{url}"' in overview
    assert "published nothing yet" in page(None, url)
    title = published(here)
    member = here.member.organisation.name
    for reader in (None, make.user()):
        told = page(reader, url)
        assert "Survey working hours" in told and title in told and "/library/" in told
        assert not [word for word in ("SECRET", member, "Late", "Nobody has joined") if word in told]
        board = page(reader, f"/dialogues/{here.dialogue.slug}/groups/")
        assert "Evidence" in board and "SECRET" not in board and "Coordinator" not in board


def test_a_dialogue_without_a_public_group_shows_no_tab_of_groups() -> None:
    dialogue = make.dialogue(visibility="public", published_at=timezone.now())
    wg.group(dialogue)
    assert f'href="/dialogues/{dialogue.slug}/groups/"' not in page(None, f"/dialogues/{dialogue.slug}/")


def test_a_donor_reads_groups_missions_and_published_outputs_and_no_draft() -> None:
    here = out.cast()
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    out.draft(here, "SECRET-TITLE")
    work.add_task(here.group, by=here.host, title="SECRET-TASK", due_at=YESTERDAY)
    work.post_note(here.group, by=here.host, text="SECRET-NOTE")
    title, url = published(here), here.group.get_absolute_url()
    told, board = page(donor, url), page(donor, f"/dialogues/{here.dialogue.slug}/groups/")
    assert "Survey working hours" in told and "Evidence" in board
    assert f"/dialogues/{here.dialogue.slug}/documents/" in told and title in told
    assert "SECRET" not in told + board
    for path in ("tasks/", "files/", "files/new/"):
        client = Client()
        client.force_login(donor)
        assert client.get(f"{url}{path}").status_code == 403

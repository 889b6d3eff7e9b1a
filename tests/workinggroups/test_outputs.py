"""A group's text: agreed within, submitted to all, comments answered by the group, its way out chosen, endorsed or given back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dialogues.documents.models import Document, Submission, Version
from dialogues.documents.naming import named_beyond_their_wish
from dialogues.documents.output_reading import story_of
from dialogues.documents.services import comments, outputs, rounds, sections, versions, ways
from dialogues.documents.states import DocumentStatus, Fate, Position, VersionStatus, WayOut
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from dialogues.models import Notice
from dialogues.states import Role
from inspired.core.access import may
from inspired.core.states import StateError
from tests import make
from tests.documents import make as doc
from tests.workinggroups import make as wg
from tests.workinggroups import outputs as out
from workinggroups.reading import view_of
from workinggroups.states import Stage

pytestmark = pytest.mark.django_db
SOON = timedelta(days=7)


def fate(document: Document, user: object) -> Fate:
    return story_of(out.fresh(document), user).fate  # type: ignore[arg-type]


def test_a_draft_is_the_groups_alone() -> None:
    here = out.cast()
    document = out.draft(here)
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    focal = make.role(here.dialogue, make.user(), Role.GOVERNMENT).user
    readers = {
        user: Document.objects.visible_to(user).filter(pk=document.pk).exists()
        for user in (here.host, here.by(here.lead), here.by(here.member))
    }
    assert all(readers.values())
    for user in (here.by(here.outside), donor, focal):
        assert not Document.objects.visible_to(user).filter(pk=document.pk).exists()
        client = Client()
        client.force_login(user)
        for path in ("", "comments/", "output/", "draft.docx", "sections/text/history/"):
            assert client.get(f"{document.get_absolute_url()}{path}").status_code == 404
        page = client.get(f"/dialogues/{here.dialogue.slug}/documents/").content.decode()
        assert document.title not in page
    assert not Notice.objects.filter(user=here.by(here.outside)).exists()


def test_members_write_and_nobody_changes_the_text_while_they_are_asked() -> None:
    here = out.cast()
    document = out.draft(here)
    section = document.sections.get()
    with pytest.raises(PermissionDenied):
        sections.save_section(section, by=here.by(here.outside), text="Mine", revision=section.revision)
    outputs.ask_agreement(document, by=here.by(here.lead))
    with pytest.raises(PermissionDenied):
        sections.save_section(section, by=here.by(here.member), text="Changed", revision=section.revision)
    assert fate(document, here.host) == Fate.AGREEING
    assert Notice.objects.filter(kind="documents.agreement_asked", user=here.by(here.member)).count() == 1


def test_dissent_needs_its_note_and_goes_with_the_text() -> None:
    here = out.cast()
    document = out.draft(here)
    place = here.group.members.get(seat=here.member)
    outputs.ask_agreement(document, by=here.by(here.lead))
    with pytest.raises(StateError):
        outputs.give_voice(document, by=here.by(here.member), member=place, agrees=False)
    with pytest.raises(StateError):
        outputs.give_voice(document, by=here.by(here.lead), member=place, agrees=True)
    outputs.give_voice(document, by=here.by(here.member), member=place, agrees=False, note="The figures are thin.")
    outputs.close_agreement(document, by=here.by(here.lead), reason="The others are at sea")
    outputs.submit_output(document, by=here.by(here.lead), due_at=timezone.now() + SOON, way=WayOut.OWN)
    story = story_of(out.fresh(document), here.by(here.outside))
    assert [one.voice.note for one in story.dissents if one.voice] == ["The figures are thin."]
    assert story.fate == Fate.COMMENTS and not story.is_inside


def test_a_text_changed_after_the_agreement_is_agreed_to_no_longer() -> None:
    here = out.cast()
    document = out.agreed(here, out.draft(here))
    assert fate(document, here.host) == Fate.AGREED
    section = document.sections.get()
    sections.save_section(section, by=here.by(here.member), text="Other words", revision=section.revision)
    assert fate(document, here.host) == Fate.DRAFTING
    with pytest.raises(StateError):
        outputs.submit_output(document, by=here.by(here.lead), due_at=timezone.now() + SOON, way=WayOut.OWN)


def test_only_the_coordinator_submits_and_everybody_is_told() -> None:
    here = out.cast()
    document = out.agreed(here, out.draft(here))
    for user in (here.by(here.member), here.host, here.by(here.outside)):
        with pytest.raises(PermissionDenied):
            outputs.submit_output(document, by=user, due_at=timezone.now() + SOON, way=WayOut.OWN)
    outputs.submit_output(document, by=here.by(here.lead), due_at=timezone.now() + SOON, way=WayOut.OWN)
    assert Document.objects.visible_to(here.by(here.outside)).filter(pk=document.pk).exists()
    assert Notice.objects.filter(kind="documents.comments_opened", user=here.by(here.outside)).count() == 1
    view = view_of(here.host, here.group)
    assert view.stage == Stage.SUBMITTED and view.submitted == 1


def test_history_before_the_submission_stays_inside() -> None:
    here = out.cast()
    document = out.submitted(here)
    url = f"{document.get_absolute_url()}sections/text/history/"
    for user, expected in ((here.by(here.outside), 403), (here.by(here.member), 200), (here.host, 200)):
        client = Client()
        client.force_login(user)
        assert client.get(url).status_code == expected


def test_the_group_answers_comments_and_nobody_else_does() -> None:
    here = out.cast()
    document = out.submitted(here)
    given = comments.add_comment(document, by=here.by(here.outside), seat=here.outside, text="Too few islands")
    with pytest.raises(PermissionDenied):
        decide(given.entry, by=here.by(here.member), disposition=Disposition.ACCEPTED, reason="Yes")
    decide(given.entry, by=here.by(here.lead), disposition=Disposition.PARTLY, reason="Two more were added.")
    given.entry.refresh_from_db()
    assert given.entry.disposition == Disposition.PARTLY
    other = make.answer(make.call(here.dialogue), here.outside, here.by(here.outside)).entry
    assert not may(here.by(here.lead), "ledger.decide_entry", other), (
        "what others said elsewhere is the host's to answer"
    )


def test_the_way_out_waits_for_every_comment() -> None:
    here = out.cast()
    document = out.submitted(here)
    given = comments.add_comment(document, by=here.by(here.outside), seat=here.outside, text="Too few islands")
    with pytest.raises(StateError):
        ways.agree_way(document, by=here.host, way=WayOut.OWN)
    comments.close_comments(document, by=here.host)
    assert fate(document, here.host) == Fate.ANSWERING
    with pytest.raises(StateError):
        ways.agree_way(document, by=here.host, way=WayOut.OWN)
    decide(given.entry, by=here.by(here.lead), disposition=Disposition.ACCEPTED, reason="Added.")
    assert ways.agree_way(document, by=here.host, way=WayOut.OWN).is_settled
    assert fate(document, here.host) == Fate.FREEZING


def test_another_wish_asks_the_other_side_anew() -> None:
    here = out.cast()
    document = out.submitted(here)
    comments.close_comments(document, by=here.host)
    handed = ways.agree_way(document, by=here.host, way=WayOut.PAPER)
    assert not handed.is_settled and handed.group_agreed_at is None
    assert Notice.objects.filter(kind="documents.way_asked", user=here.by(here.lead)).count() == 1
    assert ways.agree_way(document, by=here.by(here.lead), way=WayOut.PAPER).is_settled
    with pytest.raises(StateError):
        ways.agree_way(document, by=here.host, way=WayOut.OWN)


def test_a_document_of_its_own_is_put_to_all_and_endorsed() -> None:
    here = out.cast()
    document = out.settled(here)
    version = doc.version(document)
    with pytest.raises(StateError):
        doc.round_(version, [here.lead, here.member])
    seats = [here.lead, here.member, here.outside]
    round_ = doc.round_(version, seats)
    assert fate(document, here.host) == Fate.ENDORSEMENT
    for seat in seats:
        doc.answer(round_, seat, here.by(seat), Position.RESERVE if seat == here.outside else Position.ENDORSE)
    rounds.close_round(round_, by=here.host)
    versions.adopt(version, by=here.host, reason="All three stand behind it.")
    assert fate(document, here.host) == Fate.RESERVED
    with pytest.raises(StateError):
        ways.return_output(document, by=here.host, reason="No")


def test_a_text_is_frozen_only_when_it_stands_by_itself() -> None:
    here = out.cast()
    document = out.submitted(here)
    comments.close_comments(document, by=here.host)
    with pytest.raises(StateError):
        doc.version(out.fresh(document))


def test_a_returned_text_is_the_groups_again_and_asks_the_members_anew() -> None:
    here = out.cast()
    document = out.settled(here)
    version = doc.version(document)
    round_ = doc.round_(version, [here.lead, here.member, here.outside])
    with pytest.raises(StateError):
        ways.return_output(document, by=here.host, reason="No")
    doc.answer(round_, here.outside, here.by(here.outside), Position.DECLINE)
    rounds.close_round(round_, by=here.host)
    ways.return_output(document, by=here.host, reason="One of three declines; the figures need a source.")
    document = out.fresh(document)
    assert fate(document, here.host) == Fate.RETURNED and document.status == DocumentStatus.DRAFT
    assert Version.objects.get(pk=version.pk).status == VersionStatus.WITHDRAWN
    client = Client()
    client.force_login(here.by(here.outside))
    out_of_reach = client.get(document.get_absolute_url())
    assert out_of_reach.status_code == 302 and out_of_reach["Location"] == version.get_absolute_url()
    with pytest.raises(StateError):
        outputs.submit_output(document, by=here.by(here.lead), due_at=timezone.now() + SOON, way=WayOut.OWN)
    section = document.sections.get()
    sections.save_section(section, by=here.by(here.member), text="With a source", revision=section.revision)
    assert "With a source" not in client.get(version.get_absolute_url()).content.decode()
    again = out.submitted(here, out.fresh(document))
    assert Submission.objects.filter(document=again).count() == 2
    assert fate(again, here.host) == Fate.COMMENTS


def test_a_text_returned_before_it_was_frozen_shows_nothing_to_others() -> None:
    here = out.cast()
    document = out.submitted(here)
    ways.return_output(document, by=here.host, reason="Too early")
    client = Client()
    client.force_login(here.by(here.outside))
    page = client.get(document.get_absolute_url())
    assert page.status_code == 200 and "SECRET-DRAFT" not in page.content.decode()


def test_a_part_is_linked_with_its_whole_both_ways_and_endorsed_with_it() -> None:
    here = out.cast()
    ppa = doc.ppa(here.dialogue)
    section = ppa.sections.get(key="evidence")
    document = out.settled(here, WayOut.PART, part_of=ppa, section=section)
    assert fate(document, here.host) == Fate.JOINED and document.status == DocumentStatus.LOCKED
    cited = section.citations.get(label=document.title)
    assert here.group.name not in cited.detail, "the whole may be published, the group is not for everybody"
    client = Client()
    client.force_login(here.by(here.outside))
    assert f"{document.get_absolute_url()}output/" in client.get(ppa.get_absolute_url()).content.decode()
    assert (
        f"{ppa.get_absolute_url()}#{section.anchor}"
        in client.get(f"{document.get_absolute_url()}output/").content.decode()
    )
    version = doc.version(out.fresh(ppa))
    round_ = doc.round_(version, [here.outside])
    doc.answer(round_, here.outside, here.by(here.outside))
    rounds.close_round(round_, by=here.host)
    versions.adopt(version, by=here.host, reason="Endorsed")
    assert fate(document, here.host) == Fate.WHOLE_ENDORSED


def test_a_working_paper_is_frozen_and_noted_by_all() -> None:
    here = out.cast()
    document = out.settled(here, WayOut.PAPER)
    assert fate(document, here.host) == Fate.NOTED
    version = document.versions.get()
    assert version.status == VersionStatus.NOTED and version.is_intact
    assert Notice.objects.filter(kind="documents.paper_noted", user=here.by(here.outside)).count() == 1
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    assert not Document.objects.visible_to(donor).filter(pk=document.pk).exists()
    versions.publish_version(version, by=here.host, told=named_beyond_their_wish(version))
    assert Version.objects.visible_to(donor).get().pk == version.pk


def test_donors_see_published_versions_alone() -> None:
    here = out.cast()
    document = out.settled(here)
    version = doc.version(document)
    round_ = doc.round_(version, [here.lead, here.member, here.outside])
    doc.answer(round_, here.lead, here.by(here.lead))
    rounds.close_round(round_, by=here.host)
    versions.adopt(version, by=here.host, reason="Endorsed")
    donor = make.role(here.dialogue, make.user(), Role.DONOR).user
    assert not Version.objects.visible_to(donor).exists()
    versions.publish_version(version, by=here.host, told=named_beyond_their_wish(version))
    versions.reopen_text(document, by=here.host, reason="New figures")
    again = out.submitted(here, out.fresh(document))
    comments.close_comments(again, by=here.host)
    ways.agree_way(again, by=here.host, way=WayOut.OWN)
    later = doc.version(out.fresh(again))
    assert [one.pk for one in Version.objects.visible_to(donor)] == [version.pk]
    client = Client()
    client.force_login(donor)
    assert client.get(later.get_absolute_url()).status_code == 404
    assert f"versions/{later.number}/" not in client.get(version.get_absolute_url()).content.decode()
    assert f"versions/{later.number}/" not in client.get(f"/dialogues/{here.dialogue.slug}/").content.decode()


def test_a_group_without_a_coordinator_leaves_the_act_to_the_host() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    by, host = make.delegate(seat), make.host_of(dialogue)
    group = wg.group(dialogue)
    wg.join(group, seat)
    document = outputs.start_output(group, by=by, title="Options")
    section = document.sections.get()
    sections.save_section(section, by=by, text="One, two, three", revision=0)
    outputs.ask_agreement(document, by=host)
    outputs.give_voice(document, by=by, member=group.members.get(), agrees=True)
    outputs.close_agreement(document, by=host)
    outputs.submit_output(document, by=host, due_at=timezone.now() + SOON, way=WayOut.PAPER)
    comments.close_comments(document, by=host)
    assert ways.agree_way(document, by=host, way=WayOut.PAPER).is_settled


def test_the_drafting_team_of_a_groups_text_is_the_group() -> None:
    here = out.cast()
    document = out.draft(here)
    with pytest.raises(StateError):
        sections.add_drafter(document, by=here.host, user=here.by(here.outside))
    with pytest.raises(StateError):
        comments.open_comments(document, by=here.host, due_at=timezone.now() + SOON)

"""The outbox: one mail per key, composed late, in the recipient's language, with secrets that end with it."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as post
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation

from inspired.core import outbox, running
from inspired.core.mailbox import FileBackend, forget_mails_to
from inspired.core.models import Job, OutboxMail
from inspired.core.outbox import Composed, NotWanted, composes, queue_mail, secret_of
from inspired.core.states import JobState, MailState
from tests import make

pytestmark = pytest.mark.django_db
KIND = "tests.mail"


@pytest.fixture(autouse=True)
def composer():
    """Registers a composer that tells the ids, the secret and the language; yields a way to replace it."""

    def register(function):
        outbox.COMPOSERS.pop(KIND, None)
        composes(KIND)(function)

    def compose(mail):
        return Composed("A dialogue\nyou take part in", f"{mail.ids} {secret_of(mail)} {translation.get_language()}")

    register(compose)
    yield register
    outbox.COMPOSERS.pop(KIND, None)


def queue(**fields):
    fields.setdefault("to", "" if fields.get("user") else "a@example.org")
    fields.setdefault("key", "first")
    with transaction.atomic():
        return queue_mail(KIND, **fields)


def test_mail_is_sent_by_a_job_and_wiped_of_its_secret():
    mail = queue(seat=7, secret={"code": "123456"})
    assert b"123456" not in bytes(mail.secret)
    running.work_off()
    mail.refresh_from_db()
    assert (mail.state, mail.secret, mail.attempts) == (MailState.SENT, None, 1)
    sent = post.outbox[0]
    assert (sent.to, sent.subject) == (["a@example.org"], "A dialogue you take part in")
    assert sent.body == "{'seat': 7} {'code': '123456'} en"
    assert sent.extra_headers["Message-ID"] == mail.message_id


def test_same_key_is_the_same_mail():
    assert queue() == queue()
    running.work_off()
    running.work_off()
    assert len(post.outbox) == 1


def test_mail_speaks_the_language_of_its_recipient():
    queue(user=make.user(language="fr"))
    queue(key="second", language="es")
    running.work_off()
    assert [sent.body[-2:] for sent in post.outbox] == ["fr", "es"]


def test_mail_needs_exactly_one_recipient():
    with pytest.raises(ValueError):
        queue(to="")
    with pytest.raises(ValueError):
        queue(to="a@example.org", user=make.user())


def test_silent_mail_server_delays_and_loses_nothing(monkeypatch):
    def refuse(self, **_options):
        raise SMTPServerDisconnected

    plain = EmailMessage.send
    monkeypatch.setattr(EmailMessage, "send", refuse)
    mail = queue(secret={"code": "1"})
    for _attempt in range(10):
        running.work_off()
    job = Job.objects.get()
    assert (job.state, job.failures) == (JobState.QUEUED, 10)
    monkeypatch.setattr(EmailMessage, "send", plain)
    running.work_off()
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_mail_left_by_a_dead_worker_is_sent_once_with_the_same_id():
    mail = queue()
    running.claim(Job.objects.get().pk)
    OutboxMail.objects.update(state=MailState.SENDING)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    running.sweep()
    running.work_off()
    assert [sent.extra_headers["Message-ID"] for sent in post.outbox] == [mail.message_id]


def test_mail_that_lost_its_reason_is_not_sent(composer):
    def compose(mail):
        raise NotWanted

    composer(compose)
    mail = queue(secret={"code": "1"})
    running.work_off()
    mail.refresh_from_db()
    assert (mail.state, mail.secret, post.outbox) == (MailState.EXPIRED, None, [])


def test_expired_mail_is_not_sent_and_its_secret_wiped():
    mail = queue(secret={"code": "1"}, expires_at=timezone.now() - timedelta(seconds=1))
    running.work_off()
    mail.refresh_from_db()
    assert (mail.state, mail.secret, post.outbox) == (MailState.EXPIRED, None, [])


def test_secrets_of_expired_mails_are_wiped_by_the_sweep():
    mail = queue(secret={"code": "1"}, expires_at=timezone.now() - timedelta(seconds=1))
    assert outbox.expire_due() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.secret) == (MailState.EXPIRED, None)


def test_old_addresses_are_forgotten_and_hopeless_mails_given_up():
    sent, hopeless = queue(), queue(key="second", secret={"code": "1"})
    running.run(Job.objects.get(target_pk=sent.pk).pk, heartbeat=False)
    later = timezone.now() + timedelta(days=1)
    outbox.wipe_old(later, later)
    sent.refresh_from_db()
    hopeless.refresh_from_db()
    assert (sent.to, sent.state) == ("", MailState.SENT)
    assert (hopeless.state, hopeless.secret) == (MailState.FAILED, None)


def test_nobody_gets_a_mail_at_a_closed_account():
    queue(user=make.user(is_active=False))
    running.work_off()
    assert not post.outbox
    assert OutboxMail.objects.get().state == MailState.FAILED


def test_no_page_shows_the_outbox():
    queue()
    assert not OutboxMail.objects.visible_to(make.user(is_staff=True))


def test_file_backend_keeps_one_file_per_message_id(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    again = EmailMessage("s", "b", to=["a@example.org"], headers={"Message-ID": "<1@x>"})
    other = EmailMessage("s", "b", to=["a@example.org"], headers={"Message-ID": "<2@x>"})
    assert FileBackend().send_messages([again, again, other]) == 3
    assert len(list((tmp_path / "mail").iterdir())) == 2


def test_mails_are_forgotten_by_the_whole_address_they_went_to(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    to = ["a@b.co", "Ana <A@B.co>", "maria@b.co", "a@b.com", "other@example.org"]
    FileBackend().send_messages([EmailMessage("s", "written by a@b.co", to=[address]) for address in to])
    assert forget_mails_to(["a@b.co", ""]) == 2
    left = sorted(path.read_text().split("\nTo: ")[1].split("\n")[0] for path in (tmp_path / "mail").iterdir())
    assert left == ["a@b.com", "maria@b.co", "other@example.org"]

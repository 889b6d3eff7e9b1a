"""What the shared floor holds about a person, in words, and how it lets go of it. The account stays as an empty shell.

The shell keeps its key and its place in the tables, so that what somebody did for an organisation stays done by one and
the same person without a name; nobody can sign in with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from inspired.core import ports
from inspired.core.commit import after_commit
from inspired.core.forgetting import remove_names, remove_stored
from inspired.core.mailbox import forget_mails_to
from inspired.core.models import Job, OutboxMail, Person, SignIn, StoredFile, User
from inspired.core.models.keeping import KeptForm
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Forgotten, Part
from inspired.core.references import unreferenced
from inspired.core.states import JobState
from inspired.core.stray_files import stray_files

KEEP_MAILS = timedelta(days=180)
KEEP_UPLOADS = timedelta(days=7)
STRAY_AFTER = timedelta(days=1)
ERASE_AGAIN = timedelta(days=7)
COVERS = {
    "core.User.person",
    "core.SignIn.account",
    "core.OutboxMail.user",
    "core.StoredFile.uploaded_by",
    "core.Job.by",
    "core.KeptForm.account",
    "core.User_groups.user",
    "core.User_user_permissions.user",
    "account.EmailAddress.user",
    "mfa.Authenticator.user",
}


@ports.work_words.provide
def own_work(_user: User) -> Iterable[tuple[str, Any]]:
    """Name the mails and the work of the shared floor."""
    yield "accounts.message", _("Signing in, or a change of your account")
    yield "accounts.password", _("A link to choose a password")
    yield "core.send_mail", _("Sending a mail")
    yield "core.keep_dates", _("Forgetting what is past its time")


@ports.personal_data.provide
@chapter("account")
def my_account(user: User) -> Iterable[Part]:
    """Give a person the account itself."""
    row = {
        _("Name"): user.name,
        _("E-mail address"): user.email,
        _("Language"): str(dict(settings.CONTENT_LANGUAGES).get(user.language, user.language)),
        _("Account since"): user.date_joined,
        _("Last signed in"): user.last_login,
        _("May open dialogues"): user.is_host,
        _("May enter the admin"): user.is_staff,
        _("Pseudonym in the audit trail"): user.person_key,
    }
    yield Part(_("Your account"), (row,))


@ports.personal_data.provide
@chapter("account")
def my_sessions(user: User) -> Iterable[Part]:
    """Give a person where they are signed in."""
    rows = SignIn.objects.visible_to(user)
    yield Part(_("Where you are signed in"), tuple({_("Browser"): one.agent, _("Since"): one.since} for one in rows))


@ports.personal_data.provide
@chapter("account")
def my_second_factors(user: User) -> Iterable[Part]:
    """Give a person which second factors they have set up; the secrets themselves are shown to nobody."""
    rows = Authenticator.objects.filter(user_id=user.pk).order_by("pk")
    yield Part(
        _("Second factors"),
        tuple(
            {_("Kind"): one.get_type_display(), _("Set up"): one.created_at, _("Last used"): one.last_used_at}
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("account")
def my_mails(user: User) -> Iterable[Part]:
    """Give a person which mails went to them; their texts are stored nowhere."""
    rows, words = _mails_of(user).order_by("pk"), dict(ports.work_words.collect(user))
    yield Part(
        _("Mails to you"),
        tuple(
            {_("About"): str(words.get(one.kind, "–")), _("Asked for"): one.created_at, _("Sent"): one.sent_at}
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("account")
def my_files(user: User) -> Iterable[Part]:
    """Give a person which files they handed in; the download holds the files themselves."""
    rows = StoredFile.objects.visible_to(user).order_by("pk")
    yield Part(
        _("Files you handed in"),
        tuple(
            {_("File"): one.original_name, _("Handed in"): one.created_at, _("Size in bytes"): one.size} for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("account")
def my_jobs(user: User) -> Iterable[Part]:
    """Give a person the background work they started."""
    rows, words = Job.objects.filter(by=user).order_by("pk"), dict(ports.work_words.collect(user))
    yield Part(
        _("Background work you started"),
        tuple(
            {
                _("Kind"): str(words.get(one.kind, "–")),
                _("Asked for"): one.created_at,
                _("State"): str(JobState(one.state).label),
            }
            for one in rows
        ),
    )


def _mails_of(user: User) -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(Q(user=user) | Q(to__iexact=user.email) if user.email else Q(user=user))


def _lone_files(user: User) -> QuerySet[StoredFile]:
    return unreferenced(StoredFile.objects.filter(uploaded_by=user))


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count what goes with the account; nothing where a host erases within one dialogue."""
    user = User.objects.filter(person=person).first()
    if scope or user is None:
        return
    alone = _lone_files(user).count()
    kept = StoredFile.objects.filter(uploaded_by=user).count() - alone
    speaks = _("They were handed in for an organisation and belong to what it said. Nothing tells any more by whom.")
    yield Effect(_("Name, e-mail address and language; the account can no longer be used"), 1)
    yield Effect(_("Browsers that are signed in"), SignIn.objects.filter(account=user).count())
    yield Effect(_("What you typed while you were signed out"), KeptForm.objects.filter(account=user).count())
    yield Effect(_("Second factors and recovery codes"), Authenticator.objects.filter(user_id=user.pk).count())
    yield Effect(_("Mails to you, sent and waiting"), _mails_of(user).count())
    yield Effect(_("Files that belong to nothing else"), alone)
    yield Effect(_("Files that stand in answers or letters"), kept, goes=False, why=speaks)
    yield Effect(
        _("Your pseudonym in the audit trail"),
        1,
        goes=False,
        why=_("A trail from which lines can be taken proves nothing. It holds a random key in place of your name."),
    )


def erase(person: Person, scope: str) -> None:
    """Empty the account and the person; in one dialogue alone, nothing stands here."""
    if scope:
        return
    user = User.objects.select_for_update(of=("self",)).filter(person=person).first()
    if user is not None:
        _erase_account(user)
    Person.objects.filter(pk=person.pk).update(name="")
    Person.objects.filter(pk=person.pk, erased_at=None).update(erased_at=timezone.now())


def _erase_account(user: User) -> None:
    address = user.email or ""
    _mails_of(user).delete()
    _forget_guests(address)
    SignIn.objects.filter(account=user).delete()
    KeptForm.objects.filter(account=user).delete()
    Authenticator.objects.filter(user_id=user.pk).delete()
    EmailAddress.objects.filter(user_id=user.pk).delete()
    remove_stored(_lone_files(user))
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.language, user.last_login = None, "", None
    user.is_active = user.is_staff = user.is_superuser = user.is_host = False
    user.set_unusable_password()
    user.save()
    after_commit(lambda: forget_mails_to([address]))


def _forget_guests(address: str) -> None:
    """Delete the sessions of nobody in particular in which this address was typed: half a sign-in, an invitation."""
    if not address:
        return
    for session in SignIn.objects.filter(account=None).iterator(chunk_size=500):
        if address in str(session.get_decoded()).lower():
            session.delete()


ports.erasure.provide(Eraser("core", preview, erase, covers=frozenset(COVERS)))


@ports.retention.provide
def forget_ended_sessions(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget sessions that no longer count."""
    ended = SignIn.objects.filter(expire_date__lt=now).values("pk")[:at_most]
    yield Forgotten("sessions", SignIn.objects.filter(pk__in=[row["pk"] for row in ended]).delete()[0])


@ports.retention.provide
def forget_old_mails(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget the rows of mails that were finished long ago; their addresses went earlier."""
    old = OutboxMail.objects.filter(created_at__lt=now - KEEP_MAILS).order_by("pk").values("pk")[:at_most]
    yield Forgotten("mails", OutboxMail.objects.filter(pk__in=[row["pk"] for row in old]).delete()[0])


@ports.retention.provide
def forget_lone_uploads(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget files that were handed in a week ago and that nothing points to."""
    lone = unreferenced(StoredFile.objects.filter(created_at__lt=now - KEEP_UPLOADS)).order_by("pk")
    keys = list(lone.values_list("pk", flat=True)[:at_most])
    yield Forgotten("uploads", remove_stored(StoredFile.objects.filter(pk__in=keys)) if keys else 0)


@ports.retention.provide
def forget_stray_files(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Take files out of the storage that no row names a day after they were written: their worker died before the commit."""
    strays = list(islice(stray_files(now - STRAY_AFTER), at_most))
    remove_names(strays)
    yield Forgotten("strays", len(strays))


@ports.retention.provide
def erase_again(now: datetime, _at_most: int) -> Iterable[Forgotten]:
    """Erase once more whoever was erased these days, in case something was written at the same moment; says nothing."""
    for person in Person.objects.filter(erased_at__gte=now - ERASE_AGAIN):
        ports.erasure.erase(person)
    yield Forgotten("persons", 0)

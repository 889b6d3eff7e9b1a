"""Every write of the shared floor that a person asks for: accounts, names, languages, sessions, files, jobs again."""

from __future__ import annotations

import uuid
from typing import IO, Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspired.core import dispatch, ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.jobs import plan_sending
from inspired.core.memory import forget
from inspired.core.models import Job, Person, SignIn, StoredFile, User
from inspired.core.outbox import queue_mail
from inspired.core.signing_in import free_address
from inspired.core.states import JOB_MOVES, JobState, StateError, check_move
from inspired.core.text import is_allowed_link
from inspired.core.uploads import UploadRefused, check_upload

START = {"progress": 0, "sentence": "", "error": "", "attempts": 0, "failures": 0, "worker": "", "finished_at": None}
RIGHTS = ("is_active", "is_host", "is_staff")


@transaction.atomic
def create_account(
    email: str, *, by: User | None, name: str = "", is_host: bool = False, is_admin: bool = False
) -> User:
    """Create an account without a password; the person chooses one through a one-time link.

    ``by`` is None when the command line creates it. Raises ValidationError for an address that is malformed or taken.
    """
    if by is not None:
        require(by, "core.keep_accounts", None)
    address = free_address(email)
    user = User.objects.create_user(
        address, name=name.strip(), is_host=is_host, is_staff=is_admin, is_superuser=is_admin
    )
    record(by, "account.created", user, is_host=is_host, is_admin=is_admin)
    return user


@transaction.atomic
def change_account(user: User, *, by: User | None, email: str | None = None, **rights: bool) -> User:
    """Change the address or the rights ``is_active``, ``is_host``, ``is_staff`` of an account.

    Whoever is switched off or gets another address is signed out everywhere. ``is_staff`` carries ``is_superuser``
    with it. ``by`` is None for the command line. Raises ValidationError for an unusable address, and for admins who
    would shut themselves out.
    """
    if by is not None:
        require(by, "core.keep_accounts", user)
        if by.pk == user.pk and not (rights.get("is_active", True) and rights.get("is_staff", True)):
            raise ValidationError(_("You cannot take your own rights away; ask another admin."))
    account = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    changed: dict[str, Any] = {
        field: rights[field] for field in RIGHTS if field in rights and getattr(account, field) != rights[field]
    }
    fields: dict[str, Any] = dict(changed)
    if "is_staff" in changed:
        fields["is_superuser"] = changed["is_staff"]
    if email is not None and email.strip().lower() != (account.email or ""):
        fields["email"] = free_address(email, owner=account) if email.strip() else None
    if not fields:
        return account
    for field, value in fields.items():
        setattr(account, field, value)
    account.save(update_fields=list(fields))
    if "email" in fields or changed.get("is_active") is False:
        SignIn.objects.filter(account=account).delete()
    record(by, "account.changed", account, address_changed="email" in fields, **changed)
    return account


@transaction.atomic
def drop_second_factor(user: User, *, by: User | None) -> int:
    """Take second factor and recovery codes off an account whose owner has lost both, end its sessions; return how many.

    ``by`` is None for the command line, the only place that offers it. The person sets up a new one at the next sign-in.
    """
    if by is not None:
        require(by, "core.keep_accounts", user)
    count, _kinds = Authenticator.objects.filter(user_id=user.pk).delete()
    if count:
        SignIn.objects.filter(account=user).delete()
        record(by, "account.second_factor_dropped", user)
    return count


@transaction.atomic
def send_password_link(user: User, *, by: User | None) -> None:
    """Queue a mail with a one-time link to choose a password; the link is made when the mail is sent."""
    if by is not None:
        require(by, "core.keep_accounts", user)
    if not user.email:
        raise ValidationError(_("This account has no address to write to."))
    queue_mail("accounts.password", to=user.email, key=uuid.uuid4().hex)
    record(by, "account.password_link_sent", user)


@transaction.atomic
def request_password_link(address: str, *, by: User | None) -> None:
    """Queue the answer to "I forgot my password", for known and unknown addresses alike.

    ``by`` is None: whoever asks is not known yet. Whether there is an account is looked up when the mail is sent, so that this costs the same for both.
    """
    queue_mail("accounts.password", to=address.strip().lower(), key=uuid.uuid4().hex)


@transaction.atomic
def rename_person(person: Person, *, name: str, by: User) -> Person:
    """Change the name a person goes by; oneself, or an admin. The trail notes that it changed, not the names."""
    if getattr(person, "user", None) != by:
        require(by, "core.keep_accounts", None)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    name = " ".join(name.split())[:200]
    if name != person.name:
        person.name = name
        person.save(update_fields=["name"])
        record(by, "person.renamed", person)
    return person


@transaction.atomic
def choose_language(user: User, *, language: str, by: User) -> User:
    """Remember the language in which a person reads pages and mails; raise ValidationError for one we do not have."""
    if user.pk != by.pk:
        require(by, "core.keep_accounts", user)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError(_("This language is not available."))
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    return user


@transaction.atomic
def end_session(session: SignIn, *, by: User) -> None:
    """Sign one of one's own browsers out; its next request finds nothing. One that ended already leaves no event."""
    require(by, "core.end_session", session)
    count, _rows = SignIn.objects.filter(pk=session.pk).delete()
    if count:
        record(by, "session.ended", by)


@transaction.atomic
def end_other_sessions(user: User, *, keep: str | None, by: User) -> int:
    """Sign a person out everywhere but in the session with the key ``keep``; return how many ended."""
    if user.pk != by.pk:
        require(by, "core.keep_accounts", user)
    count, _rows = SignIn.objects.filter(account=user).exclude(session_key=keep).delete()
    if count:
        record(by, "sessions.ended", user, count=count)
    return count


@transaction.atomic
def store_upload(file: UploadedFile[Any] | IO[bytes], *, by: User | None, name: str = "") -> StoredFile:
    """Check a file by its bytes and store it under a random name; raise UploadRefused with a sentence.

    ``by`` is None for whoever answers without an account. What points to the file decides who may open it.
    """
    checked = check_upload(file, name)
    stored = StoredFile(
        original_name=checked.name,
        media_type=checked.media_type,
        size=len(checked.content),
        sha256=checked.sha256,
        uploaded_by=by,
    )
    stored.file.save("", ContentFile(checked.content), save=False)
    stored.save(force_insert=True)
    return stored


@transaction.atomic
def take_in(upload: UploadedFile[Any] | None, address: str, *, by: User) -> StoredFile | None:
    """Take a file or an address on the web, one of the two: store the file, or return None once the address is checked.

    Raises StateError for a file that cannot be taken, an address that leads elsewhere than http or https, both, or neither.
    """
    if (upload is None) == (not address):
        raise StateError(_("Give either a file or an address."))
    if address and not (is_allowed_link(address) and address.lower().startswith(("http://", "https://"))):
        raise StateError(_("An address begins with http:// or https://."), field="link")
    if upload is None:
        return None
    try:
        return store_upload(upload, by=by)
    except UploadRefused as refused:
        raise StateError(str(refused), field="upload") from refused


@transaction.atomic
def retry(job: Job, *, by: User) -> Job:
    """Queue a failed or cancelled job again from the start; after the commit the workers hear of it.

    Returns the job that now works on it: another one when the same work is under way already. Raises StateError for a
    job in any other state.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    require(by, "core.keep_job", job)
    check_move(job.state, JobState.QUEUED, JOB_MOVES, _("Only work that failed or was cancelled can be started again."))
    same = {"kind": job.kind, "target_label": job.target_label, "target_pk": job.target_pk, "key": job.key}
    under_way = Job.objects.unfinished().filter(**same).first()
    if under_way is not None:
        return under_way
    job.state = JobState.QUEUED
    for name, value in START.items():
        setattr(job, name, value)
    plan_sending(job)
    job.save(update_fields=["state", *START, "sends", "resend_at"])
    dispatch.announce(job)
    record(by, "job.retried", job, kind=job.kind)
    return job


@transaction.atomic
def cancel(job: Job, *, by: User | None) -> Job:
    """Stop a job that waits or runs; a running handler notices at its next ``progress``. Raises StateError if finished.

    ``by`` is None when the system stops it.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if by is not None:
        require(by, "core.keep_job", job)
    check_move(job.state, JobState.CANCELLED, JOB_MOVES, _("This work has already ended."))
    job.state, job.lease_until, job.finished_at = JobState.CANCELLED, None, timezone.now()
    job.save(update_fields=["state", "lease_until", "finished_at"])
    record(by, "job.cancelled", job, kind=job.kind)
    return job


@transaction.atomic
def note_data_export(person: Person, *, by: User) -> None:
    """Record that a person took their own data out; nobody else may. Raises PermissionDenied."""
    require(by, "core.see_own_data", person)
    record(by, "person.exported", person)


@transaction.atomic
def erase_person(person: Person, *, by: User | None) -> Person:
    """Erase what tells who a person is, everywhere at once; what they did for organisations stays under their key.

    ``by`` is the person, or None for the command line. Whoever was erased already stays as they are. Raises StateError
    with the sentences that say what must be settled before.
    """
    if by is not None:
        require(by, "core.erase_own_data", person)
    # Not as a key: whoever is just handing something in under their name comes to an end, instead of waiting for us.
    User.objects.select_for_update(of=("self",), no_key=True).filter(person=person).first()
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased_at:
        return person
    if obstacles := ports.erasure.obstacles(person):
        raise StateError(" ".join(obstacles))
    ports.erasure.erase(person)
    record(by, "person.erased", person)
    forget()
    person.refresh_from_db()
    return person

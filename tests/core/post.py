"""Delivers what stands in the outbox, as the worker would."""

from django.core import mail
from django.core.mail import EmailMessage

from inspired.core import running, tasks  # noqa: F401 (registers what sends)
from inspired.core.models import Job


def delivered() -> list[EmailMessage]:
    """Run the waiting mail jobs and return what went out, oldest first; the box is empty afterwards."""
    for job in Job.objects.filter(kind="core.send_mail", state="queued").order_by("pk"):
        running.run(job.pk)
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent

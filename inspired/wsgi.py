"""The WSGI entry point that granian or gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspired.settings")

gc.disable()  # nearly all that is made while loading stays: looking for garbage in between costs a tenth of the start

application = get_wsgi_application()

import inspired.urls  # noqa: E402, F401 - Django has to be ready first; with it come all views

# What is loaded by now stays as long as the process does. The collector of garbage passes over it from here on: to walk
# it takes 45 to 70 ms, and that would happen in the middle of every so many requests.
gc.collect()
gc.freeze()
gc.enable()

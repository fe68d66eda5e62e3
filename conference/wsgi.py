"""The WSGI application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

from conference.incoming import utf_8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
application = utf_8(get_wsgi_application())

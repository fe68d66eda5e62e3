"""The WSGI application that the server runs."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from conference.incoming import utf_8

# Seconds after which a thread that computes lets others have their turn. Who asks the database needs some six of them,
# so by Python's own 0.005 an answer of one millisecond took twenty while another thread built a page.
sys.setswitchinterval(0.001)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
application = utf_8(get_wsgi_application())

"""What `make run` does: make ready what is missing, then become the web server.

The first start migrates, loads the fixture and makes one organizer; later starts change no data. What stands in
the way is said in one line with its cure.
"""

import errno
import hashlib
import logging
import os
import secrets
import socket
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

ORGANIZER = "organizer"


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")
    try:
        django.setup()
        from django.conf import settings

        check_port(settings.HOST, settings.PORT)
        prepare_database()
        collect_static(settings)
        password = first_start()
    except OSError as error:
        full = error.errno == errno.ENOSPC
        cure = "Make room on its disk." if full else "Give yourself the right: sudo chown -R $USER ."
        stop(f"{error.filename or 'var/'} cannot be written ({error.strerror}). {cure}")
    except ImproperlyConfigured as error:
        stop(error)
    except DatabaseError as error:
        first_line = str(error).strip().partition("\n")[0]
        stop(f"The database cannot be used ({first_line}). Check DATABASE_URL, or the rights and room on var/.")
    welcome(settings, password)
    serve(settings)


def stop(sentence):
    sys.exit(f"plenary: {sentence}")


def check_port(host, port):
    """Say now what the server would say in a traceback later."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        stop(f"PORT is {port!r}. Write a number from 1 to 65535: PORT=8001 make run")
    try:
        [family, *_, address] = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        stop(f"Port {port} is for the system's own programs. Take one above 1023: PORT=8001 make run")
    except socket.gaierror:
        stop(f"HOST is {host!r}, which is no address of this machine. Write HOST=127.0.0.1, or HOST=0.0.0.0 for all.")
    except OSError:
        stop(
            f"{host}:{port} cannot be used, most likely because a program runs there. Try PORT={int(port) + 1} make run"
        )


def prepare_database():
    from django.core.management import call_command

    logging.getLogger("psycopg.pool").disabled = True  # it tells of each try; we tell of the outcome
    call_command("migrate", verbosity=0)


def collect_static(settings):
    """Collect only where something changed since the last start: hashing and compressing take seconds.

    What was collected before stays: servers that still run, and pages that are open, name those files.
    """
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [storage.path(path) for finder in get_finders() for path, storage in finder.list([])]
    digest = hashlib.sha256()
    for path in sorted([*files, str(Path(__file__).with_name("bundles.py"))]):
        status = os.stat(path)
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = settings.VAR_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and settings.STATIC_ROOT.exists():
        return
    stamp.unlink(missing_ok=True)  # or what is interrupted here would count as done
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(digest.hexdigest())


def first_start():
    """Load the fixture and make the organizer, both or neither; the password, None on later starts."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import transaction

    User = get_user_model()
    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        call_command("loaddata", "iclr2021", verbosity=0)
        User.objects.create_superuser(ORGANIZER, password=password)
    return password


def welcome(settings, password):
    print(f"The programme    {settings.SITE_URL}/")
    print(f"The admin        {settings.SITE_URL}/admin/")
    if password:
        print(f"Organizer        {ORGANIZER}")
        print(f"Password         {password}    (shown this once; change it in the admin)")
    sys.stdout.flush()


def serve(settings):
    from django.db import connections

    connections.close_all()
    command = server("conference.wsgi:application", settings.HOST, settings.PORT)
    os.execv(command[0], command)


def server(application, host, port):
    """The command that serves a WSGI application at a host and a port."""
    return [sys.executable, "-m", "conference.serving", application, host, str(port)]


if __name__ == "__main__":
    main()

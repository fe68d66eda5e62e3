"""The web server: granian, except that it goes on where a worker dies again and again.

Run with an application, a host and a port: `python -m conference.serving conference.wsgi:application 127.0.0.1 8000`.
"""

import sys
import time

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

# Threads wait for slow bodies, and for each other while one builds a page: they cost nothing meanwhile.
WORKERS, THREADS = 2, 64
PATIENCE = 8  # seconds for requests under way when it is to stop
PAUSE = 0.3  # seconds before a worker is started again: one that cannot start must not take all from the other


class Server(Granian):
    """granian ends itself, and with it the other worker, where one dies twice within seconds: nobody may be there to
    start it again. Here each is started again."""

    def _respawn_workers(self, workers, *args, **kwargs):
        time.sleep(PAUSE)
        super()._respawn_workers(workers, *args, **kwargs)
        self.respawned_wrks.clear()


def serve(application, host, port):
    Server(
        application,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    ).serve()


if __name__ == "__main__":
    serve(*sys.argv[1:])

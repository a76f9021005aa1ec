"""The WSGI application that granian runs: Django, ready, and the watch on idle vaults.

A worker that starts after everything was deleted finds no file, and begins a new empty one.
"""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gravida.app.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - all of these need Django to be ready

from gravida.app.vault import database, idle, reserve, server_secret  # noqa: E402

if settings.LOCK_ENDS_WORKER and not database.has_tables(settings.DATA_FOLDER / "notes.sqlite3"):
    database.bring_up_to_date(settings.DATA_FOLDER / "notes.sqlite3")
    reserve.hold(settings.DATA_FOLDER)

if settings.MODE == "hosted":
    server_secret.read(settings.DATA_FOLDER)
else:
    server_secret.draw()
gc.collect()
gc.freeze()  # the program itself is looked through once, and not again while somebody waits for a page
if settings.MODE == "hosted":
    gc.set_threshold(50_000, 20, 1_000)  # records that are kept open are many and hold no rings: seldom looked through
idle.watch()

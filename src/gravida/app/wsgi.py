"""The WSGI application that granian runs: Django, ready, and the watch on idle vaults."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gravida.app.settings")
application = get_wsgi_application()

from gravida.app.vault import idle, sessions  # noqa: E402 - they need Django to be ready

sessions.draw_start_secret()
idle.watch()

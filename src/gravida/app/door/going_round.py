"""While a worker is on its way out after a lock, it takes no secret: the form is sent round to meet the next worker."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from gravida.app.vault import locking

R = TypeVar("R", bound=HttpRequest)

PAUSE = 0.05
"""The answer also closes its connection, so the form comes back by another one, which waits for the new worker."""


def takes_a_secret(view: Callable[[R], HttpResponse]) -> Callable[[R], HttpResponse]:
    """Mark a view whose form brings a passphrase or a code."""

    @wraps(view)
    def guarded(request: R, **given: Any) -> HttpResponse:
        if request.method == "POST" and locking.has_begun():
            time.sleep(PAUSE)
            # 307: the same form to the same address again.
            return HttpResponse(status=307, headers={"Location": request.path})
        return view(request, **given)

    return guarded

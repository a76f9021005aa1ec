"""``python -m gravida`` is the same as ``gravida``."""

from __future__ import annotations

import sys

from gravida.cli import main

sys.exit(main())

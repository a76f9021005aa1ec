"""What Spark needs to plan many conditions over one row in bearable time."""

from __future__ import annotations

from typing import Any

CONSTRAINTS = "spark.sql.constraintPropagation.enabled"
"""An optimiser setting that changes no answer: with it Spark derives facts from every condition about every other."""


def set_up(frame: Any) -> None:
    """Switch constraint propagation off in the session of a Spark frame, for good.

    The setting is read when the plan runs, long after it was built, so it cannot be put back here.
    """
    frame.sparkSession.conf.set(CONSTRAINTS, "false")

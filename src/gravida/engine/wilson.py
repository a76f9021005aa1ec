"""Wilson's interval of a share, written once, and the size below which no interval is given."""

from __future__ import annotations

from math import sqrt

NINETY_FIVE_PERCENT_Z = 1.959963984540054

FEWEST_FOR_AN_INTERVAL = 20
"""Below this many in the denominator only the counts are shown (safety rule 18)."""


def wilson_percent(share: float, n: int) -> tuple[float, float]:
    """Return the 95% interval of a share of 0 to 1 among ``n``, in percent.

    >>> low, high = wilson_percent(188 / 310, 310)
    >>> round(low, 1), round(high, 1)
    (55.1, 65.9)
    """
    z = NINETY_FIVE_PERCENT_Z
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)

"""How large the embryo is for its age, at an age that does not come from its size."""

from __future__ import annotations

from gravida.engine.derived import Derived, NumberFrom
from gravida.engine.growth import papageorghiou2014
from gravida.engine.scope import ONE_EMBRYO

SIZES: tuple[tuple[Derived, ...], ...] = (
    (NumberFrom("crl_z", ("crl_mm", "age_days"), papageorghiou2014.zscore, only_if=ONE_EMBRYO, formula="DATE-IGS"),),
    (NumberFrom("crl_centile", ("crl_z",), papageorghiou2014.centile_of_z),),
)
"""The standardised length first, so that its centile is worked out from one number."""

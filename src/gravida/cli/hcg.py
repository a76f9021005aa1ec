"""``gravida hcg``: two hCG values compared."""

from __future__ import annotations

from gravida.cli.options import Json
from gravida.cli.say import printable


def hcg(first: str, second: str, hours: str, *, location: str | None = None, json: Json = False) -> None:
    """Compare two hCG values of one laboratory, in IU/L (the same as mIU/mL).

    Parameters
    ----------
    first
        The earlier value.
    second
        The later value.
    hours
        Hours between the two samples.
    location
        What a scan showed: intrauterine; unknown (one looked and found no pregnancy); leave out where it was not said.
    json
        JSON instead of text.
    """
    from gravida.columns import column
    from gravida.engine.blood import compare
    from gravida.errors import InputError
    from gravida.values import read_value

    try:
        apart = float(hours.strip().removesuffix("h"))
    except ValueError:
        raise InputError(
            f"hours {hours!r} is not a number.", "Write the hours between the samples, such as 48."
        ) from None
    found = compare(first, second, apart, location=read_value(column("location"), location))
    print(found.as_json(indent=1) if json else printable(found.as_text()).rstrip())

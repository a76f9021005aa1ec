"""``gravida operator``: what whoever keeps a shared server can see and do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from gravida.cli.needed import ask_for_the_extra
from gravida.cli.serve import Database, database_or_refuse


def operator(what: Literal["records", "invite"], /, *, database: Database = "", data: Path | None = None) -> None:
    """List the records of a shared server, or invite somebody to make one.

    A record is a random number, the month in which it was made and its size. There is nothing else to see: no name, no
    date, no word.

    Parameters
    ----------
    what
        ``records`` lists them; ``invite`` prints a code with which one person can make a record, within two weeks.
    database
        The database of PostgreSQL, as `gravida serve` was given it. Without it, GRAVIDA_DATABASE in the environment.
    data
        The folder of the server's secret, as `gravida serve` was given it.
    """
    ask_for_the_extra("operator")
    from gravida.app import folder as folders
    from gravida.app import serving

    url = database_or_refuse(database)
    serving.make_ready_for_many(url, folders.prepare(data or folders.usual_folder_of_many(), even_if_synced=False))

    from gravida.app.vault import invitations, operating

    if what == "invite":
        print(invitations.invite())
        return
    print("record                                made in     size")
    for kept in operating.kept():
        print(f"{kept.id}  {kept.made_in}  {kept.kilobytes:>7} KiB")

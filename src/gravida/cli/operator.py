"""``gravida operator``: what whoever keeps a shared server can see and do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from gravida.cli.needed import ask_for_the_extra
from gravida.cli.serve import Database, database_or_refuse
from gravida.errors import GravidaError


def operator(
    what: Literal["records", "invite", "put-back"],
    /,
    *,
    database: Database = "",
    data: Path | None = None,
    copy: Path | None = None,
) -> None:
    """List the records of a shared server, invite somebody to make one, or put back what was kept before a new version.

    A record is a random number, the month in which it was made and its size. There is nothing else to see: no name, no
    date, no word.

    Parameters
    ----------
    what
        ``records`` lists them; ``invite`` prints a code with which one person can make a record, within two weeks;
        ``put-back`` brings a copy into an empty database.
    database
        The database of PostgreSQL, as `gravida serve` was given it. Without it, GRAVIDA_DATABASE in the environment.
    data
        The folder of the server's secret, as `gravida serve` was given it.
    copy
        For ``put-back``: the file before-leaving-….zip, which lies in the folder of --data after a new version.
    """
    ask_for_the_extra("operator")
    from gravida.app import folder as folders
    from gravida.app import serving

    url = database_or_refuse(database)
    if (copy is not None) != (what == "put-back"):
        raise GravidaError("`gravida operator put-back` takes the copy with --copy FILE, and nothing else does.")
    if copy is not None:
        _put_back(url, copy, folders.prepare(data or folders.usual_folder_of_many(), even_if_synced=False))
        return
    serving.make_ready_for_many(url, folders.prepare(data or folders.usual_folder_of_many(), even_if_synced=False))

    from gravida.app.vault import invitations, operating

    if what == "invite":
        print(invitations.invite())
        return
    print("record                                made in     size")
    for kept in operating.kept():
        print(f"{kept.id}  {kept.made_in}  {kept.kilobytes:>7} KiB")


def _put_back(url: str, copy: Path, folder: Path) -> None:
    from gravida.app import serving
    from gravida.app.vault import kept_rows, postgresql

    postgresql.settings_of(url)
    postgresql.ask_for_the_driver()
    serving.set_up_django(folder, database=url)
    postgresql.check()
    contents = kept_rows.put_back(copy)
    print(
        f"Put back and counted: {contents.rows} rows in {len(contents.tables)} tables, "
        f"as of step {max(contents.steps)}. Names are found with the server-secret of that database only."
    )

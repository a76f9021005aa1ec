"""The commands. Each is imported only when it is called: looking up a rule needs no table library."""

from __future__ import annotations

from cyclopts import App
from cyclopts.exceptions import CycloptsError

from gravida import __version__
from gravida.cli import WRONG_CALL, _say

HELP = """What each published guideline says about the findings of an early scan, and why.

It makes no diagnosis and recommends no procedure. Not yet reviewed by a clinician.
"""

EPILOGUE = """Rules are switched off for everything by their ids in the environment variable GRAVIDA_DISABLE.
`--debug` shows where a fault happened."""

app = App(
    name="gravida",
    help=HELP,
    help_epilogue=EPILOGUE,
    help_format="markdown",
    version=f"gravida {__version__}",
    version_flags=["--version"],
    result_action="return_value",
    suppress_keyboard_interrupt=False,
)
ASSESS = """Assess the scans of a CSV or Parquet file.

Every guideline answers by itself, side by side. Rows that cannot be read go to a file ending in `.rejects.csv` beside
the output (or the input), with the reason and how to mend them; the others are answered, and the exit code is 3.
"""
EXPLAIN = """Explain one scan in words.

`gravida explain scans.csv 3` explains the third row with the other scans of its pregnancy;
`gravida explain crl_mm=5 heart_activity=absent scan_route=transvaginal` explains what is typed.
"""
EVIDENCE = """List every rule, formula and table with its source.

With each: the edition, where it stands, how it was read, in how many places it was seen, when to look at it again, and
who reviewed it. `--left-out` lists the printed rows that are not in the engine, each with the reason.
"""

CHANCES = """Numbers about people like these, one table at a time, with interval, size and source.

`gravida chances heart_activity=present heart_rate_bpm=96 ga_days=45` chooses the one table that fits and says why;
`gravida chances by-week completed_week=8` asks one question. `gravida chances questions` lists them all.
"""
HCG = """Compare two hCG values: `gravida hcg 800 1300 48 --location unknown`.

The hours lie between the two samples. It says what published limits say of them: never where a pregnancy is, never that
one has ended.
"""
CARE = """After a loss: what is offered, what it is like, when to call, and what guidelines say. `gravida care topics`.

`gravida care options stage=early kind=missed`, `gravida care rh event=surgical ga_days=70`, `gravida care signs`.
"""

app.command("gravida.cli.serve:serve", help="Open your own record in the browser, on this machine only.")
app.command("gravida.cli.serve:demo", help="Open a made-up story in the browser, to look around.")
app.command("gravida.cli.operator:operator", help="See how many records a shared server keeps, or invite somebody.")
app.command("gravida.cli.backup:backup", help="Save your whole record in one encrypted, verified file.")
app.command("gravida.cli.backup:restore", help="Bring a backup back into an empty folder.")
app.command("gravida.cli.backup:compare", help="Say whether the record is older than a backup of it.")
app.command("gravida.cli.export:export", help="Take everything with you, in a file that opens without Gravida.")
app.command("gravida.cli.export:bring_in", name="import", help="Bring such a file into an empty record.")
app.command("gravida.cli.assess:assess", help=ASSESS)
app.command("gravida.cli.explain:explain", help=EXPLAIN)
app.command("gravida.cli.chances:chances", help=CHANCES)
app.command("gravida.cli.hcg:hcg", help=HCG)
app.command("gravida.cli.care:care", help=CARE)
app.command("gravida.cli.evidence:evidence", help=EVIDENCE)
app.command("gravida.cli.date:date")
app.command("gravida.cli.growth:centile")
app.command("gravida.cli.growth:table")
app.command("gravida.cli.growth:chart")
app.command("gravida.cli.growth:standards")
app.command("gravida.cli.lists:guidelines", help="List the guidelines and their editions.")
app.command("gravida.cli.lists:columns", help="List the columns a file can have.")
app.command("gravida.cli.cases:cases", help="Assess a few published teaching cases and explain one.")
app.command("gravida.cli.doctor:doctor", help="Check that this installation answers as published.")


def run(tokens: list[str]) -> int:
    """Run the command and return its exit code; a wrong call is one sentence."""
    try:
        found = app(tokens, exit_on_error=False, print_error=False, verbose=False)
    except CycloptsError as error:
        command = " ".join(["gravida", *(error.command_chain or ())])
        _say(f"{' '.join(str(error).split())} See `{command} --help`.")
        return WRONG_CALL
    return found if isinstance(found, int) else 0

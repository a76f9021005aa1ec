"""``gravida cases``: a few published teaching cases, assessed, and one of them explained."""

from __future__ import annotations

from importlib.resources import as_file, files

from gravida.cli.say import count, on_a_terminal

EXPLAINED = "VC06"


def cases() -> None:
    """Assess a small file of published teaching cases and explain one of them in words."""
    from gravida.cli.explain import of_row, show
    from gravida.cli.table import print_lines, print_table, views
    from gravida.engine.selection import select
    from gravida.tables.files import assess_scans, read_scans

    with as_file(files("gravida.cli") / "examples" / "teaching_cases.csv") as path:
        scans = read_scans(path)
    selection = select()
    answer = assess_scans(scans)
    print(f"{count(answer.height, 'published teaching case')}, by {count(len(selection.guidelines), 'guideline')}.\n")
    if on_a_terminal():
        print_table(scans, answer, selection)
    else:
        print_lines(views(scans, answer, selection), selection)
    place = answer["case"].to_list().index(EXPLAINED)
    print(f"\nOne of them in words: {EXPLAINED}, from {answer['source_url'][place]}")
    print(f"What that page says: {answer['published_answer'][place]}.\n".replace("..", "."))
    show(of_row(scans, int(scans.rows[place]), {}), False)
    print("\nNext: gravida assess FILE -o answers.csv · gravida columns · gravida evidence")

"""What was read about the words people want, beside the choice of her own."""

from __future__ import annotations

from gravida.app.words.notes import MarginNote

SOURCES = (
    MarginNote("", "No one word is right for all."),
    MarginNote(
        "",
        "In a UK study of 391 people, over 80% accepted “pregnancy loss”. Read as a summary.",
        "https://doi.org/10.1111/1471-0528.70057",
    ),
    MarginNote(
        "",
        "In a US study, 54.5% preferred “miscarriage”. Read as a summary.",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC10302403",
    ),
)

"""Her page: a private record, kept on her own machine, and what each guideline prints about it.

One folder per thing a person does; ``vault`` keeps, ``web`` guards every answer, ``door`` opens and locks. No clinical
number stands here: the engine computes them and the evidence names their source.
"""

"""A record as a FHIR R4 Bundle (https://hl7.org/fhir/R4): for a clinic, or for another program of one's own.

    from gravida.interop.fhir import Episode, Visit, bundle

Only codes that were verified are sent: LOINC from the columns, SNOMED CT from the Global Patient Set (SNOMED
International, CC BY 4.0). What has no such code goes as text, and what was never said goes as nothing at all.
"""

from __future__ import annotations

from gravida.interop.fhir.bundle import bundle
from gravida.interop.fhir.episode import Episode, Visit

__all__ = ["Episode", "Visit", "bundle"]

"""One entry of the catalogue of issues: what its words are and how severe it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.vocabulary import Severity


@dataclass(frozen=True)
class IssueKind:
    """One entry of the catalogue. Texts are Chinese, with fields in braces that `Issue.values` fills.

    `found` what stands there, `means` what follows from it, `advice` the next act; `example` fills the fields in the documents.
    """

    id: str
    severity: Severity
    headline: str
    found: str
    means: str
    advice: str
    example: Mapping[str, str | int | float] = field(default_factory=dict)

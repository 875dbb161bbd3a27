"""Names that the catalogue's own files give in both languages."""

from __future__ import annotations

from language import current


def in_language(chinese: str, english: str) -> str:
    """The one of two texts that the current language asks for."""
    return chinese if current() == "zh" else english


class Named:
    """Something with a Chinese and an English name."""

    name: str
    name_en: str

    @property
    def label(self) -> str:
        """Its name in the current language."""
        return in_language(self.name, self.name_en)

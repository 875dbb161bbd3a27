"""The catalogue as one city sees it: every view takes indicators and targets from here."""

from store.catalogues import city_catalogue, misfits

__all__ = ["city_catalogue", "misfits"]

"""Which place is a name, what became of it, and (in `geo.boundaries`, which loads geopandas) what shape it has."""

from geo.changes import breaks, successors
from geo.gazetteer import cities, city, districts, place
from geo.labels import english_names, in_both, in_both_of, province_name, shown, shown_in_full
from geo.matching import match_place
from geo.places import City, Place, PlaceMatch
from geo.proposing import CityProposal, propose_cities
from geo.regions import is_region, regions, whole_of

__all__ = [
    "City",
    "CityProposal",
    "Place",
    "PlaceMatch",
    "breaks",
    "cities",
    "city",
    "districts",
    "english_names",
    "in_both",
    "in_both_of",
    "is_region",
    "match_place",
    "place",
    "propose_cities",
    "province_name",
    "regions",
    "shown",
    "shown_in_full",
    "successors",
    "whole_of",
]

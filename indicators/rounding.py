"""How a number is shown: half up on the decimal number, as people round, and always before anything is classified.

A float's last bits are no figure: 84.95 is the decimal 84.95 and a rate computed as 50.449999999999996 from 1009 / 2000 is
50.45. So a value first becomes the decimal number with ten places, then is rounded half up.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor

MINUS = "−"
_EXACT_PLACES = 10
_PLAIN, _NEAR_HALF = 1e8, 1e-5


def decimal_of(value: float) -> Decimal:
    """The decimal number that a float stands for, to ten places. Raises ValueError for NaN and infinities."""
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value}")
    if abs(number) >= 10**15:
        return number
    return number.quantize(Decimal(1).scaleb(-_EXACT_PLACES))


def fraction_of(value: float) -> Fraction:
    """The same as an exact fraction: 0.1 → 1/10."""
    return Fraction(exact_of(value))


def exact_of(value: float) -> int | Fraction:
    """The same, whole numbers as such: counts are nearly always whole, and reckoning with them is many times quicker."""
    whole = int(value) if -_PLAIN < value < _PLAIN else 0
    return whole if whole == value else Fraction(decimal_of(value))


@lru_cache(maxsize=1024)
def ratio_of(value: float) -> tuple[int, int]:
    """Numerator and denominator of `fraction_of`, remembered: a target or a factor is asked for once for each of many places."""
    return fraction_of(value).as_integer_ratio()


def round_half_up(value: float, decimals: int) -> float:
    """`value` as shown with `decimals` places: 0.125 → 0.13, −0.125 → −0.13, 84.95 → 85.0. Raises ValueError for NaN."""
    scale = 10**decimals
    if -_PLAIN < value * scale < _PLAIN:
        return round_to_units(value, decimals) / scale  # the float nearest to the decimal, as the division of whole numbers is
    number = decimal_of(value)
    if abs(number) >= 10**15:
        return float(value)
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return float(rounded) + 0.0


def round_to_units(value: float, decimals: int) -> int:
    """The displayed value in units of its last place: 84.96 with one decimal → 850. Raises ValueError for NaN."""
    scaled = float(value) * 10**decimals
    if -_PLAIN < scaled < _PLAIN:
        below = floor(scaled)
        # Floats decide wherever they cannot err: away from the half, by more than any remainder of a computed value
        if abs(scaled - below - 0.5) > _NEAR_HALF:
            return below + (scaled - below > 0.5)
    return int(decimal_of(value).scaleb(decimals).to_integral_value(rounding=ROUND_HALF_UP))


def shown(value: float, decimals: int) -> str:
    """The figure as text: thousands with commas, U+2212 minus, fixed decimals: −1,234.5."""
    rounded = round_half_up(value, decimals)
    if -_PLAIN < rounded < _PLAIN:
        text = f"{abs(rounded):,.{decimals}f}"
    else:
        text = f"{abs(decimal_of(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):,.{decimals}f}"
    return MINUS + text if rounded < 0 else text


def shown_signed(value: float, decimals: int) -> str:
    """The same with a plus where it is positive: +0.70, −6.2, 0.0."""
    text = shown(value, decimals)
    return f"+{text}" if round_half_up(value, decimals) > 0 else text


def shown_short(value: float, decimals: int = 2) -> str:
    """The figure without needless zeros: 85, 4.2, 97.5."""
    text = shown(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text

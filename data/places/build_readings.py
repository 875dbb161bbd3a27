"""Makes readings.txt: how each character is read in the names of places, a line for each syllable: `bei 北贝碑…`.

Run after the register or the exceptions changed: `python data/places/build_readings.py`. Needs pypinyin 0.55 (MIT; readings of
Unihan and pinyin-data), `pip install "pypinyin>=0.55,<1"`; nothing of it is needed to run the dashboard.

A character of several readings gets the one it has in names of places: the `readings` of romanisation.yaml, else the commonest
of those that pypinyin gives it in the register's names, else its commonest anywhere. Names where that is wrong stand in `names`.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from pypinyin import lazy_pinyin  # noqa: E402

from geo.register import register  # noqa: E402
from geo.zones import known_zones  # noqa: E402


def main() -> None:
    """Write readings.txt beside this file."""
    declared = yaml.safe_load((HERE / "romanisation.yaml").read_text("utf-8"))["readings"]
    known = register()
    names = [place.name for place in known.places.values()] + [city.name for city in known.cities.values()]
    names += [zone.name for code in known.cities for zone in known_zones(code)] + list(known.provinces.values())
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        for character, syllable in zip(name, lazy_pinyin(name, v_to_u=True), strict=True):
            heard[character][syllable] += 1
    for character in gb2312():
        if character not in heard:
            heard[character][lazy_pinyin(character, v_to_u=True)[0]] += 1
    lines: dict[str, list[str]] = defaultdict(list)
    for character, counted in heard.items():
        syllable = declared.get(character) or counted.most_common(1)[0][0]
        if syllable != character:
            lines[syllable].append(character)
    text = "".join(f"{syllable} {''.join(sorted(lines[syllable]))}\n" for syllable in sorted(lines))
    (HERE / "readings.txt").write_text(text, "utf-8")


def gb2312() -> list[str]:
    """The 6,763 characters of GB2312: whatever a zone may be called."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


if __name__ == "__main__":
    main()

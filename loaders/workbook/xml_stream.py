"""Large XML parts read element by element, by the parser in C, once it is certain that they declare nothing hostile.

defusedxml's own `iterparse` is Python called for every element, four times as slow. Entities can only be declared before the root
element, so that looking at what comes before it is enough.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from defusedxml import EntitiesForbidden, ExternalReferenceForbidden

_PIECE = 64_000


class _RootReachedError(Exception):
    """What stands before the root element has been seen."""


def elements(content: io.BytesIO) -> Iterator[tuple[str, ElementTree.Element]]:
    """("start" | "end", element) for each element. Raises ParseError, or a DefusedXmlException for declared entities."""
    _look_at_prolog(content)
    content.seek(0)
    yield from ElementTree.iterparse(content, events=("start", "end"))


def _look_at_prolog(content: io.BytesIO) -> None:
    parser = expat.ParserCreate()

    def reached(*_said: Any) -> None:
        raise _RootReachedError

    def entity(name: str, _is_parameter: bool, *said: str | None) -> None:
        raise EntitiesForbidden(name, *said)

    def outside(context: str, *said: str | None) -> int:
        raise ExternalReferenceForbidden(context, *said)

    parser.StartElementHandler = reached
    parser.EntityDeclHandler = entity
    parser.ExternalEntityRefHandler = outside
    try:
        while piece := content.read(_PIECE):
            parser.Parse(piece)
    except _RootReachedError:
        return
    except expat.ExpatError as error:
        raise ElementTree.ParseError(str(error)) from error

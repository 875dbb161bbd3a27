"""Which material 会议材料 shows: the visitor's own choice of pages, a ready deck, district briefs, or the figures themselves."""

from __future__ import annotations

from language import _
from shell import address
from views.decks import DeckKind, kind_label

OWN, BRIEFS, DATA = "pins", "briefs", "data"


def asked() -> str:
    """What the URL asks for; 全市总览 where it asks for nothing that there is."""
    known = (OWN, BRIEFS, DATA, *(str(kind) for kind in DeckKind))
    return address.get("deck") if address.get("deck") in known else str(DeckKind.OVERVIEW)


def chooser(pinned: int) -> None:
    """The row of materials; `pinned` is how many pages the visitor has chosen."""
    labels = {OWN: _("自选（{n}）").format(n=pinned)} | {str(kind): kind_label(kind) for kind in DeckKind}
    labels |= {BRIEFS: _("区县简报"), DATA: _("工作簿和开放数据")}
    address.choose("deck", _("材料"), list(labels), str(DeckKind.OVERVIEW), labels.__getitem__, form="buttons", hide_label=True)

"""区县画像: one district on one screen."""

from shell import calculation, composition, frame, profile, queries, show

room = frame.begin(body_first=True)


def body() -> None:
    view = queries.view(room, "district_profile")
    if view is None:
        frame.nothing_yet(room)
        return
    show.top(view, lambda: profile.choosers(view), 0.36)
    if view.has_picture:
        show.chart(queries.drawn(room, "district_profile", "chart", room.width), "district_profile", selects=True)
    profile.lists(view)
    composition.section(room)
    profile.peers(room, view)
    show.foot(room, view, "district_profile", (lambda: profile.sheet(room, view)) if view.has_picture else None)
    show.steps(view.calculation)


frame.body(room, body)
calculation.panel(room)

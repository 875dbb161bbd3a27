"""总览: how are we doing?"""

from shell import calculation, cards, filters, findings, frame, queries, show

room = frame.begin(body_first=True)


def body() -> None:
    view = queries.view(room, "overview")
    if view is None:
        frame.nothing_yet(room)
        return
    show.top(view, lambda: filters.of_overview(view.periods, view.orders), 0.36)
    filters.asked_period(view.period)
    cards.cards(view.cards, view.period, room.workspace.city_code)
    show.chart(queries.drawn(room, "overview", "chart", show.at_least(room, view.least_width)), "overview", selects=True)
    filters.extent(view.extents)
    show.onward(view)
    findings.of_city(room)
    show.foot(room, view, "overview")


frame.body(room, body)
calculation.panel(room)

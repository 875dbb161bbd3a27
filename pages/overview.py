"""总览: how are we doing?"""

from shell import calculation, cards, filters, findings, frame, queries, show

room = frame.begin()
view = queries.view(room, "overview")
if view is None:
    frame.nothing_yet(room)
else:
    show.top(view, lambda: filters.of_overview(view.periods, view.orders), 0.4)
    filters.asked_period(view.period)
    cards.cards(view.cards, view.period, room.workspace.city_code)
    show.chart(queries.spec(room, "overview", "chart", show.at_least(room, view.least_width)), "overview", selects=True)
    filters.extent(view.extents)
    show.onward(view)
    findings.of_city(room)
    show.foot(room, view, "overview")
    calculation.panel(room)

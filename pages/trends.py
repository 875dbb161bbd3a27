"""趋势: which way does it go?"""

from shell import calculation, frame, queries, show, trends

room = frame.begin(body_first=True)


def body() -> None:
    view = queries.view(room, "trends")
    if view is None:
        frame.nothing_yet(room)
        return
    show.heading(view.finding, view.subtitle, view.simulated)
    trends.choosers(view)
    show.chart(queries.drawn(room, "trends", "chart", room.width), "trends", selects=True)
    show.foot(room, view, "trends")


frame.body(room, body)
calculation.panel(room, newest=True)

"""趋势: which way does it go?"""

from shell import calculation, filters, frame, queries, show

room = frame.begin()
view = queries.view(room, "trends")
if view is None:
    frame.nothing_yet(room)
else:
    show.heading(view.finding, view.subtitle, view.simulated)
    filters.row(view.options, ("indicator", "level", "target", "district", "why"))
    show.chart(queries.spec(room, "trends", "chart", room.width), "trends", selects=True)
    show.foot(room, view, "trends")
    calculation.panel(room, newest=True)

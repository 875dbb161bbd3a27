"""趋势: which way does it go?"""

from shell import calculation, frame, queries, show, trends

room = frame.begin()
view = queries.view(room, "trends")
if view is None:
    frame.nothing_yet(room)
else:
    show.heading(view.finding, view.subtitle, view.simulated)
    trends.choosers(view)
    show.chart(queries.spec(room, "trends", "chart", room.width), "trends", selects=True)
    show.foot(room, view, "trends")
    calculation.panel(room, newest=True)

"""地图: where do the districts stand?"""

from shell import filters, frame, queries, show

room = frame.begin()
view = queries.view(room, "district_map")
if view is None:
    frame.nothing_yet(room)
else:
    show.heading(view.finding, view.subtitle, view.simulated)
    filters.row(view.options, ("indicator", "level", "period", "target", "classes", "district"))
    show.pair(room, view, "district_map", ("map", "ranking"))
    show.foot(room, view, "district_map")

"""均衡: are we drawing together?"""

from shell import calculation, filters, frame, measures, queries, school_list, show

room = frame.begin(body_first=True)


def body() -> None:
    view = queries.view(room, "equity")
    if view is None:
        frame.nothing_yet(room)
        return
    show.heading(view.finding, view.subtitle, view.simulated)
    filters.row(view.options, ("indicator", "level", "period", "district", "why"))
    if view.caution:
        show.note(view.caution)
    measures.measure_cards(view.cards, view.options.chosen)
    show.chart(queries.drawn(room, "equity", "chart", room.width), "equity", selects=True)
    show.foot(room, view, "equity")
    show.steps(view.calculation)
    measures.schools(view.schools)
    school_list.section(room)


frame.body(room, body)
calculation.panel(room)

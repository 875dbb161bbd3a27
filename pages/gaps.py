"""对标差距: how far is it, and will it make it?"""

from shell import calculation, filters, findings, frame, peer_groups, queries, show, what_if

room = frame.begin(body_first=True)


def body() -> None:
    view = queries.view(room, "gaps")
    if view is None:
        frame.nothing_yet(room)
        return
    show.heading(view.finding, view.subtitle, view.simulated)
    own = {"peers": lambda: peer_groups.chooser(view.scopes)}
    filters.row(view.options, ("indicator", "level", "period", "target", "district", "peers", "why"), own)
    if view.options.target is None:
        show.no_target(view)
    else:
        show.chart(queries.drawn(room, "gaps", "chart", room.width), "gaps", selects=True)
        what_if.strip(view)
    findings.of_indicator(view.findings, view.options.chosen)
    show.foot(room, view, "gaps", lambda: what_if.pin(room, view))


frame.body(room, body)
calculation.panel(room)

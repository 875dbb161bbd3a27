"""口径与来源: what is this number?"""

from shell import attempts, boundary_panel, correcting, downloads, filters, frame, pins, provenance, queries, show

room = frame.begin()
view = queries.view(room, "sources")
if view is None:
    frame.nothing_yet(room)
else:
    show.heading(view.finding, view.subtitle, view.simulated)
    attempts.said()
    filters.row(view.options, ("indicator", "level", "period", "place"))
    provenance.card_and_values(view)
    correcting.draw(room, view)
    show.footer(view.footer)
    leaving = queries.leaving(room, "sources")
    if not leaving.table.equals(view.table):
        downloads.show_to_staff_only()
    downloads.row(
        leaving.name, leaving.table, downloads.about(leaving), more=lambda: pins.button(room, lambda: leaving, "sources")
    )
    boundary_panel.panel(room)

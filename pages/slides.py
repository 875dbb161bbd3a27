"""会议材料: take it to the meeting."""

from shell import deck_panel, frame, gate

room = frame.begin()
if gate.sees_all_districts(room.visitor):
    deck_panel.page(room)

"""会议材料: take it to the meeting."""

from shell import deck_panel, frame

room = frame.begin()
deck_panel.page(room)

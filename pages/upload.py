"""数据报送: get the spreadsheet in."""

from shell import frame, upload_panel

room = frame.begin()
upload_panel.page(room)

"""目标管理: against what?"""

from shell import frame, targets_panel

room = frame.begin()
targets_panel.page(room)

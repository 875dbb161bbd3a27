"""账号: who am I here, and, for admins, who else may do what?"""

from shell import account_panel, frame

room = frame.begin()
account_panel.page(room)

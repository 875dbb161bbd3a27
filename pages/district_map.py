"""地图: where do the districts stand?"""

from shell import frame, maps

room = frame.begin(body_first=True)
maps.page(room)

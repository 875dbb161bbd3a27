"""地图: where do the districts stand?"""

from shell import frame, maps

room = frame.begin()
maps.page(room)

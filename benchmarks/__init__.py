"""`make bench`: how long things take and how much memory, side by side in one run, against limits that we promise."""

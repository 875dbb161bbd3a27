"""What a workbook shows by itself: unreadable cells, figures that cannot be right together, words that need an answer."""

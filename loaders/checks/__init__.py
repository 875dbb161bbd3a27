"""What a workbook shows by itself: cells that cannot be read, figures that cannot be right together, words that need an answer."""

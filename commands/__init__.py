"""The commands of manage.py, one module per family; each module adds its own to the parser with `add(commands)`."""

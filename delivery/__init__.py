"""The product in one folder for machines without a network: `python -m delivery FOLDER` (`make bundle`)."""

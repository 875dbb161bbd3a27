"""`python -m tests.loaders.golden`: write the expected CSVs anew."""

from tests.loaders.golden.cases import rewrite

for changed in rewrite():
    print(changed)  # noqa: T201

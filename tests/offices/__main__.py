"""Build every file of the corpus."""

import sys

from tests.offices import FOLDER
from tests.offices.containers import convert, files
from tests.offices.shapes import bodies, columns, incomes, titles
from tests.offices.values import dates, numbers, texts

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for build in (titles, bodies, columns, incomes, numbers, dates, texts, files):
        build()
    if "--convert" in sys.argv:
        convert()

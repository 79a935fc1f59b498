"""Numbers that tell who a person is, or how to reach one: they are refused before being kept."""

import re
from unicodedata import normalize

import polars as pl

_MOBILE = r"(?:^|\D)1[3-9]\d{9}(?:\D|$)"
_IDENTITY = r"(?:^|\D)[1-9]\d{16}[\dXx](?:[^\dXx]|$)"
_CARD = r"(?:^|\D)62\d{14,17}(?:\D|$)"
_ANY = f"{_MOBILE}|{_IDENTITY}|{_CARD}"

# An identity number: region, birth date, order, check character (GB 11643).
_BORN = re.compile(
    r"\d{6}(?:19\d\d|200\d|201[0-5])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def suspects(texts: pl.Expr) -> pl.Expr:
    """Say which texts may hold such a number, in columns; ``holds_personal_number`` decides."""
    return texts.str.normalize("NFKC").str.replace_all(r"\s", "").str.contains(_ANY)


def holds_personal_number(text: str) -> bool:
    """Whether a text holds a mobile, identity or bank card number."""
    plain = "".join(normalize("NFKC", text).split())
    if re.search(_MOBILE, plain, re.ASCII):
        return True
    numbers = re.findall(r"(?<!\d)\d{16,19}[Xx]?", plain, re.ASCII)
    return any(_is_identity(number.upper()) or _is_card(number) for number in numbers)


def _is_identity(number: str) -> bool:
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    # A mistyped number is still a person's: one that holds a birth date is refused unchecked.
    return _CHECKS[total % 11] == number[-1] or bool(_BORN.fullmatch(number))


def _is_card(number: str) -> bool:
    """Whether it is a bank card number, by its last digit (Luhn)."""
    if not re.fullmatch(r"62\d{14,17}", number):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0

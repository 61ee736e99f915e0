"""The citizen identity number of 18 characters: its check character and what its digits say (GB 11643).

An unknown area prefix is no fault: numbers keep the codes of counties that were abolished long ago.
"""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_LENGTH = 18


def check_character(first_17: str) -> str:
    """Compute the 18th character of a number from its first 17 digits (ISO 7064 MOD 11-2). Raises ValueError."""
    if len(first_17) != _LENGTH - 1 or not (first_17.isascii() and first_17.isdigit()):
        raise ValueError("a number's check character follows from 17 digits")
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % len(_CHECK_CHARACTERS)]


def folded(number: str) -> str:
    """Write a number the one way we keep it: a lower-case x as X, no blanks around it."""
    return number.strip().upper()


def is_valid(number: str) -> bool:
    """Tell whether the number has 18 characters and its check character is right; a lower-case x counts as X."""
    number = folded(number)
    digits = number[:-1]
    if len(number) != _LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    return number[-1] == check_character(digits)

"""Limits, and whether figures keep them."""


def verdict(figure: float, limit: float) -> str:
    return "met" if figure <= limit else f"missed by {figure / limit:.1f}×"

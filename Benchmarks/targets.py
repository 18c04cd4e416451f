"""What the site is to keep to, and whether it does: a line for each limit, printed at the end."""


def verdict(figure: float, limit: float) -> str:
    return "met" if figure <= limit else f"missed by {figure / limit:.1f}×"


class Targets:
    """The limits that a run has measured."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def expect(self, name: str, figure: float, limit: float, unit: str, why: str = "") -> None:
        digits = 3 if unit == "s" else 0
        limit_text = f"≤ {limit:.{digits}f} {unit}" + (f", {why}" if why else "")
        self.lines.append(f"  {name:<42} {figure:9.{digits}f} {unit:<3} {verdict(figure, limit):<16} {limit_text}")

    def show(self) -> None:
        print("\nlimits")
        for line in self.lines:
            print(line)

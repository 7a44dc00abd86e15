"""The command line."""


def main() -> None:
    """Run `galley`."""

"""`gen`, and `python -m gen`: the command line, loaded without a search for garbage, since loading makes none."""

import gc


def main() -> None:
    """Load the command line and run it."""
    gc.disable()
    from gen.cli import main as run  # noqa: PLC0415 — as said

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()

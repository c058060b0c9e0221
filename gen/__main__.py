"""The command line, as `gen` and as `python -m gen`."""

import sys


def main() -> None:
    """Run the command line; an interrupt while it is still loading ends as any other does."""
    try:
        from gen.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.buffer.write("gen: 已中断\n".encode())
        # `Exit.INTERRUPTED`: its module may not be loaded yet.
        sys.exit(130)


if __name__ == "__main__":
    main()

"""The property tests at random, seed after seed, until the time is over or one of them fails: `make fuzz MINUTES=30`."""

import subprocess
import sys
import time
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
HOW_TO_KEEP_IT = """
Mend what is wrong, and keep the example: write the arguments after “Falsifying example” above the test, under @given and
@settings, as they are shown,

    @example(title="：“：“", cells=8)

`make test` then tries it each time, before the examples that it makes of itself. The same run again, as long as the test is the same:

    .venv/bin/pytest -m hypothesis --hypothesis-profile=fuzz --hypothesis-seed={seed}
"""


@click.command(help=__doc__)
@click.argument("minutes", type=click.FloatRange(min=0), default=10)
@click.argument("tests", nargs=-1)
def main(minutes: float, tests: tuple[str, ...]) -> None:
    end = time.monotonic() + minutes * 60
    seed = time.time_ns()
    while time.monotonic() < end:
        seed += 1
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-m", "hypothesis", "--hypothesis-profile=fuzz", f"--hypothesis-seed={seed}", *tests]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            click.echo(done.stdout + done.stderr + HOW_TO_KEEP_IT.format(seed=seed))
            raise SystemExit(1)
        click.echo(f"seed {seed}: {done.stdout.rstrip().splitlines()[-1]}")


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Plans of made towns, seed after seed, held against an independent checker of partitions.

usage: made_plans.py WANGGE CHECKER [SEEDS]

WANGGE: the program; CHECKER: a check of plan.gpkg that takes --buildings, --min and --max and ends with 0 where no rule is broken.
Each seed makes and runs the shipped quarter and a county of 20,000 households with 24 villages. Ends with 1 where any plan breaks a rule.
"""

import pathlib
import sqlite3
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
COUNTY = """extends = "{source}/scenarios/synth-county.toml"
name = "small-county"
[synth]
names = {{}}
households = 20000
residents = 58000
enterprises = 100
organisations = 40
[[synth.level]]
name = "county"
[[synth.level]]
name = "town"
count = 3
[[synth.level]]
name = "community"
count = 30
rural = 24
"""


def checked(wangge, checker, scenario, seed, limits, folder):
    """The words of the checker's last line, and whether all is in order."""
    run = folder / "run"
    done = subprocess.run([wangge, "run", scenario, "--set", f"seed={seed}", "--set", "export.map=[]", "--out", run, "--quiet"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        return f"run ended with {done.returncode}: {done.stderr.strip()}", False
    with sqlite3.connect(run / "town.gpkg") as file:
        buildings = file.execute("select count(*) from buildings").fetchone()[0]
    with sqlite3.connect(run / "plan.gpkg") as file:
        grids = file.execute("select count(*) from grids").fetchone()[0]
    answer = subprocess.run(["/usr/bin/python3", checker, run / "plan.gpkg", "--buildings", str(buildings), "--min", str(limits[0]),
                             "--max", str(limits[1])], capture_output=True, text=True)
    return f"{buildings} buildings, {grids} grids: {answer.stdout.strip().splitlines()[-1]}", answer.returncode == 0


def main():
    wangge, checker = sys.argv[1], sys.argv[2]
    seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        county = folder / "county.toml"
        county.write_text(COUNTY.format(source=SOURCE), encoding="utf-8")
        for title, scenario, limits in (("quarter", SOURCE / "scenarios/synth-quarter.toml", (500, 1000)), ("county", county, (30, 150))):
            for seed in range(1, seeds + 1):
                words, fine = checked(wangge, checker, scenario, seed, limits, folder)
                broken += not fine
                print(f"{title} seed {seed}: {words}", flush=True)
    print(f"{2 * seeds - broken} of {2 * seeds} plans in order")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
"""Seconds, CPU-seconds, throughput and peak memory of each step of a run, at three sizes of the same place.

usage: stages.py path/to/wangge [path/to/scenario.toml]
Reads the timing.json of each run; throughput is the stated size by CPU-seconds.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

SIZES = [("one town", "Vaduz"), ("one region", "Unterland"), ("the country", None)]


def run(wangge, scenario, within, folder):
    command = [wangge, "run", scenario, "--out", str(folder), "--quiet"]
    if within:
        level = "municipality" if within == "Vaduz" else "region"
        command += ["--set", f"level.{level}.within={json.dumps(within)}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return json.loads((folder / "timing.json").read_text(encoding="utf-8"))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    here = pathlib.Path(__file__).resolve().parents[2]
    scenario = sys.argv[2] if len(sys.argv) > 2 else str(here / "scenarios" / "liechtenstein.toml")
    print(f"{'size':12} {'stage':12} {'input':>12} {'wall s':>8} {'CPU s':>8} {'per CPU s':>12} {'peak MiB':>9}")
    with tempfile.TemporaryDirectory() as scratch:
        for name, within in SIZES:
            timing = run(sys.argv[1], scenario, within, pathlib.Path(scratch) / "run")
            for stage in timing["stages"]:
                cpu = max(stage["cpu_seconds"], 1e-3)
                size = stage.get("size", 0)
                print(f"{name:12} {stage['stage']:12} {size:>12,} {stage['seconds']:8.2f} {stage['cpu_seconds']:8.2f} {size / cpu:>12,.0f} {stage['peak_mib']:9.0f}")


if __name__ == "__main__":
    main()

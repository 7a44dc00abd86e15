"""Benchmarks: every figure beside a floor, the least that the same thing can cost, from the same run.

`python -m bench` prints the table. What is measured, and against what, is said in the modules that
`__main__` names; `docs/performance.md` has the figures.
"""

"""Processes that work through runs and say how far they are: Galley's engine and store, and the floors.

`bench.crew` starts them and gives the orders.
"""

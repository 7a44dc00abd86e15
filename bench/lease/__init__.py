"""The floor of a durable engine: a table of jobs under a lease, and a checkpoint for every step.

It keeps what any such engine must: a job is stored before it is begun, each step's outcome is on the disk
before the next step, and a job whose process is gone is taken over once its lease has run out. It has
nothing else: no queues, limits, versions or schedules.
"""

"""The durable workflows; the only importer of the engine."""

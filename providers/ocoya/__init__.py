"""Ocoya: drafts written by the vendor’s AI and saved there."""

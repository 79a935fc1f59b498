"""Engines that the benchmark must see through."""

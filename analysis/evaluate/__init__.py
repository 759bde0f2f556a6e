"""Scores against human labels: a module for each kind of labels, `labels` to read and write them."""

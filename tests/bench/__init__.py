"""Measurements, not tests: `make bench`. A figure counts only beside a control that ran in the same run."""

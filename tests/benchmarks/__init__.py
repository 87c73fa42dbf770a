"""The budgets of DESIGN §4, measured: `make bench`. Nothing here is part of the test suite."""

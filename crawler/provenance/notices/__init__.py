"""Notices: kills, withdrawals, corrections, refiles and updates, told from the prose about them."""

"""Findings: what copies, links and stories add up to. Values in, values out; no store, no wording, no markup."""

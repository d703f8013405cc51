"""Prove: hours, certificates, the funder's numbers, and the evidence behind them."""

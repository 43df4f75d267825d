"""Whose words and when: outlets, wires, printed times as intervals, and order. Plain values in, plain values out."""

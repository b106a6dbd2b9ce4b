"""Contracts taken apart by rules, English and Thai: who, when, how much, what each must do, how it ends, what is odd or lacking.

`tool.py` is the tool; `analysis.py` brings the parts together; each other module finds one kind of thing in a Reading.
"""

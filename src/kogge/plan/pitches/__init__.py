"""The day of the pitches: order, clock on the big screen, the jury's sheet, and the result when the host says so.

Reads decisions and juries; decides nothing.
"""

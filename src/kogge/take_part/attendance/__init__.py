"""What comes out of the door: who was there and for how long, how it was proved, how many heads.

Made from facts (scans, online stays, corrections) that are all kept; it can be made anew from them at any time.
"""

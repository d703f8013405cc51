"""Open Badges 3.0: certificates as signed credentials, the issuer's keys, and the list of what was revoked.

Knows only the content it is given; certificates decide what that is.
"""

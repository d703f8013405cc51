"""What applicants hear of a decision and what they reply: letters, results for many at once, who comes, who is named.

Reads decisions; an accepted talk becomes a session here.
"""

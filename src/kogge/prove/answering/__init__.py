"""Where questions are answered: the public form behind a mailed link, and paper typed by one and checked by another.

Shows and stores by the rules of questionnaires; the team never sees an answer.
"""

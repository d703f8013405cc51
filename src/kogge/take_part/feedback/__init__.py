"""Three questions after an event or session, answered without a name, shown from five answers on.

Reads what is released and knows tickets only by blind tokens; decides who may answer once and who may read.
"""

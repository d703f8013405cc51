"""What a person does behind the one link from the mail: see, change, cancel, hand over, ticket, own data.

Reads registrations and released events; decides nothing about seats, it asks `registration.actions`.
"""

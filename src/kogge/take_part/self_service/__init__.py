"""What a person does behind the one link from the mail: see, change, cancel, hand over, ticket, own data."""

"""Requests for an event go to the centre of their postcode and become a draft; challenges get a page of their own."""

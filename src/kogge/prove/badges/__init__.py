"""What a certificate is made of: what its rule asks (pure), how it looks, the PDF, and the signed badge (Open Badges).

Reads no attendance and decides nothing: certificates say who has earned one, and hand over all that stands on it.
"""

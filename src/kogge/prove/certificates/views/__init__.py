"""The pages of certificates: public, personal, and on the desk."""

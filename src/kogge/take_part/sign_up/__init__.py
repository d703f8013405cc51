"""The public form: who comes, to what, with which answers and consents. Decides nothing about seats."""

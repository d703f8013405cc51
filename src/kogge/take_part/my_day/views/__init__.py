"""What people see of their day."""

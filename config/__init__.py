"""The one place that knows every app: settings, addresses, server, reactions and commands."""

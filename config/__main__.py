"""`./kogge COMMAND`: lists and runs the commands."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
execute_from_command_line(["kogge", *sys.argv[1:]])

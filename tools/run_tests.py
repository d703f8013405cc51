"""`./kogge test`: the whole suite on all cores, then the browser journeys one after another.

Arguments go to pytest as they are; with arguments, only that one run happens. The database is SQLite unless
KOGGE_DATABASE_URL names a PostgreSQL.
"""

import os
import subprocess
import sys
import tempfile


def main(arguments: list[str]) -> int:
    """Run pytest and return its exit code."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with tempfile.TemporaryDirectory(prefix="kogge-test-") as data:
        environment["KOGGE_DATA"] = data
        pytest = [sys.executable, "-m", "pytest"]
        if arguments:
            return subprocess.run([*pytest, *arguments], env=environment, check=False).returncode
        fast = subprocess.run(
            [*pytest, "-n", "2", "--dist", "loadfile", "-m", "not browser"], env=environment, check=False
        ).returncode
        browser = subprocess.run([*pytest, "-rs", "-m", "browser"], env=environment, check=False).returncode
        return fast or browser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

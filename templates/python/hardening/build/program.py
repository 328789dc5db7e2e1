"""The Dockerfile runs this script while it builds: program.py SOURCE FOLDER VERSION
copies the source, stamps the version into it, and compiles it. One process does all of it, as every
change of the source waits for it.
"""

import os
import shutil
import sys
from py_compile import PycInvalidationMode, compile

source, folder, version = sys.argv[1:]
shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
with open(f"{folder}/service/version.py", "w") as file:
    file.write(f"VERSION = {version!r}\n")
for place, _, names in os.walk(folder):
    for path in [f"{place}/{name}" for name in names]:
        os.chmod(path, 0o644)
        if path.endswith(".py"):
            # The path that traces of errors show is that in the image.
            shown = path.removeprefix(os.path.dirname(folder))
            mode = PycInvalidationMode.UNCHECKED_HASH
            os.chmod(compile(path, dfile=shown, doraise=True, invalidation_mode=mode), 0o644)
    os.chmod(place, 0o755)
    if os.path.isdir(f"{place}/__pycache__"):
        os.chmod(f"{place}/__pycache__", 0o755)

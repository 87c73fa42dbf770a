#!/bin/sh
# Bring .venv to what one lock file says. Every package is checked against the hashes in the lock.
set -u
python=${PYTHON:-python3}
lock=$1
log=.venv/install.log

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  rm -rf .venv
  echo "Making a Python environment in .venv …"
  "$python" -m venv .venv || {
    echo "The Python environment could not be made: apt-get install python3-venv, then run make again." >&2
    exit 1
  }
fi

echo "Installing the packages of $lock …"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes -r "$lock" >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  if grep -qiE "(gcc|cc|c\+\+|clang)[^ ]*' failed|unable to execute '?(gcc|cc)|no acceptable C compiler|Python\.h: No such file" "$log"; then
    echo "A package has no ready-made build for this machine and needs a C compiler: apt-get install build-essential python3-dev, then run make again." >&2
  else
    echo "The packages could not be installed; the lines above say why, and $log holds everything." >&2
  fi
  exit 1
fi

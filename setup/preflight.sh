#!/bin/sh
# One clear sentence for each thing that would otherwise fail half-way through the set-up.
set -u
python=${PYTHON:-python3}

stop() {
  printf '%s\n' "$1" >&2
  exit 1
}

if ! ( : > .preflight ) 2>/dev/null; then
  stop "The folder $(pwd) cannot be written to: move the clone to a folder of your own, or make this one writable."
fi
rm -f .preflight

command -v "$python" >/dev/null 2>&1 ||
  stop "No $python was found: install Python 3.11 or newer (Debian: apt-get install python3 python3-venv), then run make again."

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || version=unknown
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  stop "Python $version is too old: this needs Python 3.11 or newer. Name another one with make run PYTHON=python3.12."

if [ ! -x .venv/bin/python ]; then
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "Python's venv module is missing: apt-get install python3-venv (or your system's equivalent), then run make again."
fi

#!/bin/sh
# The programs that the tests drive: PostgreSQL, Redis, nginx, Chromium, gettext and a Chinese font.
# Installs what is missing when it may (root on Debian); otherwise says exactly what to install, and stops.
set -u
PATH="$PATH:/usr/sbin:/usr/local/sbin"

missing=""
need() { # need PROGRAM PACKAGE
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}

find /usr/lib/postgresql -name initdb 2>/dev/null | grep -q . || need initdb postgresql
need redis-server redis-server
need nginx nginx-light
command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || need chromium chromium
need msgfmt gettext
find /usr/share/fonts -name 'NotoSansCJK*' 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"

[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  # No package may start a service of its own here: the tests start private ones.
  apt-get -o DPkg::Lock::Timeout=600 -qq update &&
    # shellcheck disable=SC2086
    RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=600 -qq -y --no-install-recommends install $missing >/dev/null &&
    exit 0
  echo "Some programs for the tests could not be installed:$missing" >&2
  exit 1
fi

echo "The tests need programs that are not here. On Debian: sudo apt-get install$missing" >&2
exit 1

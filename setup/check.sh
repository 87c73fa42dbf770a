#!/bin/sh
# Everything that can be checked without running the product; the same here, in CI and before a commit.
# Goes through all steps and names the failed ones at the end.
set -u
bin=.venv/bin
failed=""

step() { # step NAME COMMAND…
  name=$1
  shift
  printf '%s … ' "$name"
  if output=$("$@" 2>&1); then
    echo "ok"
  else
    echo "FAILED"
    printf '%s\n' "$output" | tail -n "${CHECK_LINES:-60}"
    failed="$failed $name,"
  fi
}

step "format" $bin/ruff format --check .
step "lint" $bin/ruff check .
step "types" $bin/mypy .
step "layers" $bin/lint-imports
step "templates" $bin/djlint --quiet --lint school media courses quizzes progress realtime
step "front end lint" npx --no-install biome ci .
step "front end types" npx --no-install tsc --noEmit
step "front end tests" npx --no-install vitest run
step "migrations" $bin/python manage.py makemigrations --check --dry-run
step "system checks" $bin/python manage.py check --fail-level WARNING
step "schema" $bin/python manage.py export_schema --check
step "schema types" npm run --silent types -- --check
step "translations" $bin/python setup/check_translations.py

if [ -n "$failed" ]; then
  echo "Failed:${failed%,}."
  exit 1
fi
echo "All checks passed."

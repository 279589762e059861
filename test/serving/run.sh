#!/usr/bin/env bash
# Lets clients from PyPI ask a server: tritonclient, open-inference-openapi, and schemathesis, which makes requests
# from the OpenAPI document. The argument is a Python with requirements.txt installed; without one, a virtual
# environment is made and removed.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
server=
trap 'kill "$server" 2> /dev/null || true; wait; rm -rf "$folder"' EXIT
python=${1:-}
if [ -z "$python" ]; then
  python3 -m venv "$folder/venv"
  python="$folder/venv/bin/python"
  "$python" -m pip install --quiet --disable-pip-version-check -r test/serving/requirements.txt
fi
node --import tsx -C source src/cli/main.ts serve models/pocket.onnx --port 0 --grace 0 --log-level error > "$folder/url" &
server=$!
until [ -s "$folder/url" ]; do kill -0 "$server"; sleep 0.2; done
url=$(sed 's/: serving.*//' "$folder/url")
"$python" test/serving/clients.py "$url" pocket
# Most requests that a schema allows do not fit a model, so that they are refused is no finding.
"$(dirname "$python")/schemathesis" run "$url/docs" --checks all --exclude-checks positive_data_acceptance \
  --seed 1 --max-examples 20 --generation-deterministic --no-color > "$folder/schemathesis" ||
  { cat "$folder/schemathesis"; exit 1; }
grep -A 1 'Test cases:' "$folder/schemathesis"

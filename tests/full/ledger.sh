#!/usr/bin/env bash
# A ledger that another program has written again is read back the same: LibreOffice
# keeps its texts as shared strings, its dates in a style of its own.
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BUILD:-build}
case $build in /*) ;; *) build=$PWD/$build ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make --no-print-directory BUILD="$build" "$build/tests/random_cases" >/dev/null

mkdir "$work/given"
"$build/tests/random_cases" "$build/share/itaku" sendai 3 40 "$work/given"
"$build/itaku" convert samples/*.xml "$work/given"
"$build/itaku" --lang ja convert "$work/given" "$work/ledger.xlsx"
soffice --headless "-env:UserInstallation=file://$work/profile" \
    --convert-to 'xlsx:Calc MS Excel 2007 XML' --outdir "$work/again" \
    "$work/ledger.xlsx" >/dev/null 2>&1
"$build/itaku" convert "$work/again/ledger.xlsx" "$work/back"
diff -r "$work/given" "$work/back" >"$work/differ" ||
    { head -n 20 "$work/differ"; echo 'ledger: FAILED: LibreOffice'; exit 1; }
echo "ledger: $(find "$work/back" -type f | wc -l) cases equal after LibreOffice"

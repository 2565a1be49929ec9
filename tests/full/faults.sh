#!/usr/bin/env bash
# The commands while memory, disk and system calls fail under them, at some of
# the points (`make faults`: at all of them).
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
tests/faults/run --points "${POINTS:-80}" one batch again replace zip lint \
    render each packet split register

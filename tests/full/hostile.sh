#!/bin/sh
# Each hostile file of tests/hostile once, in one of the two languages.
# SPDX-License-Identifier: MIT
set -eu
cd "$(dirname "$0")/../.."
exec tests/hostile/run --lang either

#!/bin/sh
# Each hostile file of tests/hostile once, in one of the two languages, and good
# files spoilt at random.
# SPDX-License-Identifier: MIT
set -eu
cd "$(dirname "$0")/../.."
tests/hostile/run --lang either
exec tests/hostile/mutate --count 1000

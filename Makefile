# itaku: everything is made below $(BUILD); `make help` lists the targets.
# SPDX-License-Identifier: MIT

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
CFLAGS  ?= -O2 -g
VERSION := 0.1.0

bindir  = $(DESTDIR)$(PREFIX)/bin
datadir = $(DESTDIR)$(PREFIX)/share/itaku
mandir  = $(DESTDIR)$(PREFIX)/share/man

# ---- flags ----

PKGS    := libxml-2.0 libdeflate jansson nettle libxxhash libutf8proc sqlite3 zlib
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS))
# Linked in where that can be: each library that is loaded costs a process that
# makes one document some 80 microseconds, and libxml2, which brings ICU and the
# C++ library, a millisecond. With SHARED=1 all are loaded, so that an update of
# the system's libraries needs no new build; so it is where libxml2's archive is
# missing, or wants what src/xml/absent.c does not have.
SHARED  ?= 0
archive  = $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a))
linked   = $(foreach l,$(1),$(if $(filter-out 1,$(SHARED)),$(if \
             $(call archive,$(l)),-l:lib$(l).a,-l$(l)),-l$(l)))
links    = $(shell echo 'void xmlInitParser(void); int main(void) \
             { xmlInitParser(); return 0; }' | $(CC) -x c - -Isrc \
             -x c src/xml/absent.c -x none -o /dev/null $(1) 2>/dev/null && echo yes)
OTHER_LIBS = $(call linked,deflate jansson nettle xxhash utf8proc sqlite3 z) \
             -lm -ldl -lpthread
XML_ARCHIVE = $(if $(filter-out 1,$(SHARED)),$(if $(call links,-l:libxml2.a \
             $(OTHER_LIBS)),$(call archive,xml2)))

# Each flag only where the compiler takes it.
takes = $(shell for f in $(1); do $(CC) -Werror $$f -x c -c /dev/null \
          -o /dev/null 2>/dev/null && printf '%s ' $$f; done)
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla \
           -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual \
           -Wwrite-strings -Werror=format-security \
           -Werror=implicit-function-declaration
HARDEN   = $(call takes,-fstack-protector-strong -fstack-clash-protection \
             -fcf-protection -fPIE -ftrivial-auto-var-init=zero \
             -fno-strict-overflow)
FORTIFY := -D_FORTIFY_SOURCE=3
# The id tells one build from another (cli/build.h).
HARDLD  := -pie -Wl,--build-id=sha1 -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,--as-needed
WERROR  ?= 0

ifneq ($(filter-out deps help clean demo check check-full format,$(or $(MAKECMDGOALS),all)),)
ALL_CFLAGS := -std=c11 $(WARN) $(if $(filter 1,$(WERROR)),-Werror) \
              $(HARDEN) $(FORTIFY) -Isrc -I. -DITK_VERSION='"$(VERSION)"' \
              $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS := $(HARDLD) $(LDFLAGS)
XML_BUILT_IN := $(XML_ARCHIVE)
LIBS       := $(if $(XML_BUILT_IN),-l:libxml2.a $(BUILD)/libitaku.a,$(shell \
                pkg-config --libs libxml-2.0)) $(OTHER_LIBS)
endif

# ---- files ----

SRC   := $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJ   := $(SRC:%.c=$(BUILD)/%.o)
UNITS := $(wildcard tests/unit/test_*.c)
TESTS := $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)
SUPPORT := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
SHARE := $(BUILD)/share/itaku
TEMPLATE_DIRS := $(wildcard templates/*/*/[0-9]*)
TEMPLATES := $(TEMPLATE_DIRS:templates/%=$(SHARE)/templates/%.docx)
COMMON := $(shell find templates/common templates/fill-in -type f 2>/dev/null)
PACKAGE_FILES := $(shell find clauses -type f 2>/dev/null)
MINIMAL := tests/data/minimal-city
SAMPLES := $(wildcard samples/*.xml)

.PHONY: all deps demo check check-run check-unit check-golden check-cli \
        check-rules check-ask check-clauses check-hearing check-layers \
        check-schema check-package check-style check-guide check-full \
        check-compat compat full-run bench bench-peers sanitize threads coverage \
        hostile soak faults fault-tools fuzz fuzz-check \
        fuzz-build fuzzers golden mutants install uninstall format lint clean \
        help

all: $(BUILD)/itaku $(SHARE)/stamp

$(BUILD)/itaku: $(BUILD)/src/main.o $(BUILD)/libitaku.a $(XML_BUILT_IN)
	$(CC) $(ALL_LDFLAGS) -o $@ $(filter-out $(XML_BUILT_IN),$^) $(LIBS)

$(BUILD)/libitaku.a: $(OBJ)
	rm -f $@
	$(AR) rcs $@ $(OBJ)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJ:.o=.d) $(BUILD)/src/main.d $(SUPPORT:.o=.d) $(TESTS:=.d)

# The data beside the program, as `make install` lays it.
$(SHARE)/stamp: $(PACKAGE_FILES) $(TEMPLATES)
	@mkdir -p $(SHARE)/clauses
	cp -R clauses/. $(SHARE)/clauses/
	@touch $@

# The spaces for a pen, for templates whose controls name one.
# The packet's template is that of all it binds.
fill_in = $(if $(filter %/packet,$(patsubst %/,%,$(dir $(1))))$(shell grep -l \
              '<w:placeholder>' templates/$(1)/word/document.xml),templates/fill-in)

.SECONDEXPANSION:
$(SHARE)/templates/%.docx: $(BUILD)/itaku $(COMMON) \
        $$(shell find templates/$$* -type f 2>/dev/null)
	@mkdir -p $(@D)
	$(BUILD)/itaku template pack $@ templates/common $(call fill_in,$*) \
	    templates/$*

# ---- what people type ----

deps:
	@tools/deps build

demo: deps
	@$(MAKE) --no-print-directory demo-run

.PHONY: demo-run
demo-run: all
	@rm -rf $(BUILD)/demo
	$(BUILD)/itaku generate $(SAMPLES) -o $(BUILD)/demo
	@echo
	@echo "The documents of the sample cases are in $(BUILD)/demo:"
	@find $(BUILD)/demo -name '*.docx' | LC_ALL=C sort

check: deps
	@$(MAKE) --no-print-directory check-run
	@echo 'left out here: what needs LibreOffice, node, valgrind or another' \
	      'compiler (make check-full)'

check-run: check-layers check-style check-unit check-schema check-package \
           check-rules check-ask check-clauses check-hearing check-golden \
           check-cli check-guide check-compat

# The fuzz targets run in check-full; that they compile is seen here.
FUZZ_PARTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/fuzz/*.c))

check-unit: $(TESTS) $(FUZZ_PARTS)
	@tests/run-units $(TESTS)

$(BUILD)/tests/%: tests/unit/%.c $(SUPPORT) $(BUILD)/libitaku.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP $(ALL_LDFLAGS) -o $@ $< $(SUPPORT) \
	      $(BUILD)/libitaku.a $(LIBS) -lcmocka -lz -lzip

$(BUILD)/tests/outline $(BUILD)/tests/rules $(BUILD)/tests/shape \
        $(BUILD)/tests/random_cases: $(BUILD)/tests/%: \
        tests/tools/%.c $(BUILD)/libitaku.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP $(ALL_LDFLAGS) -o $@ $< \
	      $(BUILD)/libitaku.a $(LIBS) -lzip

# Heap allocations are counted at the linker's seam.
COUNT_ALLOC := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(BUILD)/tests/test_allocations: SUPPORT += $(BUILD)/tests/bench/count_alloc.o
$(BUILD)/tests/test_allocations: $(BUILD)/tests/bench/count_alloc.o
$(BUILD)/tests/test_allocations: ALL_LDFLAGS += $(COUNT_ALLOC)

.SECONDARY: $(SUPPORT)

# ---- how fast it is (docs/performance.md) ----

BENCH_OBJ := $(BUILD)/tests/bench/bench_file.o
BENCHES   := $(BUILD)/bench/floor $(BUILD)/bench/bench $(BUILD)/bench/cold \
             $(BUILD)/bench/read_book
$(BUILD)/bench/floor: $(BUILD)/tests/bench/floor.o $(BENCH_OBJ) \
        $(BUILD)/libitaku.a
$(BUILD)/bench/bench: $(BUILD)/tests/bench/bench.o $(BENCH_OBJ) \
        $(BUILD)/tests/bench/count_alloc.o $(BUILD)/libitaku.a
$(BUILD)/bench/bench: ALL_LDFLAGS += $(COUNT_ALLOC)
$(BUILD)/bench/cold: $(BUILD)/tests/bench/cold.o
$(BUILD)/bench/read_book: $(BUILD)/tests/bench/read_book.o $(BUILD)/libitaku.a
$(BENCHES):
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)
-include $(BENCHES:$(BUILD)/bench/%=$(BUILD)/tests/bench/%.d) \
    $(BENCH_OBJ:.o=.d) $(BUILD)/tests/bench/count_alloc.d

# TEMPLATE=FILE.docx DATA=FILE.json: those in place of our own.
bench: all $(BENCHES) bench-peers
	@BUILD=$(BUILD) tests/bench/make-inputs
	@BUILD=$(BUILD) tests/bench/run $(TEMPLATE) $(DATA)
	@cp tests/bench/peers/ledger.js $(BUILD)/bench/
	@BUILD=$(BUILD) tests/bench/ledger
	@BUILD=$(BUILD) tests/bench/batch

# What npm cannot bring is left out.
bench-peers:
	@mkdir -p $(BUILD)/bench
	@cp tests/bench/peers/package.json $(BUILD)/bench/
	@cd $(BUILD)/bench && { [ -d node_modules ] || \
	    npm install --no-audit --no-fund --silent >npm.log 2>&1 || \
	    echo 'peers could not be installed: see $(BUILD)/bench/npm.log'; }

check-golden: all $(BUILD)/tests/outline
	@BUILD=$(BUILD) tests/golden/run

check-cli: all $(BUILD)/tests/outline $(BUILD)/tests/random_cases
	@BUILD=$(BUILD) tests/cli/run

# Templates in docxtemplater's language; `compat` has docxtemplater fill them
# too, which takes npm and its registry.
check-compat: all $(BUILD)/tests/shape
	@BUILD=$(BUILD) tests/compat/run

N ?= 200
compat: all $(BUILD)/tests/shape $(BUILD)/compat/node_modules/.package-lock.json
	@BUILD=$(BUILD) tests/compat/run --peer
	@BUILD=$(BUILD) tests/compat/random $(N)

$(BUILD)/compat/node_modules/.package-lock.json: tests/compat/package-lock.json
	@mkdir -p $(BUILD)/compat
	@cp tests/compat/package.json tests/compat/package-lock.json $(BUILD)/compat
	@cd $(BUILD)/compat && npm ci --silent --no-audit --no-fund || { \
	    echo 'make compat: npm cannot install docxtemplater into' \
	         '$(BUILD)/compat; it takes node, npm and the registry' >&2; exit 1; }
	@touch $@

check-rules: $(BUILD)/tests/rules
	@$(BUILD)/tests/rules clauses/sendai tests/rules
	@$(BUILD)/tests/rules $(MINIMAL)/clauses/minimal-city $(MINIMAL)/tests

check-clauses: all
	@BUILD=$(BUILD) tests/clauses/run

check-hearing:
	@tests/check-hearing

# Changes every leaf and outcome of rules.xml; prints what no case notices.
mutants: $(BUILD)/tests/rules
	@$(BUILD)/tests/rules --mutants clauses/sendai tests/rules
	@$(BUILD)/tests/rules --mutants $(MINIMAL)/clauses/minimal-city \
	    $(MINIMAL)/tests

check-ask: all
	@BUILD=$(BUILD) tests/ask/run

# What docs/your-city*.md quote and run.
check-guide: all $(BUILD)/tests/rules
	@BUILD=$(BUILD) tests/check-guide

check-layers:
	@tests/check-layers

check-style:
	@tests/check-style

check-schema: all
	@tests/check-schema

check-package: all
	@BUILD=$(BUILD) tests/check-package

golden: all $(BUILD)/tests/outline
	@BUILD=$(BUILD) UPDATE=1 tests/golden/run
	@git --no-pager diff --stat -- tests/golden 2>/dev/null || true

check-full: deps
	@tools/deps full
	@$(MAKE) --no-print-directory full-run

full-run: demo-run fault-tools
	@for t in tests/full/*.sh tests/full/*.py; do \
	    echo "== $$t"; BUILD=$(BUILD) $$t || exit 1; done
	@echo '== sanitizers'
	@$(MAKE) --no-print-directory sanitize
	@echo '== soak'
	@TIME=20 $(MAKE) --no-print-directory soak
	@echo '== threads'
	@COUNT=100 $(MAKE) --no-print-directory threads
	@echo '== fuzz targets'
	@$(MAKE) --no-print-directory fuzz-check
	@echo '== clang'
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/clang CC=clang WERROR=1 all

SAN := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
       -fno-omit-frame-pointer
sanitize:
	@$(MAKE) --no-print-directory -j$(shell nproc) BUILD=$(BUILD)/sanitize FORTIFY= \
	    CFLAGS='$(SAN)' LDFLAGS='-fsanitize=address,undefined' \
	    all $(TESTS:$(BUILD)/%=$(BUILD)/sanitize/%) >/dev/null
	@LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 \
	$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitize FORTIFY= \
	    CFLAGS='$(SAN)' LDFLAGS='-fsanitize=address,undefined' check-unit \
	    check-rules check-ask check-clauses check-golden check-cli \
	    check-compat

# Random fills for TIME seconds (60) under AddressSanitizer and UBSan.
soak:
	@$(MAKE) --no-print-directory -j$(shell nproc) BUILD=$(BUILD)/sanitize FORTIFY= \
	    CFLAGS='$(SAN)' LDFLAGS='-fsanitize=address,undefined' \
	    all $(BUILD)/sanitize/tests/random_cases \
	    $(BUILD)/sanitize/bench/cold >/dev/null
	@BUILD=$(BUILD)/sanitize TIME='$(TIME)' tests/soak

# A batch of COUNT cases (2000) under ThreadSanitizer.
threads:
	@$(MAKE) --no-print-directory -j$(shell nproc) BUILD=$(BUILD)/threads FORTIFY= \
	    CFLAGS='-O1 -g -fsanitize=thread -fno-omit-frame-pointer' \
	    LDFLAGS='-fsanitize=thread' all >/dev/null
	@BUILD=$(BUILD)/threads tests/threads

# Which branches of src/ the tests take (gcovr), without what needs LibreOffice.
# An assertion has no branch to be taken: it states what callers promised.
coverage:
	@$(MAKE) --no-print-directory -j$(shell nproc) BUILD=$(BUILD)/coverage FORTIFY= \
	    CFLAGS='-O0 -g --coverage -fprofile-update=atomic' LDFLAGS=--coverage \
	    all $(TESTS:$(BUILD)/%=$(BUILD)/coverage/%) >/dev/null
	@find $(BUILD)/coverage -name '*.gcda' -delete
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage FORTIFY= \
	    CFLAGS='-O0 -g --coverage -fprofile-update=atomic' LDFLAGS=--coverage \
	    check-unit check-rules check-ask check-clauses check-golden check-cli \
	    check-compat
	@BUILD=$(BUILD)/coverage tests/hostile/run --lang either
	@BUILD=$(BUILD)/coverage tests/full/verify.py
	@gcovr -r . --object-directory $(BUILD)/coverage -f src/ --branches \
	    --exclude-unreachable-branches \
	    --exclude-branches-by-pattern '\s*assert\(.*' \
	    -o $(BUILD)/coverage/branches.txt
	@tail -n 4 $(BUILD)/coverage/branches.txt

# The machine fails at every point of the commands where it can; POINTS=N: at
# so many of each.
FAULT_TOOLS := $(BUILD)/tests/faults/strike $(BUILD)/tests/faults/memory.so
faults: all fault-tools
	@BUILD=$(BUILD) tests/faults/run $(if $(POINTS),--points $(POINTS)) $(SCENES)

fault-tools: $(FAULT_TOOLS)

$(BUILD)/tests/faults/strike: tests/faults/strike.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $<

# Without the project's hardening: it stands in for the C library.
$(BUILD)/tests/faults/memory.so: tests/faults/memory.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARN) $(CFLAGS) -fPIC -shared -o $@ $<

# libFuzzer needs clang; TIME seconds each, FUZZ='xml case' for some of them.
TIME ?= 60
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/%, \
             $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_OBJ := $(addprefix $(BUILD)/tests/,fuzz/fuzz.o fuzz/package.o \
              support/sample_plan.o support/tiny_guide.o)

# Every input of the corpus of hostile files in both languages, then under the
# sanitizers; and MUTATIONS files spoilt at random.
MUTATIONS ?= 100000
hostile: all
	@BUILD=$(BUILD) tests/hostile/run
	@BUILD=$(BUILD) tests/hostile/mutate --count $(MUTATIONS)
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitize FORTIFY= \
	    CFLAGS='$(SAN)' LDFLAGS='-fsanitize=address,undefined' all
	@BUILD=$(BUILD)/sanitize SANITIZED=1 tests/hostile/run --lang either

fuzz: fuzz-build
	@BUILD=$(BUILD)/fuzz TIME='$(TIME)' FUZZ='$(FUZZ)' tests/fuzz/run

# The same few seconds each time.
fuzz-check: fuzz-build
	@BUILD=$(BUILD)/fuzz RUNS=1 FUZZ='$(FUZZ)' tests/fuzz/run

fuzz-build:
	@$(MAKE) --no-print-directory -j$(shell nproc) BUILD=$(BUILD)/fuzz CC=clang FORTIFY= \
	    CFLAGS='$(SAN) -fsanitize=fuzzer-no-link' \
	    LDFLAGS='-fsanitize=address,undefined' fuzzers

fuzzers: $(FUZZERS)

$(FUZZERS): $(BUILD)/tests/%: tests/fuzz/%.c $(FUZZ_OBJ) $(BUILD)/libitaku.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $< \
	      $(FUZZ_OBJ) $(BUILD)/libitaku.a $(LIBS)

-include $(FUZZ_PARTS:.o=.d) $(FUZZERS:=.d)

install: all
	install -d $(bindir) $(datadir) $(mandir)/man1 $(mandir)/ja/man1
	install -m 755 $(BUILD)/itaku $(bindir)/itaku
	cp -R $(SHARE)/clauses $(SHARE)/templates $(datadir)/
	chmod -R u=rwX,go=rX $(datadir)
	install -m 644 docs/man/itaku.1 $(mandir)/man1/itaku.1
	install -m 644 docs/man/ja/itaku.1 $(mandir)/ja/man1/itaku.1

uninstall:
	rm -f $(bindir)/itaku $(mandir)/man1/itaku.1 $(mandir)/ja/man1/itaku.1
	rm -rf $(datadir)

format:
	clang-format -i $(wildcard src/*.c src/*/*.[ch] tests/*/*.[ch])

lint:
	cppcheck --quiet --enable=warning,performance,portability \
	    --suppress=missingIncludeSystem -Isrc -I. src
	clang-tidy --quiet $(SRC) -- -std=c11 -Isrc -I. $(PKG_CFLAGS)

clean:
	rm -rf $(BUILD)

help:
	@echo 'all        the program, build/itaku, and its data (default)'
	@echo 'demo       install what is missing, build, make the sample documents'
	@echo 'check      the same set-up, then the tests'
	@echo 'check-full what needs LibreOffice, node, valgrind, clang as well'
	@echo 'sanitize   the tests under AddressSanitizer and UBSan'
	@echo 'threads    a batch of many cases under ThreadSanitizer'
	@echo 'coverage   which branches the tests take (gcovr)'
	@echo 'hostile    every hostile file of tests/hostile, in both languages'
	@echo 'soak       random fills under the sanitizers, TIME=60 seconds'
	@echo 'faults     memory, disk and system calls fail at every point; kill -9'
	@echo 'fuzz       every reader with made-up input, TIME=60 seconds each'
	@echo 'golden     rewrite the expectations of tests/golden; read the diff'
	@echo 'mutants    change each leaf and outcome of the rules; do the cases notice?'
	@echo 'bench      how fast documents are made (docs/performance.md)'
	@echo 'compat     docxtemplater (npm) and itaku on the same templates'
	@echo 'deps       install the Debian packages of packages.txt'
	@echo 'install uninstall   PREFIX, DESTDIR'
	@echo 'format lint clean help'

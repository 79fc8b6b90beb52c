# prikaz: the paperwork of a mentoring programme from one folder of data.
#
#   make demo      install what is missing, build, make a whole example season and say where it lies
#   make test      install what is missing, build, run all tests
#   make           build build/prikaz, its manual page and its Russian texts
#   make install   put them under PREFIX (/usr/local), staged under DESTDIR
#   make bench     speed and memory, with the ratio to deflating or parsing the same bytes
#   make fuzz      fuzz one reader: T=csv|json|xml|xlsx|ods|schema|docx|odt|expression|grammar … SECONDS=60
#   make format    lay the sources out;  make lint: clang-tidy over them
#   make fidelity  how close our PDF is to LibreOffice's, word by word; makes the stored places anew
#   make templates write the shipped templates from templates/source anew
#   make po        bring generator/po/ru.po up to date with the sources
#   make clean     remove build/
#   make help      this text

PREFIX   ?= /usr/local
MODE     ?= release
VERSION  := 0.1
BUILD    := build/$(MODE)

libraries := libxml-2.0 libzip libpcre2-8 harfbuzz harfbuzz-subset fontconfig jansson libpng zlib libcrypto libqrencode libturbojpeg libcmark-gfm
warnings  := -Wall -Wextra -Wconversion -Wno-sign-conversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
sanitize  := -fsanitize=address,undefined -fno-sanitize-recover=undefined
flags_release  := -O2 -g
flags_asan     := -O1 -g -fno-omit-frame-pointer $(sanitize)
flags_coverage := -O0 -g --coverage

# Only asked for once the packages may be there.
pkg_cflags  = $(eval pkg_cflags := $(shell pkg-config --cflags $(libraries)))$(pkg_cflags)
pkg_libs    = $(eval pkg_libs := $(shell pkg-config --libs $(libraries)))$(pkg_libs)
ALL_CFLAGS  = -std=c11 -D_GNU_SOURCE -DPRIKAZ_VERSION='"$(VERSION)"' -DPRIKAZ_PREFIX='"$(PREFIX)"' \
              $(warnings) $(flags_$(MODE)) -Igenerator $(pkg_cflags) $(CFLAGS)
ALL_LDFLAGS = $(flags_$(MODE)) $(LDFLAGS)
ALL_LIBS    = $(pkg_libs) -lhpdf -lunistring -lhyphen -lpthread -lm

sources := $(sort $(wildcard generator/*/*.c))
objects := $(sources:generator/%.c=$(BUILD)/%.o)
units   := $(sort $(wildcard tests/unit/test_*.c))
unit_programs := $(units:tests/unit/%.c=$(BUILD)/unit/%)
fuzzers := $(sort $(wildcard tests/fuzz/fuzz_*.c))
replayers := $(fuzzers:tests/fuzz/fuzz_%.c=$(BUILD)/fuzz/replay_%)

.PHONY: all demo test check bench fuzz format lint fidelity templates po install uninstall clean help packages-build packages-test unit replayers programs
.DELETE_ON_ERROR:

all: build/prikaz build/prikaz.1 build/locale/ru/LC_MESSAGES/prikaz.mo

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

packages-build:
	@generator/install-packages.sh build run

packages-test:
	@generator/install-packages.sh build run test

# A sub-make, so that the libraries are looked for after they were installed.
demo: packages-build
	@$(MAKE) --no-print-directory all
	@tests/demo.sh

test: packages-test
	@$(MAKE) --no-print-directory all programs
	@tests/run.sh

# The sanitized program and the unit tests.
programs:
	@$(MAKE) --no-print-directory MODE=asan build/asan/prikaz build/asan/dump unit replayers

unit: $(unit_programs)

replayers: $(replayers)

build/prikaz: build/release/prikaz
	@cp $< $@.new && mv -f $@.new $@

$(BUILD)/prikaz: $(BUILD)/main.o $(objects)
	@echo "  link $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(BUILD)/%.o: generator/%.c Makefile
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/libprikaz.a: $(objects)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libprikaz.a Makefile
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ALL_CFLAGS) -Itests/unit -MMD -MP -o $@ $< $(BUILD)/libprikaz.a -lcmocka $(ALL_LIBS)

$(BUILD)/dump: tests/tools/dump.c $(BUILD)/libprikaz.a Makefile
	@echo "  cc $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libprikaz.a $(ALL_LIBS)

$(BUILD)/fuzz/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(BUILD)/libprikaz.a Makefile
	@mkdir -p $(@D)
	@echo "  cc $<"
	@$(CC) $(ALL_CFLAGS) -Itests/fuzz -o $@ $< tests/fuzz/replay.c $(BUILD)/libprikaz.a $(ALL_LIBS)

build/prikaz.1: build/prikaz
	@build/prikaz --man > $@.new && mv -f $@.new $@

build/locale/ru/LC_MESSAGES/prikaz.mo: generator/po/ru.po
	@mkdir -p $(@D)
	@msgfmt --check -o $@ $<

bench: packages-test
	@$(MAKE) --no-print-directory all build/deflate build/parse build/stages
	@tests/bench/bench.py
	@tests/bench/pdf_bench.py
	@tests/bench/table_bench.py
	@tests/bench/data_bench.py
	@tests/bench/decline_bench.py

build/deflate: tests/bench/deflate.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(warnings) -O2 -o $@ $< -lz

build/parse: tests/bench/parse.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(warnings) -O2 $(pkg_cflags) -o $@ $< $(pkg_libs)

# Calls of these go through the functions of stages.c that take the time.
stage_borders := package_bytes package_xml items_of paragraph_lines pdf_fonts_finish deflate HPDF_SaveToStream
build/stages: tests/bench/stages.c $(BUILD)/libprikaz.a Makefile
	@echo "  cc $<"
	@$(CC) $(ALL_CFLAGS) $(stage_borders:%=-Wl,--wrap=%) -o $@ $< $(BUILD)/libprikaz.a $(ALL_LIBS)

T       ?= csv
SECONDS ?= 60
fuzz:
	@generator/install-packages.sh build develop
	@mkdir -p build/fuzz/$(T)
	clang -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -Igenerator -Itests/fuzz $(pkg_cflags) \
	    -DPRIKAZ_VERSION='"$(VERSION)"' -DPRIKAZ_PREFIX='"$(PREFIX)"' \
	    -o build/fuzz/fuzz_$(T) tests/fuzz/fuzz_$(T).c $(sources) $(ALL_LIBS)
	build/fuzz/fuzz_$(T) -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 build/fuzz/$(T) tests/fuzz/corpus/$(T)

every_c := $(sort $(wildcard generator/*.c generator/*/*.[ch] tests/*/*.[ch]))
format:
	@generator/install-packages.sh develop
	clang-format -i --style=file:generator/.clang-format $(every_c)

lint:
	@generator/install-packages.sh build develop
	clang-tidy --quiet --config-file=generator/.clang-tidy $(sources) generator/main.c -- $(ALL_CFLAGS)

fidelity: packages-test
	@$(MAKE) --no-print-directory all
	@tests/fidelity.py build/prikaz --remake
	@tests/corpus.py build/prikaz

templates:
	templates/source/make.py

po: $(sources)
	generator/po/update.sh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/prikaz/templates/schemas \
	    $(DESTDIR)$(PREFIX)/share/prikaz/fonts $(DESTDIR)$(PREFIX)/share/locale/ru/LC_MESSAGES
	install -m 755 build/prikaz $(DESTDIR)$(PREFIX)/bin/prikaz
	install -m 644 build/prikaz.1 $(DESTDIR)$(PREFIX)/share/man/man1/prikaz.1
	install -m 644 templates/*.docx templates/*.odt templates/README.md $(DESTDIR)$(PREFIX)/share/prikaz/templates/
	install -m 644 templates/schemas/*.schema.json templates/schemas/README.md $(DESTDIR)$(PREFIX)/share/prikaz/templates/schemas/
	install -m 644 fonts/* $(DESTDIR)$(PREFIX)/share/prikaz/fonts/
	cd examples/college && find . -path ./out -prune -o -type f ! -name '.*' ! -name '*~' -print | while read -r f; do \
	    (cd "$(CURDIR)" && install -D -m 644 "examples/college/$$f" "$(DESTDIR)$(PREFIX)/share/prikaz/season/$$f") || exit 1; done
	install -m 644 build/locale/ru/LC_MESSAGES/prikaz.mo $(DESTDIR)$(PREFIX)/share/locale/ru/LC_MESSAGES/prikaz.mo

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/share/prikaz
	rm -f $(DESTDIR)$(PREFIX)/bin/prikaz $(DESTDIR)$(PREFIX)/share/man/man1/prikaz.1 \
	    $(DESTDIR)$(PREFIX)/share/locale/ru/LC_MESSAGES/prikaz.mo

clean:
	rm -rf build

-include $(objects:.o=.d) $(BUILD)/main.d $(unit_programs:=.d)

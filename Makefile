# BareMetal: `make run` boots the Image under QEMU, `make test` runs all tests, `make help` lists the rest.

# What is booted (qemu/run has the defaults and says what is wrong with a value)
export MACHINE ACCEL CPU SMP EL APPEND MEM TIME_LIMIT COHERENCE
# What is built; MSBuild sees these as the properties Toolchain and EarlyCon
TOOLCHAIN ?= ilc
EARLYCON ?=
export TOOLCHAIN EARLYCON

ifeq ($(filter ilc bflat,$(TOOLCHAIN)),)
$(error TOOLCHAIN=$(TOOLCHAIN): ilc or bflat)
endif
ifeq ($(TOOLCHAIN)$(shell command -v bflat),bflat)
$(error TOOLCHAIN=bflat, but bflat is not on PATH: get it from https://flattened.net or https://github.com/bflattened/bflat)
endif
ifneq ($(shell printf %s '$(EARLYCON)' | grep -vxE '0x[0-9a-fA-F]{1,12}'),)
$(error EARLYCON=$(EARLYCON): the physical address of a UART data register, 0x9000000 on QEMU's virt)
endif

ifneq ($(APP),)
ifneq ($(shell printf %s '$(subst ','\'',$(APP))' | grep -vxE '[A-Za-z0-9._+/-]+'),)
$(error APP=$(APP): letters, digits and . _ + - / are what the path of a program may have)
endif
ifneq ($(filter-out image new run show debug test sdcard esp netboot push,$(MAKECMDGOALS)),)
$(error APP= is for make image, new, run, show, debug, test, sdcard, esp, netboot and push)
endif
endif

export DOTNET_CLI_TELEMETRY_OPTOUT = 1
export DOTNET_NOLOGO = 1
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT = 1
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE = true
# No build process outlives its command.
export MSBUILDDISABLENODEREUSE = 1

# Silent where it succeeds, as dotnet build isn't
BUILD = dotnet msbuild -restore -nologo -verbosity:quiet -p:Configuration=Release

# With APP= the Image is that of a user's program, in a folder of its own, and out/Image stays.
OUTPUT := $(CURDIR)/out$(if $(APP),/app/$(notdir $(abspath $(APP))))
ifneq ($(APP),)
run show debug sdcard esp netboot push: export IMAGE ?= $(OUTPUT)/Image
run: export INPUT ?= stdin
endif

# Folders, too: they change when a file goes.
SOURCES := $(shell find boot runtime-lite patcher linker-scripts -not -name '*.md') \
	Directory.Build.props global.json

.PHONY: all image app new run show debug matrix soak bench fuzz sdcard esp netboot flash push report-hardware check test tests proof format clean help tools FORCE
.DELETE_ON_ERROR:
.SUFFIXES:

all: image ## the default: image

image: $(if $(APP),app,out/Image) ## build out/Image and out/baremetal.elf (TOOLCHAIN=ilc|bflat, EARLYCON=0x…: UART for a character per boot stage)

new: ## write a program of your own to start from (APP=folder); make run, test, show, debug, sdcard … APP=folder build and take it
	@boot/app/app new '$(APP)'

run: image ## boot it under QEMU (CPU= EL=1|2|3 SMP= MEM= APPEND= TIME_LIMIT= MACHINE=virt|raspi4b|raspi3b DTB= LOAD=0x… COHERENCE=1 ACCEL=kvm); serial on stdout
	@qemu/setup run $(if $(filter 1,$(COHERENCE)),coherence)
	@qemu/run

show: image ## every alternative of this CPU, disassembled before and after (CPU=)
	@qemu/setup run
	@qemu/run APPEND="alt.report=json $$APPEND" > out/show.log
	@$(BUILD) patcher/host/AltTool.csproj
	@dotnet out/bin/AltTool/release/alt.dll show $(OUTPUT)/baremetal.elf --report out/show.log

debug: image ## halt at entry with gdb attached and symbols loaded (CPU= EL= SMP= MEM= APPEND= MACHINE= LOAD=0x…)
	@qemu/setup run debug
	@qemu/debug

matrix: image ## boot every row of qemu/cases/: machines, CPU models, entry levels, boot chains; compare, print a table
	@qemu/setup run test media coherence
	@qemu/matrix

attest: image ## matrix, and SHA-256 of the text after patching of each row three times: by the boot, from its memory, and from the ELF and the row's inputs
	@qemu/setup run test media coherence
	@qemu/attest

soak: image ## boot with 4 and 8 CPUs again and again, in threads of their own; how long each boot took
	@qemu/setup run test
	@qemu/soak

bench: image ## count instructions of patching, ours and of a loop in C, also of Linux's own table; out/bench.json, how to read it: tests/bench/README.md
	@qemu/setup run test
	@$(BUILD) tests/bench/guest/BenchGuest.csproj >&2
	@$(BUILD) tests/bench/host/Bench.csproj >&2
	@out/bin/Bench/release/bench

fuzz: ## fuzz what the metal and the boot-test runner read, guided by coverage (SECONDS=60 TARGET=table,dtb,… SEED= INPUT=file: run one again; AFL=1: by afl-fuzz): tests/fuzz/README.md
	@qemu/setup build $(if $(filter 1,$(AFL)),fuzz)
	@$(BUILD) tests/fuzz/Fuzz.csproj
	@FUZZ_SECONDS="$(SECONDS)" TARGET="$(TARGET)" SEED="$(SEED)" INPUT="$(INPUT)" AFL="$(AFL)" tests/fuzz/fuzz

sdcard: image ## make out/sdcard-rpi4.img, without root (BOARD=rpi4|rpi3 FIRMWARE=folder APPEND= UBOOT=); what it holds: qemu/media/README.md
	@qemu/setup media
	@qemu/media/sdcard

esp: image ## make out/esp.img, from which UEFI boards boot
	@qemu/setup media
	@qemu/media/esp

netboot: image ## fill a TFTP folder for a Pi's network boot and U-Boot's pxe (DIR= BOARD= FIRMWARE= APPEND=)
	@qemu/setup media
	@qemu/media/netboot

flash: ## write out/sdcard-rpi4.img onto a card and read it back (DEVICE=/dev/… IMAGE= BOARD= YES=)
	@qemu/media/flash

push: image ## load out/Image through U-Boot's serial line and boot it (TTY= APPEND= BAUD= TIME_LIMIT=)
	@qemu/setup media
	@qemu/media/push

report-hardware: image ## capture a boot on a board as one file, out/hardware-report.txt (TTY= BAUD= TIME_LIMIT=)
	@qemu/media/report-hardware

check: image ## style, host tests and five boots, under a minute after a build: for every commit
	@qemu/setup run test coherence
	@tests/run check

test: $(if $(APP),tools,image) ## run all tests but those of make proof, JUnit files in out/test-results/; with APP= those of your program, on the machine that make run would boot, in out/app/NAME/test-results/
ifneq ($(APP),)
	@qemu/setup run
	@boot/app/app test '$(APP)'
else
	@qemu/setup run test media coherence
	@qemu/media/firmware rpi4/u-boot.bin rpi4/bcm2711-rpi-4-b.dtb rpi3/bcm2837-rpi-3-b.dtb
	@tests/run test
endif

proof: image ## run what takes longer, part by part, and keep the results in tests/proof/record.json: what is stale or failed, or PART=name (tests/proof/README.md)
	@qemu/setup run test media coherence
	@qemu/media/firmware rpi4/u-boot.bin rpi4/bcm2711-rpi-4-b.dtb rpi3/bcm2837-rpi-3-b.dtb
	@tests/run build
	@out/bin/Suite/release/suite proof $(PART)

tests: ## what is tested, by area, with counts (AREA=start of a name: the tests, too; SHOW=rules: by rule, SHOW=linux: by feature of Linux)
	@$(BUILD) BareMetal.sln >&2
	@out/bin/Suite/release/suite $(if $(SHOW),'$(SHOW)',list $(if $(AREA),'$(AREA)'))

format: tools ## put the C# into the style of .editorconfig
	dotnet format BareMetal.sln

clean: ## remove out/
	rm -rf out

help: ## this list
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

tools:
	@qemu/setup build

app: tools
	@boot/app/app build '$(APP)'

# A build with other values of the variables starts from nothing.
out/Image: $(SOURCES) out/toolchain | tools
	@echo 'building $@' >&2
	@$(if $(filter out/toolchain,$?),rm -rf out/obj/BareMetal)
	@$(BUILD) boot/BareMetal.csproj >&2
	@touch $@

out/toolchain: FORCE
	@mkdir -p out && echo '$(TOOLCHAIN) $(EARLYCON)' | cmp -s - $@ || echo '$(TOOLCHAIN) $(EARLYCON)' > $@

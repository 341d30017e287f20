# Sourced by the scripts in this folder: firmware on QEMU's virt starts the Image from a disk. Each takes qemu/run's arguments and has its
# output and exit status. Boot arguments are in the device tree that the firmware gets from QEMU.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
chain=qemu/chains/$(basename "$0")
image=${IMAGE:-$root/out/Image} append=${APPEND:-} exit_by=${EXIT:-semihosting} el=${EL:-1} accel=${ACCEL:-tcg}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

refuse() { echo "$chain: $*" >&2; exit 2; }

# In: the script's arguments. Out: names and qemu_arguments, the parts before and after --; image and append from the names.
read_arguments() {
	names=()
	while (($#)) && [[ $1 != -- ]]; do
		case $1 in
		IMAGE=*) image=${1#*=} ;;
		APPEND=*) append=${1#*=} ;;
		EXIT=*) exit_by=${1#*=} ;;
		EL=*) el=${1#*=} ;;
		ACCEL=*) accel=${1#*=} ;;
		esac
		names+=("$1")
		shift
	done
	qemu_arguments=("${@:2}")
	names+=(IMAGE=none APPEND=)
	[[ -r $image ]] || refuse "no image at $image: make image builds out/Image"
	[[ $accel == tcg ]] || refuse "ACCEL=$accel: this firmware is booted by ACCEL=tcg only; qemu/run has ACCEL=kvm"
	[[ $el == [12] ]] || refuse "EL=$el: 1 or 2, as this firmware isn't for EL3"
	[[ $exit_by != semihosting && $exit_by != halt ]] || append="baremetal.exit=$exit_by${append:+ $append}"
}

# Makes $scratch/tree: the machine's device tree, with the boot arguments.
make_tree() {
	"$root/qemu/run" "${names[@]}" VERDICT=none -- "${qemu_arguments[@]}" -machine "dumpdtb=$scratch/tree" > /dev/null 2> "$scratch/log" || true
	[[ -s $scratch/tree ]] || { cat "$scratch/log" >&2; exit 2; }
	fdtput -t s "$scratch/tree" /chosen bootargs "$append"
}

# Boots from the files in $scratch/disk, with $scratch/tree. Neither has a name any more by then, only an open file: however this ends,
# nothing is left.
# In: firmware, QEMU arguments that belong to it. Does not return.
start() {
	local firmware=$1 disk tree
	[[ -r $firmware ]] || refuse "no firmware at $firmware: qemu/setup run test media installs it"
	"$root/qemu/media/pack" "$scratch/disk" "$scratch/disk.img" ef
	exec {disk}< "$scratch/disk.img" {tree}< "$scratch/tree"
	rm -rf "$scratch"
	exec "$root/qemu/run" "${names[@]}" -- -bios "$firmware" -dtb "/dev/fd/$tree" \
		-drive "if=none,id=disk,format=raw,readonly=on,file=/dev/fd/$disk" -device virtio-blk-device,drive=disk "${@:2}" "${qemu_arguments[@]}"
}

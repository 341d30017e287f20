# U-Boot: boots the Image from where this script was found. booti puts it at an aligned address and passes the device tree in x0.
load ${devtype} ${devnum}:${distro_bootpart} ${kernel_addr_r} kernel8.img
test -n "${fdt_addr}" || setenv fdt_addr ${fdtcontroladdr}
booti ${kernel_addr_r} - ${fdt_addr}

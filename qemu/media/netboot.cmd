# U-Boot: for boards whose boot order has dhcp, but not pxe.
pxe get && pxe boot

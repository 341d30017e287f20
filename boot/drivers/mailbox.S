/* A message to the VideoCore: a cache line of its own, since the VideoCore writes it past our caches. */

	.section .bss.mailbox, "aw", %nobits
	.global	bm_mailbox_buffer
	.balign	256				// the largest data cache line of any core so far
bm_mailbox_buffer:
	.skip	256

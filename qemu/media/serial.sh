# Sourced by the scripts in this folder: reads a board's serial line up to the verdict.

baud=${BAUD:-115200} time_limit=${TIME_LIMIT:-60} tty=${TTY:-}

say() { echo "${0##*/}: $*" >&2; }
refuse() { say "$*"; exit 2; }

# Opens the line for reading and writing: fd 3.
open_line() {
	[[ -n $tty ]] || refuse "no serial line: make ${0##*/} TTY=/dev/ttyUSB0"
	[[ -c $tty ]] || refuse "TTY=$tty is no serial line: plug the adapter in; dmesg names it"
	[[ -r $tty && -w $tty ]] || refuse "TTY=$tty isn't yours to use: join its group, $(stat -Lc %G "$tty")"
	[[ $time_limit =~ ^[1-9][0-9]*$ ]] || refuse "TIME_LIMIT=$time_limit: seconds, more than 0"
	verdict_pattern=$("$("$root/qemu/boottest/build")" verdict-pattern)
	exec 3<> "$tty"
	stty "$baud" raw -echo cs8 -cstopb -parenb -crtscts clocal <&3 2> /dev/null || refuse "TTY=$tty doesn't take BAUD=$baud: try 115200"
}

# What the board says: fd 4. Through cat, as bash's own read would change the terminal's settings.
start_listening() {
	exec 4< <(exec cat <&3 2> /dev/null)
	listener=$!
	trap stop_listening EXIT
}
stop_listening() {
	kill "$listener" 2> /dev/null || true
	exec 4<&-
}

# Prints what the board says. Out: verdict, empty where there was none within time_limit seconds of silence
read_verdict() {
	local line
	verdict=
	while IFS= read -r -t "$time_limit" -u 4 line; do
		line=${line//$'\r'/}
		printf '%s\n' "$line"
		[[ ! $line =~ $verdict_pattern ]] || { verdict=${BASH_REMATCH[2]}; return; }
	done
	[[ -z $line ]] || printf '%s\n' "$line"
}

# Runs an engine until standard input ends, by whatever death of whoever holds it.
# It has a network and mounts of its own, so that it touches neither the machine's bridge nor its mounts.
unshare --net --mount "$@" </dev/null &
engine=$!
while read -r _; do :; done
kill "$engine"
wait "$engine"

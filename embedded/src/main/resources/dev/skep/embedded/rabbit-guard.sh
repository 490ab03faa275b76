# Runs a private RabbitMQ node for as long as standard input stays open: when the process that holds the other end of the
# pipe is gone, by whatever death, the node is ended, and its port mapper with it.
# Usage: sh -c "$(cat rabbit-guard.sh)" rabbit-guard SERVER_SCRIPT

trap '' INT # Ctrl-C in the terminal is for whoever started us: they end the node when they no longer need it.
exec 3<&0 </dev/null

# Not left to the node, which would start one that outlives it.
PATH="$PATH:$(dirname "$(readlink -f "$(command -v erl)")")"
epmd 3<&- &
mapper=$!
"$1" 3<&- &
server=$!
trap 'kill -TERM "$server"' TERM HUP

(
  trap - TERM HUP
  read -r _ <&3
  kill -TERM "$server"
  seconds=0
  while sleep 1 && kill -0 "$server"; do
    seconds=$((seconds + 1))
    if [ "$seconds" -gt 15 ]; then
      kill -KILL "$(cat "$RABBITMQ_PID_FILE")"
    fi
  done
) 2>/dev/null &
watcher=$!

wait "$server"
code=$?
while kill -0 "$server" 2>/dev/null; do # A signal to us ends the waiting, not the node.
  wait "$server"
  code=$?
done
kill "$watcher" "$mapper" 2>/dev/null
exit "$code"

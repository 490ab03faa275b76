# Runs a private RabbitMQ node for as long as standard input stays open: when the process that holds the other end of the
# pipe is gone, by whatever death, the node is ended, and its port mapper with it.
# Usage: sh rabbit-guard.sh SERVER_SCRIPT
trap '' INT # Ctrl-C in the terminal is for whoever started us: they end the node when they no longer need it.
exec 3<&0

"$1" </dev/null 3<&- &
server=$!

(
  read -r _ <&3
  kill -TERM "$server"
  tries=0
  while kill -0 "$server" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 15 ]; then
      kill -KILL "$(cat "$RABBITMQ_PID_FILE")"
    fi
    sleep 1
  done
) &
watcher=$!

wait "$server"
code=$?
kill "$watcher" 2>/dev/null
PATH="$PATH:$(dirname "$(readlink -f "$(command -v erl)")")" epmd -kill >/dev/null 2>&1
exit "$code"

# Runs one command in a job's container, and tells the drone when it begins and how it ends.
# $1: the beginning of the lines that are meant for the drone, $2: the mark's value, $3: the command, $4: where sh is

echo "$1 $$"
exec 3>&2 2>/dev/null # a shell says on its own account how its children ended
SKEP_EXECUTION=$2 "$4" -e -c "$3" sh 2>&3 3>&-
end="$1 $$ $?"
echo "$end"
echo "$end" >&3
# Engines take a command's output for 2 seconds after its end and then drop the rest, however slow its reader is. So this
# shell waits until the drone has all, and has it killed.
kill -STOP $$

# Runs in a job's container for as long as the drone holds its standard input, and takes the drone's orders there, one a
# line. Only what every sh has built in is used: the image need not have anything else.
# $1: the job's directory

# Commands are run by the sh that runs this, by its place: a job may set their path.
sh=sh
IFS=:
for directory in $PATH; do
  [ ! -x "$directory/sh" ] || { sh=$directory/sh; break; }
done
unset IFS
[ -w "$1" ] && echo "writable $sh" || echo "unwritable $sh"

marked() { # whether $2 stands in the environment of process $1, and not as the beginning of a longer number
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in *"$2" | *"$2"[!0-9]*) return 0 ;; esac
  done <"/proc/$1/environ"
  return 1
} 2>/dev/null

family() { # sets $found to the living processes that carry the mark $1, the children of $2, and all that descend from these
  found=' '
  first=yes
  while :; do
    before=$found
    for process in /proc/[0-9]*; do
      pid=${process#/proc/}
      case $found in *" $pid "*) continue ;; esac
      read -r stat <"$process/stat" || continue
      rest=${stat##*) } # state, parent, …
      state=${rest%% *}
      rest=${rest#* }
      [ "$state" != Z ] || continue
      case "$found$2 " in
        *" ${rest%% *} "*) ;;
        *) [ "$first" ] && marked "$pid" "$1" || continue ;;
      esac
      found="$found$pid "
    done
    first=
    [ "$found" != "$before" ] || return 0
  done
} 2>/dev/null

everybody() { # sets $found to all living processes but for the container's own
  found=' '
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    read -r stat <"$process/stat" || continue
    case ${stat##*) } in # state, parent, …
      Z* | ?' 0 '*) ;; # who has no parent in here runs command.sh, which ends by itself
      *) [ "$pid" = $$ ] || found="$found$pid " ;;
    esac
  done
} 2>/dev/null

name_them() { # sets $answer to who $found is: their numbers and, where these are plain, their names
  answer=
  for pid in $found; do
    stat=
    read -r stat <"/proc/$pid/stat"
    name=${stat#*(}
    name=${name%)*}
    case $name in *[!A-Za-z0-9._+-]*) name= ;; esac
    answer="$answer$pid:$name "
  done
} 2>/dev/null

# FREE shell: that shell, which runs command.sh, has nothing more to wait for
# TERM shell mark pid…, KILL shell mark pid…: signals the family of that shell's command, or everybody where a * stands for
# the shell, but for those told before, and answers who it is
while read -r order shell mark told; do
  case $order in
    FREE) kill -KILL "$shell" ;;
    *)
      if [ "$shell" = '*' ]; then everybody; else family "$mark" "$shell"; fi
      name_them
      for pid in $found; do
        case " $told " in *" $pid "*) ;; *) kill -s "$order" "$pid" ;; esac
      done
      echo "$answer"
      ;;
  esac
done 2>/dev/null

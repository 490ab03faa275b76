# Waits until the drone that holds the other end of standard input is gone, by whatever death, and then kills what is left of
# its commands: who carries their mark, who descends from these, and who is in a session with any of them.
# $1: how the mark begins

mark=$1
newline='
'
trap '' HUP INT QUIT TERM # it ends when the drone does
while read -r _; do :; done

carriers() { # sets $found to those that carry the mark
  found=' '
  for path in $(grep -lzs "^$mark" /proc/[0-9]*/environ); do
    path=${path#/proc/}
    found="$found${path%/environ} "
  done
}

table() { # sets $table to pid:parent:session of all that live, and $own to the session of this process
  table=
  lines=$(grep -Hs . /proc/[0-9]*/stat)
  IFS=$newline
  set -f # a program may have any name
  for line in $lines; do
    pid=${line#/proc/}
    pid=${pid%%/*}
    rest=${line##*) } # state, parent, group, session, …
    state=${rest%% *}
    rest=${rest#* }
    parent=${rest%% *}
    rest=${rest#* * }
    session=${rest%% *}
    [ "$state" = Z ] || table="$table$pid:$parent:$session "
    [ "$pid" != $$ ] || own=$session
  done
  set +f
  unset IFS
}

relatives() { # adds to $found their descendants, and to $sessions where they are, and who else is there
  before=
  while [ "$found$sessions" != "$before" ]; do
    before=$found$sessions
    for entry in $table; do
      pid=${entry%%:*}
      session=${entry##*:}
      parent=${entry#*:}
      parent=${parent%:*}
      case $found in
        *" $pid "*)
          case "$sessions$own 0 " in # without setsid, they are where the drone is
            *" $session "*) ;;
            *) sessions="$sessions$session " ;;
          esac
          ;;
        *" $parent "*) found="$found$pid " ;;
        *) case $sessions in *" $session "*) found="$found$pid " ;; esac ;;
      esac
    done
  done
}

sessions=' '
clear=0
rounds=0
while [ "$clear" -lt 2 ] && [ "$rounds" -lt 300 ]; do # who may not be killed is not waited for
  carriers
  if [ "$found$sessions" != '  ' ]; then
    table
    relatives
  fi
  if [ "$found" = ' ' ]; then
    clear=$((clear + 1))
  else
    clear=0
    kill -KILL $found
  fi
  rounds=$((rounds + 1))
  [ "$rounds" -lt 10 ] || sleep 0.1
done 2>/dev/null

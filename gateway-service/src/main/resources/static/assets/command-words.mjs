import { between } from './times.mjs';

/** What to call a command on one line. */
export function titleOf(command) {
  const [line, more] = (command.name ?? command.screencmd ?? `Command ${command.num}`).trim().split('\n', 2);
  return more === undefined ? line : `${line} …`;
}

/** Where a command is, as a state with its word; a command that will not end any more is lost. */
export function stateOfCommand(command, attemptIsOver) {
  if (command.exitCode !== undefined) {
    return [command.exitCode === 0 ? 'SUCCESS' : 'FAILURE', `exit ${command.exitCode}`];
  }
  return attemptIsOver ? ['CANCELLED', 'no exit'] : ['RUNNING', 'running'];
}

export function failed(command) {
  return command.exitCode !== undefined && command.exitCode !== 0;
}

/** How long the command took; while it runs, how long so far. */
export function tookOf(command, attemptIsOver) {
  return attemptIsOver && !command.finishedAt ? '' : between(command.startedAt, command.finishedAt);
}

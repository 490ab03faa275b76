/**
 * What the events of a job come to. `reduce` is pure: it gives the next state, or the very same one where an event says
 * nothing new. Output itself is not kept, only how far it reaches; the log views show it.
 *
 * state: { attempts: [{ number, drone?, startedAt?, commit?, commands, plugins, logEnd, missing, lost?,
 * requeued?, truncated?, cancelling?, cancelled?, testCode?, deployCode?, done? }] }, in order; command: { num, phase?, screencmd?, name?, startedAt?,
 * finishedAt?, exitCode? }; plugins: what plugins told, { seq, plugin, data }.
 */

export const BEGINNING = Object.freeze({ attempts: [] });

const STEPS = {
  'job:queued': (attempt) => attempt,
  'job:assigned': (attempt, { drone }) => ({ ...attempt, drone }),
  'job:accepted': (attempt, { drone }) => ({ ...attempt, drone }),
  'job:started': (attempt, { at }) => ({ ...attempt, startedAt: at }),
  'job:checkout': (attempt, { commit }) => ({ ...attempt, commit }),
  'job:cmd:start': (attempt, { num, phase, screencmd, name, at }) =>
    withCommand(attempt, num, { phase, screencmd, name, startedAt: at }),
  'job:cmd:stdout': written,
  'job:cmd:stderr': written,
  'job:stdout': writtenOutside,
  'job:stderr': writtenOutside,
  'job:plugin': told,
  'job:cmd:done': (attempt, { num, exitCode, at }) => withCommand(attempt, num, { exitCode, finishedAt: at }),
  'job:tested': (attempt, { code }) => ({ ...attempt, testCode: code }),
  'job:deployed': (attempt, { code }) => ({ ...attempt, deployCode: code }),
  'job:truncated': (attempt, { limit }) => ({ ...attempt, truncated: limit }),
  'job:cancelling': (attempt, { by }) => ({ ...attempt, cancelling: by }),
  'job:cancelled': (attempt, { signalled, left }) => ({ ...attempt, cancelled: { signalled, left } }),
  'job:requeued': (attempt, { reason }) => ({ ...attempt, requeued: reason }),
  'job:lost': (attempt, { reason }) => ({ ...attempt, lost: reason }),
  'job:done': ended,
};

/** The types of events that a job page understands. */
export const EVENT_TYPES = Object.keys(STEPS);

export function reduce(state, event) {
  const step = STEPS[event.type];
  if (!step) {
    return state;
  }
  const before = state.attempts.find((attempt) => attempt.number === event.attempt);
  const after = step(before ?? newAttempt(event.attempt), event);
  return after === before ? state : { attempts: replaced(state.attempts, 'number', after) };
}

/** The attempt that counts: the last one. */
export function current(state) {
  return state.attempts.at(-1);
}

/** The attempt with what the gateway says of its commands: it may know more than the events that were read so far. */
export function withFactsOf(job, attempt) {
  if (attempt === undefined || job.attempt !== attempt.number) {
    return attempt;
  }
  return job.commands
    .filter(({ num, exitCode }) => exitCode !== null && attempt.commands.some((command) => command.num === num))
    .reduce((known, { num, exitCode, finishedAt }) => withCommand(known, num, { exitCode, finishedAt }), attempt);
}

/** Whether the event holds output. */
export function isOutput(event) {
  return 'text' in event;
}

/** After which command output lands that is written outside any command now; 0 for before the first. */
export function placeOutside(attempt) {
  return attempt.commands.at(-1)?.num ?? 0;
}

function newAttempt(number) {
  return { number, commands: [], plugins: [], logEnd: 0, missing: [] };
}

function withCommand(attempt, num, facts) {
  const command = { ...attempt.commands.find((known) => known.num === num), num, ...facts };
  return { ...attempt, commands: replaced(attempt.commands, 'num', command) };
}

/** Output names its place in the log: what lies before the end is known already, what lies beyond leaves a hole. */
function written(attempt, event) {
  if (isKnown(attempt, event)) {
    return attempt;
  }
  const begun = attempt.commands.some((command) => command.num === event.num);
  return extended(begun ? attempt : withCommand(attempt, event.num, {}), event);
}

function writtenOutside(attempt, event) {
  return isKnown(attempt, event) ? attempt : extended(attempt, event);
}

function isKnown(attempt, { offset }) {
  return offset < attempt.logEnd;
}

function extended(attempt, { text, base64, offset }) {
  return { ...reaching(attempt, offset), logEnd: offset + length(text, base64) };
}

/** Events come in their order: what is not after the last word came before. */
function told(attempt, { seq, plugin, data }) {
  const known = seq <= (attempt.plugins.at(-1)?.seq ?? -1);
  return known ? attempt : { ...attempt, plugins: [...attempt.plugins, { seq, plugin, data }] };
}

function ended(attempt, { conclusion, reason, log, at }) {
  return { ...reaching(attempt, log?.bytes ?? attempt.logEnd), done: { conclusion, reason, log, at } };
}

function reaching(attempt, end) {
  if (end <= attempt.logEnd) {
    return attempt;
  }
  return { ...attempt, logEnd: end, missing: [...attempt.missing, { from: attempt.logEnd, to: end }] };
}

function length(text, base64) {
  return base64 === undefined ? new TextEncoder().encode(text).length : atob(base64).length;
}

function replaced(items, key, item) {
  const others = items.filter((other) => other[key] !== item[key]);
  return [...others, item].sort((a, b) => a[key] - b[key]);
}

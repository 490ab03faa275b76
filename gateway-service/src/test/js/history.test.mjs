import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BEGINNING, current, EVENT_TYPES, placeOutside, reduce, withFactsOf } from '../../main/resources/static/assets/history.mjs';

const AT = '2026-11-23T10:00:00Z';

function after(...events) {
  return events.map((event) => ({ attempt: 1, at: AT, ...event })).reduce(reduce, BEGINNING);
}

const START = { type: 'job:cmd:start', num: 1, phase: 'test', screencmd: 'make' };
const out = (text, offset, more = {}) => ({ type: 'job:cmd:stdout', num: 1, text, offset, ...more });

test('understands every event of the contract', () => {
  const contract = '../../../../common/src/main/java/dev/skep/message/JobEvent.java';
  const source = readFileSync(new URL(contract, import.meta.url), 'utf8');
  const types = [...source.matchAll(/@JsonTypeName\("([^"]+)"\)/g)].map((match) => match[1]);
  assert.notEqual(types.length, 0);
  assert.deepEqual([...EVENT_TYPES].sort(), [...types].sort());
});

test('keeps the state as it is on an unknown event', () => {
  const state = after(START);
  assert.equal(reduce(state, { type: 'job:unheard-of', attempt: 1 }), state);
});

test('changes no state that it was given', () => {
  const before = after(START);
  const copy = structuredClone(before);
  reduce(before, { attempt: 1, at: AT, ...out('hi', 0) });
  reduce(before, { attempt: 1, at: AT, type: 'job:cmd:done', num: 1, exitCode: 1 });
  assert.deepEqual(before, copy);
});

test('tells the drone and the commit', () => {
  const attempt = current(
    after(
      { type: 'job:queued' },
      { type: 'job:assigned', drone: 'drone-1', reason: 'fastest' },
      { type: 'job:accepted', drone: 'drone-1', incarnation: 'a' },
      { type: 'job:started' },
      { type: 'job:checkout', commit: 'abc' },
    ),
  );
  assert.deepEqual([attempt.drone, attempt.startedAt, attempt.commit], ['drone-1', AT, 'abc']);
});

test('joins what is said of a command, in any order', () => {
  const done = { type: 'job:cmd:done', num: 1, exitCode: 2 };
  const begun = { num: 1, phase: 'test', screencmd: 'make', name: undefined, startedAt: AT };
  const command = { ...begun, exitCode: 2, finishedAt: AT };
  assert.deepEqual(current(after(START, done)).commands, [command]);
  assert.deepEqual(current(after(done, START)).commands, [command]);
});

test('orders commands by their number', () => {
  const second = { ...START, num: 2 };
  assert.deepEqual(
    current(after(second, START)).commands.map((command) => command.num),
    [1, 2],
  );
});

test('makes a place for output whose command has not begun', () => {
  assert.deepEqual(current(after(out('hi', 0))).commands, [{ num: 1 }]);
});

test('puts output outside commands where it was written', () => {
  const outside = (text, offset) => ({ type: 'job:stderr', text, offset });
  const begun = after(outside('ab', 0), START, out('c', 2), outside('d', 3), outside('e', 4));
  assert.deepEqual([current(begun).logEnd, current(begun).missing], [5, []]);
  assert.equal(placeOutside(current(begun)), 1);
  assert.deepEqual(current(begun).commands.length, 1);
  assert.equal(reduce(begun, { attempt: 1, at: AT, ...outside('d', 3) }), begun);
});

test('keeps what plugins tell, once', () => {
  const word = (seq, tests) => ({ type: 'job:plugin', seq, plugin: 'report', data: { tests } });
  const state = after(word(7, 1), word(9, 2), word(9, 2));
  assert.deepEqual(
    current(state).plugins.map(({ seq, plugin, data }) => [seq, plugin, data.tests]),
    [
      [7, 'report', 1],
      [9, 'report', 2],
    ],
  );
  assert.equal(reduce(state, { attempt: 1, at: AT, ...word(7, 1) }), state);
});

test('goes on with the next attempt when a job needed another drone', () => {
  const state = after(
    { type: 'job:assigned', drone: 'drone-1', reason: 'fastest' },
    { type: 'job:requeued', reason: 'no gpu', needs: { vcs: 'git' } },
    { type: 'job:queued', attempt: 2 },
  );
  assert.deepEqual([state.attempts[0].requeued, state.attempts[0].drone], ['no gpu', 'drone-1']);
  assert.deepEqual([current(state).number, current(state).requeued], [2, undefined]);
});

test('counts the log in bytes', () => {
  assert.equal(current(after(START, out('é\n', 0))).logEnd, 3);
  assert.equal(current(after(START, out('\ufffd\ufffd', 0, { base64: 'w8M=' }))).logEnd, 2);
});

test('ignores output that comes again', () => {
  const state = after(START, out('abc', 0));
  assert.equal(reduce(state, { attempt: 1, ...out('abc', 0) }), state);
});

test('names the holes in the log', () => {
  assert.deepEqual(current(after(START, out('abc', 0), out('x', 10))).missing, [{ from: 3, to: 10 }]);
});

test('names what is missing at the end of the log', () => {
  const done = { type: 'job:done', conclusion: 'SUCCESS', log: { bytes: 5, lines: 1, sha256: '0' } };
  assert.deepEqual(current(after(START, out('abc', 0), done)).missing, [{ from: 3, to: 5 }]);
});

test('misses nothing when the log is as long as the end says', () => {
  const done = { type: 'job:done', conclusion: 'SUCCESS', log: { bytes: 3, lines: 1, sha256: '0' } };
  const attempt = current(after(START, out('abc', 0), done));
  assert.deepEqual([attempt.missing, attempt.done.conclusion], [[], 'SUCCESS']);
});

test('misses nothing where no drone ended the job', () => {
  const attempt = current(after({ type: 'job:done', conclusion: 'CANCELLED', reason: 'cancelled by ada' }));
  assert.deepEqual([attempt.missing, attempt.done.reason], [[], 'cancelled by ada']);
});

test('keeps attempts apart, and late events of an earlier one with it', () => {
  const state = after(
    START,
    { type: 'job:lost', reason: 'drone-1 is gone' },
    { type: 'job:queued', attempt: 2 },
    { type: 'job:cmd:done', num: 1, exitCode: 0, attempt: 1 },
  );
  assert.deepEqual([current(state).number, current(state).commands], [2, []]);
  assert.deepEqual([state.attempts[0].lost, state.attempts[0].commands[0].exitCode], ['drone-1 is gone', 0]);
});

test('takes the end of a command from the job when the events are not read so far', () => {
  const attempt = { number: 2, commands: [{ num: 1, startedAt: 'then' }], logEnd: 0, missing: [] };
  const job = {
    attempt: 2,
    commands: [
      { num: 1, exitCode: 0, finishedAt: 'now' },
      { num: 2, exitCode: 1, finishedAt: 'later' },
    ],
  };
  assert.deepEqual(withFactsOf(job, attempt).commands, [{ num: 1, startedAt: 'then', exitCode: 0, finishedAt: 'now' }]);
  assert.equal(withFactsOf({ ...job, attempt: 3 }, attempt), attempt);
  assert.equal(withFactsOf(job, undefined), undefined);
});

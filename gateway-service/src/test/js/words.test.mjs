import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelsOf, ordersFor, questionBefore, slotsOf, stateOfDrone } from '../../main/resources/static/assets/drone-words.mjs';
import {
  authorOf,
  firstLine,
  pendingCodeOf,
  pendingOf,
  refOf,
  sourceOf,
  triggerOf,
} from '../../main/resources/static/assets/job-words.mjs';
import { verdictOf } from '../../main/resources/static/assets/placement-words.mjs';
import { proofOf } from '../../main/resources/static/assets/proof.mjs';
import { ago, between, span } from '../../main/resources/static/assets/times.mjs';

const NOW = Date.parse('2026-11-23T12:00:00Z');

test('says how long ago in one unit', () => {
  assert.equal(ago('2026-11-23T12:00:05Z', NOW), 'just now');
  assert.equal(ago('2026-11-23T11:59:30Z', NOW), '30 sec. ago');
  assert.equal(ago('2026-11-23T09:01:00Z', NOW), '2 hr. ago');
  assert.equal(ago('2026-11-20T12:00:00Z', NOW), '3 days ago');
});

test('says a length of time in its two largest units', () => {
  const lengths = [-5, 1_234, 59_999, 61_000, 3_725_000];
  assert.deepEqual(lengths.map(span), ['0.0 s', '1.2 s', '59 s', '1 min 1 s', '1 h 2 min']);
});

test('measures to now what has not ended, and nothing that has not begun', () => {
  assert.equal(between('2026-11-23T11:59:00Z', null, NOW), '1 min 0 s');
  assert.equal(between(null, null, NOW), '');
});

test('shortens commits and leaves out what is missing', () => {
  assert.equal(refOf({ ref: { branch: 'main', id: '0123456789abcdef' } }), 'main@0123456789');
  assert.equal(refOf({ ref: { fetch: '+refs/tags/v1' } }), '+refs/tags/v1');
  assert.equal(refOf({}), '');
});

test('names pull requests as their forge does', () => {
  const named = (fetch, id) => refOf({ ref: { fetch, id } });
  assert.equal(named('+refs/pull/141/merge', '0123456789abcdef'), 'pull request 141@0123456789');
  assert.equal(named('refs/pull-requests/5/from'), 'pull request 5');
  assert.equal(named('refs/merge-requests/12/head'), 'merge request 12');
  assert.equal(named('+refs/pull/7/head:refs/heads/x'), 'pull request 7');
  assert.equal(named('refs/pull/x/merge'), 'refs/pull/x/merge');
});

test('says what asked for a job, and by which way', () => {
  const job = (type, source) => ({ trigger: { type, source } });
  assert.deepEqual(triggerOf(job('pull-request')), { icon: 'trigger-pull-request', word: 'pull request' });
  assert.deepEqual(triggerOf(job('full_moon')), { icon: 'trigger-other', word: 'full moon' });
  assert.equal(sourceOf(job('manual', { type: 'UI', page: 'project' })), 'page project');
  assert.equal(sourceOf(job('manual', { type: 'API', app: 'cli' })), 'API, cli');
  assert.equal(sourceOf(job('commit', { type: 'plugin', plugin: 'github' })), 'plugin github');
  assert.equal(sourceOf({}) + triggerOf({}).word, '');
});

test('says what became of each drone that there was', () => {
  const placement = { drone: 'a' };
  const verdicts = [{ drone: 'a' }, { drone: 'b' }, { drone: 'c', ruledOut: 'it is leaving' }];
  assert.deepEqual(
    verdicts.map((candidate) => verdictOf(candidate, placement)),
    ['chosen', 'fits', 'it is leaving'],
  );
});

test('says of a drone what it holds and offers', () => {
  assert.equal(slotsOf({ capacity: 4, free: 1, waiting: 0 }), '3 of 4 slots taken');
  assert.equal(slotsOf({ capacity: 4, free: 0, waiting: 2 }), '4 of 4 slots taken, 2 waiting');
  assert.equal(labelsOf({ labels: { os: 'linux', gpu: 'yes' } }), 'gpu=yes, os=linux');
  assert.equal(labelsOf({}), '');
  const states = ['READY', 'PAUSED', 'DRAINING', 'new'].map((state) => stateOfDrone({ state }));
  assert.deepEqual(states, ['SUCCESS', 'CANCELLED', 'ERROR', 'LOST']);
});

test('offers what a drone can be told to do, and asks before what cannot be undone', () => {
  const orders = ['READY', 'PAUSED', 'DRAINING', 'new'].map((state) => ordersFor({ state }).join());
  assert.deepEqual(orders, ['pause,drain', 'resume,drain', '', '']);
  assert.match(questionBefore('drain', { id: 'drone-1' }), /^Drain drone-1\?/);
  assert.equal(questionBefore('pause', { id: 'drone-1' }) + questionBefore('resume', { id: 'drone-1' }), '');
});

test('takes the first line of the message, and the best name of the author', () => {
  assert.equal(firstLine({ trigger: { message: '\nFix it\n\nbecause' } }), 'Fix it');
  assert.equal(authorOf({ trigger: { author: { username: 'ada', email: 'ada@example.com' } } }), 'ada');
  assert.equal(firstLine({}) + authorOf({}), '');
});

test('says why a job waits until it is over', () => {
  const pending = { code: 'NO_DRONE', message: 'no drone is there' };
  assert.equal(pendingOf({ status: 'QUEUED', pending }), 'no drone is there');
  assert.equal(pendingCodeOf({ status: 'QUEUED', pending }), 'no drone');
  assert.equal(pendingOf({ status: 'FINISHED', pending }) + pendingCodeOf({ status: 'FINISHED', pending }), '');
});

test('says whether the log is complete, or what is missing', () => {
  const log = { bytes: 1234, lines: 56, sha256: 'abc', complete: true };
  const over = { status: 'FINISHED', log };
  assert.equal(proofOf({ status: 'RUNNING', log }, undefined), '');
  assert.match(proofOf(over, { missing: [] }), /is complete: 1,234 bytes, 56 lines, SHA-256 abc\./);
  assert.match(proofOf(over, { missing: [{ from: 3, to: 10 }] }), /not complete: missing bytes 3 to 9\./);
  assert.match(proofOf({ status: 'RUNNING' }, { truncated: 1000 }), /The log ends here/);
  const cut = { ...over, log: { ...log, dropped: 5678 } };
  assert.match(proofOf(cut, { missing: [], truncated: 1000 }), /was cut: .* 5,678 more bytes.* is here: 1,234 bytes/);
  assert.match(proofOf({ ...over, log: null }, { missing: [], done: {} }), /No drone reported/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorOf, firstLine, pendingOf, refOf } from '../../main/resources/static/assets/job-words.mjs';
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
  assert.equal(refOf({ ref: { fetch: '+refs/pull/1/merge' } }), '+refs/pull/1/merge');
  assert.equal(refOf({}), '');
});

test('takes the first line of the message, and the best name of the author', () => {
  assert.equal(firstLine({ trigger: { message: '\nFix it\n\nbecause' } }), 'Fix it');
  assert.equal(authorOf({ trigger: { author: { username: 'ada', email: 'ada@example.com' } } }), 'ada');
  assert.equal(firstLine({}) + authorOf({}), '');
});

test('says why a job waits until it is over', () => {
  const pending = { code: 'NO_DRONE', message: 'no drone is there' };
  assert.equal(pendingOf({ status: 'QUEUED', pending }), 'no drone is there');
  assert.equal(pendingOf({ status: 'FINISHED', pending }), '');
});

test('says whether the log is complete, or what is missing', () => {
  const log = { bytes: 1234, lines: 56, sha256: 'abc', complete: true };
  const over = { status: 'FINISHED', log };
  assert.equal(proofOf({ status: 'RUNNING', log }, undefined), '');
  assert.match(proofOf(over, { missing: [] }), /is complete: 1,234 bytes, 56 lines, SHA-256 abc\./);
  assert.match(proofOf(over, { missing: [{ from: 3, to: 10 }] }), /not complete: missing bytes 3 to 9\./);
  assert.match(proofOf({ ...over, log: null }, { missing: [], done: {} }), /No drone reported/);
});

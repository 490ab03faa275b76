import assert from 'node:assert/strict';
import { test } from 'node:test';

import { canCancel, cancelStory } from '../../main/resources/static/assets/cancel-words.mjs';

const CANCEL = { by: 'ada', at: 't', deliveredAt: null, endedAt: null, signalled: [], left: [] };

test('what runs or waits can be cancelled, once', () => {
  assert.equal(canCancel({ status: 'QUEUED', cancel: null }), true);
  assert.equal(canCancel({ status: 'RUNNING', cancel: null }), true);
  assert.equal(canCancel({ status: 'RUNNING', cancel: CANCEL }), false);
  assert.equal(canCancel({ status: 'FINISHED', cancel: null }), false);
});

test('a cancel is told of step by step', () => {
  assert.equal(cancelStory({ status: 'RUNNING', cancel: null }), '');
  assert.equal(cancelStory({ status: 'RUNNING', cancel: CANCEL }), 'Cancelled by ada: its drone is being told.');
  assert.equal(cancelStory({ status: 'RUNNING', cancel: { ...CANCEL, deliveredAt: 't' } }),
    'Cancelled by ada: its drone ends it now.');
  assert.equal(cancelStory({ status: 'FINISHED', cancel: CANCEL }), 'Cancelled by ada.');
});

test('the evidence says what was ended and what is left', () => {
  const ended = { ...CANCEL, deliveredAt: 't', endedAt: 't' };
  const process = { pid: 7, program: 'sleep', signals: ['TERM'] };
  assert.equal(cancelStory({ status: 'FINISHED', cancel: ended }),
    'Cancelled by ada: no process had to be ended, none is left.');
  assert.equal(cancelStory({ status: 'FINISHED', cancel: { ...ended, signalled: [process] } }),
    'Cancelled by ada: 1 process was told to end, none is left.');
  assert.equal(cancelStory({ status: 'RUNNING', cancel: { ...ended, signalled: [process, process], left: [7] } }),
    'Cancelled by ada: 2 processes were told to end, and 1 could not be ended: 7.');
});

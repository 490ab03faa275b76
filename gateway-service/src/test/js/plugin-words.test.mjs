import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf, reportOf } from '../../main/resources/static/assets/plugin-words.mjs';

const report = (data) => reportOf({ plugin: 'report', data });

test('shows values as they are and what is nested as JSON', () => {
  const facts = factsOf({ version: 22, ok: false, none: null, list: [1], html: '<b>' });
  assert.deepEqual(
    facts.map(({ name, text, nested }) => [name, text, nested]),
    [
      ['version', '22', false],
      ['ok', 'false', false],
      ['none', 'null', false],
      ['list', '[\n  1\n]', true],
      ['html', '<b>', false],
    ],
  );
  assert.deepEqual(factsOf(undefined), []);
});

test('knows what is long', () => {
  const lines = factsOf({ short: 'a', text: 'x'.repeat(2_000), list: Array.from({ length: 20 }, () => 0) });
  assert.deepEqual(
    lines.map((fact) => fact.long),
    [false, true, true],
  );
});

test('sums a test report up', () => {
  const data = { tests: 1_234, failures: 1, errors: 2, skipped: 3, seconds: 1.256, files: 7, runner: 'junit' };
  const { summary, failed, rest } = report(data);
  assert.equal(summary, '1,234 tests · 1 failure · 2 errors · 3 skipped · 7 files · 1.26 s');
  assert.deepEqual([failed, rest], [[], { runner: 'junit' }]);
});

test('leaves out of a report what is nought or missing', () => {
  assert.equal(report({ tests: 1, failures: 0, errors: 0, skipped: 0 }).summary, '1 test');
  assert.equal(report({ tests: 12, failures: 2, files: 1 }).summary, '12 tests · 2 failures · 1 file');
});

test('calls a report bad when something failed, listed or not', () => {
  const bad = [{ failures: 1 }, { errors: 1 }, { failed: [{ name: 'hums' }] }];
  bad.forEach((data) => assert.equal(report({ tests: 3, ...data }).bad, true));
  assert.equal(report({ tests: 3, failures: 0, errors: 0, skipped: 2, failed: [] }).bad, false);
});

test('lists the cases that failed', () => {
  const failed = [{ name: 'counts bees', message: 'expected 3' }, { name: 'hums' }, 'nonsense', null];
  assert.deepEqual(report({ tests: 2, failures: 2, failed }).failed, [
    { name: 'counts bees', message: 'expected 3' },
    { name: 'hums', message: '' },
  ]);
});

test('takes nothing else for a report', () => {
  assert.equal(reportOf({ plugin: 'node', data: { tests: 1 } }), null);
  assert.equal(report({ tests: 'many' }), null);
  assert.equal(report(undefined), null);
});

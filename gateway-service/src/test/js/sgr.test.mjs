import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLAIN, styled } from '../../main/resources/static/assets/sgr.mjs';

test('sets faces and colours', () => {
  assert.deepEqual(styled(PLAIN, '1;3;31;42'), { bold: true, italic: true, colour: 1, background: 2 });
  assert.deepEqual(styled(PLAIN, '97;100'), { colour: 15, background: 8 });
});

test('adds to what is set already', () => {
  assert.deepEqual(styled(styled(PLAIN, '31'), '4'), { colour: 1, underline: true });
});

test('is plain again after a reset', () => {
  const style = styled(PLAIN, '1;31;44');
  assert.equal(styled(style, ''), PLAIN);
  assert.equal(styled(style, '0'), PLAIN);
  assert.equal(styled(style, '22;39;49'), PLAIN);
});

test('takes the 256 colours', () => {
  assert.equal(styled(PLAIN, '38;5;9').colour, 9);
  assert.equal(styled(PLAIN, '38;5;16').colour, 'rgb(0 0 0)');
  assert.equal(styled(PLAIN, '48;5;208').background, 'rgb(255 135 0)');
  assert.equal(styled(PLAIN, '38;5;255').colour, 'rgb(238 238 238)');
});

test('takes true colours, and goes on after them', () => {
  assert.deepEqual(styled(PLAIN, '38;2;1;2;3;1'), { colour: 'rgb(1 2 3)', bold: true });
});

test('passes over what makes no sense', () => {
  for (const parameters of ['38', '38;5', '38;5;300', '38;2;1;2', '38;2;1;2;999', '99', '?25']) {
    assert.equal(styled(PLAIN, parameters), PLAIN, parameters);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogLines } from '../../main/resources/static/assets/log-lines.mjs';

function linesOf(...pieces) {
  const lines = new LogLines();
  pieces.forEach((piece) => lines.write(piece, 'stdout'));
  return [...lines.takeFinished(), lines.open];
}

const textOf = (...pieces) => linesOf(...pieces).map((line) => line.map((segment) => segment.text).join(''));

test('splits at newlines, with or without carriage return', () => {
  assert.deepEqual(textOf('a\nb\r\nc'), ['a', 'b', 'c']);
  assert.deepEqual(textOf('a\r', '\nb'), ['a', 'b']);
});

test('gives each finished line once', () => {
  const lines = new LogLines();
  lines.write('a\n', 'stdout');
  assert.equal(lines.takeFinished().length, 1);
  assert.equal(lines.takeFinished().length, 0);
});

test('lets a carriage return overwrite the line', () => {
  assert.deepEqual(textOf(' 10%\r 50%\r100%\n'), ['100%', '']);
  assert.deepEqual(textOf('abcdef\rXY'), ['XYcdef']);
});

test('keeps the colours of what is not overwritten', () => {
  const [line] = linesOf('\x1b[31mred\x1b[32mgreen\x1b[0m\r--');
  assert.deepEqual(
    line.map(({ text, style }) => [text, style.colour]),
    [['--', undefined], ['d', 1], ['green', 2]],
  );
});

test('follows erase in line, column and backspace', () => {
  assert.deepEqual(textOf('abcdef\r\x1b[Kxy'), ['xy']);
  assert.deepEqual(textOf('abcdef\x1b[2Kxy'), ['xy']);
  assert.deepEqual(textOf('abcdef\x1b[3GX'), ['abXdef']);
  assert.deepEqual(textOf('abc\b\bX'), ['aXc']);
});

test('understands sequences that are cut anywhere', () => {
  const whole = 'a\x1b[1;31mb\x1b[0m\x1b]8;;http://x\x1b\\c\x1b]8;;\x07d\x1b(Be';
  for (let cut = 1; cut < whole.length; cut++) {
    assert.deepEqual(textOf(whole.slice(0, cut), whole.slice(cut)), ['abcde'], `cut at ${cut}`);
  }
});

test('does not swallow output after a sequence that never ends', () => {
  assert.match(textOf(`\x1b]${'x'.repeat(5000)}\nend`).at(-1), /end$/);
});

test('leaves out control characters but keeps tabs', () => {
  assert.deepEqual(textOf('a\x07\x00\tb\x1b[?25l'), ['a\tb']);
});

test('keeps the style of each stream, and says which text is of stderr', () => {
  const lines = new LogLines();
  lines.write('\x1b[31mout', 'stdout');
  lines.write('err', 'stderr');
  lines.write('out', 'stdout');
  assert.deepEqual(
    lines.open.map(({ text, style, stderr }) => [text, style.colour, stderr]),
    [['out', 1, false], ['err', undefined, true], ['out', 1, false]],
  );
});

test('breaks endless lines', () => {
  const texts = textOf('x'.repeat(25_000));
  assert.deepEqual(texts.map((text) => text.length), [10_000, 10_000, 5_000]);
});

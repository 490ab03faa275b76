import { PLAIN, styled } from './sgr.mjs';

/** Longer lines are broken, so that one endless line cannot stall the page. */
const LONGEST_LINE = 10_000;
const TOKENS = new RegExp(
  [
    '\\x1b\\[(?<parameters>[0-9;:<=>?]*)[ -/]*(?<final>[@-~])',
    '\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)',
    '\\x1b[ -/]+[0-~]',
    '\\x1b[0-Z\\\\^-~]',
    '(?<control>[\\r\\n\\b])',
    '(?<text>[^\\x00-\\x08\\x0a-\\x1f\\x7f]+)',
  ].join('|'),
  'g',
);
/** A sequence that a later piece of output may complete. Of bounded length: what never ends is no sequence. */
const UNFINISHED = /\x1b(?:\[[0-9;:<=>? -/]{0,100}|\][^\x07\x1b]{0,2000}\x1b?|[ -/]{0,4})$/;

/**
 * Turns output as it comes, in pieces cut anywhere, into lines of styled segments, much as a terminal does: colours,
 * carriage return, backspace, column and erase in line are followed, other sequences are left out.
 *
 * A segment is { text, style, stderr }.
 */
export class LogLines {
  #segments = [];
  #length = 0;
  #column = 0;
  #finished = [];
  #streams = { stdout: { style: PLAIN, rest: '' }, stderr: { style: PLAIN, rest: '' } };

  /** Takes a piece of the `stdout` or `stderr` stream; each has its own style and its own cut sequences. */
  write(piece, streamName) {
    const stream = this.#streams[streamName];
    const input = stream.rest + piece;
    stream.rest = UNFINISHED.exec(input)?.[0] ?? '';
    const whole = input.slice(0, input.length - stream.rest.length);
    for (const { groups } of whole.matchAll(TOKENS)) {
      this.#take(groups, stream, streamName === 'stderr');
    }
  }

  /** The lines finished since the last call. */
  takeFinished() {
    const lines = this.#finished;
    this.#finished = [];
    return lines;
  }

  /** The line that is still being written; empty after a newline. */
  get open() {
    return this.#segments;
  }

  #take({ text, control, final, parameters }, stream, stderr) {
    if (text) {
      this.#print(text, stream.style, stderr);
    } else if (control === '\n') {
      this.#finish();
    } else if (control === '\r') {
      this.#column = 0;
    } else if (control === '\b') {
      this.#column = Math.max(0, this.#column - 1);
    } else if (final === 'm') {
      stream.style = styled(stream.style, parameters);
    } else if (final === 'G') {
      this.#column = Math.min(this.#length, Math.max(1, Number(parameters)) - 1);
    } else if (final === 'K') {
      this.#erase(Number(parameters));
    }
  }

  #print(text, style, stderr) {
    for (let from = 0; from < text.length; ) {
      if (this.#column === LONGEST_LINE) {
        this.#finish();
      }
      const part = text.slice(from, from + LONGEST_LINE - this.#column);
      this.#overwrite({ text: part, style, stderr });
      from += part.length;
    }
  }

  #overwrite(segment) {
    const end = this.#column + segment.text.length;
    if (this.#column === this.#length) {
      append(this.#segments, segment);
    } else {
      const after = cut(this.#segments, end, this.#length);
      this.#segments = cut(this.#segments, 0, this.#column);
      [segment, ...after].forEach((part) => append(this.#segments, part));
    }
    this.#length = Math.max(this.#length, end);
    this.#column = end;
  }

  /** Erase in line: from the cursor on, or all of it. (Erasing before the cursor is not seen in logs.) */
  #erase(how) {
    if (how === 2) {
      this.#column = 0;
    }
    if (how !== 1) {
      this.#segments = cut(this.#segments, 0, this.#column);
      this.#length = this.#column;
    }
  }

  #finish() {
    this.#finished.push(this.#segments);
    this.#segments = [];
    this.#length = 0;
    this.#column = 0;
  }
}

function append(segments, segment) {
  const last = segments.at(-1);
  if (last && last.style === segment.style && last.stderr === segment.stderr) {
    segments[segments.length - 1] = { ...last, text: last.text + segment.text };
  } else {
    segments.push(segment);
  }
}

/** The part of a line between two columns. */
function cut(segments, from, to) {
  const kept = [];
  let start = 0;
  for (const segment of segments) {
    const text = segment.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    if (text) {
      kept.push({ ...segment, text });
    }
    start += segment.text.length;
  }
  return kept;
}

import { element } from './elements.mjs';
import { LogLines } from './log-lines.mjs';
import { PLAIN } from './sgr.mjs';

/** Lines come and go in blocks, so that the browser can skip the layout of those out of sight. */
const BLOCK_LINES = 500;
const MOST_LINES = 20_000;

/** The output of one command. */
export class LogView {
  #lines = new LogLines();
  #blocks = [];
  #count = 0;
  #openLine = null;

  /** @param cut is called once lines had to go from the beginning */
  constructor(container, cut) {
    this.container = container;
    this.cut = cut;
  }

  write(text, streamName) {
    this.#lines.write(text, streamName);
  }

  /** Brings what was written onto the page. */
  flush() {
    this.#openLine?.remove();
    const finished = this.#lines.takeFinished();
    if (finished.length > MOST_LINES) {
      this.cut();
    }
    finished.slice(-MOST_LINES).forEach((line) => this.#append(line));
    this.#showOpenLine();
    this.#trim();
  }

  #append(line) {
    if (this.#count % BLOCK_LINES === 0) {
      this.#blocks.at(-1)?.classList.add('full');
      this.#blocks.push(this.container.appendChild(element('div', 'block')));
    }
    this.#blocks.at(-1).append(lineElement(line));
    this.#count += 1;
  }

  #showOpenLine() {
    this.#openLine = this.#lines.open.length > 0 ? lineElement(this.#lines.open) : null;
    if (this.#openLine) {
      this.container.append(this.#openLine);
    }
  }

  #trim() {
    while ((this.#blocks.length - 1) * BLOCK_LINES >= MOST_LINES) {
      this.#blocks.shift().remove();
      this.cut();
    }
  }
}

function lineElement(segments) {
  const line = element('div', segments.some((segment) => segment.stderr) ? 'line stderr' : 'line');
  line.append(...segments.map(segmentNode));
  if (segments.length === 0) {
    line.textContent = '\n';
  }
  return line;
}

function segmentNode({ text, style }) {
  if (style === PLAIN) {
    return document.createTextNode(text);
  }
  const span = element('span', classes(style), text);
  span.style.color = typeof style.colour === 'string' ? style.colour : '';
  span.style.backgroundColor = typeof style.background === 'string' ? style.background : '';
  return span;
}

function classes({ colour, background, ...faces }) {
  const names = Object.keys(faces);
  if (typeof colour === 'number') {
    names.push(`colour-${colour}`);
  }
  if (typeof background === 'number') {
    names.push(`background-${background}`);
  }
  return names.join(' ');
}

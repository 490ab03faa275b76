import { failed, stateOfCommand, titleOf, tookOf } from './command-words.mjs';
import { copyOf, show } from './elements.mjs';
import { LogView } from './log-view.mjs';
import { mark } from './state-mark.mjs';

/** One command with its output. */
export class CommandView {
  #parts;
  #readerDecided = false;

  constructor(num, id, rawLogAddress) {
    const { root, parts } = copyOf('command');
    this.num = num;
    this.element = root;
    this.#parts = parts;
    root.id = id;
    root.querySelector('summary').addEventListener('click', () => (this.#readerDecided = true));
    parts.raw.href = rawLogAddress;
    this.log = new LogView(parts.log, () => (parts.cut.hidden = false));
  }

  update(command, { over, last }) {
    mark(this.#parts.state, ...stateOfCommand(command, over));
    show(this.#parts.heading, titleOf(command));
    this.#parts.heading.title = command.screencmd ?? '';
    show(this.#parts.phase, command.phase);
    show(this.#parts.took, tookOf(command, over));
    if (!this.#readerDecided) {
      this.element.open = last || failed(command);
    }
  }

  reveal() {
    this.#readerDecided = true;
    this.element.open = true;
  }
}

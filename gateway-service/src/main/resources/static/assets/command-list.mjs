import { stateOfCommand, titleOf, tookOf } from './command-words.mjs';
import { byId, copyOf, show } from './elements.mjs';
import { mark } from './state-mark.mjs';

/** The overview of an attempt's commands, each a link to its output. */
export class CommandList {
  #attempt = 0;
  #items = new Map();

  /** @param reveal shows the command of this number in this attempt */
  constructor(reveal) {
    this.reveal = reveal;
  }

  update(attempt) {
    if (attempt.number !== this.#attempt) {
      this.#attempt = attempt.number;
      this.#items.clear();
      byId('command-list').replaceChildren();
    }
    byId('commands').hidden = attempt.commands.length === 0;
    attempt.commands.forEach((command) => this.#show(command, attempt));
  }

  #show(command, attempt) {
    const over = attempt.done !== undefined;
    const parts = this.#item(command.num);
    mark(parts.state, ...stateOfCommand(command, over));
    show(parts.link, titleOf(command));
    show(parts.phase, command.phase);
    show(parts.took, tookOf(command, over));
  }

  #item(num) {
    if (!this.#items.has(num)) {
      const { root, parts } = copyOf('command-item');
      const attempt = this.#attempt;
      root.value = num;
      parts.link.href = `#command-${attempt}-${num}`;
      parts.link.addEventListener('click', () => this.reveal(attempt, num));
      byId('command-list').append(root);
      this.#items.set(num, parts);
    }
    return this.#items.get(num);
  }
}

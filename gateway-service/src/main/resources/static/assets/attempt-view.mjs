import { CommandView } from './command-view.mjs';
import { copyOf, show } from './elements.mjs';

/** One attempt at the job: its commands, in order. */
export class AttemptView {
  #parts;
  #commands = new Map();

  constructor(number, rawLogAddress) {
    const { root, parts } = copyOf('attempt');
    this.number = number;
    this.rawLogAddress = rawLogAddress;
    this.element = root;
    this.#parts = parts;
  }

  /** @param superseded whether there is a later attempt */
  update(attempt, superseded) {
    show(this.#parts.heading, superseded || attempt.number > 1 ? `Attempt ${attempt.number}` : '');
    show(this.#parts.lost, attempt.lost ?? '');
    const over = superseded || attempt.done !== undefined;
    for (const command of attempt.commands) {
      const last = !superseded && command === attempt.commands.at(-1);
      this.command(command.num).update(command, { over, last });
    }
  }

  /** The view of this command, made when first asked for. */
  command(num) {
    if (!this.#commands.has(num)) {
      this.#insert(new CommandView(num, `command-${this.number}-${num}`, this.rawLogAddress));
    }
    return this.#commands.get(num);
  }

  #insert(view) {
    const later = [...this.#commands.values()].filter((other) => other.num > view.num);
    const next = later.sort((a, b) => a.num - b.num)[0];
    this.#parts.commands.insertBefore(view.element, next?.element ?? null);
    this.#commands.set(view.num, view);
  }
}

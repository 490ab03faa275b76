import { CommandView } from './command-view.mjs';
import { copyOf, show } from './elements.mjs';
import { OutsideView } from './outside-view.mjs';

/** One attempt at the job: its commands in order, and between them what was written outside of them. */
export class AttemptView {
  #parts;
  #commands = new Map();
  #outside = new Map();

  constructor(number, rawLogAddress) {
    const { root, parts } = copyOf('attempt');
    this.number = number;
    this.rawLogAddress = rawLogAddress;
    this.element = root;
    this.#parts = parts;
  }

  /** @param superseded whether there is a later attempt */
  update(attempt, superseded) {
    const where = attempt.drone ? ` on ${attempt.drone}` : '';
    show(this.#parts.heading, superseded || attempt.number > 1 ? `Attempt ${attempt.number}${where}` : '');
    show(this.#parts.lost, attempt.lost ?? '');
    show(this.#parts.requeued, attempt.requeued && `Needed another drone: ${attempt.requeued}`);
    const over = superseded || attempt.done !== undefined;
    for (const command of attempt.commands) {
      const last = !superseded && command === attempt.commands.at(-1);
      this.command(command.num).update(command, { over, last });
    }
  }

  /** The view of this command, made when first asked for. */
  command(num) {
    if (!this.#commands.has(num)) {
      this.#insert(this.#commands, num, new CommandView(num, `command-${this.number}-${num}`, this.rawLogAddress));
    }
    return this.#commands.get(num);
  }

  /** The view of what was written outside any command after this one, 0 for before the first. */
  outside(after) {
    if (!this.#outside.has(after)) {
      this.#insert(this.#outside, after, new OutsideView(after + 0.5, this.rawLogAddress));
    }
    return this.#outside.get(after);
  }

  /** Puts a view where its number is. */
  #insert(views, key, view) {
    const all = [...this.#commands.values(), ...this.#outside.values()];
    const later = all.filter((other) => other.num > view.num).sort((a, b) => a.num - b.num);
    this.#parts.commands.insertBefore(view.element, later[0]?.element ?? null);
    views.set(key, view);
  }
}

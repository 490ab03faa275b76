/** So much of a frame may go into output; the rest is for the reader's scrolling. */
const BUDGET_MS = 8;

/** Hands output to log views, a bit in each frame. */
export class Printer {
  #queue = [];
  #next = 0;
  #scheduled = false;

  /** @param printed is called after each frame that printed something */
  constructor(printed) {
    this.printed = printed;
  }

  print(view, text, streamName) {
    this.#queue.push({ view, text, streamName });
    this.#schedule();
  }

  #schedule() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => this.#frame());
    }
  }

  #frame() {
    this.#scheduled = false;
    const touched = new Set();
    const end = performance.now() + BUDGET_MS;
    while (this.#next < this.#queue.length && performance.now() < end) {
      const { view, text, streamName } = this.#queue[this.#next++];
      view.write(text, streamName);
      touched.add(view);
    }
    touched.forEach((view) => view.flush());
    this.printed();
    if (this.#next < this.#queue.length) {
      this.#schedule();
    } else {
      this.#queue = [];
      this.#next = 0;
    }
  }
}

import { AttemptView } from './attempt-view.mjs';
import { CommandList } from './command-list.mjs';
import { byId, show } from './elements.mjs';
import { BEGINNING, current, isOutput, reduce, withFactsOf } from './history.mjs';
import { JobFacts } from './job-facts.mjs';
import { firstLine, nameOf, pendingOf } from './job-words.mjs';
import { Printer } from './printer.mjs';
import { proofOf } from './proof.mjs';
import { mark, stateOf } from './state-mark.mjs';
import { Tail } from './tail.mjs';

/** The page of one job: what the gateway says of it, and what its events come to. */
export class JobView {
  #job = null;
  #history = BEGINNING;
  #attempts = new Map();
  #facts = new JobFacts();
  #commandList = new CommandList((attempt, num) => this.#reveal(attempt, num));
  #tail = new Tail(byId('follow'));
  #printer = new Printer(() => this.#tail.keep());
  #scheduled = false;

  constructor(rawLogAddress) {
    this.rawLogAddress = rawLogAddress;
    byId('raw-log').href = rawLogAddress;
  }

  set job(job) {
    if (this.#job === null) {
      this.#tail.on = job.status !== 'FINISHED';
      byId('job').hidden = false;
    }
    this.#job = job;
    this.#renderSoon();
  }

  take(event) {
    const next = reduce(this.#history, event);
    if (next === this.#history) {
      return;
    }
    this.#history = next;
    if (isOutput(event)) {
      const log = this.#attempt(event.attempt).command(event.num).log;
      this.#printer.print(log, event.text, event.type === 'job:cmd:stderr' ? 'stderr' : 'stdout');
    }
    this.#renderSoon();
  }

  /** Lets what depends on the time of day go on. */
  tick() {
    this.#show();
  }

  #renderSoon() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => this.#render());
    }
  }

  #render() {
    this.#scheduled = false;
    this.#show();
    this.#tail.keep();
  }

  #show() {
    this.#showHead();
    const last = withFactsOf(this.#job, current(this.#history));
    for (const attempt of this.#history.attempts) {
      const isLast = attempt.number === last.number;
      this.#attempt(attempt.number).update(isLast ? last : attempt, !isLast);
    }
    if (last) {
      this.#commandList.update(last);
    }
    show(byId('proof'), proofOf(this.#job, last));
  }

  #showHead() {
    const job = this.#job;
    const last = current(this.#history);
    show(byId('heading'), nameOf(job));
    mark(byId('state'), stateOf(job));
    mark(byId('log-state'), stateOf(job));
    document.title = `${byId('state').textContent} · ${nameOf(job)} · Skep`;
    show(byId('message'), firstLine(job));
    show(byId('reason'), last?.done?.reason ?? job.reason);
    show(byId('pending'), pendingOf(job) && `Waits: ${pendingOf(job)}`);
    this.#facts.update(job, last);
  }

  #attempt(number) {
    if (!this.#attempts.has(number)) {
      const view = new AttemptView(number, this.rawLogAddress);
      byId('attempts').append(view.element);
      this.#attempts.set(number, view);
    }
    return this.#attempts.get(number);
  }

  #reveal(attempt, num) {
    this.#tail.on = false;
    this.#attempt(attempt).command(num).reveal();
  }
}

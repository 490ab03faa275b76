import { AttemptView } from './attempt-view.mjs';
import { canCancel, cancelStory } from './cancel-words.mjs';
import { CommandList } from './command-list.mjs';
import { byId, show } from './elements.mjs';
import { BEGINNING, current, isOutput, placeOutside, reduce, withFactsOf } from './history.mjs';
import { JobFacts } from './job-facts.mjs';
import { firstLine, nameOf, pendingCodeOf, pendingOf } from './job-words.mjs';
import { PlacementView } from './placement-view.mjs';
import { PluginView } from './plugin-view.mjs';
import { Printer } from './printer.mjs';
import { proofOf } from './proof.mjs';
import { mark, stateOf } from './state-mark.mjs';
import { Tail } from './tail.mjs';
import { between } from './times.mjs';

/** The page of one job: what the gateway says of it, and what its events come to. */
export class JobView {
  #job = null;
  #history = BEGINNING;
  #attempts = new Map();
  #facts = new JobFacts();
  #plugins = new PluginView();
  #placement;
  #commandList = new CommandList((attempt, num) => this.#reveal(attempt, num));
  #tail = new Tail(byId('follow'));
  #printer = new Printer(() => this.#tail.keep());
  #scheduled = false;

  constructor(address) {
    this.rawLogAddress = `${address}/log`;
    this.#placement = new PlacementView(`${address}/placement`);
    byId('raw-log').href = this.rawLogAddress;
  }

  set job(job) {
    if (this.#job === null) {
      this.#tail.on = job.status !== 'FINISHED';
      byId('job').hidden = false;
    }
    this.#job = job;
    this.#placement.update(job);
    this.#renderSoon();
  }

  take(event) {
    const next = reduce(this.#history, event);
    if (next === this.#history) {
      return;
    }
    this.#history = next;
    if (isOutput(event)) {
      this.#printer.print(this.#log(event), event.text, event.type.endsWith('stderr') ? 'stderr' : 'stdout');
    }
    this.#renderSoon();
  }

  /** Where this output goes: to its command, or after the last one that has begun. */
  #log({ attempt: number, num }) {
    const view = this.#attempt(number);
    const attempt = this.#history.attempts.find((known) => known.number === number);
    return (num === undefined ? view.outside(placeOutside(attempt)) : view.command(num)).log;
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
      this.#plugins.update(last);
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
    show(byId('cancel-story'), cancelStory(job));
    byId('cancel').hidden = !canCancel(job);
    const waits = pendingOf(job);
    show(byId('pending-reason'), waits && `Waits: ${waits}`);
    show(byId('pending-code'), waits && `${pendingCodeOf(job)}, for ${between(job.pending.since)}`);
    byId('pending').hidden = !waits;
    this.#facts.update(job);
  }

  #attempt(number) {
    if (!this.#attempts.has(number)) {
      const view = new AttemptView(number, this.rawLogAddress);
      const later = [...this.#attempts.values()].filter((other) => other.number > number);
      const next = later.sort((a, b) => a.number - b.number)[0];
      byId('attempts').insertBefore(view.element, next?.element ?? null);
      this.#attempts.set(number, view);
    }
    return this.#attempts.get(number);
  }

  #reveal(attempt, num) {
    this.#tail.on = false;
    this.#attempt(attempt).command(num).reveal();
  }
}

import { copyOf, element, show } from './elements.mjs';
import { addressOf, authorOf, firstLine, nameOf, pendingOf, refOf, triggerOf, typeOf } from './job-words.mjs';
import { icon, mark, stateOf } from './state-mark.mjs';
import { ago, between, full } from './times.mjs';

/** One job in the list. */
export class JobRow {
  #parts;

  constructor(job) {
    const { root, parts } = copyOf('job-row');
    this.element = root;
    this.#parts = parts;
    const trigger = triggerOf(job);
    parts.trigger.append(icon(trigger.icon), element('span', '', trigger.word));
    parts.trigger.hidden = trigger.word === '';
    parts.link.href = addressOf(job);
    parts.link.textContent = nameOf(job);
    parts.queued.dateTime = job.queuedAt;
    parts.queued.title = `Queued ${full(job.queuedAt)}`;
    this.update(job);
  }

  update(job) {
    this.job = job;
    mark(this.#parts.state, stateOf(job));
    show(this.#parts.message, firstLine(job));
    show(this.#parts.type, typeOf(job));
    show(this.#parts.ref, refOf(job));
    show(this.#parts.author, authorOf(job));
    show(this.#parts.drone, job.drone && `on ${job.drone}`);
    show(this.#parts.attempt, job.attempt > 1 ? `attempt ${job.attempt}` : '');
    show(this.#parts.pending, pendingOf(job) && `Waits: ${pendingOf(job)}`);
    this.tick();
  }

  /** Lets what depends on the time of day go on. */
  tick() {
    show(this.#parts.queued, ago(this.job.queuedAt));
    show(this.#parts.duration, between(this.job.startedAt, this.job.finishedAt));
  }
}

import { JobRow } from './job-row.mjs';

/** The rows of a list of jobs, newest first. */
export class JobList {
  #rows = new Map();

  constructor(list) {
    this.list = list;
  }

  get size() {
    return this.#rows.size;
  }

  has(id) {
    return this.#rows.has(id);
  }

  /** Shows these jobs and no others; rows that stay keep their place in the document, and the reader's focus. */
  replace(jobs) {
    const wanted = new Set(jobs.map((job) => job.id));
    for (const [id, row] of this.#rows) {
      if (!wanted.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
      }
    }
    jobs.forEach((job) => this.put(job));
  }

  /** Updates the job's row, or inserts one. */
  put(job) {
    const known = this.#rows.get(job.id);
    if (known) {
      known.update(job);
    } else {
      this.#insert(new JobRow(job));
    }
  }

  tick() {
    this.#rows.forEach((row) => row.tick());
  }

  #insert(row) {
    const older = this.#inOrder().find((other) => other.job.queuedAt < row.job.queuedAt);
    this.list.insertBefore(row.element, older?.element ?? null);
    this.#rows.set(row.job.id, row);
  }

  #inOrder() {
    return [...this.#rows.values()].sort((a, b) => (a.job.queuedAt < b.job.queuedAt ? 1 : -1));
  }
}

import { byId, element, linkTo } from './elements.mjs';
import { FactList } from './fact-list.mjs';
import { authorOf, refOf, sourceOf, triggerOf, typeOf } from './job-words.mjs';
import { ago, between, full } from './times.mjs';

/** All that is known of a job, as terms and values. Values change in place, so that a reader's selection lasts. */
export class JobFacts {
  #list = new FactList(byId('facts'));

  update(job) {
    const ref = job.ref ?? {};
    this.#link('Project', `/?project=${encodeURIComponent(job.project)}`, job.project);
    this.#text('Type', typeOf(job));
    this.#text('Code', refOf(job), ref.id);
    this.#outside('Repository', job.repo?.url);
    this.#text('Author', authorOf(job), job.trigger?.author?.email);
    this.#outside('Trigger', job.trigger?.url, triggerOf(job).word);
    this.#text('Source', sourceOf(job));
    this.#text('Drone', job.drone);
    this.#text('Attempt', job.attempt > 1 ? String(job.attempt) : '');
    this.#times(job);
  }

  #times(job) {
    const queued = job.queuedAt;
    this.#text('Queued', ago(queued), full(queued));
    this.#text('Waited', between(queued, job.startedAt ?? job.finishedAt));
    this.#text('Ran', between(job.startedAt, job.finishedAt), job.startedAt && `Started ${full(job.startedAt)}`);
    this.#step('Tested', job.testedAt, job.testExitCode);
    this.#step('Deployed', job.deployedAt, job.deployExitCode);
    this.#text('Finished', job.finishedAt && ago(job.finishedAt), job.finishedAt && full(job.finishedAt));
  }

  #step(term, at, exitCode) {
    this.#text(term, at && `${ago(at)}, exit ${exitCode}`, at && full(at));
  }

  #text(term, text, title) {
    const value = this.#value(term, text);
    if (value) {
      value.textContent = text ?? '';
      value.title = title ?? '';
    }
  }

  #link(term, address, text) {
    const link = element('a', '', text);
    link.href = address;
    this.#value(term, text)?.replaceChildren(link);
  }

  #outside(term, address, text = address) {
    this.#value(term, text)?.replaceChildren(linkTo(address, text ?? ''));
  }

  /** Where the term's value goes; null when it stands there already. */
  #value(term, text) {
    const value = this.#list.value(term, text);
    return value.textContent === (text ?? '') ? null : value;
  }
}

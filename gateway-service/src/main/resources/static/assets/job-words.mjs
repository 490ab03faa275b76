/** A job's parts as words. Each gives '' where the job has nothing to say. */

const SHORT_COMMIT = 10;

export function nameOf(job) {
  return `${job.project} #${job.number}`;
}

export function addressOf(job) {
  return `/job.html?id=${encodeURIComponent(job.id)}`;
}

export function firstLine(job) {
  return job.trigger?.message?.trim().split('\n')[0] ?? '';
}

export function refOf(job) {
  const ref = job.ref ?? {};
  return [ref.branch ?? ref.fetch, ref.id?.slice(0, SHORT_COMMIT)].filter(Boolean).join('@');
}

export function authorOf(job) {
  const author = job.trigger?.author ?? {};
  return author.name ?? author.username ?? author.email ?? '';
}

/** Who or what let the trigger in. */
export function sourceOf(job) {
  const source = job.trigger?.source ?? {};
  return source.plugin ?? source.app ?? source.page ?? '';
}

export function typeOf(job) {
  return job.type.toLowerCase().replaceAll('_', ' ');
}

/** Why the job waits. */
export function pendingOf(job) {
  return job.status === 'FINISHED' ? '' : (job.pending?.message ?? '');
}

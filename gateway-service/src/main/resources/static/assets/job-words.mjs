/** A job's parts as words. Each gives '' where the job has nothing to say. */

const SHORT_COMMIT = 10;
const TRIGGERS = ['manual', 'commit', 'pull-request', 'dependency'];
const PULL_REQUEST = /^\+?refs\/(pull|pull-requests|merge-requests)\/(\d+)(?:\/|$|:)/;

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
  return [ref.branch ?? pullRequestOf(job) ?? ref.fetch, ref.id?.slice(0, SHORT_COMMIT)].filter(Boolean).join('@');
}

/** The pull request whose code this is, as its forge calls it; null for other code. */
function pullRequestOf(job) {
  const [, kind, number] = PULL_REQUEST.exec(job.ref?.fetch ?? '') ?? [];
  return number ? `${kind.startsWith('merge') ? 'merge' : 'pull'} request ${number}` : null;
}

export function authorOf(job) {
  const author = job.trigger?.author ?? {};
  return author.name ?? author.username ?? author.email ?? '';
}

/** Who or what let the trigger in. */
export function sourceOf(job) {
  const { type, plugin, app, page } = job.trigger?.source ?? {};
  return { UI: page && `page ${page}`, API: app && `API, ${app}`, plugin: plugin && `plugin ${plugin}` }[type] || '';
}

/** What kind of thing asked for the job: { icon, word }. */
export function triggerOf(job) {
  const type = job.trigger?.type ?? '';
  return { icon: TRIGGERS.includes(type) ? `trigger-${type}` : 'trigger-other', word: type.replaceAll(/[-_]/g, ' ') };
}

export function typeOf(job) {
  return job.type.toLowerCase().replaceAll('_', ' ');
}

/** Why the job waits, in a sentence. */
export function pendingOf(job) {
  return job.status === 'FINISHED' ? '' : (job.pending?.message ?? '');
}

/** The kind of reason for which it waits. */
export function pendingCodeOf(job) {
  return job.status === 'FINISHED' ? '' : (job.pending?.code ?? '').toLowerCase().replaceAll('_', ' ');
}

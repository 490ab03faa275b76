import { complaint, read, returnFromSignIn } from './api.mjs';
import { byId, show } from './elements.mjs';
import { showFirstSteps } from './first-steps.mjs';
import { EVENT_TYPES } from './history.mjs';
import { JobList } from './job-list.mjs';
import { LiveEvents } from './live.mjs';
import { throttled } from './throttle.mjs';

const PAGE_SIZE = 30;
const MOST_ROWS = 200;
/** From so many changed jobs on, one read of the list is cheaper than a read of each. */
const MANY = 8;
const UPDATE_INTERVAL_MS = 500;
/** Why a job waits is not an event: it is asked for. */
const WAITING_INTERVAL_MS = 5_000;

const query = new URLSearchParams(location.search);
const project = query.get('project') ?? '';
const cursor = query.get('cursor') ?? '';
const jobs = new JobList(byId('jobs'));
const changed = new Set();

returnFromSignIn();
showPlace();
await reload();
showProjects();
const updateSoon = throttled(update, UPDATE_INTERVAL_MS);
const reloadSoon = throttled(reload, UPDATE_INTERVAL_MS);
follow();
setInterval(() => jobs.tick(), 1_000);
setInterval(updateWaiting, WAITING_INTERVAL_MS);

function showPlace() {
  if (project) {
    byId('heading').textContent = `Jobs of ${project}`;
    document.title = `${project} · Skep`;
  }
}

function listAddress(parameters) {
  const all = new URLSearchParams({ limit: PAGE_SIZE, ...parameters });
  if (project) {
    all.set('project', project);
  }
  return `/api/v1/jobs?${all}`;
}

async function reload() {
  await tried(async () => {
    const page = await read(listAddress(cursor ? { cursor } : {}));
    jobs.replace(page.items);
    showPaging(page.next);
    showEmptiness();
  });
  byId('jobs').removeAttribute('aria-busy');
}

function showPaging(next) {
  const place = project ? { project } : {};
  link(byId('newest'), cursor && new URLSearchParams(place));
  link(byId('older'), next && new URLSearchParams({ ...place, cursor: next }));
}

function link(anchor, parameters) {
  anchor.hidden = !parameters;
  anchor.href = parameters ? `/?${parameters}` : '';
}

function showEmptiness() {
  const empty = jobs.size === 0;
  byId('nothing-here').hidden = !(empty && cursor);
  if (empty && !cursor) {
    showFirstSteps(project);
  } else {
    byId('first-steps').hidden = true;
  }
}

/** Nobody keeps the events that came before a connection: what they changed is read anew once it stands. */
function follow() {
  let missedSome = true;
  new LiveEvents(() => '/api/v1/events', EVENT_TYPES, {
    on(event) {
      changed.add(event.job);
      updateSoon();
    },
    opened() {
      show(byId('link-state'), 'live');
      if (missedSome) {
        reloadSoon();
      }
      missedSome = false;
    },
    broken() {
      show(byId('link-state'), 'reconnecting …');
      missedSome = true;
      reloadSoon();
    },
  });
}

/** Brings the jobs that events spoke of up to date. */
async function update() {
  const ids = [...changed].filter((id) => jobs.has(id) || !cursor);
  changed.clear();
  if (ids.length > MANY || jobs.size > MOST_ROWS) {
    await reload();
  } else {
    await tried(() => Promise.all(ids.map(updateOne)));
  }
}

async function updateOne(id) {
  const job = await read(`/api/v1/jobs/${encodeURIComponent(id)}`);
  if (!project || job.project === project) {
    jobs.put(job);
    showEmptiness();
  }
}

async function updateWaiting() {
  if (!document.hidden && byId('jobs').querySelector('[data-state=queued]')) {
    await tried(async () => {
      const page = await read(listAddress({ status: 'QUEUED' }));
      page.items.filter((job) => jobs.has(job.id)).forEach((job) => jobs.put(job));
    });
  }
}

/** Offers the projects to choose from; the list of jobs does without where they may not be read. */
async function showProjects() {
  const page = await read('/api/v1/projects').catch(() => ({ items: [] }));
  const names = new Set(page.items.map((item) => item.name));
  if (project) {
    names.add(project);
  }
  byId('project').append(...[...names].sort().map((name) => new Option(name, name)));
  byId('project').value = project;
  byId('filter').hidden = names.size === 0;
}

async function tried(task) {
  try {
    await task();
    show(byId('problem'), '');
  } catch (error) {
    show(byId('problem'), complaint(error));
  }
}

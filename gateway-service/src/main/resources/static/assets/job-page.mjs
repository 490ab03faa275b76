import { complaint, post, read, Refusal } from './api.mjs';
import { byId, show } from './elements.mjs';
import { EVENT_TYPES, isOutput } from './history.mjs';
import { JobView } from './job-view.mjs';
import { LiveEvents } from './live.mjs';
import { throttled } from './throttle.mjs';

const RELOAD_INTERVAL_MS = 500;
/** Why a job waits, and whether its log is complete, are not events: they are asked for. */
const ASK_INTERVAL_MS = 3_000;
const ASKS_FOR_PROOF = 10;

const id = new URLSearchParams(location.search).get('id') ?? location.pathname.split('/').at(-1);
const address = `/api/v1/jobs/${encodeURIComponent(id)}`;
const view = new JobView(address);
const reloadSoon = throttled(reload, RELOAD_INTERVAL_MS);
let job = null;
let asksForProof = 0;

await begin();

async function begin() {
  const error = await reload();
  if (job) {
    follow();
    byId('cancel').addEventListener('click', cancel);
    setInterval(() => view.tick(), 1_000);
    setInterval(askWhatNoEventTells, ASK_INTERVAL_MS);
  } else if (!(error instanceof Refusal)) {
    setTimeout(begin, ASK_INTERVAL_MS);
  }
}

/** Reads the job; gives the error when that failed. */
async function reload() {
  try {
    job = await read(address);
    view.job = job;
    show(byId('problem'), '');
    return null;
  } catch (error) {
    show(byId('problem'), complaint(error));
    return error;
  }
}

async function cancel() {
  try {
    job = await post(`${address}/cancel`);
    view.job = job;
    show(byId('problem'), '');
  } catch (error) {
    show(byId('problem'), complaint(error));
  }
}

function follow() {
  let silent = false;
  const live = new LiveEvents(eventsAfter, EVENT_TYPES, {
    on(event) {
      silent = false;
      view.take(event);
      if (!isOutput(event)) {
        reloadSoon();
      }
      if (event.type === 'job:done') {
        end();
      }
    },
    opened() {
      silent = true;
      show(byId('link-state'), 'live');
    },
    broken() {
      if (silent && job.status === 'FINISHED') {
        end();
      } else {
        show(byId('link-state'), 'reconnecting …');
        reloadSoon();
      }
    },
  });

  function end() {
    live.close();
    show(byId('link-state'), '');
  }
}

function eventsAfter(lastId) {
  return `${address}/events${lastId === null ? '' : `?after=${encodeURIComponent(lastId)}`}`;
}

function askWhatNoEventTells() {
  const unproved = job.status === 'FINISHED' && !job.log?.complete && asksForProof++ < ASKS_FOR_PROOF;
  if (!document.hidden && (job.status === 'QUEUED' || unproved)) {
    reloadSoon();
  }
}

import { complaint, post, read } from './api.mjs';
import { DroneView } from './drone-view.mjs';
import { questionBefore } from './drone-words.mjs';
import { byId, show } from './elements.mjs';
import { nameOf } from './job-words.mjs';

const INTERVAL_MS = 3_000;

const views = new Map();
/** Drones know jobs by their ids; what people call those that run is asked for once. */
const names = new Map();
/** Why the last order was refused; stays until another is given. */
let refusal = '';

await look();
setInterval(look, INTERVAL_MS);

async function look() {
  if (document.hidden) {
    return;
  }
  try {
    const { items } = await read('/api/v1/drones');
    showAll(items);
    if (await learnNames(items.flatMap((drone) => drone.running).map(({ job }) => job))) {
      showAll(items);
    }
    show(byId('problem'), refusal);
  } catch (error) {
    show(byId('problem'), complaint(error));
  }
  byId('drones').removeAttribute('aria-busy');
}

async function give(order, drone) {
  const question = questionBefore(order, drone);
  if (question && !confirm(question)) {
    return;
  }
  try {
    await post(`/api/v1/drones/${encodeURIComponent(drone.id)}/${order}`);
    refusal = '';
  } catch (error) {
    refusal = complaint(error);
  }
  await look();
}

/** Learns what these jobs are called, and forgets the others; false when there was nothing to learn. */
async function learnNames(jobs) {
  [...names.keys()].filter((id) => !jobs.includes(id)).forEach((id) => names.delete(id));
  const unknown = jobs.filter((id) => !names.has(id));
  const answers = unknown.map((id) => read(`/api/v1/jobs/${encodeURIComponent(id)}`).catch(() => null));
  const found = (await Promise.all(answers)).filter((job) => job !== null);
  found.forEach((job) => names.set(job.id, nameOf(job)));
  return found.length > 0;
}

/** Drones come in the order of their names; those that stay keep their place in the document. */
function showAll(drones) {
  const gone = new Set(views.keys());
  drones.forEach((drone, place) => {
    gone.delete(drone.id);
    const view = views.get(drone.id) ?? new DroneView(drone.id, give);
    views.set(drone.id, view);
    view.update(drone, names);
    const next = byId('drones').children[place];
    if (next !== view.element) {
      byId('drones').insertBefore(view.element, next ?? null);
    }
  });
  for (const id of gone) {
    views.get(id).element.remove();
    views.delete(id);
  }
  byId('no-drones').hidden = drones.length > 0;
}

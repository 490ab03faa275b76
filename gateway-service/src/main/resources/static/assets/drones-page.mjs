import { complaint, read } from './api.mjs';
import { DroneView } from './drone-view.mjs';
import { byId, show } from './elements.mjs';
import { nameOf } from './job-words.mjs';

const INTERVAL_MS = 3_000;

const views = new Map();
/** Drones know jobs by their ids; what people call them is asked for once. */
const names = new Map();

await look();
setInterval(look, INTERVAL_MS);

async function look() {
  if (document.hidden) {
    return;
  }
  try {
    const { items } = await read('/api/v1/drones');
    await Promise.all(items.flatMap((drone) => drone.running).map(({ job }) => learnName(job)));
    showAll(items);
    show(byId('problem'), '');
  } catch (error) {
    show(byId('problem'), complaint(error));
  }
  byId('drones').removeAttribute('aria-busy');
}

async function learnName(id) {
  if (!names.has(id)) {
    names.set(id, id);
    const job = await read(`/api/v1/jobs/${encodeURIComponent(id)}`).catch(() => null);
    names.set(id, job ? nameOf(job) : id);
  }
}

/** Drones come in the order of their names; those that stay keep their place in the document. */
function showAll(drones) {
  const gone = new Set(views.keys());
  drones.forEach((drone, place) => {
    gone.delete(drone.id);
    const view = views.get(drone.id) ?? new DroneView(drone.id);
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

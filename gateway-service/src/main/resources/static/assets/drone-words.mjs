/** A drone's parts as words. Each gives '' where the drone has nothing to say. */

/** The state as icon and word know it. */
export function stateOfDrone(drone) {
  return { READY: 'SUCCESS', PAUSED: 'CANCELLED', DRAINING: 'ERROR' }[drone.state] ?? 'LOST';
}

/** What it can be told to do. */
export function ordersFor(drone) {
  return { READY: ['pause', 'drain'], PAUSED: ['resume', 'drain'] }[drone.state] ?? [];
}

/** What to ask before it is told so; '' when it can be undone. */
export function questionBefore(order, drone) {
  return order === 'drain' ? `Drain ${drone.id}? It leaves when the jobs that it runs have ended.` : '';
}

export function stateWordOf(drone) {
  return drone.state.toLowerCase();
}

/** How many of its slots are taken, and what waits. */
export function slotsOf({ capacity, free, waiting }) {
  const taken = `${capacity - free} of ${capacity} slots taken`;
  return waiting > 0 ? `${taken}, ${waiting} waiting` : taken;
}

export function labelsOf(drone) {
  const labels = Object.entries(drone.labels ?? {});
  return labels.map(([name, value]) => `${name}=${value}`).sort().join(', ');
}

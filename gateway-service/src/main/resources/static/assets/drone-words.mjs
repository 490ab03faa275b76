/** A drone's parts as words. Each gives '' where the drone has nothing to say. */

/** The state as icon and word know it. */
export function stateOfDrone(drone) {
  return { READY: 'SUCCESS', DRAINING: 'ERROR' }[drone.state] ?? 'LOST';
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

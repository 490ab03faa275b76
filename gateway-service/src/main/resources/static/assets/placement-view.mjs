import { read } from './api.mjs';
import { byId, element, show } from './elements.mjs';
import { verdictOf } from './placement-words.mjs';
import { span } from './times.mjs';

/** Why the job is on its drone, or on none yet, and which drones there were to choose from. */
export class PlacementView {
  #known = '';

  constructor(address) {
    this.address = address;
  }

  /** Reads the placement anew where the job says that it is another one. */
  async update({ status, attempt, drone, assignedAt, pending }) {
    const wanted = JSON.stringify([status === 'QUEUED', attempt, drone, assignedAt, pending]);
    if (wanted !== this.#known) {
      this.#known = wanted;
      const placement = await read(this.address).catch(() => null);
      if (wanted !== this.#known) {
        return; // a newer question is on its way, or answered
      }
      if (placement === null) {
        this.#known = ''; // the next look at the job tries again
      } else {
        this.#show(placement);
      }
    }
  }

  #show(placement) {
    const { candidates, pending } = placement;
    byId('placement').hidden = pending !== null && candidates.length === 0;
    byId('placement-why').hidden = pending !== null; // the page says on top why a job waits
    show(byId('placement-question'), placement.drone ? 'Why this drone' : 'Why no drone yet');
    show(byId('placement-reason'), placement.reason);
    show(byId('placement-policy'), policyOf(placement));
    byId('candidates').hidden = candidates.length === 0;
    byId('candidate-rows').replaceChildren(...candidates.map((candidate) => row(candidate, placement)));
  }
}

function policyOf({ policy, drones, candidates }) {
  if (!policy) {
    return '';
  }
  const more = drones > candidates.length ? ` The first ${candidates.length} of ${drones} drones:` : '';
  return `Rule: ${policy.replaceAll('-', ' ')}.${more}`;
}

function row(candidate, placement) {
  const made = element('tr', candidate.drone === placement.drone ? 'chosen' : '');
  const name = made.appendChild(element('th', '', candidate.drone));
  name.scope = 'row';
  const { state, speed, capacity, held, heartbeatAgeMillis } = candidate;
  for (const text of [state.toLowerCase(), speed, `${held} of ${capacity}`, span(heartbeatAgeMillis)]) {
    made.insertCell().textContent = text;
  }
  made.insertCell().textContent = verdictOf(candidate, placement);
  return made;
}

import { labelsOf, ordersFor, slotsOf, stateOfDrone, stateWordOf } from './drone-words.mjs';
import { copyOf, element, show } from './elements.mjs';
import { FactList } from './fact-list.mjs';
import { addressOf } from './job-words.mjs';
import { mark } from './state-mark.mjs';
import { ago } from './times.mjs';

/** One drone in the list. */
export class DroneView {
  #parts;
  #facts;
  #give;

  /** @param give called with an order and the drone when somebody gives one */
  constructor(id, give) {
    this.#give = give;
    const { root, parts } = copyOf('drone');
    this.element = root;
    this.#parts = parts;
    this.#facts = new FactList(parts.facts);
    show(parts.id, id);
  }

  /** @param names what people call the jobs, by id */
  update(drone, names) {
    mark(this.#parts.state, stateOfDrone(drone), stateWordOf(drone));
    show(this.#parts.seen, `last word ${ago(drone.lastSeen)}`);
    this.#parts.meter.max = drone.capacity;
    this.#parts.meter.value = drone.capacity - drone.free;
    show(this.#parts.slots, slotsOf(drone));
    this.#showRunning(drone.running, names);
    this.#showOrders(drone);
    this.#fact('Speed', String(drone.speed));
    this.#fact('Plugins', drone.plugins.join(', ') || 'none');
    this.#fact('Executors', drone.executors.join(', '));
    this.#fact('Version control', drone.vcs.join(', '));
    this.#fact('Labels', labelsOf(drone));
  }

  #showRunning(running, names) {
    const links = running.map(({ job, attempt }) => {
      const name = names.get(job) ?? job;
      const link = element('a', '', attempt > 1 ? `${name}, attempt ${attempt}` : name);
      link.href = addressOf({ id: job });
      return link;
    });
    const shown = links.map((link) => link.textContent).join();
    if (this.#parts.running.dataset.shown !== shown) {
      this.#parts.running.dataset.shown = shown;
      this.#parts.running.replaceChildren(...links);
    }
    this.#parts.running.hidden = running.length === 0;
  }

  #showOrders(drone) {
    const orders = ordersFor(drone);
    if (this.#parts.orders.dataset.shown !== orders.join()) {
      this.#parts.orders.dataset.shown = orders.join();
      this.#parts.orders.replaceChildren(...orders.map((order) => this.#button(order, drone)));
    }
    this.#parts.orders.hidden = orders.length === 0;
  }

  #button(order, drone) {
    const button = element('button', '', order[0].toUpperCase() + order.slice(1));
    button.type = 'button';
    button.setAttribute('aria-label', `${button.textContent} ${drone.id}`);
    button.addEventListener('click', () => this.#give(order, drone));
    return button;
  }

  #fact(term, text) {
    show(this.#facts.value(term, text), text);
  }
}

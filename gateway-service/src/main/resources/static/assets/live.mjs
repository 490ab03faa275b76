/** Live events of the gateway. */

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/**
 * Listens until closed. The browser itself comes back after a broken connection; what it gives up on (an answer other
 * than 200) is tried anew here. Nothing is held open while the page is hidden, because browsers allow few connections.
 */
export class LiveEvents {
  #source;
  #lastId = null;
  #retryMs = FIRST_RETRY_MS;
  #timer;
  #closed = false;

  /**
   * @param address gives the address to listen at, from the id of the last event seen, or null
   * @param types the events to hear
   * @param listener has on(event), opened() and broken(), the last two about the connection
   */
  constructor(address, types, listener) {
    this.address = address;
    this.types = types;
    this.listener = listener;
    document.addEventListener('visibilitychange', this.#visibility);
    this.#open();
  }

  close() {
    this.#closed = true;
    this.#stop();
    document.removeEventListener('visibilitychange', this.#visibility);
  }

  #open() {
    this.#source = new EventSource(this.address(this.#lastId));
    this.#source.onopen = () => {
      this.#retryMs = FIRST_RETRY_MS;
      this.listener.opened();
    };
    this.#source.onerror = () => this.#broken();
    for (const type of this.types) {
      this.#source.addEventListener(type, (message) => this.#hear(message));
    }
  }

  #hear(message) {
    this.#lastId = message.lastEventId || this.#lastId;
    if (!this.#closed) {
      this.listener.on(JSON.parse(message.data));
    }
  }

  #broken() {
    this.listener.broken();
    if (!this.#closed && this.#source.readyState === EventSource.CLOSED) {
      this.#timer = setTimeout(() => this.#open(), this.#retryMs);
      this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS);
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#source.close();
  }

  #visibility = () => {
    this.#stop();
    if (document.hidden) {
      this.listener.broken(); // what happens while nobody looks is read again afterwards
    } else {
      this.#open();
    }
  };
}

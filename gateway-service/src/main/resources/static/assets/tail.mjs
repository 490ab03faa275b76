/** Closer to the end than this counts as at the end. */
const NEAR_PX = 40;

/** Keeps the end of the page in sight while the switch is on. Scrolling up turns it off, scrolling to the end on. */
export class Tail {
  #lastTop = 0;

  constructor(checkbox) {
    this.checkbox = checkbox;
    checkbox.addEventListener('change', () => this.keep());
    addEventListener('scroll', () => this.#scrolled(), { passive: true });
  }

  set on(on) {
    this.checkbox.checked = on;
  }

  /** The page has grown. */
  keep() {
    if (this.checkbox.checked) {
      scrollTo(0, document.documentElement.scrollHeight);
      this.#lastTop = scrollY;
    }
  }

  #scrolled() {
    const distance = document.documentElement.scrollHeight - innerHeight - scrollY;
    if (scrollY < this.#lastTop && distance > NEAR_PX) {
      this.on = false;
    } else if (scrollY > this.#lastTop && distance <= NEAR_PX) {
      this.on = true;
    }
    this.#lastTop = scrollY;
  }
}

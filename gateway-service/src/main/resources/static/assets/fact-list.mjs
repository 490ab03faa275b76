import { element } from './elements.mjs';

/** Terms with their values in a list of definitions. A value stays where it is once it is there. */
export class FactList {
  #list;
  #values = new Map();

  constructor(list) {
    this.#list = list;
  }

  /** Where the term's value goes; hidden, with its term, while there is no text for it. */
  value(term, text) {
    if (!this.#values.has(term)) {
      this.#values.set(term, this.#added(term));
    }
    const value = this.#values.get(term);
    value.parentElement.hidden = !text;
    return value;
  }

  #added(term) {
    const group = element('div');
    const value = element('dd');
    group.append(element('dt', '', term), value);
    this.#list.append(group);
    return value;
  }
}

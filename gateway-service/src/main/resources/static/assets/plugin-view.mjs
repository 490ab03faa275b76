import { byId, copyOf, element, show } from './elements.mjs';
import { factsOf, reportOf } from './plugin-words.mjs';

/** A plugin that tells much is shown with its latest words; the events have them all. */
const MOST_WORDS = 20;

/** What the plugins of an attempt told, each under its name. What stands there stays, so that a reader's place lasts. */
export class PluginView {
  #attempt = 0;
  #shown = 0;
  #panels = new Map();

  update(attempt) {
    if (attempt.number !== this.#attempt) {
      this.#attempt = attempt.number;
      this.#shown = 0;
      this.#panels.clear();
      byId('plugin-list').replaceChildren();
    }
    byId('plugins').hidden = attempt.plugins.length === 0;
    attempt.plugins.slice(this.#shown).forEach((word) => this.#panel(word.plugin).add(word));
    this.#shown = attempt.plugins.length;
  }

  #panel(plugin) {
    if (!this.#panels.has(plugin)) {
      const panel = new Panel(plugin);
      byId('plugin-list').append(panel.element);
      this.#panels.set(plugin, panel);
    }
    return this.#panels.get(plugin);
  }
}

/** The words of one plugin. */
class Panel {
  #parts;
  #told = 0;

  constructor(plugin) {
    const { root, parts } = copyOf('plugin');
    this.element = root;
    this.#parts = parts;
    show(parts.heading, plugin);
    show(parts.earlier, '');
  }

  add(word) {
    const shown = element('div', 'word');
    shown.append(...wordNodes(word));
    this.#parts.words.append(shown);
    this.#told += 1;
    const earlier = this.#told - MOST_WORDS;
    if (earlier > 0) {
      this.#parts.words.firstElementChild.remove();
      show(this.#parts.earlier, `${earlier} earlier ones are not shown here.`);
    }
  }
}

function wordNodes(word) {
  const report = reportOf(word);
  if (report === null) {
    return [table(word.data)];
  }
  const summary = element('p', report.bad ? 'report bad' : 'report', report.summary);
  const failed = element('ul', 'failed-cases');
  failed.append(...report.failed.map(failedCase));
  failed.hidden = report.failed.length === 0;
  return Object.keys(report.rest).length > 0 ? [summary, failed, table(report.rest)] : [summary, failed];
}

function failedCase({ name, message }) {
  const item = element('li');
  item.append(element('strong', '', name));
  if (message !== '') {
    item.append(element('pre', '', message));
  }
  return item;
}

function table(data) {
  const made = element('table', 'plugin-data');
  const body = made.appendChild(element('tbody'));
  for (const fact of factsOf(data)) {
    const row = body.insertRow();
    const name = row.appendChild(element('th', '', fact.name));
    name.scope = 'row';
    row.insertCell().append(fact.nested || fact.long ? folded(fact) : element('span', '', fact.text));
  }
  return made;
}

function folded({ text, long }) {
  const pre = element('pre', '', text);
  if (!long) {
    return pre;
  }
  const fold = element('details');
  fold.append(element('summary', '', `${text.split('\n').length} lines`), pre);
  return fold;
}

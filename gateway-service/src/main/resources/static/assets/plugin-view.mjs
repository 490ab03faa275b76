import { byId, copyOf, element, show } from './elements.mjs';
import { factsOf, reportOf } from './plugin-words.mjs';

/** A plugin that tells much is shown with its latest words; the events have them all. */
const MOST_WORDS = 20;

/** What the plugins of an attempt told, each under its name. */
export class PluginView {
  #shown = null;

  update(attempt) {
    if (attempt.plugins === this.#shown) {
      return;
    }
    this.#shown = attempt.plugins;
    byId('plugins').hidden = attempt.plugins.length === 0;
    const words = Map.groupBy(attempt.plugins, (word) => word.plugin);
    byId('plugin-list').replaceChildren(...[...words].map(([plugin, told]) => panel(plugin, told)));
  }
}

function panel(plugin, told) {
  const { root, parts } = copyOf('plugin');
  show(parts.heading, plugin);
  const earlier = told.length - MOST_WORDS;
  show(parts.earlier, earlier > 0 ? `${earlier} earlier ones are not shown here.` : '');
  parts.words.append(...told.slice(-MOST_WORDS).flatMap(wordNodes));
  return root;
}

function wordNodes(word) {
  const report = reportOf(word);
  if (report === null) {
    return [table(word.data)];
  }
  const summary = element('p', report.failed.length > 0 ? 'report bad' : 'report', report.summary);
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

import { element } from './elements.mjs';

const SVG = 'http://www.w3.org/2000/svg';

/** The word for where a job is, or once it is over, for how it ended. */
export function stateOf(job) {
  return job.status === 'FINISHED' ? job.conclusion : job.status;
}

/** Shows a status or conclusion as icon and word in its colour; `word` replaces the word. */
export function mark(target, state, word = wordFor(state)) {
  const key = state.toLowerCase();
  if (target.dataset.state === key && target.textContent === word) {
    return;
  }
  target.dataset.state = key;
  target.className = 'state';
  target.replaceChildren(icon(key), element('span', '', word));
}

function wordFor(state) {
  const words = state.toLowerCase().replaceAll('_', ' ');
  return words[0].toUpperCase() + words.slice(1);
}

/** An icon of `icons.svg`, for the eye only. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

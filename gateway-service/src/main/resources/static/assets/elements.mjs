/** The few ways in which these pages touch the document. Data only ever enters as text. */

export const byId = (id) => document.getElementById(id);

/** A copy of a template's element, and its parts by their `data-is`. */
export function copyOf(templateId) {
  const root = byId(templateId).content.firstElementChild.cloneNode(true);
  const parts = {};
  for (const part of root.querySelectorAll('[data-is]')) {
    parts[part.dataset.is] = part;
  }
  return { root, parts };
}

/** An element of this class with this text. */
export function element(name, className = '', text = '') {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Sets the text, and hides what has none. */
export function show(target, text) {
  const shown = text ?? '';
  if (target.textContent !== shown) {
    target.textContent = shown;
  }
  target.hidden = shown === '';
}

/** A link where the address is one for browsers, else plain text: addresses come from outside. */
export function linkTo(address, text) {
  if (!/^https?:\/\//i.test(address ?? '')) {
    return document.createTextNode(text);
  }
  const link = element('a', '', text);
  link.href = address;
  link.rel = 'noreferrer';
  return link;
}

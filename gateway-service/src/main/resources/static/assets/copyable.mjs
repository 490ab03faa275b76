import { element } from './elements.mjs';

/** Gives a sample a button that copies it. */
export function makeCopyable(sample) {
  const button = element('button', 'copy', 'Copy');
  button.type = 'button';
  button.addEventListener('click', async () => {
    button.textContent = (await copied(sample)) ? 'Copied' : 'Press Ctrl-C';
  });
  sample.parentElement.append(button);
}

/** Pages that came over plain HTTP from another machine may not write to the clipboard: then the text is selected. */
async function copied(sample) {
  try {
    await navigator.clipboard.writeText(sample.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(sample);
    return false;
  }
}

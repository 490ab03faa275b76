import { copyOf } from './elements.mjs';
import { LogView } from './log-view.mjs';

/** What was written between two commands, such as by a plugin. */
export class OutsideView {
  /** @param num its place among the commands: between two of their numbers */
  constructor(num, rawLogAddress) {
    const { root, parts } = copyOf('outside');
    this.num = num;
    this.element = root;
    parts.raw.href = rawLogAddress;
    this.log = new LogView(parts.log, () => (parts.cut.hidden = false));
  }
}

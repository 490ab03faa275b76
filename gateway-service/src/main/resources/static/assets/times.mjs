/** Times as people read them. */

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** How long ago an ISO time was. A clock that is ahead of ours counts as now. */
export function ago(instant, now = Date.now()) {
  const past = now - Date.parse(instant);
  const unit = UNITS.find(([, length]) => past >= length);
  return unit ? RELATIVE.format(-Math.floor(past / unit[1]), unit[0]) : 'just now';
}

/** An ISO time in full. */
export function full(instant) {
  return FULL.format(Date.parse(instant));
}

/** The time between two ISO times, the second one now when missing; empty without the first. */
export function between(start, end, now = Date.now()) {
  return start ? span((end ? Date.parse(end) : now) - Date.parse(start)) : '';
}

/** A length of time in its two largest units. */
export function span(milliseconds) {
  const ms = Math.max(0, milliseconds);
  if (ms < 10_000) {
    return `${(ms / 1_000).toFixed(1)} s`;
  }
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) {
    return `${seconds} s`;
  }
  return hours === 0 ? `${minutes} min ${seconds % 60} s` : `${hours} h ${minutes % 60} min`;
}

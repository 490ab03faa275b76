/** What became of a drone among those that a job could have gone to. */
export function verdictOf(candidate, placement) {
  if (candidate.drone === placement.drone) {
    return 'chosen';
  }
  return candidate.ruledOut ?? 'fits';
}

const COUNT = new Intl.NumberFormat('en');

/** Whether the job can still be cancelled. */
export function canCancel(job) {
  return job.status !== 'FINISHED' && !job.cancel;
}

/** What came of a cancel, as far as it is known; empty when nobody cancelled the job. */
export function cancelStory({ cancel, status }) {
  if (!cancel) {
    return '';
  }
  const by = `Cancelled by ${cancel.by}`;
  if (cancel.endedAt) {
    return `${by}: ${evidence(cancel)}.`;
  }
  if (status === 'FINISHED') {
    return `${by}.`;
  }
  return cancel.deliveredAt ? `${by}: its drone ends it now.` : `${by}: its drone is being told.`;
}

function evidence({ signalled, left }) {
  const told = signalled.length === 0 ? 'no process had to be ended' : `${processes(signalled.length)} told to end`;
  return left.length === 0 ? `${told}, none is left` : `${told}, and ${COUNT.format(left.length)} could not be ended: ${left.join(', ')}`;
}

function processes(count) {
  return count === 1 ? '1 process was' : `${COUNT.format(count)} processes were`;
}

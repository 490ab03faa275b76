const COUNT = new Intl.NumberFormat('en');

/** Whether the whole log is here, and how that is known. Empty while the job is not over. */
export function proofOf(job, attempt) {
  if (job.status !== 'FINISHED') {
    return '';
  }
  const missing = attempt?.missing ?? [];
  if (missing.length > 0) {
    return `The log is not complete: missing ${missing.map(range).join(', ')}.`;
  }
  if (job.log?.complete) {
    const { bytes, lines, sha256 } = job.log;
    return `The log is complete: ${COUNT.format(bytes)} bytes, ${COUNT.format(lines)} lines, SHA-256 ${sha256}.`;
  }
  return attempt?.done?.log
    ? 'It is not yet known whether the log is complete.'
    : 'No drone reported the end of this job: whether the log is complete cannot be known.';
}

function range({ from, to }) {
  return `bytes ${COUNT.format(from)} to ${COUNT.format(to - 1)}`;
}

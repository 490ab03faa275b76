const COUNT = new Intl.NumberFormat('en');

/** Whether the whole log is here, and how that is known. Empty while the job is not over. */
export function proofOf(job, attempt) {
  if (job.status !== 'FINISHED') {
    return attempt?.truncated ? 'The log ends here: the job writes more than its drone can keep.' : '';
  }
  const missing = attempt?.missing ?? [];
  if (missing.length > 0) {
    return `The log is not complete: missing ${missing.map(range).join(', ')}.`;
  }
  if (job.log?.complete && job.log.sha256) {
    const { bytes, lines, sha256, dropped } = job.log;
    const sum = `${COUNT.format(bytes)} bytes, ${COUNT.format(lines)} lines, SHA-256 ${sha256}`;
    return dropped
      ? `The log was cut: its drone could not keep ${COUNT.format(dropped)} more bytes. What it kept is here: ${sum}.`
      : `The log is complete: ${sum}.`;
  }
  return attempt?.done?.log
    ? 'It is not yet known whether the log is complete.'
    : 'No drone reported the end of this job: whether the log is complete cannot be known.';
}

function range({ from, to }) {
  return `bytes ${COUNT.format(from)} to ${COUNT.format(to - 1)}`;
}

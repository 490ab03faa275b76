/** What plugins tell, as words. Their data is whatever they passed in: nothing is taken for granted. */

const LONG_LINES = 12;
const LONG_TEXT = 1_000;
const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** The data as { name, text, nested, long }: values as they are, what is nested as formatted JSON. */
export function factsOf(data) {
  return Object.entries(data ?? {}).map(([name, value]) => {
    const nested = value !== null && typeof value === 'object';
    const text = nested ? JSON.stringify(value, null, 2) : String(value);
    return { name, text, nested, long: text.length > LONG_TEXT || text.split('\n').length > LONG_LINES };
  });
}

/**
 * A test report: { summary, bad, failed: [{ name, message }], rest }, where rest is the data that the others do not say.
 * Null for what is none.
 */
export function reportOf({ plugin, data }) {
  if (plugin !== 'report' || typeof data?.tests !== 'number') {
    return null;
  }
  const { files, tests, failures, errors, skipped, seconds, failed, ...rest } = data;
  const cases = Array.isArray(failed) ? failed.filter((one) => typeof one?.name === 'string') : [];
  const summary = [
    counted(tests, 'test'),
    counted(failures, 'failure', true),
    counted(errors, 'error', true),
    counted(skipped, 'skipped', true, 'skipped'),
    counted(files, 'file'),
    typeof seconds === 'number' ? `${COUNT.format(seconds)} s` : '',
  ];
  return {
    summary: summary.filter(Boolean).join(' · '),
    bad: failures > 0 || errors > 0 || cases.length > 0,
    failed: cases.map(({ name, message }) => ({ name, message: String(message ?? '') })),
    rest,
  };
}

/** A number with its noun; empty where there is no number, or where nought need not be said. */
function counted(number, one, quietAtNought = false, many = `${one}s`) {
  if (typeof number !== 'number' || (quietAtNought && number === 0)) {
    return '';
  }
  return `${COUNT.format(number)} ${number === 1 ? one : many}`;
}

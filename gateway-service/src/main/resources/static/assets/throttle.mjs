/** Runs the task soon after it is asked for, and never twice within the interval. */
export function throttled(task, intervalMs) {
  let timer = null;
  let last = -Infinity;
  return () => {
    if (timer === null) {
      timer = setTimeout(() => {
        timer = null;
        last = performance.now();
        task();
      }, Math.max(0, last + intervalMs - performance.now()));
    }
  };
}

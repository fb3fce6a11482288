/**
 * Repeats an action, `intervalMs` milliseconds after each end, so that it never overlaps itself. A failure goes to
 * `onError` and does not end the repetition. Returns the function that ends it; what it returns resolves when an
 * action that was under way has ended.
 */
export function every(
  intervalMs: number,
  action: () => Promise<void>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let isEnded = false;
  let current: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const schedule = () => {
    if (isEnded) return;
    timer = setTimeout(() => {
      current = Promise.resolve().then(action).catch(onError).then(schedule);
    }, intervalMs);
  };
  schedule();
  return () => {
    isEnded = true;
    clearTimeout(timer);
    return current;
  };
}

/** The value when the work ends within `limitMs` milliseconds, else null. The work itself goes on; its later failure is ignored. */
export async function withinMs<T>(limitMs: number, work: Promise<T>): Promise<{ value: T } | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  const result = work.then((value) => ({ value }));
  return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
}

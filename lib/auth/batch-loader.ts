type Waiting<Value> = { promise: Promise<Value>; resolve: (value: Value) => void; reject: (error: unknown) => void };

/** Keys of one query. */
const MAX_BATCH = 500;
const MAX_WAITING = 5_000;

/**
 * Answers single look-ups with shared queries: whatever is asked while a query runs becomes the next one, so a flood
 * of look-ups costs one query at a time. `loadMany` answers in the order of its keys. Rejects at once when too many wait.
 */
export function createBatchLoader<Value>(loadMany: (keys: string[]) => Promise<Value[]>) {
  const waiting = new Map<string, Waiting<Value>>();
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, MAX_BATCH);
      for (const [key] of batch) waiting.delete(key);
      try {
        const values = await loadMany(batch.map(([key]) => key));
        batch.forEach(([, one], index) => one.resolve(values[index]!));
      } catch (error) {
        for (const [, one] of batch) one.reject(error);
      }
    }
    isRunning = false;
  }

  return {
    load(key: string): Promise<Value> {
      const known = waiting.get(key);
      if (known) return known.promise;
      if (waiting.size >= MAX_WAITING) return Promise.reject(new Error("too many look-ups are waiting"));
      const one = deferred<Value>();
      waiting.set(key, one);
      if (!isRunning) void run();
      return one.promise;
    },
  };
}

function deferred<Value>(): Waiting<Value> {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

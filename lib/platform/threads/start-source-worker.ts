import { Worker, type WorkerOptions } from "node:worker_threads";

/**
 * Starts a worker thread from a TypeScript file outside Next's bundle (tests, command line), where Node 20 cannot
 * load `.ts` by itself. Inside the bundle write `new Worker(new URL("./x.worker.ts", import.meta.url))` literally:
 *
 *     const worker = process.env.NEXT_RUNTIME
 *       ? new Worker(new URL("./x.worker.ts", import.meta.url), options)
 *       : startSourceWorker(new URL("./x.worker.ts", import.meta.url), options);
 */
export function startSourceWorker(file: URL, options: WorkerOptions = {}): Worker {
  const bootstrap = `
    import("tsx/esm/api").then(({ register }) => {
      register();
      return import(${JSON.stringify(file.href)});
    }).catch((error) => { throw error; });
  `;
  return new Worker(bootstrap, { ...options, eval: true });
}

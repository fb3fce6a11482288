import type { Ctx } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { createJobRunner, type JobContext } from "@/lib/platform/jobs";
import { openPostgres } from "@/lib/platform/db/open-postgres";
import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { registryRuntime } from "@/lib/registry/test-registry";
import { TRAINING_JOB } from "../start-training";
import { trainingJob } from "../training-job";
import { TEST_EMBEDDER, type Stage } from "../test-training";

/**
 * Runs the training jobs of the database of its first argument until it is killed. Each organization's job comes to the
 * stage that the second argument names for it, prints it, and touches the database no more.
 */
const [databaseUrl, stages] = [process.argv[2]!, JSON.parse(process.argv[3]!) as Record<string, Stage>];

const never = () => new Promise<never>(() => {});
const hanging: object = new Proxy(never, { get: (_, key) => (key === "then" ? undefined : never) });

function stopping(context: JobContext): JobContext {
  const stage = stages[context.ctx.organizationId];
  let isStopped = false;
  const reach = (reached: Stage) => {
    if (reached !== stage || isStopped) return;
    isStopped = true;
    process.stdout.write(`${stage}\n`);
  };
  const watched = <Client extends object>(client: Client, inTransaction: boolean): Client =>
    new Proxy(client, {
      get(target, key) {
        if (key === "versionEvaluation") reach("registered");
        if (key === "deploymentEvent" && inTransaction) reach("deploying");
        if (isStopped) return key === "$transaction" ? never : hanging;
        if (key === "$transaction" && !inTransaction) {
          const transaction = Reflect.get(target, key) as Database["$transaction"];
          return (work: (tx: object) => Promise<unknown>, options?: object) =>
            transaction.call(target, (tx) => work(watched(tx, true)), options);
        }
        return Reflect.get(target, key) as unknown;
      },
    });
  const ctx: Ctx = { ...context.ctx, db: watched(context.ctx.db, false) };
  return {
    ...context,
    ctx,
    progress: (progress) => {
      context.progress(progress);
      if (progress.step.startsWith("Training")) reach("training");
      if (progress.step === "Publishing the models" && progress.done === 1) reach("one in service");
    },
  };
}

const pool = await openPostgres({ databaseUrl, patienceMs: 2_000 });
const train = trainingJob(TEST_EMBEDDER);
createJobRunner(registryRuntime(createPrismaClient(pool)), {
  handlers: { [TRAINING_JOB]: (context) => train(stopping(context)) },
  concurrency: Object.keys(stages).length,
  leaseMs: 3_000,
  pollMs: 20,
}).start();

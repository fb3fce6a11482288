import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "../ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "../db/test-database";
import type { Runtime } from "../runtime";
import { testCtx, testRuntime } from "../test-runtime";
import {
  cancelJob,
  createJobRunner,
  createJobSignals,
  enqueueJob,
  jobEvents,
  type JobHandler,
  type JobRunner,
} from ".";

type Event = { event: string; data: { status?: string; done?: number; result?: unknown } };

const eventsOf = (text: string): Event[] =>
  text
    .split("\n\n")
    .filter((block) => block.startsWith("event: "))
    .map((block) => {
      const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      return { event, data: JSON.parse(data) as Event["data"] };
    });

describeEachDatabase("jobEvents", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;
  let runner: JobRunner | null;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    runtime = testRuntime({ db: database.db });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
    runner = null;
  });
  afterEach(async () => {
    await runner?.stop();
    await database.db.job.deleteMany({});
  });

  const start = (handler: JobHandler, at: Runtime = runtime) => {
    runner = createJobRunner(at, { handlers: { work: handler }, pollMs: 20, cancelPollMs: 20 });
    runner.start();
  };

  it("tells of every state and of progress, and ends with the finished job", async () => {
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });
    let sawFirst = () => {};
    const firstSeen = new Promise<void>((resolve) => {
      sawFirst = resolve;
    });
    const response = await jobEvents(ctx, id);
    start(async (job) => {
      job.progress({ done: 1, total: 2, step: "reading" });
      await firstSeen;
      job.progress({ done: 2, total: 2, step: "reading" });
      return "result";
    });
    let text = "";
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.includes('"done":1')) sawFirst();
    }
    const events = eventsOf(text);
    expect(events.filter(({ event }) => event === "state").map(({ data }) => data.status)).toEqual([
      "queued",
      "running",
      "succeeded",
    ]);
    expect(events.filter(({ event }) => event === "progress").map(({ data }) => data.done)).toEqual([1, 2]);
    expect(events.at(-1)).toMatchObject({ event: "end", data: { status: "succeeded", result: "result" } });
  });

  it("sees what a runner of another process does", async () => {
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });
    const text = (await jobEvents(ctx, id)).text();
    start(async () => "elsewhere", testRuntime({ db: database.db, jobs: createJobSignals() }));
    expect(eventsOf(await text).at(-1)).toMatchObject({ event: "end", data: { result: "elsewhere" } });
  });

  it("ends at once for a job that is over", async () => {
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });
    await cancelJob(ctx, id);
    expect(eventsOf(await (await jobEvents(ctx, id)).text()).map(({ event }) => event)).toEqual(["state", "end"]);
  });

  it("stops looking when the client leaves", async () => {
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });
    const leaving = new AbortController();
    const response = await jobEvents({ ...ctx, signal: leaving.signal }, id);
    const text = response.text();
    leaving.abort();
    expect(eventsOf(await text).some(({ event }) => event === "end")).toBe(false);
  });

  it("answers 404 before any stream begins for a job of another organization", async () => {
    const { id } = await enqueueJob(ctx, { kind: "work", payload: {} });
    const other = testCtx(runtime, await insertTestOrganization(database.db));
    await expect(jobEvents(other, id)).rejects.toMatchObject({ code: "not_found" });
  });
});

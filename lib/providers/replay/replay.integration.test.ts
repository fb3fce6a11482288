import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx } from "@/lib/platform/test-runtime";
import { createProvider } from "@/lib/registry";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { importReplay } from "./import-replay";
import { ImportReplayQuery, type ReplayedPrompt } from "../replay-schemas";
import { deleteReplaySet, listReplaySets, readReplayedPrompts } from "./replay-sets";

async function* bytesOf(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? new TextEncoder().encode(part) : part;
}

const row = (prompt: string, fields: object = {}) =>
  JSON.stringify({ prompt, scores: { "GPT-4o": 1, cheap: 0.5 }, cost: { "GPT-4o": 0.01, cheap: 0.0001 }, ...fields });

describeEachDatabase("importReplay", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let stranger: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = registryRuntime(database.db);
    ctx = await seededCtx(runtime);
    stranger = await seededCtx(runtime);
    await runtime.registry.stop();
  });

  const load = (query: { set: string; provider?: string }, ...parts: (string | Uint8Array)[]) =>
    importReplay(ctx, ImportReplayQuery.parse(query), bytesOf(...parts));
  const storedPrompts = () => database.db.replayPrompt.count({ where: { organizationId: ctx.organizationId } });
  const promptsOf = async (id: string) => {
    const prompts: ReplayedPrompt[] = [];
    for await (const prompt of readReplayedPrompts(ctx.db, ctx.organizationId, [id])) prompts.push(prompt);
    return prompts;
  };

  it("registers a model for every name and keeps what each made of a prompt", async () => {
    const set = await load({ set: "october" }, `${row("one", { task: "math-l5", id: "a" })}\n`, `${row("two")}\n`);
    expect(set).toMatchObject({
      provider: "replay",
      promptCount: 2,
      models: ["replay/gpt-4o", "replay/cheap"],
      tasks: ["math_l5"],
      rejected: { count: 0 },
    });
    const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
    expect(snapshot.models.get("replay/gpt-4o")).toMatchObject({ status: "ready", upstreamId: "GPT-4o", price: null });
    expect(await promptsOf(set.id)).toEqual([
      {
        id: "a",
        prompt: "one",
        task: "math_l5",
        results: {
          "replay/gpt-4o": { answer: null, score: 1, costUsd: 0.01 },
          "replay/cheap": { answer: null, score: 0.5, costUsd: 0.0001 },
        },
      },
      expect.objectContaining({ id: "line 2", prompt: "two", task: null }),
    ]);
    expect(await listReplaySets(ctx)).toEqual([set]);
  });

  it("reads packed files, and lines that are cut anywhere", async () => {
    const packed = gzipSync(`${row("one")}\n${row("zwölf")}`);
    const set = await load({ set: "packed" }, packed.subarray(0, 7), packed.subarray(7));
    expect((await promptsOf(set.id)).map(({ prompt }) => prompt)).toEqual(["one", "zwölf"]);
  });

  it("names the line of every row that cannot be used, repetitions among them", async () => {
    const lines = [
      row("one"),
      "{",
      JSON.stringify({ scores: {} }),
      row(" one "),
      row("three", { scores: { a: 2 } }),
      row("four", { scores: {}, cost: {} }),
      row("five", { cost: { a: -1 } }),
      row("six", { cost: { a: "NaN" } }),
    ];
    const { promptCount, rejected } = await load({ set: "bad" }, lines.join("\n"));
    expect(promptCount).toBe(1);
    expect(rejected).toMatchObject({ count: 7 });
    expect(rejected.rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(rejected.rows[2]!.reason).toMatch(/same prompt as line 1/);
  });

  it("names the line and the field of text that no database holds, and takes the others", async () => {
    const half = "\ud800";
    const lines = [
      row("one"),
      row("two", { answers: { cheap: "a\0b" } }),
      row("three", { answers: { cheap: half } }),
      row("four", { id: "a\0" }),
      row("five", { task: half }),
      row("six", { scores: { [`m${half}`]: 1 } }),
      row("seven", { cost: { "m\0": 1 } }),
      row("eight\0"),
      row("nine", { scores: { [`\0${half}${"x".repeat(1_000)}`]: 2 } }),
      row("ten", { answers: { cheap: "🙂" } }),
    ];
    const { promptCount, rejected, models } = await load({ set: "broken" }, lines.join("\n"));
    expect(promptCount).toBe(2);
    expect(models).toEqual(["replay/gpt-4o", "replay/cheap"]);
    expect(rejected.rows.map(({ line, reason }) => `${line} ${reason.split(":")[0]!.slice(0, 8)}`)).toEqual([
      "2 answers",
      "3 answers",
      "4 id",
      "5 task",
      "6 scores",
      "7 cost",
      "8 prompt",
      "9 scores.\ufffd",
    ]);
  });

  it("refuses a file with more prompts or tasks than a set may hold, with the line, and keeps nothing of it", async () => {
    const lines = Array.from({ length: 201 }, (_, index) => row(`prompt ${index}`, { task: `task ${index}` }));
    await expect(load({ set: "x" }, lines.join("\n"))).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/at most 200 tasks, and line 201/) as string,
    });
    const three = bytesOf(lines.slice(0, 3).join("\n"));
    await expect(
      importReplay(ctx, ImportReplayQuery.parse({ set: "x" }), three, { maxPrompts: 2 }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/at most 2 prompts, and line 3/) as string,
    });
    expect(await storedPrompts()).toBe(0);
    await expect(load({ set: "x" }, lines.slice(0, 200).join("\n"))).resolves.toMatchObject({ promptCount: 200 });
  });

  it("keeps nothing of an import that fails: no row, cut off, two models of one slug, an empty body", async () => {
    await expect(load({ set: "x" }, "{}\n")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(load({ set: "x" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(load({ set: "x" }, gzipSync(row("one")).subarray(0, 30))).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(load({ set: "x" }, row("one", { scores: { "a b": 1, "a-b": 1 } }))).rejects.toThrow(/would both be/);
    const breaking = (async function* () {
      yield new TextEncoder().encode(`${row("one")}\n`.repeat(1));
      throw new Error("connection lost");
    })();
    await expect(importReplay(ctx, ImportReplayQuery.parse({ set: "x" }), breaking)).rejects.toThrow("connection lost");
    expect(await storedPrompts()).toBe(0);
    expect(await listReplaySets(ctx)).toEqual([]);
    await expect(load({ set: "x" }, row("one"))).resolves.toMatchObject({ promptCount: 1 });
  });

  it("gives a name once, also to two imports at the same time", async () => {
    const both = await Promise.allSettled([load({ set: "same" }, row("one")), load({ set: "same" }, row("two"))]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(load({ set: "same" }, row("three"))).rejects.toMatchObject({ code: "conflict", field: "set" });
  });

  it("refuses a provider that calls a real upstream, and names that are no replay's", async () => {
    await createProvider(ctx, {
      kind: "compatible",
      slug: "replay-mine",
      baseUrl: "http://127.0.0.1:9/v1",
    });
    await expect(load({ set: "x", provider: "replay-mine" }, row("one"))).rejects.toMatchObject({ code: "conflict" });
    expect(ImportReplayQuery.safeParse({ set: "x", provider: "openai" }).success).toBe(false);
  });

  it("shows and deletes only the organization's own, and refuses a reader", async () => {
    const set = await load({ set: "mine" }, row("one"));
    expect(await listReplaySets(stranger)).toEqual([]);
    await expect(deleteReplaySet(stranger, set.id)).rejects.toMatchObject({ code: "not_found" });
    const reader = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(deleteReplaySet(reader, set.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      importReplay(reader, ImportReplayQuery.parse({ set: "y" }), bytesOf(row("one"))),
    ).rejects.toMatchObject({ code: "forbidden" });
    await deleteReplaySet(ctx, set.id);
    expect(await storedPrompts()).toBe(0);
  });
});

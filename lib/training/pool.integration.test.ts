import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertExecutions } from "@/lib/executions";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import { giveFeedback, readGiven, withdrawFeedback } from "@/lib/feedback";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { testCtx } from "@/lib/platform/test-runtime";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { addExamples } from "./add-examples";
import { buildDataset } from "./build-dataset";
import { dataQuality } from "./data-quality";
import { selectExamples } from "./dataset-store";
import { exportExamples } from "./export-examples";
import { gatherFeedback } from "./gather-feedback";
import { gatherUncertain } from "./gather-uncertain";
import { importDataset } from "./import-dataset";
import { listConflicts, listExamples } from "./list-examples";
import { lookForNoise } from "./look-for-noise";
import { updateRetrainSettings } from "./retrain-settings";
import { reviewExample } from "./review-example";
import {
  AddExamplesInput,
  BuildDatasetInput,
  ExportExamplesQuery,
  ListConflictsQuery,
  ListExamplesQuery,
} from "./schemas";

const TASK = "ticket_classification";
const NOW = Date.parse("2026-03-10T12:00:00.000Z");
const TEXT = "I was charged twice for the March invoice, please refund the second payment to my card";

describeEachDatabase("the pool of examples", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof registryRuntime>;
  let ctx: Ctx;
  let nowMs: number;

  beforeAll(async () => {
    database = await open();
    runtime = {
      ...registryRuntime(database.db, {}, { now: () => new Date(nowMs++) }),
      recorder: { flush: () => Promise.resolve() } as never,
    };
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    nowMs = NOW;
    ctx = await seededCtx(runtime);
  });

  const execution = async (inputPreview: string, changes: Partial<ExecutionRecord> = {}): Promise<string> => {
    const record = executionRecord(ctx.organizationId, {
      createdAt: new Date(nowMs++ - 120_000).toISOString(),
      label: "refund",
      confidence: 0.55,
      inputPreview,
      ...changes,
    });
    await insertExecutions(database.db, [record]);
    return record.id;
  };
  const say = async (executionId: string, value: string, userRef: string, source = "user") => {
    const { feedback } = await giveFeedback(
      ctx,
      readGiven({ executionId, kind: "correction", value, userRef, source }),
    );
    await gatherFeedback(ctx);
    return feedback[0]!.id;
  };
  const examples = async (query: object = {}, by = ctx) =>
    (await listExamples(by, ListExamplesQuery.parse({ task: TASK, ...query }))).items;
  const add = (rows: [string, string][]) =>
    addExamples(ctx, AddExamplesInput.parse({ task: TASK, examples: rows.map(([text, label]) => ({ text, label })) }));
  const build = (input: object = {}) => buildDataset(ctx, BuildDatasetInput.parse({ task: TASK, ...input }));
  const rowsOf = async (id: string) => (await selectExamples(ctx, id)).map(({ text, label }) => `${text}: ${label}`);
  const importCsv = (csv: string, format: "csv" | "json" | "jsonl" = "csv") =>
    importDataset(
      ctx,
      { task: TASK, format },
      (async function* () {
        yield new TextEncoder().encode(csv);
      })(),
    );

  describe("gathering", () => {
    it("makes an example of a correction, with what the model had said", async () => {
      const id = await execution(TEXT);
      await say(id, "card", "a");
      expect(await examples()).toMatchObject([
        {
          text: TEXT,
          label: "card",
          predictedLabel: "refund",
          confidence: 0.55,
          source: "user",
          giver: "ref:a",
          origin: "feedback",
          executionId: id,
          state: "pending",
          voteCount: 1,
          isConflicting: false,
        },
      ]);
    });

    it("merges who says the same of the same text, and trusts it more", async () => {
      await say(await execution(TEXT), "card", "a");
      const [alone] = await examples();
      await say(await execution(`${TEXT.toUpperCase()}!`.replace("!", "")), "card", "b");
      const [both, ...others] = await examples();
      expect(others).toEqual([]);
      expect(both).toMatchObject({ id: alone!.id, voteCount: 2 });
      expect(both!.quality).toBeGreaterThan(alone!.quality);
    });

    it("accepts by itself what an expert says, unless that is switched off", async () => {
      await say(await execution(TEXT), "card", "a", "expert");
      expect(await examples()).toMatchObject([{ state: "accepted", reviewedBy: "rule: quality" }]);
      await updateRetrainSettings(ctx, TASK, { autoAcceptQuality: null });
      await say(await execution("Where is my parcel"), "card", "a", "expert");
      expect(await examples({ state: "pending" })).toHaveLength(1);
    });

    it("takes an open example out when its feedback is taken back or changed, and keeps a reviewed one", async () => {
      const id = await execution(TEXT);
      const feedback = await say(id, "card", "a");
      await say(id, "delivery", "a");
      expect((await examples()).map(({ label }) => label)).toEqual(["delivery"]);
      await withdrawFeedback(ctx, feedback);
      await gatherFeedback(ctx);
      expect(await examples()).toEqual([]);
      const again = await say(id, "card", "a");
      const [example] = await examples();
      await reviewExample(ctx, example!.id, { action: "accept" });
      await withdrawFeedback(ctx, again);
      await gatherFeedback(ctx);
      expect(await examples()).toMatchObject([{ state: "accepted", voteCount: 0 }]);
    });

    it("reads everything once, also when two processes look at the same time", async () => {
      const id = await execution(TEXT);
      await giveFeedback(ctx, readGiven({ executionId: id, kind: "label", value: "card" }));
      expect((await Promise.all([gatherFeedback(ctx), gatherFeedback(ctx)])).sort()).toEqual([0, 1]);
      expect(await examples()).toHaveLength(1);
    });

    it("puts what the model was unsure of into the queue once, the least certain first", async () => {
      await execution("quite sure of this one", { confidence: 0.95 });
      await execution("hardly sure of that one", { confidence: 0.2 });
      await execution("not so sure of another", { confidence: 0.5 });
      expect(await gatherUncertain(ctx)).toBe(2);
      expect(await gatherUncertain(ctx)).toBe(0);
      expect((await examples({ order: "informative" })).map(({ confidence }) => confidence)).toEqual([0.2, 0.5]);
    });
  });

  describe("review", () => {
    it("accepts one of two labels, rejects the other, and opens both again on undo", async () => {
      const id = await execution(TEXT);
      await say(id, "card", "a");
      await say(id, "delivery", "b");
      const open = await examples({ conflicting: "true" });
      expect(open).toHaveLength(2);
      const { items } = await listConflicts(ctx, ListConflictsQuery.parse({ task: TASK }));
      expect(items).toMatchObject([
        { text: TEXT, examples: [{ voters: [{ source: "user" }] }, { voters: [{ source: "user" }] }] },
      ]);
      const card = open.find(({ label }) => label === "card")!;
      expect(await reviewExample(ctx, card.id, { action: "accept" })).toMatchObject({ overruled: 1 });
      expect((await examples()).map(({ label, state, isConflicting }) => [label, state, isConflicting]).sort()).toEqual(
        [
          ["card", "accepted", false],
          ["delivery", "rejected", false],
        ],
      );
      await reviewExample(ctx, card.id, { action: "reopen" });
      expect((await examples({ state: "pending", conflicting: "true" })).map(({ label }) => label).sort()).toEqual([
        "card",
        "delivery",
      ]);
    });

    it("fixes a label and takes it back", async () => {
      await say(await execution(TEXT), "card", "a");
      const [example] = await examples();
      const { example: fixed } = await reviewExample(ctx, example!.id, { action: "fix", label: "payment" });
      expect(fixed).toMatchObject({ label: "payment", fixedFrom: "card", state: "fixed", reviewedBy: "Ada" });
      expect(await examples()).toHaveLength(1);
      await reviewExample(ctx, example!.id, { action: "reopen" });
      expect(await examples()).toMatchObject([{ label: "card", fixedFrom: null, state: "pending" }]);
    });

    it("is refused to readers, to other organizations, and without what it needs", async () => {
      await say(await execution(TEXT), "card", "a");
      const [example] = await examples();
      const review = (input: object, by = ctx) => reviewExample(by, example!.id, input as never);
      await expect(review({ action: "accept" }, testCtx(runtime, ctx.organizationId, "viewer"))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(review({ action: "accept" }, await seededCtx(runtime))).rejects.toMatchObject({ code: "not_found" });
      await expect(review({ action: "fix" })).rejects.toMatchObject({ code: "invalid_input", field: "label" });
      await expect(review({ action: "accept", label: "x" })).rejects.toMatchObject({
        code: "invalid_input",
        field: "label",
      });
      await expect(review({ action: "reopen" })).rejects.toMatchObject({ code: "conflict" });
      await expect(reviewExample(ctx, newId(), { action: "accept" })).rejects.toMatchObject({ code: "not_found" });
    });
  });

  describe("duplicates and noise", () => {
    it("adds a text with its label once and points near copies to the first", async () => {
      expect(
        await add([
          [TEXT, "card"],
          [TEXT.toUpperCase(), "card"],
        ]),
      ).toEqual({ added: 1, known: 1 });
      expect(await add([[TEXT, "card"]])).toEqual({ added: 0, known: 1 });
      await add([
        [TEXT.replace("second", "secnd"), "card"],
        ["How do I export my data?", "export"],
      ]);
      const [first] = (await examples()).filter(({ text }) => text.toLowerCase() === TEXT.toLowerCase());
      const near = await examples({ near: "true" });
      expect(near).toMatchObject([{ nearId: first!.id }]);
      expect(near[0]!.nearSimilarity).toBeGreaterThan(0.8);
    });

    it("suspects a label that the other examples contradict", async () => {
      const subjects = { billing: "invoice card payment price tax", access: "password login locked reset code" };
      const rows = Object.entries(subjects).flatMap(([label, terms]) =>
        Array.from({ length: 30 }, (_, index): [string, string] => [
          `${terms.split(" ")[index % 5]} ${terms.split(" ")[(index + 1 + Math.floor(index / 5)) % 5]} case ${index}`,
          index === 7 ? (label === "billing" ? "access" : "billing") : label,
        ]),
      );
      await add(rows);
      expect(await lookForNoise(ctx, TASK)).toBe(60);
      const doubtful = await examples({ suspicious: "true" });
      expect(doubtful.map(({ text, suspectedLabel }) => [text.split(" ")[3], suspectedLabel]).sort()).toEqual([
        ["7", "access"],
        ["7", "billing"],
      ]);
      expect(await lookForNoise(ctx, TASK)).toBe(0);
    });

    it("counts states, sources, coverage and conflicts of a task", async () => {
      await importCsv("text,category\nold one,card\nold two,refund\n");
      await add([
        ["new one", "card"],
        ["new two", "parcel"],
      ]);
      const [example] = await examples();
      await reviewExample(ctx, example!.id, { action: "reject" });
      expect(await dataQuality(ctx, { task: TASK })).toMatchObject({
        states: { pending: 0, accepted: 1, fixed: 0, rejected: 1 },
        bySource: { expert: 1 },
        base: { rowCount: 2 },
        givers: 1,
        shareOfBusiest: 1,
        coverage: [
          { label: "refund", base: 1 },
          { label: "card", accepted: 1, base: 1 },
        ],
      });
      await expect(dataQuality(ctx, { task: "semantic_search" })).rejects.toMatchObject({ code: "invalid_input" });
    });
  });

  describe("datasets", () => {
    it("holds the import and what was accepted; what was reviewed counts where both know a text", async () => {
      const base = await importCsv("text,category\nWhere is my parcel?,refund\nMoney back please,refund\n");
      await add([
        ["where is my parcel", "delivery"],
        ["My card was eaten", "card"],
        ["no idea", "junk"],
      ]);
      const junk = (await examples({ label: "junk" }))[0]!;
      await reviewExample(ctx, junk.id, { action: "reject" });
      const dataset = await build();
      expect(dataset).toMatchObject({
        source: "pool",
        rowCount: 3,
        labelCount: 3,
        poolCount: 2,
        baseDatasetId: base.id,
      });
      expect(await rowsOf(dataset.id)).toEqual([
        "Money back please: refund",
        "where is my parcel: delivery",
        "My card was eaten: card",
      ]);
      expect((await build()).checksum).toBe(dataset.checksum);
      expect(await rowsOf((await build({ baseDatasetId: null })).id)).toHaveLength(2);
    });

    it("leaves a near copy with the same label out", async () => {
      const long = `${TEXT} ${TEXT} and thank you very much for your kind and patient help with all of this`;
      await add([[long, "card"]]);
      await add([[long.replace("kind", "knd"), "card"]]);
      expect((await build()).rowCount).toBe(1);
    });

    it("leaves out who contradicts everybody else, says so, and learns what a person has accepted of theirs", async () => {
      const topics = { card: "card was eaten by", delivery: "parcel is late at", refund: "money back from" };
      const labels = Object.keys(topics) as (keyof typeof topics)[];
      const text = (index: number) => `${topics[labels[index % 3]!]} ${index}`;
      const rows = Array.from({ length: 90 }, (_, index) => `${text(index)},${labels[index % 3]}`);
      await importCsv(["text,category", ...rows].join("\n"), "csv");
      await add(Array.from({ length: 30 }, (_, index) => [`${text(index + 300)} oddly`, labels[(index + 1) % 3]!]));
      expect(await examples({ state: "accepted", limit: 200 })).toHaveLength(30);
      const dataset = await build();
      expect(dataset).toMatchObject({ rowCount: 90, poolCount: 0, heldBack: [{ judged: 30, leftOut: 30 }] });
      const [source] = dataset.heldBack;
      expect(source!.contradicted).toBeGreaterThan(25);
      expect((await dataQuality(ctx, { task: TASK })).heldBack).toEqual(dataset.heldBack);
      const [first] = await examples({ giver: source!.giver });
      await reviewExample(ctx, first!.id, { action: "accept" });
      expect(await build()).toMatchObject({ rowCount: 91, poolCount: 1 });
    });

    it("refuses to build of nothing, of another task's dataset, or for a task without labels", async () => {
      await expect(build()).rejects.toMatchObject({ code: "invalid_input", field: "task" });
      await expect(build({ baseDatasetId: newId() })).rejects.toMatchObject({ code: "not_found" });
      await expect(build({ task: "semantic_search" })).rejects.toMatchObject({ code: "invalid_input" });
      expect(await database.db.trainingExample.count({ where: { organizationId: ctx.organizationId } })).toBe(0);
    });

    it.each(["csv", "json", "jsonl"] as const)("exports as %s what can be imported again", async (format) => {
      await add([
        ["My card, it was eaten", "card"],
        ['"Where" is it', "delivery"],
      ]);
      const file = await (await exportExamples(ctx, ExportExamplesQuery.parse({ task: TASK, format }))).text();
      if (format === "jsonl")
        expect(JSON.parse(file.split("\n")[0]!)).toMatchObject({
          messages: [{ role: "system" }, { role: "user" }, { role: "assistant", content: "card" }],
        });
      const dataset = await importCsv(file, format);
      expect(await rowsOf(dataset.id)).toEqual(["My card, it was eaten: card", '"Where" is it: delivery']);
    });

    it("says of each line that cannot be used why", async () => {
      const lines = [
        '{"text":"a","label":"x"}',
        "nonsense",
        '{"messages":[{"role":"user","content":"b"}]}',
        '{"text":1}',
        '{"text":"c"}',
      ];
      const { rowCount, rejected } = await importCsv(lines.join("\n"), "jsonl");
      expect(rowCount).toBe(1);
      expect(rejected.rows.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
        "2 is no JSON",
        "3 does not end with a message of the role `assistant`",
        "4 is no object with texts `text` and `label`, or with `messages`",
        "5 has no category",
      ]);
      await expect(importCsv('{"text":"a"}', "json")).rejects.toMatchObject({ code: "invalid_input" });
      await expect(importCsv("[", "json")).rejects.toMatchObject({ code: "invalid_input" });
    });
  });

  it("shows a page at a time, and only what the caller may see", async () => {
    await add(
      Array.from({ length: 5 }, (_, index): [string, string] => [
        `text number ${index} of several`,
        `label${index % 2}`,
      ]),
    );
    const read = (query: object) => listExamples(ctx, ListExamplesQuery.parse({ task: TASK, limit: 2, ...query }));
    for (const order of ["newest", "informative"]) {
      const ids: string[] = [];
      let cursor: string | null | undefined;
      do {
        const { items, nextCursor } = await read({ order, ...(cursor && { cursor }) });
        ids.push(...items.map(({ id }) => id));
        cursor = nextCursor;
      } while (cursor);
      expect(new Set(ids).size).toBe(5);
    }
    expect(await examples({}, await seededCtx(runtime))).toEqual([]);
  });
});

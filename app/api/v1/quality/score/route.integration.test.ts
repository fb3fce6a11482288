import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Scope } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { setPartialRuntime, testRuntime } from "@/lib/platform/test-runtime";
import type { QualityScore } from "@/lib/quality/schemas";
import { seedOrganization } from "@/lib/registry";
import { POST as scoreAnswer } from "./route";

type Body = { data?: QualityScore; error?: { code: string; field?: string; message: string } };

describeEachDatabase("POST /quality/score", (open) => {
  let database: TestDatabase;
  let scopes: Set<Scope>;

  beforeAll(async () => {
    database = await open();
    const organizationId = await insertTestOrganization(database.db);
    const base = testRuntime({ db: database.db });
    await seedOrganization(database.db, organizationId, base.now(), []);
    const identity = () => ({ organizationId, keyId: newId(), name: "test", scopes, expiresAt: null });
    setPartialRuntime({ ...base, keys: { find: identity } });
    scopes = new Set(["read"]);
  });
  afterAll(() => database.close());

  const post = async (body: unknown) => {
    const request = new Request("http://127.0.0.1:3000/api/v1/quality/score", {
      method: "POST",
      headers: { authorization: "Bearer gym_test", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const response = await scoreAnswer(request, { params: Promise.resolve({}) });
    return { status: response.status, body: (await response.json()) as Body };
  };

  it("judges with the scorer of the task", async () => {
    const { status, body } = await post({
      taskType: "email_writing",
      input: "Tell Ms. Lopez: workshop on 4 June, begins at 9, not at 10.",
      output:
        "Dear Ms. Lopez,\n\nplease note that our workshop on 4 June starts one hour earlier than announced: we begin at 9 instead of 10. Does that suit you?\n\nKind regards,\nIvo",
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ scorer: "email_writing", language: "en", deductions: [] });
    expect(body.data!.score).toBeGreaterThan(50);
    expect(body.data!.dimensions.map(({ name }) => name)).toContain("form");
  });

  it("judges a task without a scorer of its own as a general answer", async () => {
    const { body } = await post({ task: "rfc_generation", output: "We keep PostgreSQL, because moving costs a year." });
    expect(body.data).toMatchObject({ scorer: "general", warnings: [expect.stringContaining("`input`") as string] });
  });

  it("says what is wrong with a request", async () => {
    expect(await post({ task: "email_wrting", output: "Hi" })).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining("`email_writing`") as string } },
    });
    expect(await post({ scorer: "vibes", output: "Hi" })).toMatchObject({
      status: 400,
      body: { error: { field: "scorer" } },
    });
    expect(await post({ output: 7 })).toMatchObject({ status: 400, body: { error: { field: "output" } } });
    expect(await post({ input: "no output" })).toMatchObject({ status: 400, body: { error: { field: "output" } } });
    expect(await post({ output: "x".repeat(500_000) })).toMatchObject({
      status: 400,
      body: { error: { field: "output" } },
    });
    expect(await post({ output: "x".repeat(5_000_000) })).toMatchObject({ status: 413 });
  });

  it("cuts a long output, says so, and goes on", async () => {
    const { status, body } = await post({ output: "The tide comes in at noon and leaves at six. ".repeat(4_000) });
    expect(status).toBe(200);
    expect(body.data!.warnings.join()).toContain("40,000");
  });

  it("refuses a key that may only record", async () => {
    scopes = new Set(["record"]);
    expect(await post({ output: "Hi" })).toMatchObject({ status: 403 });
    scopes = new Set(["read"]);
  });
});

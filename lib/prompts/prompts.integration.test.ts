import { afterAll, beforeAll, expect, it } from "vitest";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import { listAudit } from "@/lib/platform/audit";
import { ListAuditQuery } from "@/lib/platform/audit-schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import { putConfiguration } from "@/lib/registry";
import { putInput } from "@/lib/registry/test-registry";
import * as prompts from "./index";
import {
  CreatePromptInput,
  ImportPromptsInput,
  ListPromptsQuery,
  PreviewImportInput,
  PreviewRequestsQuery,
  PromptContent,
  RenderPromptInput,
} from "./schemas";
import { STARTER_PROMPTS } from "./starter-prompts";
import { addPrompt, promptsCtx, promptsRuntime } from "./test-prompts";

describeEachDatabase("prompts", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = promptsRuntime(database.db);
  });
  afterAll(() => database.close());

  const version = (template: string, more: object = {}) => PromptContent.parse({ template, ...more });
  const auditOf = async (ctx: Ctx) =>
    (await listAudit(ctx, ListAuditQuery.parse({ subjectType: "prompt" }))).items.map(({ action }) => action);

  it("keep every version as it was written, newest first, with who wrote it", async () => {
    const own = await promptsCtx(runtime);
    expect(await addPrompt(own)).toMatchObject({ slug: "greet", latestVersion: 1, labels: {} });
    const second = await prompts.addPromptVersion(own, "greet", version("Hello {{name}}!", { notes: "shorter" }));
    expect(second).toMatchObject({ version: 2, notes: "shorter", createdBy: "Ada", labels: [] });
    const found = await prompts.getPrompt(own, "greet");
    expect(found.versions.map(({ version: number, template }) => [number, template])).toEqual([
      [2, "Hello {{name}}!"],
      [1, "Greet {{name}} kindly."],
    ]);
    expect(await auditOf(own)).toEqual(["prompt.add_version", "prompt.create"]);
  });

  it("are previewed with the values of recorded requests, and say whose values do not fit", async () => {
    const own = await promptsCtx(runtime);
    await addPrompt(own);
    const { versions } = await prompts.getPrompt(own, "greet");
    await prompts.setPromptLabel(own, "greet", "production", { version: 1 });
    await prompts.addPromptVersion(own, "greet", version("Greet {{name}} in {{language}}."));
    const asked = (inputPreview: string, promptVariables: Record<string, string> | null) =>
      executionRecord(own.organizationId, {
        promptVersionId: versions[0]!.id,
        promptVariables,
        inputPreview,
        createdAt: own.now().toISOString(),
      });
    const stranger = await promptsCtx(runtime);
    await addPrompt(stranger);
    await insertExecutions(database.db, [
      asked("Hi", { name: "Ada" }),
      asked("Hello", { name: "Bo {{language}}", language: "Dutch" }),
    ]);
    const query = (input: object) => PreviewRequestsQuery.parse(input);
    const second = await prompts.previewRequests(own, "greet", query({ version: "2" }));
    expect(second).toMatchObject({ version: 2, inUse: 1, failing: 1 });
    expect(second.requests.find(({ input }) => input === "Hello")).toMatchObject({
      version: 1,
      text: "Greet Bo {{language}} in Dutch.",
      problem: null,
    });
    expect(second.requests.find(({ input }) => input === "Hi")).toMatchObject({
      values: { name: "Ada" },
      text: null,
      problem: "The variable `language` is missing",
      inUse: "Greet Ada kindly.",
    });
    const first = await prompts.previewRequests(own, "greet", query({ version: 1 }));
    expect(first.requests.find(({ input }) => input === "Hello")).toMatchObject({ text: null, inUse: null });
    expect((await prompts.previewRequests(stranger, "greet", query({ version: 1 }))).requests).toEqual([]);
    await expect(prompts.previewRequests(own, "greet", query({ version: 9 }))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("of a file are shown before they are taken in, with what is wrong by line", async () => {
    const own = await promptsCtx(runtime);
    await addPrompt(own);
    await addPrompt(own, { slug: "gone" });
    await prompts.deletePrompt(own, "gone");
    const file = (...list: object[]) => JSON.stringify({ format: "ai-gym/prompts/1", prompts: list }, null, 1);
    const one = (slug: string, template = "Greet {{name}} kindly.") => ({ slug, name: slug, versions: [{ template }] });
    const text = file(one("greet"), one("gone"), one("fresh"), one("fresh"), one("bad", "{{{a}}}"), { slug: "X Y" });
    const preview = (existing: "skip" | "add_version", given = text) =>
      prompts.previewImport(own, PreviewImportInput.parse({ text: given, existing }));
    const shown = await preview("add_version");
    expect(shown.prompts.map(({ slug, outcome }) => [slug, outcome])).toEqual([
      ["greet", "same"],
      ["gone", "deleted"],
      ["fresh", "create"],
    ]);
    const lines = text.split("\n");
    for (const { line, message } of shown.problems) {
      const place = message.includes("twice") ? '"fresh"' : message.includes("is no variable") ? "{{{a}}}" : "";
      expect(lines[line - 1]).toContain(place);
    }
    expect(new Set(shown.problems.map(({ index }) => index))).toEqual(new Set([3, 4, 5]));
    expect((await preview("skip")).prompts[0]).toMatchObject({ slug: "greet", outcome: "skip", line: 4 });
    expect((await preview("add_version", file(one("greet", "New")))).prompts[0]!.outcome).toBe("add_version");
    for (const wrong of ["", "[]", "null", "{", '{"format":"other","prompts":[]}', file(), '{"prompts":{}}']) {
      const { prompts: sound, problems } = await preview("skip", wrong);
      expect(sound).toEqual([]);
      expect(problems).toMatchObject([{ index: null, line: 1 }].map(({ index }) => ({ index })));
    }
    expect(await prompts.listPrompts(own, ListPromptsQuery.parse({ search: "fresh" }))).toMatchObject({ items: [] });
    const sound = JSON.parse(text) as { prompts: unknown[] };
    const input = ImportPromptsInput.parse({ ...sound, prompts: [sound.prompts[2]] });
    expect(await prompts.importPrompts(own, input)).toMatchObject({ created: ["fresh"] });
  });

  it("written at once are all kept, each with its own number", async () => {
    const own = await promptsCtx(runtime);
    await addPrompt(own);
    const written = await Promise.all(
      ["a", "b", "c", "d"].map((letter) => prompts.addPromptVersion(own, "greet", version(letter))),
    );
    expect(new Set(written.map((one) => one.id)).size).toBe(4);
    const { versions } = await prompts.getPrompt(own, "greet");
    expect(versions.map((one) => one.version)).toEqual([5, 4, 3, 2, 1]);
  });

  it("say what is wrong with a text, and refuse the same text twice", async () => {
    const own = await promptsCtx(runtime);
    await addPrompt(own);
    const wrong = [version("{{{a}}}"), version("{{a}}", { variables: [{ name: "b" }] })];
    for (const content of wrong)
      await expect(prompts.addPromptVersion(own, "greet", content)).rejects.toMatchObject({
        code: "invalid_input",
        field: "template",
      });
    await expect(prompts.addPromptVersion(own, "greet", version("Greet {{name}} kindly."))).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(addPrompt(own)).rejects.toMatchObject({ code: "conflict", field: "slug" });
    for (const slug of ["none", "a\0b"])
      await expect(prompts.getPrompt(own, slug)).rejects.toMatchObject({ code: "not_found" });
  });

  it("move labels, which is what a render by label gives from then on, and move them back", async () => {
    const own = await promptsCtx(runtime);
    await addPrompt(own);
    await prompts.addPromptVersion(own, "greet", version("Hello {{name}}!"));
    await prompts.setPromptLabel(own, "greet", "production", { version: 1 });
    const render = (input: object) =>
      prompts.renderPrompt(own, "greet", RenderPromptInput.parse({ variables: { name: "Ada" }, ...input }));
    expect((await render({ label: "production" })).text).toBe("Greet Ada kindly.");
    expect((await render({})).text).toBe("Hello Ada!");
    await prompts.setPromptLabel(own, "greet", "production", { version: 2 });
    expect(await render({ label: "production" })).toMatchObject({ text: "Hello Ada!", version: 2, characters: 10 });
    await prompts.setPromptLabel(own, "greet", "production", { version: 1 });
    expect((await render({ label: "production" })).version).toBe(1);
    for (const input of [{ label: "nowhere" }, { label: "constructor" }, { version: 9 }])
      await expect(render(input)).rejects.toMatchObject({ code: "not_found" });
    await expect(prompts.setPromptLabel(own, "greet", "staging", { version: 7 })).rejects.toMatchObject({
      code: "not_found",
      field: "version",
    });
    await expect(prompts.setPromptLabel(own, "greet", "Not a label", { version: 1 })).rejects.toMatchObject({
      code: "invalid_input",
      field: "label",
    });
  });

  it("cannot be taken away from a task that uses them, and come back when they were deleted", async () => {
    const own = await promptsCtx(runtime);
    await addPrompt(own);
    const use = (prompt: object | null) => putConfiguration(own, "general_chat", putInput({ prompt }));
    await expect(use({ slug: "greet" })).rejects.toMatchObject({ field: "configuration.prompt.label" });
    await expect(use({ slug: "gret" })).rejects.toMatchObject({
      field: "configuration.prompt.slug",
      message: expect.stringContaining("did you mean `greet`?") as string,
    });
    await expect(use({ slug: "greet", version: 2 })).rejects.toMatchObject({ field: "configuration.prompt.version" });
    await prompts.setPromptLabel(own, "greet", "production", { version: 1 });
    await use({ slug: "greet" });
    expect((await prompts.getPrompt(own, "greet")).usedBy).toEqual(["general_chat"]);
    await expect(prompts.deletePrompt(own, "greet")).rejects.toMatchObject({ code: "conflict" });
    await expect(prompts.removePromptLabel(own, "greet", "production")).rejects.toMatchObject({ code: "conflict" });
    await use(null);
    await prompts.removePromptLabel(own, "greet", "production");
    await prompts.deletePrompt(own, "greet");
    await expect(prompts.getPrompt(own, "greet")).rejects.toMatchObject({ code: "not_found" });
    expect((await prompts.listPrompts(own, ListPromptsQuery.parse({}))).items).toEqual([]);
    await prompts.restorePrompt(own, "greet");
    expect((await prompts.getPrompt(own, "greet")).latestVersion).toBe(1);
  });

  it("of another organization are not found, whatever is asked of them", async () => {
    const [own, other] = [await promptsCtx(runtime), await promptsCtx(runtime)];
    await addPrompt(own);
    const attempts = [
      () => prompts.getPrompt(other, "greet"),
      () => prompts.updatePrompt(other, "greet", { name: "x" }),
      () => prompts.deletePrompt(other, "greet"),
      () => prompts.addPromptVersion(other, "greet", version("x")),
      () => prompts.setPromptLabel(other, "greet", "production", { version: 1 }),
      () => prompts.renderPrompt(other, "greet", RenderPromptInput.parse({})),
      () => prompts.promptUsage(other, "greet", { days: 30 }),
      () => prompts.exportPrompts(other, { slug: "greet" }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    expect(await runtime.activePrompts.find(other.organizationId, { slug: "greet", version: 1 })).toMatchObject({
      prompt: null,
    });
  });

  it("cannot be changed by someone who may only read", async () => {
    const own = await promptsCtx(runtime);
    await addPrompt(own);
    const viewer = testCtx(runtime, own.organizationId, "viewer");
    const attempts = [
      () => addPrompt(viewer, { slug: "other" }),
      () => prompts.updatePrompt(viewer, "greet", { name: "x" }),
      () => prompts.deletePrompt(viewer, "greet"),
      () => prompts.addPromptVersion(viewer, "greet", version("x")),
      () => prompts.setPromptLabel(viewer, "greet", "production", { version: 1 }),
      () => prompts.addStarterPrompts(viewer, {}),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    expect((await prompts.getPrompt(viewer, "greet")).name).toBe("Greet");
  });

  it("go out to a file and come in elsewhere with all versions and labels", async () => {
    const [own, other] = [await promptsCtx(runtime), await promptsCtx(runtime)];
    await addPrompt(own);
    await prompts.addPromptVersion(own, "greet", version("Hello {{name}}!"));
    await prompts.setPromptLabel(own, "greet", "production", { version: 1 });
    const file = await prompts.exportPrompts(own, {});
    const input = ImportPromptsInput.parse({
      ...(JSON.parse(JSON.stringify(file)) as object),
      existing: "add_version",
    });
    expect(await prompts.importPrompts(other, input)).toEqual({ created: ["greet"], versionsAdded: [], skipped: [] });
    expect(await prompts.exportPrompts(other, {})).toEqual(file);
    expect(await prompts.importPrompts(other, input)).toEqual({ created: [], versionsAdded: [], skipped: ["greet"] });
    input.prompts[0]!.versions.push(version("Servus {{name}}!"));
    expect(await prompts.importPrompts(other, input)).toMatchObject({ versionsAdded: ["greet"] });
  });

  it("of a file with one fault are refused as a whole, with the place", async () => {
    const own = await promptsCtx(runtime);
    const sound = { slug: "sound", name: "Sound", versions: [{ template: "a" }] };
    const faults = [
      [{ ...sound, slug: "bad", versions: [{ template: "a" }, { template: "{{" }] }, "prompts.1.versions.1.template"],
      [{ ...sound, slug: "bad", labels: { production: 2 } }, "prompts.1.labels.production"],
      [sound, "prompts.1.slug"],
    ] as const;
    for (const [fault, field] of faults) {
      const input = ImportPromptsInput.parse({ format: "ai-gym/prompts/1", prompts: [sound, fault] });
      await expect(prompts.importPrompts(own, input)).rejects.toMatchObject({ code: "invalid_input", field });
    }
    expect((await prompts.listPrompts(own, ListPromptsQuery.parse({}))).items).toEqual([]);
  });

  it("of the library that comes with the product are added once, and each can be rendered", async () => {
    const own = await promptsCtx(runtime);
    const first = await prompts.addStarterPrompts(own, {});
    expect(first.created).toHaveLength(STARTER_PROMPTS.length);
    expect(first.created.length).toBeGreaterThanOrEqual(12);
    expect((await prompts.addStarterPrompts(own, {})).skipped).toHaveLength(STARTER_PROMPTS.length);
    expect((await prompts.listStarterPrompts(own)).every(({ isAdded }) => isAdded)).toBe(true);
    for (const { slug } of STARTER_PROMPTS) {
      const { versions } = await prompts.getPrompt(own, slug);
      const variables = Object.fromEntries(
        versions[0]!.variables.filter((one) => one.default === null).map(({ name }) => [name, `the ${name}`]),
      );
      const { text } = await prompts.renderPrompt(own, slug, { label: "production", variables });
      expect(text).not.toContain("{{");
    }
  });

  it("are listed page by page, by category and by words", async () => {
    const own = await promptsCtx(runtime);
    await prompts.addStarterPrompts(own, {});
    const list = (query: object) => prompts.listPrompts(own, ListPromptsQuery.parse(query));
    expect((await list({ category: "review" })).items.map(({ slug }) => slug)).toEqual([
      "review-change",
      "review-security",
    ]);
    expect((await list({ search: "TICKET" })).items.map(({ slug }) => slug)).toEqual(["triage-ticket"]);
    expect((await list({ search: "100%_\\" })).items).toEqual([]);
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ slug }) => slug)).toEqual(
      STARTER_PROMPTS.map(({ slug }) => slug)
        .sort()
        .slice(0, 6),
    );
  });

  it("show what is wrong with a text that is still being written", async () => {
    const own = await promptsCtx(runtime);
    expect(await prompts.previewPrompt(own, { template: "Hi {{name}}", values: {} })).toEqual({
      text: null,
      problem: { message: "The variable `name` is missing", field: "values.name" },
      names: ["name"],
    });
    expect(await prompts.previewPrompt(own, { template: "Hi {{name}}", values: { name: "Ada" } })).toMatchObject({
      text: "Hi Ada",
      problem: null,
    });
  });

  it("refuse names that are no slug, and labels that are no label", () => {
    for (const slug of ["", "1a", "A", "a b", "__proto__", "a".repeat(61)])
      expect(CreatePromptInput.safeParse({ slug, name: "x", template: "x" }).success, slug).toBe(false);
  });
});

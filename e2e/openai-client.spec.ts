import { test } from "@playwright/test";
import { createKey } from "./support/call-api";
import { START_MS, startNext, type StartedNext } from "./support/start-next";
import { openAiContract } from "./support/openai-contract";

test.describe("the official client against the product", () => {
  let key = "";

  test.beforeAll(async ({ playwright, baseURL }, { project }) => {
    const request = await playwright.request.newContext({ baseURL, storageState: project.use.storageState });
    key = await createKey(request, "official client", ["read", "run"]);
    await request.dispose();
  });

  openAiContract((baseURL) => ({ url: baseURL, key }));
});

test.describe("the official client against plain `next start`", () => {
  let started: StartedNext | undefined;

  test.beforeAll(async () => {
    test.setTimeout(START_MS + 30_000);
    started = await startNext();
  });

  test.afterAll(async () => {
    await started?.stop();
  });

  openAiContract(() => started!);
});

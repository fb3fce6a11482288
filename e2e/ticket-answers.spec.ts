import { expect, test } from "@playwright/test";
import type { RunResult } from "@/lib/gateway/schemas";
import type { Task } from "@/lib/registry/schemas";
import type { Example } from "@/lib/training/schemas";
import { callApi } from "./support/call-api";
import { openPage } from "./support/open-page";
import { importCsv, train } from "./support/train";

const TASK = "help_desk_answers";
const ANSWERS = {
  password: "Ask for a new link and open only the newest mail: it works for one hour.",
  invoice: "Every invoice is a PDF under Settings, Billing, Invoices.",
  slow: "There was an overload on our side, which is over now.",
} as const;
const TICKETS = {
  password: ["I forgot my password", "the reset link has expired", "cannot sign in, wrong password", "login fails"],
  invoice: ["where is my invoice", "send me the bill of May", "I need a receipt", "download all invoices"],
  slow: ["the site is very slow", "pages take a minute to load", "everything hangs today", "loading takes forever"],
} as const;
const FRAMES = ["", "Hello, ", "Again: ", "Please help, "];

function resolvedTickets(): string {
  const rows = (Object.keys(TICKETS) as (keyof typeof TICKETS)[]).flatMap((topic) =>
    TICKETS[topic].flatMap((text) => FRAMES.map((frame) => `"${frame}${text}","${ANSWERS[topic]}"`)),
  );
  return `text,resolution\n${rows.join("\n")}\n`;
}

test("resolved tickets answer a new one, with those tickets as evidence, and a correction is learnt", async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const configuration = { model: "local/nearest", constraints: { requiredCapabilities: ["chat"] } };
  await callApi<Task>(request, "/tasks", {
    body: { slug: TASK, name: "Help desk answers", kind: "generation", category: "empathy", configuration },
  });
  await importCsv(request, TASK, resolvedTickets(), "Resolved tickets");
  await train(request, TASK, ["nearest"]);

  const answer = await callApi<RunResult>(request, "/run", {
    body: { task: TASK, input: "My password is wrong and I cannot log in" },
  });
  expect(answer.output).toBe(ANSWERS.password);
  expect(answer.confidence).toBeGreaterThan(0.3);
  expect(answer.evidence).toHaveLength(3);
  expect(answer.evidence![0]).toMatchObject({ label: ANSWERS.password });

  const better = "Use the button Forgot password, then open the newest mail.";
  await callApi(request, "/feedback", {
    body: { executionId: answer.execution.id, kind: "correction", value: better },
  });
  const open = () => callApi<Example[]>(request, "/training/examples", { query: { task: TASK } });
  await expect.poll(async () => (await open()).map(({ label }) => label), { timeout: 20_000 }).toContain(better);

  await openPage(page, `/training?task=${TASK}`, "Training");
  await expect(page.getByRole("checkbox", { name: "Nearest examples" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Naive Bayes" })).toHaveCount(0);
});

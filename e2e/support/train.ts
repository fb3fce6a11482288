import { expect, type APIRequestContext } from "@playwright/test";
import type { ClassifierKind, Dataset, TrainingRun } from "@/lib/training/schemas";
import { callApi } from "./call-api";

export async function importCsv(request: APIRequestContext, task: string, csv: string, name: string): Promise<Dataset> {
  const answer = await request.post("/api/v1/training/import", {
    params: { task, name },
    headers: { "content-type": "text/csv" },
    data: csv,
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return ((await answer.json()) as { data: Dataset }).data;
}

/** Trains on the task's newest dataset and waits for the end. */
export async function train(request: APIRequestContext, task: string, classifiers: ClassifierKind[]): Promise<void> {
  const { id } = await callApi<TrainingRun>(request, "/training/runs", { body: { task, classifiers } });
  const status = async () => (await callApi<TrainingRun>(request, `/training/runs/${id}`)).status;
  await expect.poll(status, { timeout: 60_000 }).toBe("succeeded");
}

import type { APIRequestContext } from "@playwright/test";
import type { ConfigurationVersion, Model, ModelVersion } from "@/lib/registry/schemas";
import { callApi } from "./call-api";
import { labelledCsv } from "./labelled-csv";
import { importCsv, train } from "./train";

const TASK = "ticket_classification";

/** Something true on every page: examples, models trained on them, requests that worked and one that failed, a change, an invitation. */
export async function fillInstallation(request: APIRequestContext): Promise<void> {
  const trained = await callApi<ModelVersion[]>(request, "/model-versions", { query: { task: TASK } });
  if (trained.length > 0) return;
  await importCsv(request, TASK, `${labelledCsv()},billing\n`, "Examples with a bad row");
  await train(request, TASK, ["nb", "tfidf"]);
  for (const input of ["I was charged twice", "Where is my parcel?", "Thank you, well done"]) {
    await callApi(request, "/run", { body: { task: TASK, input } });
  }
  const failing = await callApi<Model>(request, "/models", {
    body: { provider: "simulator", upstreamId: "sim-instant:error" },
  });
  await request.post("/api/v1/run", { data: { task: "general_chat", input: "This one fails", model: failing.slug } });
  // Else the router would try it in the other journeys too.
  await callApi(request, `/models/${failing.slug}`, { method: "DELETE" });
  const { configuration } = await callApi<ConfigurationVersion>(request, `/config/${TASK}`);
  await callApi(request, `/config/${TASK}`, {
    method: "PUT",
    body: { configuration: { ...configuration, explorationShare: 0.1 }, reason: "Learn faster" },
  });
  await callApi(request, "/invitations", { body: { email: "ines@northwind.test", role: "member" } });
}

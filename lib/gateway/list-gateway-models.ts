import { notFound } from "@/lib/platform/errors";
import type { OrganizationSnapshot } from "@/lib/registry";

/** A model in OpenAI's form. */
type ListedModel = { id: string; object: "model"; created: number; owned_by: string };

/** OpenAI's form asks for the time of release, which the catalogue does not know. */
const CREATED = 0;

/** What `model` may be now: the router, each task, and the models that can be called. */
export function listGatewayModels(snapshot: OrganizationSnapshot): { object: "list"; data: ListedModel[] } {
  const tasks = [...snapshot.tasks.keys()].map((slug) => listed(`task:${slug}`, "ai-gym"));
  const ready = snapshot.modelList.filter((model) => model.status === "ready");
  return {
    object: "list",
    data: [listed("auto", "ai-gym"), ...tasks, ...ready.map((model) => listed(model.slug, model.providerSlug))],
  };
}

/** Throws `not_found` for anything that `listGatewayModels` does not list. */
export function getGatewayModel(snapshot: OrganizationSnapshot, id: string): ListedModel {
  const found = listGatewayModels(snapshot).data.find((model) => model.id === id);
  if (!found) throw notFound(`There is no model \`${id}\`, or it cannot be called now`, { field: "model" });
  return found;
}

const listed = (id: string, owner: string): ListedModel => ({ id, object: "model", created: CREATED, owned_by: owner });

import type { DatabaseTransaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/errors";
import { nearestName } from "@/lib/platform/nearest-name";
import type { Configuration } from "@/lib/registry/schemas";
import { selectCollection, selectCollections } from "./collections/collection-store";

/** Refuses a configuration that retrieves from a collection which does not exist. */
export async function requireKnownCollection(
  tx: DatabaseTransaction,
  organizationId: string,
  { retrieval }: Pick<Configuration, "retrieval">,
): Promise<void> {
  if (retrieval === null) return;
  const { collection: slug } = retrieval;
  const found = await selectCollection(tx, organizationId, slug);
  if (found && found.deletedAt === null) return;
  const known = (await selectCollections(tx, organizationId, { take: 500 })).map((one) => one.slug);
  const nearest = nearestName(slug, known);
  throw invalidInput(`There is no collection \`${slug}\`${nearest ? `: did you mean \`${nearest}\`?` : ""}`, {
    field: "configuration.retrieval.collection",
  });
}

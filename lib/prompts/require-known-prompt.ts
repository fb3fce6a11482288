import type { DatabaseTransaction } from "@/lib/platform/db";
import { invalidInput } from "@/lib/platform/errors";
import { nearestName } from "@/lib/platform/nearest-name";
import type { Configuration } from "@/lib/registry/schemas";
import { selectPrompt, selectPrompts } from "./prompt-store";

/** Refuses a configuration whose prompt, label or version does not exist. */
export async function requireKnownPrompt(
  tx: DatabaseTransaction,
  organizationId: string,
  { prompt: choice }: Pick<Configuration, "prompt">,
): Promise<void> {
  if (choice === null) return;
  const { slug, version, label = "production" } = choice;
  const prompt = await selectPrompt(tx, organizationId, slug);
  if (!prompt || prompt.deletedAt !== null) {
    const known = (await selectPrompts(tx, organizationId, { take: 500 })).map((one) => one.slug);
    const nearest = nearestName(slug, known);
    throw invalidInput(`There is no prompt \`${slug}\`${nearest ? `: did you mean \`${nearest}\`?` : ""}`, {
      field: "configuration.prompt.slug",
    });
  }
  if (version !== undefined && version > prompt.latestVersion)
    throw invalidInput(`The prompt \`${slug}\` has no version ${version}: the newest is ${prompt.latestVersion}`, {
      field: "configuration.prompt.version",
    });
  if (version === undefined && !Object.hasOwn(prompt.labels, label))
    throw invalidInput(`The prompt \`${slug}\` has no label \`${label}\`: give it to one of its versions first`, {
      field: "configuration.prompt.label",
    });
}

import { ProviderError } from "../provider-error";

/** Ids out of `{ data: [{ id }] }`. */
export function toModelIds(body: unknown): string[] {
  const data: unknown = (body as { data?: unknown } | null)?.data;
  if (!Array.isArray(data))
    throw new ProviderError("malformed", "The provider's answer cannot be used: it lists no models");
  // Gemini puts a folder before the name.
  return data.flatMap((model: { id?: unknown } | null) =>
    typeof model?.id === "string" ? [model.id.replace(/^models\//, "")] : [],
  );
}

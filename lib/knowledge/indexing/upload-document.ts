import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { findCollection } from "../collections/require-collection";
import { Metadata, type AddedDocuments, type UploadDocumentQuery } from "../document-schemas";
import { readDocument } from "../documents/read-document";
import { putDocuments, type ReadyDocument } from "./put-documents";
import { imageTypeOf, readImage } from "./read-image";

export type UploadedFile = { mediaType: string; bytes: Uint8Array };

/**
 * Adds a file: text, Markdown, HTML, CSV, PDF, or a picture (PNG or JPEG) with a caption. Throws `invalid_input` for what cannot be
 * read, such as a PDF behind a password, and `too_large` beyond 20 MB.
 */
export async function uploadDocument(
  ctx: Ctx,
  slug: string,
  query: UploadDocumentQuery,
  file: UploadedFile,
): Promise<AddedDocuments> {
  requireScope(ctx, "write");
  const collection = await findCollection(ctx, slug);
  const { name, externalId = name, title, source, caption } = query;
  const imageType = imageTypeOf(file.bytes);
  if (imageType === null && caption !== undefined)
    throw invalidInput("`caption` says what a picture shows, and this file is none", { field: "caption" });
  const content = imageType
    ? await readImage({ bytes: file.bytes, mediaType: imageType, name, caption }, ctx.signal)
    : await readText(ctx, query, file);
  const ready: ReadyDocument = {
    ...content,
    externalId,
    title: title ?? content.title,
    source: source ?? null,
    metadata: metadataOf(query.metadata),
  };
  return putDocuments(ctx, collection, [ready]);
}

async function readText(ctx: Ctx, { name }: UploadDocumentQuery, { mediaType, bytes }: UploadedFile) {
  const read = await readDocument({ mediaType, name, bytes }, { ...(ctx.signal && { signal: ctx.signal }) });
  const sections = read.sections.map(({ path, text, page }) => ({ path, text, page }));
  return { title: read.title, mediaType: read.mediaType, sections, fingerprint: null };
}

function metadataOf(written: string | undefined): Metadata {
  if (written === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    throw invalidInput('`metadata` is a JSON object, such as `{"product":"router"}`', { field: "metadata" });
  }
  const parsed = Metadata.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidInput(`\`metadata\` ${issue?.message ?? "is an object of texts, numbers, true and false"}`, {
    field: ["metadata", ...(issue?.path ?? [])].join("."),
  });
}

import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isAppError, AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { findCollection } from "../collections/require-collection";
import type { AddDocumentsInput, AddedDocuments, NewDocument } from "../document-schemas";
import { readDocument } from "../documents/read-document";
import { putDocuments, type ReadyDocument } from "./put-documents";

/** Adds texts, each in place of the document with the same external id. Throws `invalid_input` with the place of a fault. */
export async function addDocuments(ctx: Ctx, slug: string, { documents }: AddDocumentsInput): Promise<AddedDocuments> {
  requireScope(ctx, "write");
  const collection = await findCollection(ctx, slug);
  const ready: ReadyDocument[] = [];
  for (const [index, document] of documents.entries()) {
    ready.push(await placed(`documents.${index}.text`, () => readText(ctx, document)));
  }
  return putDocuments(ctx, collection, ready);
}

async function readText(ctx: Ctx, document: NewDocument): Promise<ReadyDocument> {
  const { externalId = newId(ctx.now().getTime()), title, source, metadata, mediaType, text } = document;
  const file = { mediaType, name: externalId, bytes: Buffer.from(text, "utf8") };
  const read = await readDocument(file, { ...(ctx.signal && { signal: ctx.signal }) });
  return {
    externalId,
    title: title ?? read.title,
    mediaType: read.mediaType,
    source: source ?? null,
    metadata,
    sections: read.sections.map(({ path, text: own, page }) => ({ path, text: own, page })),
    fingerprint: null,
  };
}

/** Says which of several documents is at fault. */
async function placed<Result>(field: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || error.field !== undefined) throw error;
    throw new AppError(error.code, error.message, { field, cause: error });
  }
}

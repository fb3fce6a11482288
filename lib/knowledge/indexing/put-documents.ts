import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { jsonText } from "@/lib/platform/stored-json";
import { lockCollection, type CollectionRow } from "../collections/collection-store";
import { requireCollection } from "../collections/require-collection";
import type { AddedDocuments, Metadata } from "../document-schemas";
import type { DocumentMediaType } from "../words";
import { countDocumentsOf, putDocument, selectDocumentByExternalId, type StoredSection } from "./document-store";
import { enqueueIndexing } from "./start-indexing";

const MAX_DOCUMENTS = 100_000;

/** A document that was read already. */
export type ReadyDocument = {
  externalId: string;
  title: string;
  mediaType: DocumentMediaType;
  source: string | null;
  metadata: Metadata;
  sections: readonly StoredSection[];
  /** Of a picture; null for texts. */
  fingerprint: unknown;
};

/**
 * Puts documents into a collection, each in place of the one with the same external id, and begins to index them. One
 * that is there already, word for word, is left as it is.
 */
export async function putDocuments(
  ctx: Ctx,
  { slug }: Pick<CollectionRow, "slug">,
  documents: readonly ReadyDocument[],
): Promise<AddedDocuments> {
  return ctx.db.$transaction(async (tx) => {
    const collection = requireCollection(await lockCollection(tx, ctx.organizationId, slug), slug);
    const owner = { organizationId: ctx.organizationId, collectionId: collection.id };
    if ((await countDocumentsOf(tx, owner)) + documents.length > MAX_DOCUMENTS)
      throw conflict(`A collection holds at most ${MAX_DOCUMENTS} documents: make another one`);
    const added: AddedDocuments["documents"] = [];
    for (const document of documents) {
      const { externalId, sections } = document;
      const before = await selectDocumentByExternalId(tx, owner, externalId);
      const contentHash = hashOf(document);
      const id = before?.id ?? newId(ctx.now().getTime());
      const isThere = before !== null && before.deletedAt === null;
      const isUnchanged = isThere && before.contentHash === contentHash && before.status !== "failed";
      added.push({ id, externalId, outcome: isUnchanged ? "unchanged" : isThere ? "replaced" : "added" });
      if (isUnchanged) continue;
      const characters = sections.reduce((sum, { text }) => sum + text.length, 0);
      await putDocument(tx, ctx, collection.id, { ...document, id, contentHash, characters });
    }
    const changed = added.filter(({ outcome }) => outcome !== "unchanged");
    if (changed.length === 0) return { documents: added, jobId: null };
    await recordAudit(tx, ctx, {
      action: "knowledge_document.put",
      subjectType: "knowledge_collection",
      subjectId: slug,
      before: null,
      after: { documents: changed.map(({ externalId, outcome }) => ({ externalId, outcome })) },
    });
    return { documents: added, jobId: await enqueueIndexing(ctx, collection, tx) };
  });
}

/** Of all that is found or shown. */
function hashOf({ title, mediaType, source, metadata, sections, fingerprint }: ReadyDocument): string {
  const facts = jsonText({
    title,
    mediaType,
    source,
    metadata: Object.entries(metadata).sort(),
    sections,
    fingerprint,
  });
  return createHash("sha256").update(facts).digest("hex");
}

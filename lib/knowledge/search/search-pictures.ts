import type { Ctx } from "@/lib/platform/ctx";
import { fromStored } from "@/lib/platform/stored-json";
import type { CollectionRow } from "../collections/collection-store";
import { fingerprintImage, imageSimilarity } from "../images";
import type { Filter } from "../search-schemas";
import { selectPictures } from "./search-store";

/** Pictures of the collection, those of the most alike colours and shapes first. `image` is a data URL. */
export async function searchPictures(
  ctx: Ctx,
  collection: CollectionRow,
  { image, filter, take }: { image: string; filter: Filter; take: number },
): Promise<{ id: string; score: number }[]> {
  const bytes = Buffer.from(image.slice(image.indexOf(",") + 1), "base64");
  const [asked, pictures] = await Promise.all([
    fingerprintImage(bytes, ctx.signal),
    selectPictures(ctx.db, collection, filter),
  ]);
  return (
    pictures
      .map(({ chunkId, fingerprint }) => ({ chunkId, numbers: Float32Array.from(fromStored<number[]>(fingerprint)) }))
      // One of an earlier kind of fingerprint says nothing until its picture is sent again.
      .filter(({ numbers }) => numbers.length === asked.length)
      .map(({ chunkId, numbers }) => ({ id: chunkId, score: imageSimilarity(asked, numbers) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, take)
  );
}

import type { CollectionRow } from "../collections/collection-store";
import type { VectorSpace } from "./vector-store";

type Parts = Pick<CollectionRow, "id" | "revision" | "storeHost" | "storeSecret"> & { organizationId: string };

export const spaceOf = (
  { id, organizationId, revision, storeHost, storeSecret }: Parts,
  dimensions: number,
): VectorSpace => ({
  organizationId,
  collectionId: id,
  dimensions,
  revision,
  host: storeHost,
  secret: storeSecret,
});

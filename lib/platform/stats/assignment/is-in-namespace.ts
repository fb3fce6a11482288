import { hashToShare } from "./hash-to-share";

/** Experiments of one namespace with ranges apart never share a user. */
export type Namespace = { name: string; from: number; to: number };

/** Whether a user falls into the range of a namespace, as GrowthBook's SDKs have it. */
export function isInNamespace(userId: string, { name, from, to }: Namespace): boolean {
  const share = hashToShare(`__${name}`, userId, 1);
  return share !== null && share >= from && share < to;
}

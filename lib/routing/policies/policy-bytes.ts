import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { FittedPolicy } from "../learned/fitted-policy";

/** As it is stored: JSON, packed. */
export const packPolicy = async (policy: FittedPolicy): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await promisify(gzip)(JSON.stringify(policy)));

/** As it was before it was packed; `loadRoutingPolicy` reads it. */
export async function unpackPolicy(bytes: Uint8Array): Promise<unknown> {
  return JSON.parse((await promisify(gunzip)(bytes)).toString("utf8"));
}

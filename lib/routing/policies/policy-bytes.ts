import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { FittedPolicy } from "../learned/fitted-policy";
import { loadRoutingPolicy, type LoadedPolicy } from "../learned/load-routing-policy";

/** As it is stored: JSON, packed. */
export const packPolicy = async (policy: FittedPolicy): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await promisify(gzip)(JSON.stringify(policy)));

/** Throws `internal` when it is damaged. */
export async function unpackPolicy(bytes: Uint8Array): Promise<LoadedPolicy> {
  return loadRoutingPolicy(JSON.parse((await promisify(gunzip)(bytes)).toString("utf8")));
}

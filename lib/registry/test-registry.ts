import { createHash } from "node:crypto";
import type { Ctx, Role } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { insertTestOrganization } from "@/lib/platform/db/test-database";
import type { Environment } from "@/lib/platform/environment";
import type { Runtime } from "@/lib/platform/runtime";
import { decryptSecret } from "@/lib/platform/secrets";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { createProvider } from "./create-provider";
import { environmentProviders } from "./environment-providers";
import { registerModel } from "./register-model";
import { CreateProviderInput, PutConfigurationInput, RegisterModelInput } from "./schemas";
import { seedOrganization } from "./seed-organization";
import { createRegistry } from "./snapshot";

/** A runtime with a registry, as one process has it. `providers` is what its environment offers. */
export function registryRuntime(
  db: Database,
  providers: Environment["providers"] = {},
  given: Partial<Pick<Runtime, "now" | "log">> = {},
): Runtime {
  const base = testRuntime({ db, ...given });
  const environment = { ...base.environment, providers };
  const registry = createRegistry(db, {
    now: base.now,
    log: base.log,
    environmentProviders: environmentProviders(environment),
    cpuHourUsd: environment.cpuHourUsd,
    decrypt: (encrypted, organizationId) => decryptSecret(environment.encryptionKey, encrypted, organizationId),
    pollMs: 20,
  });
  return { ...base, environment, registry };
}

/** A new organization with everything that the first start gives it, and what a person with the role may use. */
export async function seededCtx(runtime: Runtime, role: Role = "owner"): Promise<Ctx> {
  const organizationId = await insertTestOrganization(runtime.db);
  await runtime.db.$transaction((tx) =>
    seedOrganization(tx, organizationId, runtime.now(), environmentProviders(runtime.environment)),
  );
  await runtime.registry.ensureLoaded(organizationId);
  return testCtx(runtime, organizationId, role);
}

/** The same database, whose every use is announced first: to count them, or to make them fail. */
export function watched(db: Database, beforeUse: (name: string) => void): Database {
  return new Proxy(db, {
    get(target, name) {
      beforeUse(String(name));
      return Reflect.get(target, name) as unknown;
    },
  });
}

export const KEY = "sk-test-0123456789abcdef";

/** An OpenAI-compatible server, unless told otherwise. */
export const addProvider = (ctx: Ctx, input: object = {}) =>
  createProvider(
    ctx,
    CreateProviderInput.parse({ kind: "compatible", slug: "my-vllm", baseUrl: "http://10.0.0.5:8000/v1/", ...input }),
  );

/** A model of OpenAI's outside the catalogue, unless told otherwise. */
export const addModel = (ctx: Ctx, input: object = {}) =>
  registerModel(ctx, RegisterModelInput.parse({ provider: "openai", upstreamId: "gpt-5.4-mini", ...input }));

export const putInput = (configuration: object, expectedVersion?: number) =>
  PutConfigurationInput.parse({ configuration, expectedVersion });

const ARTEFACT = new TextEncoder().encode("what a version of a test consists of");

/** Stores what versions of `versionInput` consist of, so that they can be deployed. */
export async function storeTestArtefact({ db, organizationId, now }: Ctx): Promise<void> {
  const { artefactSha256: sha256 } = versionInput([]);
  const stored = { bytes: ARTEFACT, sizeBytes: ARTEFACT.byteLength, contentType: "text/plain", createdAt: now() };
  await db.artefact.createMany({ data: [{ organizationId, sha256, ...stored }], skipDuplicates: true });
}

export const versionInput = (labels: string[]) => ({
  taskSlug: "ticket_classification",
  modelSlug: "local/tfidf",
  artefactSha256: createHash("sha256").update(ARTEFACT).digest("hex"),
  metrics: { accuracy: 0.9, macroF1: 0.88, validationCount: 20, trainCount: 80 },
  labels,
});

/** What was recorded of a subject, oldest first. */
export const auditOf = ({ db, organizationId }: Ctx, subjectId: string) =>
  db.auditEntry.findMany({ where: { organizationId, subjectId }, orderBy: { id: "asc" } });

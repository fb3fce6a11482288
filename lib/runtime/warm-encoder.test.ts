import { expect, it, vi } from "vitest";
import { createLog } from "@/lib/platform/log";
import type { Runtime } from "@/lib/platform/runtime";
import { warmEncoder } from "./warm-encoder";

const log = createLog({ level: "silent", isReadable: false });

/** An installation of which only this is known: which models of which organization serve trained versions. */
function installation(modelsByOrganization: Record<string, string[] | Error>) {
  const embed = vi.fn(async () => []);
  const ensureLoaded = async (id: string) => {
    const models = modelsByOrganization[id]!;
    if (models instanceof Error) throw models;
    return { activeVersions: new Map(models.map((modelSlug) => [modelSlug, { modelSlug }])) };
  };
  const runtime = { embedder: { embed }, log, registry: { ensureLoaded } } as unknown as Runtime;
  return { embed, warm: () => warmEncoder(runtime, Object.keys(modelsByOrganization)) };
}

it("loads the encoder when a trained model of any organization needs it", async () => {
  const { embed, warm } = installation({ a: ["local/nb"], b: ["local/tfidf", "local/council"] });
  await warm();
  expect(embed).toHaveBeenCalledOnce();
});

it("spares an installation without such models the encoder's memory", async () => {
  const { embed, warm } = installation({ a: ["local/nb"], b: [] });
  await warm();
  expect(embed).not.toHaveBeenCalled();
});

it("serves the others when one organization cannot be read", async () => {
  const { embed, warm } = installation({ a: new Error("its key cannot be opened"), b: ["local/encoder"] });
  await warm();
  expect(embed).toHaveBeenCalledOnce();
});

it("lets the process start when the encoder does not", async () => {
  const { embed, warm } = installation({ a: ["local/encoder"] });
  embed.mockRejectedValue(new Error("no memory"));
  await expect(warm()).resolves.toBeUndefined();
});

import { describe, expect, it } from "vitest";
import { providerChanges } from "./provider-changes";

const added = { name: "vLLM", baseUrl: "http://10.0.0.1/v1", source: "added" } as const;
const form = { name: "vLLM", baseUrl: "http://10.0.0.1/v1", apiKey: "" };

describe("the changes of a provider", () => {
  it("are none when nothing was changed, so that a stored key is kept", () => {
    expect(providerChanges(added, form, false)).toEqual({});
    expect(providerChanges(added, { name: " vLLM ", baseUrl: " http://10.0.0.1/v1", apiKey: " " }, false)).toEqual({});
  });

  it("hold only what differs", () => {
    expect(providerChanges(added, { ...form, name: "Big vLLM" }, false)).toEqual({ name: "Big vLLM" });
    expect(providerChanges(added, { ...form, apiKey: "k1" }, false)).toEqual({ apiKey: "k1" });
  });

  it("delete the key only when asked to", () => {
    expect(providerChanges(added, { ...form, apiKey: "k1" }, true)).toEqual({ apiKey: null });
  });

  it("never touch address and key of a provider of the environment", () => {
    const provider = { ...added, source: "environment" } as const;
    expect(providerChanges(provider, { name: "Renamed", baseUrl: "http://x", apiKey: "k" }, true)).toEqual({
      name: "Renamed",
    });
  });
});

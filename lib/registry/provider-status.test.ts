import { describe, expect, it } from "vitest";
import { modelStatus } from "./build-snapshot";
import { environmentProviders } from "./environment-providers";
import { connectionOf, keyHintOf, type ProviderRow } from "./provider-status";

const KEY = "sk-test-0123456789abcdef";
const row: ProviderRow = {
  slug: "openai",
  kind: "openai",
  source: "environment",
  baseUrl: null,
  encryptedKey: null,
  isEnabled: true,
};
const credentials = {
  environment: environmentProviders({ providers: { openai: { apiKey: KEY, baseUrl: null } }, simulatorUrl: null }),
  decrypt: (encrypted: string) => {
    if (encrypted === "damaged") throw new Error("cannot be opened");
    return `opened ${encrypted}`;
  },
};

describe("the connection of a provider", () => {
  it("of the environment lives and dies with its variable", () => {
    expect(connectionOf(row, credentials)).toMatchObject({ status: "ready", endpoint: { apiKey: KEY } });
    expect(connectionOf(row, { ...credentials, environment: [] })).toMatchObject({
      status: "no_key",
      endpoint: { apiKey: null, baseUrl: "https://api.openai.com/v1" },
    });
  });

  it("that a person added uses the stored key, at the vendor's address unless another is given", () => {
    const added: ProviderRow = { ...row, source: "added", encryptedKey: "x" };
    expect(connectionOf(added, credentials).endpoint).toEqual({
      slug: "openai",
      baseUrl: "https://api.openai.com/v1",
      apiKey: "opened x",
      isUserSupplied: false,
    });
    const moved = connectionOf({ ...added, baseUrl: "http://10.0.0.5/v1" }, credentials).endpoint;
    expect(moved).toMatchObject({ baseUrl: "http://10.0.0.5/v1", isUserSupplied: true });
  });

  it("without a key is open for a compatible server only", () => {
    const added: ProviderRow = { ...row, source: "added" };
    expect(connectionOf(added, credentials).status).toBe("no_key");
    expect(connectionOf({ ...added, kind: "compatible", baseUrl: "http://a/v1" }, credentials).status).toBe("ready");
  });

  it("with a key that cannot be opened says so and offers none", () => {
    const connection = connectionOf({ ...row, source: "added", encryptedKey: "damaged" }, credentials);
    expect(connection).toMatchObject({ status: "key_unreadable", keyHint: null, endpoint: { apiKey: null } });
  });

  it("to the simulator ends in /v1 whichever way its address is given", () => {
    for (const simulatorUrl of ["http://127.0.0.1:4010", "http://127.0.0.1:4010/v1"]) {
      expect(environmentProviders({ providers: {}, simulatorUrl })).toEqual([
        { kind: "simulator", apiKey: null, baseUrl: "http://127.0.0.1:4010/v1" },
      ]);
    }
  });
});

describe("the hint of a key", () => {
  it("shows four characters of a long key and none of a short one", () => {
    expect(keyHintOf(KEY)).toBe("…cdef");
    expect(keyHintOf("short")).toBe("…");
  });
});

describe("the status of a model", () => {
  it("is its own switch first, then its provider's state", () => {
    expect(modelStatus(false, "ready")).toBe("disabled");
    expect(modelStatus(true, undefined)).toBe("no_key");
    expect(modelStatus(true, "disabled")).toBe("provider_disabled");
    expect(modelStatus(true, "key_unreadable")).toBe("key_unreadable");
    expect(modelStatus(true, "ready")).toBe("ready");
  });
});

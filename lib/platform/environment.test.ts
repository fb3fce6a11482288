import { describe, expect, it } from "vitest";
import { loadEnvironment } from "./environment";

const embeddedSecrets = () => ({ nextAuthSecret: "n".repeat(40), encryptionKey: Buffer.alloc(32, 1) });
const load = (source: Record<string, string>) => loadEnvironment(source as NodeJS.ProcessEnv, { embeddedSecrets });

const SECRET = "4f1c9a7be02d53864f1c9a7be02d5386aa";
const KEY_HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddee0f";

describe("loadEnvironment", () => {
  it("needs no variable at all, and then listens on this machine only", () => {
    expect(load({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      databaseUrl: null,
      redisUrl: null,
      publicUrl: null,
      providers: {},
      upstreamAllow: [],
      owner: null,
      cpuHourUsd: 0.05,
      isProduction: false,
    });
  });

  it("treats an empty or blank variable as unset", () => {
    expect(load({ PORT: "", DATABASE_URL: "  ", OPENAI_API_KEY: "" })).toMatchObject({
      port: 3000,
      databaseUrl: null,
      providers: {},
    });
  });

  it("names everything that is wrong at once", () => {
    const source = {
      NODE_ENV: "production",
      PORT: "70000",
      DATABASE_URL: "mysql://localhost/x",
      REDIS_URL: "localhost",
      PUBLIC_URL: "gym.company.com",
      ENCRYPTION_KEY: "abc",
      GYM_UPSTREAM_ALLOW: "http://127.0.0.1:11434",
      GYM_OWNER_EMAIL: "ada@company.com",
      GYM_CPU_HOUR_USD: "-1",
      LOG_LEVEL: "loud",
    };
    const message = messageOf(() => load(source));
    for (const name of [
      "PORT",
      "DATABASE_URL",
      "REDIS_URL",
      "PUBLIC_URL",
      "ENCRYPTION_KEY",
      "NEXTAUTH_SECRET",
      "GYM_UPSTREAM_ALLOW",
      "GYM_OWNER_PASSWORD",
      "GYM_CPU_HOUR_USD",
      "LOG_LEVEL",
    ]) {
      expect(
        message.split("\n").filter((line) => line.startsWith(`  ${name}: `)),
        name,
      ).toHaveLength(1);
    }
  });

  it("never repeats a value, since it may be secret", () => {
    const message = messageOf(() =>
      load({
        ENCRYPTION_KEY: "my-private-words",
        OPENAI_API_KEY: "sk private words",
        GYM_OWNER_PASSWORD: "pw-1",
        DATABASE_URL: "mysql://me:hidden@db/x",
      }),
    );
    expect(message).not.toMatch(/private|pw-1|hidden/);
  });

  it("refuses production with a database and without real secrets", () => {
    const production = { NODE_ENV: "production", DATABASE_URL: "postgresql://gym@db:5432/gym" };
    expect(() => load(production)).toThrow(/NEXTAUTH_SECRET[\s\S]*ENCRYPTION_KEY/);
    for (const example of [
      "changeme",
      "secret",
      "please-change-me-please-change-me-now",
      "password123",
      "abcabcabcabcabcabcabcabcabcabcabcabc",
    ]) {
      expect(() => load({ ...production, NEXTAUTH_SECRET: example, ENCRYPTION_KEY: KEY_HEX }), example).toThrow(
        /NEXTAUTH_SECRET: is an example/,
      );
    }
    expect(() => load({ ...production, NEXTAUTH_SECRET: SECRET, ENCRYPTION_KEY: "0".repeat(64) })).toThrow(
      /ENCRYPTION_KEY: is an example/,
    );
    expect(load({ ...production, NEXTAUTH_SECRET: SECRET, ENCRYPTION_KEY: KEY_HEX }).isProduction).toBe(true);
  });

  it("starts in production without a database URL, with secrets of its own", () => {
    expect(load({ NODE_ENV: "production" }).encryptionKey).toHaveLength(32);
  });

  it("reads the encryption key as hex and as base64", () => {
    const base64 = Buffer.from(KEY_HEX, "hex").toString("base64");
    expect(load({ ENCRYPTION_KEY: KEY_HEX }).encryptionKey).toEqual(load({ ENCRYPTION_KEY: base64 }).encryptionKey);
  });

  it("does not touch the stored secrets when both are given", () => {
    const source = { NEXTAUTH_SECRET: SECRET, ENCRYPTION_KEY: KEY_HEX } as unknown as NodeJS.ProcessEnv;
    const embeddedSecrets = () => {
      throw new Error("was asked");
    };
    expect(loadEnvironment(source, { embeddedSecrets }).nextAuthSecret).toBe(SECRET);
  });

  it("offers exactly the providers that have a key, at their own address or another", () => {
    const { providers } = load({
      OPENAI_API_KEY: "sk-1",
      OPENAI_BASE_URL: "http://127.0.0.1:9/v1/",
      GROQ_API_KEY: "gsk-1",
      GEMINI_BASE_URL: "http://127.0.0.1:9",
    });
    expect(providers).toEqual({
      openai: { apiKey: "sk-1", baseUrl: "http://127.0.0.1:9/v1" },
      groq: { apiKey: "gsk-1", baseUrl: null },
    });
  });

  it("reads the list of private upstreams with names and addresses of both kinds", () => {
    expect(load({ GYM_UPSTREAM_ALLOW: "127.0.0.1:11434, vLLM.local:8000,[::1]:80," }).upstreamAllow).toEqual([
      "127.0.0.1:11434",
      "vllm.local:8000",
      "[::1]:80",
    ]);
  });

  it("sends no spans until a collector is named, and understands OpenTelemetry's own variables", () => {
    expect(load({}).traceExport).toBeNull();
    const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/" };
    expect(load({ ...collector, OTEL_SDK_DISABLED: "true" }).traceExport).toBeNull();
    expect(load({ ...collector, OTEL_TRACES_EXPORTER: "none" }).traceExport).toBeNull();
    const more = {
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=a%20b, x=1",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x=2",
      OTEL_RESOURCE_ATTRIBUTES: "service.name=ignored,deployment.environment.name=test",
      OTEL_SERVICE_NAME: "gym-1",
      OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
    };
    expect(load({ ...collector, ...more }).traceExport).toMatchObject({
      url: "http://collector:4318/v1/traces",
      headers: { "api-key": "a b", x: "2" },
      resource: { "service.name": "gym-1", "deployment.environment.name": "test" },
      isCompressed: true,
      includesContent: false,
    });
    expect(() => load({ ...collector, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toThrow(/http\/json/);
    expect(() => load({ OTEL_EXPORTER_OTLP_HEADERS: "no pairs" })).toThrow(/OTEL_EXPORTER_OTLP_HEADERS/);
  });

  it("reads the owner of a headless first start", () => {
    const owner = {
      GYM_OWNER_EMAIL: "ada@company.com",
      GYM_OWNER_PASSWORD: "correct horse",
      GYM_API_KEY: "gym_0123456789abcdef",
    };
    expect(load(owner).owner).toEqual({
      email: "ada@company.com",
      password: "correct horse",
      apiKey: "gym_0123456789abcdef",
    });
    expect(() => load({ GYM_API_KEY: "gym_0123456789abcdef" })).toThrow(/GYM_OWNER_EMAIL/);
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("Nothing was thrown");
}

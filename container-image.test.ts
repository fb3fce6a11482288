import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const dockerfile = readFileSync("Dockerfile", "utf8");
const ignored = readFileSync(".dockerignore", "utf8").split("\n").filter(Boolean);
const [, , running = ""] = dockerfile.split(/^FROM .*$/m);

/** What the build stage makes; git knows nothing of it. */
const BUILT = ["node_modules", ".next", "dist", "generated"];

const copied = [...dockerfile.matchAll(/^COPY (.+)$/gm)].flatMap(([, rest]) => {
  const words = rest!.split(" ").filter((word) => !word.startsWith("--"));
  return words.slice(0, -1).map((source) => source.replace(/^\/app\//, ""));
});

describe("the container image", () => {
  it("copies nothing that does not exist", () => {
    expect(copied.filter((source) => !BUILT.includes(source) && !existsSync(source))).toEqual([]);
    expect(BUILT.filter((source) => !copied.includes(source))).toEqual([]);
  });

  it("has what the configuration imports, and everything that the server reads while it runs", () => {
    const config = readFileSync("next.config.ts", "utf8");
    const imports = [...config.matchAll(/from "\.\/([\w-]+)"/g)].map(([, name]) => `${name}.ts`);
    const needed = ["next.config.ts", "package.json", "public", "prisma", "lib", "scripts", ...imports];
    expect(needed.filter((source) => !running.includes(`/app/${source}`))).toEqual([]);
  });

  it("takes no secret, no data and nothing that was built elsewhere from the folder", () => {
    for (const name of [".env*", ".git", "data", ...BUILT]) expect(ignored).toContain(name);
  });

  it("runs as somebody who is not root, keeps its data in a volume and says whether it is ready", () => {
    expect(running).toMatch(/^USER node$/m);
    expect(running.indexOf("USER node")).toBeGreaterThan(running.lastIndexOf("RUN "));
    expect(running).toMatch(/^VOLUME \/data$/m);
    expect(running).toMatch(/HEALTHCHECK[^]*\/api\/ready/);
    expect(existsSync("app/api/ready/route.ts")).toBe(true);
  });

  it("starts with a Node that the product takes", () => {
    const versions = [...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map(([, version]) => Number(version));
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    expect(versions).toHaveLength(2);
    for (const version of versions) expect(version).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)![0]));
  });
});

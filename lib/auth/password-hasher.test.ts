import { describe, expect, it } from "vitest";
import { createPasswordHasher, DEFAULT_COST } from "./password-hasher";

const CHEAP = { log2N: 4, blockSize: 8, parallelism: 1 };

describe("the password hasher", () => {
  it("recognises the right password and no other", async () => {
    const { hash, verify } = createPasswordHasher(CHEAP);
    const stored = await hash("tin roof rusted");
    expect(await verify("tin roof rusted", stored)).toEqual({ isMatch: true, needsRehash: false });
    expect(await verify("tin roof rusted ", stored)).toEqual({ isMatch: false, needsRehash: false });
  });

  it("stores the same password in two forms", async () => {
    const { hash } = createPasswordHasher(CHEAP);
    expect(await hash("tin roof rusted")).not.toBe(await hash("tin roof rusted"));
  });

  it("uses the whole password, also beyond the 72 bytes where other hashes stop", async () => {
    const { hash, verify } = createPasswordHasher(CHEAP);
    const stored = await hash(`${"a".repeat(200)}x`);
    expect((await verify(`${"a".repeat(200)}y`, stored)).isMatch).toBe(false);
  });

  it("takes the same letters from any keyboard", async () => {
    const { hash, verify } = createPasswordHasher(CHEAP);
    const stored = await hash("caf\u00e9 am Rhein");
    expect((await verify("cafe\u0301 am Rhein", stored)).isMatch).toBe(true);
  });

  it("never matches an account that does not exist", async () => {
    const { verify } = createPasswordHasher(CHEAP);
    expect((await verify("", null)).isMatch).toBe(false);
  });

  it("asks for a new form when the cost has changed, and still verifies the old one", async () => {
    const stored = await createPasswordHasher(CHEAP).hash("tin roof rusted");
    const { verify } = createPasswordHasher({ ...CHEAP, log2N: 5 });
    expect(await verify("tin roof rusted", stored)).toEqual({ isMatch: true, needsRehash: true });
    expect(await verify("wrong", stored)).toEqual({ isMatch: false, needsRehash: false });
  });

  it("refuses to queue more than it can serve soon, and recovers", async () => {
    const { hash } = createPasswordHasher(CHEAP);
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => hash("tin roof rusted")));
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(58);
    expect(refused[0]!.reason).toMatchObject({ code: "unavailable" });
    await expect(hash("tin roof rusted")).resolves.toMatch(/^\$scrypt\$/);
  });

  it("uses a cost that OWASP lists for scrypt", () => {
    const { log2N, blockSize, parallelism } = DEFAULT_COST;
    const listed = [
      [17, 8, 1],
      [16, 8, 2],
      [15, 8, 3],
      [14, 8, 5],
      [13, 8, 10],
    ];
    expect(listed).toContainEqual([log2N, blockSize, parallelism]);
  });
});

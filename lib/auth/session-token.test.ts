import { describe, expect, it } from "vitest";
import { issueSessionToken, readSessionCookie, SESSION_SECONDS, sessionCookieName } from "./session-token";

const secret = "s".repeat(40);
const publicUrl = "http://localhost:3000";
const now = new Date();
const claims = { sub: "person", organizationId: "team", epoch: 3, signedInAt: Math.floor(now.getTime() / 1000) };
const cookie = async (with_: { claims?: object; secret?: string } = {}) =>
  `theme=dark; ${sessionCookieName(publicUrl)}=${await issueSessionToken({ ...claims, ...with_.claims }, with_.secret ?? secret)}; x=1`;

describe("the session cookie", () => {
  it("says who signed in", async () => {
    expect(await readSessionCookie(await cookie(), { secret, publicUrl, now })).toEqual(claims);
  });

  it("is worth nothing when it was made with another secret, or changed", async () => {
    expect(await readSessionCookie(await cookie({ secret: "t".repeat(40) }), { secret, publicUrl, now })).toBeNull();
    const changed = (await cookie()).replace("; x=1", "x; x=1");
    expect(await readSessionCookie(changed, { secret, publicUrl, now })).toBeNull();
  });

  it("ends two weeks after signing in", async () => {
    const at = (seconds: number) => new Date((claims.signedInAt + seconds) * 1000);
    const header = await cookie();
    expect(await readSessionCookie(header, { secret, publicUrl, now: at(SESSION_SECONDS - 1) })).not.toBeNull();
    expect(await readSessionCookie(header, { secret, publicUrl, now: at(SESSION_SECONDS) })).toBeNull();
  });

  it("is not taken from a header without it, nor over plain HTTP when the site is on TLS", async () => {
    expect(await readSessionCookie("theme=dark", { secret, publicUrl, now })).toBeNull();
    expect(await readSessionCookie(await cookie(), { secret, publicUrl: "https://gym.company.com", now })).toBeNull();
    expect(await readSessionCookie(`${sessionCookieName(publicUrl)}=%E0%A4%A`, { secret, publicUrl, now })).toBeNull();
  });
});

import NextAuth from "next-auth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as NEXT_AUTH } from "@/app/api/auth/[...nextauth]/route";
import { POST as CHANGE_PASSWORD } from "@/app/api/v1/me/password/route";
import { GET as ME } from "@/app/api/v1/me/route";
import { POST as SIGN_OUT_EVERYWHERE } from "@/app/api/v1/me/sign-out-everywhere/route";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { createRateLimiter } from "@/lib/platform/rate-limit";
import { setRuntime, type Runtime } from "@/lib/platform/runtime";
import { nextAuthOptions } from "./next-auth-options";
import { createPasswordHasher } from "./password-hasher";
import type { Me } from "./schemas";
import { createSessionCache } from "./session-cache";
import { signIn } from "./sign-in";
import {
  call,
  CHEAP_COST,
  insertTestKey,
  insertTestPerson,
  PASSWORD,
  testAuthRuntime,
  type TestPerson,
} from "./test-auth";

const ADDRESS = "203.0.113.7";

describeEachDatabase("sessions", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof testAuthRuntime>;
  let organizationId: string;
  let person: TestPerson;

  beforeAll(async () => {
    database = await open();
    runtime = testAuthRuntime(database.db);
    setRuntime(runtime);
  });
  beforeEach(async () => {
    runtime.rateLimiter = createRateLimiter({ redisUrl: null, log: runtime.log, now: runtime.now });
    organizationId = await insertTestOrganization(database.db);
    person = await insertTestPerson(runtime, organizationId, "member");
  });
  afterAll(async () => {
    await runtime.keys.dispose();
    await database.close();
  });

  const statusOf = async (cookie: string) => (await call(ME, { as: { cookie } })).status;
  const attempt = (password: string, address = ADDRESS, email = person.email) =>
    signIn(runtime, { email, password }, address);

  describe("of a browser", () => {
    it("begin with email and password, and end with signing out", async () => {
      const browser = new FakeBrowser(runtime);
      expect(await browser.signIn(person.email.toUpperCase(), PASSWORD)).toBeNull();
      expect(await statusOf(browser.cookieHeader())).toBe(200);
      await browser.signOut();
      expect(await statusOf(browser.cookieHeader())).toBe(401);
    });

    it("do not begin with a wrong password, an unknown address, or nonsense, and the first two sound the same", async () => {
      const wrong = await new FakeBrowser(runtime).signIn(person.email, "wrong");
      const unknown = await new FakeBrowser(runtime).signIn("nobody@company.test", PASSWORD);
      expect(wrong).toBe("The email address or the password is wrong");
      expect(unknown).toBe(wrong);
      expect(await new FakeBrowser(runtime).signIn("nonsense", "x")).toMatch(/email address/);
    });

    it("do not begin without next-auth's token against cross-site requests", async () => {
      const browser = new FakeBrowser(runtime);
      await browser.post("callback/credentials", { email: person.email, password: PASSWORD, json: "true" });
      expect(await statusOf(browser.cookieHeader())).toBe(401);
    });

    it("do not begin with a body that is too large or no JSON, nor from another site", async () => {
      const send = (body: string, headers: Record<string, string> = {}) => {
        const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
        const request = new Request("http://127.0.0.1:3000/api/auth/callback/credentials", init);
        return NEXT_AUTH(request, { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) });
      };
      expect((await send(`{"email":"${"x".repeat(20_000)}"}`)).status).toBe(413);
      expect((await send("{")).status).toBe(400);
      expect((await send("{}", { "sec-fetch-site": "cross-site" })).status).toBe(403);
    });

    it("never show what went wrong inside", async () => {
      const broken = {
        ...runtime,
        rateLimiter: { ...runtime.rateLimiter, hit: () => Promise.reject(new Error("at db-7:5432")) },
      };
      expect(await new FakeBrowser(broken).signIn(person.email, PASSWORD)).toMatch(/wrong on our side/);
    });

    it("move to another organization of the person, and stay where they are for any other", async () => {
      const other = await insertTestOrganization(database.db);
      const foreign = await insertTestOrganization(database.db);
      await database.db.membership.create({ data: { organizationId: other, userId: person.userId, role: "viewer" } });
      const browser = new FakeBrowser(runtime);
      await browser.signIn(person.email, PASSWORD);
      const whereabouts = async () =>
        ((await call(ME, { as: { cookie: browser.cookieHeader() } })).body.data as Me).organization.id;
      expect(await whereabouts()).toBe(organizationId);
      await browser.switchTo(other);
      expect(await whereabouts()).toBe(other);
      await browser.switchTo(foreign);
      expect(await whereabouts()).toBe(other);
    });

    it("do not write from another site", async () => {
      const headers = { "sec-fetch-site": "cross-site" };
      expect((await call(SIGN_OUT_EVERYWHERE, { as: person, method: "POST", headers })).status).toBe(403);
      expect(await statusOf(person.cookie)).toBe(200);
    });
  });

  it("end everywhere at once when the person says so, in other processes within three seconds", async () => {
    const browser = new FakeBrowser(runtime);
    await browser.signIn(person.email, PASSWORD);
    const elsewhere = createSessionCache(database.db, runtime.now);
    expect((await elsewhere.find(person.userId, organizationId))?.sessionEpoch).toBe(0);
    expect((await call(SIGN_OUT_EVERYWHERE, { as: person, method: "POST" })).status).toBe(200);
    expect(await statusOf(person.cookie)).toBe(401);
    expect(await statusOf(browser.cookieHeader())).toBe(401);
    runtime.advanceMs(3_000);
    expect((await elsewhere.find(person.userId, organizationId))?.sessionEpoch).toBe(1);
    await browser.signIn(person.email, PASSWORD);
    expect(await statusOf(browser.cookieHeader())).toBe(200);
  });

  it("end with a change of the password, and the old one is worth nothing any more", async () => {
    const change = (currentPassword: string, newPassword: string) =>
      call(CHANGE_PASSWORD, { as: person, body: { currentPassword, newPassword } });
    expect((await change("wrong", "a better password 7")).body.error).toMatchObject({ field: "currentPassword" });
    expect((await change(PASSWORD, "password1")).body.error).toMatchObject({ field: "newPassword" });
    expect(await statusOf(person.cookie)).toBe(200);
    expect((await change(PASSWORD, "a better password 7")).status).toBe(200);
    expect(await statusOf(person.cookie)).toBe(401);
    await expect(attempt(PASSWORD)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(attempt("a better password 7")).resolves.toMatchObject({ epoch: 1 });
    const audit = await database.db.auditEntry.findMany({ where: { organizationId, action: "password.change" } });
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit)).not.toMatch(/better password|scrypt/);
  });

  it("belong to people: a key has no password and no session to end", async () => {
    const { key } = await insertTestKey(runtime, organizationId);
    expect((await call(SIGN_OUT_EVERYWHERE, { as: { key }, method: "POST" })).status).toBe(403);
  });

  it("are 503, not 401, while the database is down", async () => {
    const down = () => Promise.reject(new Error("connection refused"));
    const broken = { membership: { findUnique: down }, user: { findUnique: down } } as unknown as Runtime["db"];
    setRuntime({ ...runtime, sessions: createSessionCache(broken, runtime.now) });
    expect(await statusOf(person.cookie)).toBe(503);
    setRuntime(runtime);
    expect(await statusOf(person.cookie)).toBe(200);
  });

  describe("are protected against guessing:", () => {
    const refusal = (work: Promise<unknown>) =>
      work.then(
        () => "signed in",
        (error: { code: string }) => error.code,
      );

    it("ten attempts from one address in a quarter of an hour, then even the right password has to wait", async () => {
      for (let count = 0; count < 10; count++) expect(await refusal(attempt("wrong"))).toBe("unauthenticated");
      const error = await attempt(PASSWORD).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "rate_limited", message: expect.stringMatching(/Try again in \d+ minute/) });
      expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
      runtime.advanceMs(30 * 60_000);
      expect(await refusal(attempt(PASSWORD))).toBe("signed in");
    });

    it("the owner is not locked out by somebody else's attempts from another address", async () => {
      for (let count = 0; count < 200; count++) await refusal(attempt("wrong", "198.51.100.1"));
      expect(await refusal(attempt(PASSWORD))).toBe("signed in");
    });

    it("sixty accounts from one address", async () => {
      const codes = [];
      for (let count = 0; count < 61; count++)
        codes.push(await refusal(attempt("x", ADDRESS, `guess-${count}@company.test`)));
      expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(60);
      expect(codes.at(-1)).toBe("rate_limited");
    });

    it("a hundred attempts a day on one account, from however many addresses", async () => {
      const codes = [];
      for (let count = 0; count < 101; count++) codes.push(await refusal(attempt("wrong", `198.51.100.${count}`)));
      expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(100);
      expect(codes.at(-1)).toBe("rate_limited");
    });
  });

  it("renew the stored form of a password that was made at another cost", async () => {
    const stored = () => database.db.user.findUniqueOrThrow({ where: { id: person.userId } });
    const dearer: Runtime = { ...runtime, passwords: createPasswordHasher({ ...CHEAP_COST, log2N: 5 }) };
    await signIn(dearer, { email: person.email, password: PASSWORD }, ADDRESS);
    expect((await stored()).passwordHash).toMatch(/^\$scrypt\$ln=5,/);
    expect((await stored()).sessionEpoch).toBe(0);
    await expect(signIn(dearer, { email: person.email, password: PASSWORD }, ADDRESS)).resolves.toBeTruthy();
  });
});

/** Speaks next-auth's protocol and keeps its cookies, as `next-auth/react` does in a browser. */
class FakeBrowser {
  readonly #jar = new Map<string, string>();
  readonly #runtime: Runtime;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  cookieHeader = () => [...this.#jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");

  /** The message of a refusal, or null. */
  async signIn(email: string, password: string): Promise<string | null> {
    const { url } = await this.post("callback/credentials", { ...(await this.#csrf()), email, password, json: "true" });
    return new URL(url!).searchParams.get("error");
  }

  signOut = async () => this.post("signout", { ...(await this.#csrf()), json: "true" });

  switchTo = async (organizationId: string) =>
    this.post("session", { ...(await this.#csrf()), data: { organizationId } });

  post = (path: string, body: object) => this.#send("POST", path, body);

  #csrf = async () => ({ csrfToken: (await this.#send("GET", "csrf")).csrfToken });

  async #send(method: string, path: string, body: object = {}): Promise<Record<string, string>> {
    const headers = new Map<string, unknown>();
    let answer: unknown;
    const response = {
      status: () => response,
      getHeader: (name: string) => headers.get(name),
      setHeader: (name: string, value: unknown) => (headers.set(name, value), response),
      end: () => response,
      json: (value: unknown) => void (answer = value),
      send: (value: unknown) => void (answer = value),
    };
    const request = {
      method,
      body,
      query: { nextauth: path.split("/") },
      cookies: Object.fromEntries(this.#jar),
      headers: { host: "127.0.0.1:3000", "x-forwarded-for": ADDRESS },
    };
    await NextAuth(request as never, response as never, nextAuthOptions(this.#runtime));
    for (const line of (headers.get("Set-Cookie") as string[] | undefined) ?? []) this.#keep(line);
    return (answer ?? {}) as Record<string, string>;
  }

  #keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
    if (value === "" || /max-age=0/i.test(line)) this.#jar.delete(name!);
    else this.#jar.set(name!, decodeURIComponent(value!));
  }
}

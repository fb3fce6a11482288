import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { createLog } from "@/lib/platform/log";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { createRegistry, seedOrganization } from "@/lib/registry";
import { createCircuits, type CallPermit, type Circuits } from "./create-circuits";
import { changeCircuitByHand, listProviderHealth } from "./provider-health";

const MODEL = "local/embed";
const log = createLog({ level: "silent", isReadable: false });

describeEachDatabase("circuits", (open) => {
  let database: TestDatabase;
  let organizationId: string;
  let now: number;
  let processes: [Circuits, Circuits];

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    organizationId = await insertTestOrganization(database.db);
    now = Date.parse("2026-03-01T12:00:00Z");
    processes = [newProcess(), newProcess()];
  });

  const clock = () => new Date(now);
  const newProcess = () => createCircuits(database.db, { now: clock, log });
  /** What a look for changes of other processes brings. */
  const look = async (circuits: Circuits) => {
    await circuits.start();
    await circuits.stop();
  };

  async function permitOf(circuits: Circuits, isForced = false): Promise<CallPermit> {
    const permit = await circuits.acquire(organizationId, MODEL, isForced);
    if (!permit) throw new Error("the call was refused");
    return permit;
  }

  async function fail(circuits: Circuits, times: number): Promise<void> {
    for (let call = 0; call < times; call++) (await permitOf(circuits, true)).failed("HTTP 500");
    await circuits.settled();
  }

  it("opens for every process, also when the failures were spread over them", async () => {
    const [one, two] = processes;
    await fail(one, 3);
    await fail(two, 2);
    expect(two.get(organizationId, MODEL).state).toBe("open");
    await look(one);
    expect(one.blocked(organizationId).get(MODEL)).toBe("its circuit is open: HTTP 500");
    expect(one.acquire(organizationId, MODEL, false)).toBeNull();
  });

  it("stays open while the failures before are still being stored", async () => {
    const [one] = processes;
    for (let call = 0; call < 5; call++) (await permitOf(one, true)).failed("HTTP 500");
    let isStored = false;
    void one.settled().then(() => (isStored = true));
    while (!isStored) {
      expect(one.get(organizationId, MODEL).state).toBe("open");
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(one.get(organizationId, MODEL).state).toBe("open");
  });

  it("gives one trial call to all processes together", async () => {
    const [one, two] = processes;
    await fail(one, 5);
    await look(two);
    now += 60_000;
    const asked = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => processes[index % 2]!.acquire(organizationId, MODEL, false)),
    );
    expect(asked.filter((permit) => permit !== null)).toHaveLength(1);
    expect(asked.find((permit) => permit !== null)?.isLastChance).toBe(true);
  });

  it("closes for every process after two trials, whichever made them", async () => {
    const [one, two] = processes;
    await fail(one, 5);
    await look(two);
    now += 60_000;
    (await permitOf(one)).succeeded();
    await one.settled();
    (await permitOf(two)).succeeded();
    await two.settled();
    expect(two.get(organizationId, MODEL).state).toBe("closed");
    await look(one);
    expect(one.blocked(organizationId).size).toBe(0);
    expect(await one.acquire(organizationId, MODEL, false)).not.toBeNull();
  });

  it("outlives a restart", async () => {
    await fail(processes[0], 5);
    const next = newProcess();
    await look(next);
    expect(next.get(organizationId, MODEL)).toMatchObject({ state: "open", cause: "HTTP 500" });
  });

  it("is never in the way of the last model, and a success of it counts", async () => {
    const [one] = processes;
    await fail(one, 5);
    const permit = await permitOf(one, true);
    expect(permit.isLastChance).toBe(true);
    permit.succeeded();
    await one.settled();
    expect(one.get(organizationId, MODEL).state).toBe("half_open");
  });

  it("counts a permit once, however often it is ended", async () => {
    const [one] = processes;
    const permit = await permitOf(one);
    for (let call = 0; call < 9; call++) permit.failed("HTTP 500");
    await one.settled();
    expect(one.get(organizationId, MODEL)).toMatchObject({ state: "closed", consecutiveFailures: 1 });
  });

  it("belongs to one organization", async () => {
    const [one] = processes;
    await fail(one, 5);
    const other = await insertTestOrganization(database.db);
    expect(one.blocked(other).size).toBe(0);
    expect(one.acquire(other, MODEL, false)).not.toBeNull();
  });

  it("goes on alone without the database", async () => {
    const lost = { $transaction: () => Promise.reject(new Error("down")) } as unknown as TestDatabase["db"];
    const alone = createCircuits(lost, { now: clock, log });
    await fail(alone, 5);
    expect(alone.get(organizationId, MODEL).state).toBe("open");
    now += 60_000;
    (await permitOf(alone)).succeeded();
    (await permitOf(alone)).succeeded();
    expect(alone.get(organizationId, MODEL).state).toBe("closed");
  });

  async function contextOf(role: "viewer" | "member") {
    const runtime = testRuntime({ db: database.db, now: clock });
    const registry = createRegistry(database.db, {
      now: clock,
      log,
      environmentProviders: [],
      cpuHourUsd: 0.05,
      decrypt: (text) => text,
    });
    await database.db.$transaction((tx) => seedOrganization(tx, organizationId, clock(), []));
    Object.assign(runtime, { registry, circuits: processes[0] });
    return testCtx(runtime, organizationId, role);
  }

  it("is opened and closed by hand, audited, and holds against successes", async () => {
    const ctx = await contextOf("member");
    const held = await changeCircuitByHand(ctx, { model: MODEL, action: "open", reason: "maintenance" });
    expect(held).toMatchObject({ state: "held_open", heldBy: "Ada", cause: "maintenance" });
    expect(processes[0].acquire(organizationId, MODEL, true)).toBeNull();
    const [first] = await listProviderHealth(ctx, {});
    expect(first).toMatchObject({ model: MODEL, state: "held_open" });

    await changeCircuitByHand(ctx, { model: MODEL, action: "close" });
    expect(processes[0].acquire(organizationId, MODEL, false)).not.toBeNull();
    const audit = await database.db.auditEntry.findMany({ where: { organizationId, subjectType: "circuit" } });
    expect(audit.map(({ action }) => action).sort()).toEqual(["circuit.close", "circuit.open"]);
  });

  it("refuses a read-only actor and an unknown model", async () => {
    const input = { model: MODEL, action: "open" } as const;
    await expect(changeCircuitByHand(await contextOf("viewer"), input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      changeCircuitByHand(await contextOf("member"), { ...input, model: "local/embedd" }),
    ).rejects.toMatchObject({ code: "not_found", message: expect.stringContaining("local/embed") });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterFailure,
  afterNoAnswer,
  afterSuccess,
  beginTrial,
  closedCircuit,
  DEFAULT_CIRCUIT_OPTIONS as OPTIONS,
  permissionOf,
  type Circuit,
} from "./circuit-policy";

const START = 1_000_000;

function failing(times: number, from: Circuit = closedCircuit(START), at = START): Circuit {
  let circuit = from;
  for (let i = 0; i < times; i++) circuit = afterFailure(circuit, "HTTP 500", at, OPTIONS);
  return circuit;
}

function trial(circuit: Circuit, at: number): Circuit {
  const begun = beginTrial(circuit, at, OPTIONS);
  if (!begun) throw new Error(`no trial in ${circuit.state}`);
  return begun;
}

describe("a circuit", () => {
  it("opens after five failures in a row, not after four", () => {
    expect(failing(4).state).toBe("closed");
    expect(failing(5)).toMatchObject({ state: "open", until: START + 60_000, cause: "HTTP 500" });
  });

  it("counts failures in a row: a success in between begins anew", () => {
    const circuit = failing(4, afterSuccess(failing(4), START, OPTIONS));
    expect(circuit.state).toBe("closed");
  });

  it("opens when half of at least 20 calls of a window failed, even when no five did in a row", () => {
    let circuit = closedCircuit(START);
    for (let call = 0; call < 19; call++)
      circuit =
        call % 2 === 0 ? afterFailure(circuit, "HTTP 500", START, OPTIONS) : afterSuccess(circuit, START, OPTIONS);
    expect(circuit.state).toBe("closed");
    expect(afterFailure(circuit, "HTTP 500", START, OPTIONS).state).toBe("open");
  });

  it("forgets the calls of an earlier window", () => {
    let circuit = closedCircuit(START);
    for (let call = 0; call < 18; call++)
      circuit =
        call % 2 === 0 ? afterFailure(circuit, "HTTP 500", START, OPTIONS) : afterSuccess(circuit, START, OPTIONS);
    const later = START + OPTIONS.windowMs;
    expect(afterFailure(circuit, "HTTP 500", later, OPTIONS).state).toBe("closed");
  });

  it("refuses calls for 60 seconds, then asks for a trial", () => {
    const open = failing(5);
    expect(permissionOf(open, START + 59_999)).toBe("refused");
    expect(permissionOf(open, START + 60_000)).toBe("trial");
    expect(beginTrial(open, START + 59_999, OPTIONS)).toBeNull();
  });

  it("lets one trial through at a time, and gives one up that never came back", () => {
    const begun = trial(failing(5), START + 60_000);
    expect(permissionOf(begun, START + 60_001)).toBe("refused");
    expect(permissionOf(begun, START + 60_000 + OPTIONS.trialMs)).toBe("trial");
  });

  it("closes after two successful trials", () => {
    const at = START + 60_000;
    const first = afterSuccess(trial(failing(5), at), at, OPTIONS);
    expect(first.state).toBe("half_open");
    expect(afterSuccess(trial(first, at), at, OPTIONS).state).toBe("closed");
  });

  it("opens again, for twice as long each time up to ten minutes, when a trial fails", () => {
    let circuit = failing(5);
    const lengths: number[] = [];
    for (let round = 0; round < 6; round++) {
      if (circuit.state !== "open") throw new Error(circuit.state);
      lengths.push(circuit.until - circuit.since);
      circuit = afterFailure(trial(circuit, circuit.until), "HTTP 500", circuit.until, OPTIONS);
    }
    expect(lengths).toEqual([60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  });

  it("remembers how often it had opened until it has held for ten minutes", () => {
    const at = START + 60_000;
    const closed = afterSuccess(afterSuccess(trial(failing(5), at), at, OPTIONS), at, OPTIONS);
    expect(failing(5, closed, at)).toMatchObject({ state: "open", until: at + 120_000 });
    const held = afterSuccess(closed, at + OPTIONS.forgetAfterMs, OPTIONS);
    expect(failing(5, held, at)).toMatchObject({ state: "open", until: at + 60_000 });
  });

  it("opens again when its trial calls never came back", () => {
    let circuit = trial(failing(5), START + 60_000);
    let at = START + 60_000;
    for (let call = 0; call < OPTIONS.trialCalls; call++) circuit = trial(circuit, (at += OPTIONS.trialMs));
    expect(circuit).toMatchObject({ state: "open", cause: "trial calls did not come back" });
  });

  it("gives a trial back whose caller went away", () => {
    const begun = trial(failing(5), START + 60_000);
    expect(permissionOf(afterNoAnswer(begun), START + 60_001)).toBe("trial");
  });

  it("stays open as long as a person wants it to", () => {
    const held: Circuit = { state: "held_open", since: START, by: "Ada", cause: "maintenance" };
    expect(permissionOf(held, START + 1e9)).toBe("refused");
    expect(afterSuccess(held, START, OPTIONS)).toBe(held);
    expect(beginTrial(held, START + 1e9, OPTIONS)).toBeNull();
  });

  it("never lets two trials overlap, whatever happens", () => {
    const events = fc.array(fc.tuple(fc.constantFrom("ok", "fail", "gone", "ask"), fc.nat(40_000)), { maxLength: 200 });
    fc.assert(
      fc.property(events, (given) => {
        let circuit = closedCircuit(START);
        let at = START;
        let running: number | null = null;
        for (const [event, passed] of given) {
          at += passed;
          if (event === "ask") {
            const next = beginTrial(circuit, at, OPTIONS);
            if (!next) continue;
            if (next.state === "half_open") {
              expect(running === null || at - running >= OPTIONS.trialMs).toBe(true);
              running = at;
            }
            circuit = next;
          } else {
            if (event === "ok") circuit = afterSuccess(circuit, at, OPTIONS);
            if (event === "fail") circuit = afterFailure(circuit, "x", at, OPTIONS);
            if (event === "gone") circuit = afterNoAnswer(circuit);
            running = null;
          }
        }
      }),
    );
  });
});

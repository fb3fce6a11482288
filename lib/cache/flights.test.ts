import { expect, it } from "vitest";
import { Flights } from "./flights";

it("whoever comes while a call is under way gets what it gives; later ones lead anew", async () => {
  const flights = new Flights();
  expect(flights.join("k")).toBeNull();
  const lead = flights.lead("k");
  const waiting = [flights.join("k")!, flights.join("k")!];
  lead.land({ kind: "nothing" });
  lead.land({ kind: "abandoned" });
  expect(await Promise.all(waiting)).toEqual([{ kind: "nothing" }, { kind: "nothing" }]);
  expect(flights.join("k")).toBeNull();
  expect(flights.size).toBe(0);
});

it("landing a call that was overtaken leaves the newer one under way", () => {
  const flights = new Flights();
  const old = flights.lead("k");
  flights.lead("k");
  old.land({ kind: "nothing" });
  expect(flights.join("k")).not.toBeNull();
});

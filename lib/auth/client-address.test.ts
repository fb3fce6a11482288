import { expect, it } from "vitest";
import { clientAddress } from "./client-address";

it("believes only the nearest hop about who called", () => {
  expect(clientAddress("1.1.1.1 (claimed), 203.0.113.7")).toBe("203.0.113.7");
  expect(clientAddress("203.0.113.7")).toBe("203.0.113.7");
});

it("counts callers without an address as one", () => {
  for (const nothing of [null, undefined, "", " , "]) expect(clientAddress(nothing)).toBe("unknown");
});

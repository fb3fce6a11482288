import { describe, expect, it } from "vitest";
import { limitsOf, limitTexts } from "./key-limits";

const fields = (requestsPerMinute: string, tokensPerMinute = "") => ({ requestsPerMinute, tokensPerMinute });

describe("limitsOf", () => {
  it("takes an empty field for no limit, and digits in groups as people write them", () => {
    expect(limitsOf(fields(" ", "200,000"))).toEqual({ requestsPerMinute: null, tokensPerMinute: 200_000 });
  });

  it.each(["0", "-5", "1.5", "many"])("refuses %s and names the field", (text) => {
    expect(() => limitsOf(fields(text))).toThrow(expect.objectContaining({ field: "requestsPerMinute" }) as Error);
  });
});

it("limitTexts says nothing of a key without limits", () => {
  expect(limitTexts({ requestsPerMinute: null, tokensPerMinute: null })).toEqual([]);
  expect(limitTexts({ requestsPerMinute: 60, tokensPerMinute: null })).toEqual(["60 requests/min"]);
});

import { expect, it } from "vitest";
import { asDuration } from "./take-rate-limit";

it.each([
  [0, "0ms"],
  [119.2, "120ms"],
  [1_000, "1s"],
  [6_500, "6.5s"],
  [60_000, "1m0s"],
  [75_250, "1m15.25s"],
])("writes %d ms as %s, as OpenAI's headers do", (ms, text) => {
  expect(asDuration(ms)).toBe(text);
});

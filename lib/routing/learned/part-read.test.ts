import { expect, it } from "vitest";
import { partRead } from "./part-read";

it("a policy reads the first 8,000 characters of a prompt, as they are", () => {
  expect(partRead("short\ud800")).toBe("short\ud800");
  const long = `${"ä".repeat(7_999)}🙂${"z".repeat(400_000)}`;
  expect(partRead(long)).toBe(long.slice(0, 8_000));
});

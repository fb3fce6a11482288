import { describe, expect, it } from "vitest";
import { pendingMigration } from "./migrate";

const first = { name: "0001_first", sql: "", checksum: "a" };
const second = { name: "0002_second", sql: "", checksum: "b" };
const applied = { migration_name: "0001_first", checksum: "a", finished_at: new Date(0) };

describe("the next migration", () => {
  it("is the oldest that was not applied", () => {
    expect(pendingMigration([first, second], [])).toBe(first);
    expect(pendingMigration([first, second], [applied])).toBe(second);
    expect(pendingMigration([first], [applied])).toBeUndefined();
  });

  it("is refused when an applied one was changed", () => {
    expect(() => pendingMigration([{ ...first, checksum: "c" }, second], [applied])).toThrow("0001_first was changed");
  });

  it("is refused when an earlier one was left unfinished", () => {
    expect(() => pendingMigration([first], [{ ...applied, finished_at: null }])).toThrow("0001_first failed earlier");
  });

  it("is refused when the database is newer than the code", () => {
    const newer = { ...applied, migration_name: "0009_future" };
    expect(() => pendingMigration([first, second], [applied, newer])).toThrow("newer than this version");
  });
});

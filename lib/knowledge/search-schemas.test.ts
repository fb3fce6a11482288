import { expect, test } from "vitest";
import { SearchInput } from "./search-schemas";

const problemOf = (filter: unknown) => {
  const read = SearchInput.safeParse({ query: "router", filter });
  const issue = read.success ? null : read.error.issues[0]!;
  return issue && `${issue.path.join(".")} ${issue.message}`;
};

test.each([
  ["an operator as an object", [{ field: "year", equals: { $gt: 2020 } }]],
  ["an operator of another database", [{ field: "year", $gt: 2020 }]],
  ["an object among the values", [{ field: "year", in: [2020, { $ne: null }] }]],
  ["a bound that is an object", [{ field: "year", gte: { valueOf: 1 } }]],
  ["a bound that is no number", [{ field: "year", gte: Number.NaN }]],
  ["a bound without an end", [{ field: "year", lte: Number.POSITIVE_INFINITY }]],
  ["conditions as an object", { year: { $gt: 2020 } }],
  ["a name with a quote", [{ field: "year' OR '1'='1", equals: 1 }]],
  ["a name that every object knows", [{ field: "constructor", exists: true }]],
  ["a name of the prototype", [{ field: "__proto__", exists: true }]],
  ["no operator at all", [{ field: "year" }]],
  ["an operator that is undefined", [{ field: "year", equals: undefined }]],
  ["too many conditions", Array.from({ length: 21 }, () => ({ field: "year", equals: 1 }))],
])("a filter with %s is refused with its place", (_, filter) => {
  expect(problemOf(filter)).toMatch(/^filter/);
});

test("a filter of plain values passes", () => {
  expect(
    problemOf([
      { field: "year", gte: 2020, lte: "2026-01-01" },
      { field: "product", in: ["router", true] },
    ]),
  ).toBe(null);
});

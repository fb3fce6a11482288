import { describe, expect, it } from "vitest";
import { apiDocument } from "./app/api/openapi.json/api-document";
import { OTHER_SPELLINGS } from "./other-spellings";

const { paths } = apiDocument("http://localhost:3000");
const known = Object.keys(paths).map((path) => path.split("/"));

/** Whether a route has this path, parameters standing for any segment. */
const isServed = (destination: string): boolean => {
  const wanted = destination.split("/");
  return known.some(
    (path) =>
      path.length === wanted.length &&
      path.every((part, index) => part === wanted[index] || part.startsWith("{") || wanted[index]!.startsWith(":")),
  );
};

describe("other spellings of a path", () => {
  it("lead to a route that exists", () => {
    expect(OTHER_SPELLINGS.filter(({ destination }) => !isServed(destination))).toEqual([]);
  });

  it("stand in the way of none of our own paths, and each is said once", () => {
    const sources = OTHER_SPELLINGS.map(({ source }) => source);
    expect(new Set(sources).size).toBe(sources.length);
    expect(sources.filter((source) => source in paths)).toEqual([]);
  });
});

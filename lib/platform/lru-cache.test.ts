import { expect, it } from "vitest";
import { LruCache } from "./lru-cache";

it("forgets what was not used for longest", () => {
  const cache = new LruCache<string, number>(2);
  cache.set("a", 1);
  cache.set("b", 2);
  cache.get("a");
  cache.set("c", 3);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
});

it("holds no more than its capacity", () => {
  const cache = new LruCache<number, number>(3);
  for (let key = 0; key < 100; key++) cache.set(key % 7, key);
  expect(cache.size).toBe(3);
});

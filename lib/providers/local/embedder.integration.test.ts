import { afterAll, describe, expect, it } from "vitest";
import { createEmbedder, EMBEDDING_DIMENSIONS } from "./embedder";

const embedder = createEmbedder();
afterAll(() => embedder.dispose());

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);

describe("the sentence encoder", () => {
  it("gives vectors of length 1", async () => {
    const [vector] = await embedder.embed(["Where is my card?"]);
    expect(vector).toHaveLength(EMBEDDING_DIMENSIONS);
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 4);
  });

  it("puts texts of the same meaning closer together than others", async () => {
    const [asked, same, other] = await embedder.embed([
      "Where is my new card?",
      "My bank card has not arrived yet",
      "How do I cook rice?",
    ]);
    expect(cosine(asked!, same!)).toBeGreaterThan(cosine(asked!, other!) + 0.1);
  });

  it("gives a text the same vector alone and among others", async () => {
    const others = Array.from({ length: 20 }, (_, index) => `a text of another length ${"very ".repeat(index)}`);
    const fresh = createEmbedder();
    const [alone] = await fresh.embed(["Where is my card?"]);
    await fresh.dispose();
    const among = (await embedder.embed([...others, "Where is my card?"])).at(-1);
    expect(cosine(alone!, among!)).toBeCloseTo(1, 5);
  });

  it("takes empty, endless and foreign texts", async () => {
    const vectors = await embedder.embed(["", "word ".repeat(50_000), "🙂", "我的卡在哪里", "\u0000\ud800"]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
  });

  it("goes on after it was disposed of", async () => {
    const again = createEmbedder();
    await again.embed(["one"]);
    await again.dispose();
    expect(await again.embed(["two"])).toHaveLength(1);
    await again.dispose();
  });
});

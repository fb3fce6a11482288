import { describe, expect, it } from "vitest";
import { buildVocabulary, Vocabulary } from "./vocabulary";

const documents = [Uint32Array.of(7, 7, 9), Uint32Array.of(7, 5), Uint32Array.of(5, 1)];

describe("a vocabulary", () => {
  it("finds each of its features and no other", () => {
    const hashes = Uint32Array.from({ length: 1_000 }, (_, index) => index * 4_096);
    const vocabulary = new Vocabulary(hashes);
    hashes.forEach((hash, column) => expect(vocabulary.columnOf(hash)).toBe(column));
    expect(vocabulary.columnOf(1)).toBe(-1);
  });

  it("counts known features and leaves unknown ones out", () => {
    const { columns, counts } = new Vocabulary(Uint32Array.of(5, 7)).count(Uint32Array.of(7, 1, 5, 7));
    expect([...columns]).toEqual([0, 1]);
    expect([...counts]).toEqual([1, 2]);
  });

  it("holds nothing and finds nothing when it is empty", () => {
    expect(new Vocabulary(new Uint32Array()).count(Uint32Array.of(1)).columns).toHaveLength(0);
  });
});

describe("buildVocabulary", () => {
  it("counts documents, not occurrences", () => {
    const { vocabulary, documentCounts } = buildVocabulary(documents, { minDocuments: 1, maxSize: 10 });
    expect(documentCounts[vocabulary.columnOf(7)]).toBe(2);
  });

  it("leaves rare features out", () => {
    const { vocabulary } = buildVocabulary(documents, { minDocuments: 2, maxSize: 10 });
    expect([...vocabulary.hashes]).toEqual([5, 7]);
  });

  it("keeps the most frequent features when there are too many", () => {
    const { vocabulary } = buildVocabulary(documents, { minDocuments: 1, maxSize: 2 });
    expect([...vocabulary.hashes]).toEqual([5, 7]);
  });

  it("does not depend on the order of the documents", () => {
    const limits = { minDocuments: 1, maxSize: 3 };
    const turned = buildVocabulary(documents.toReversed(), limits);
    expect(turned.vocabulary.hashes).toEqual(buildVocabulary(documents, limits).vocabulary.hashes);
  });
});

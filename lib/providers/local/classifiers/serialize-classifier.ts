import { damaged, readArtefactFile, writeArtefactFile, type StoredArray } from "./artefact-file";
import { isClassifierKind, MEMBER_KINDS, type ClassifierKind, type MemberKind } from "./classifier";
import { EncoderSoftmax } from "./encoder-softmax";
import { NaiveBayes } from "./naive-bayes";
import { NearestExamples, type NearestExamplesParameters } from "./nearest-examples";
import type { Scorer } from "./scorer";
import { TfidfSvm } from "./tfidf-svm";
import { TrainedClassifier, type Member } from "./trained-classifier";

/** Changes whenever stored models would be read or would predict differently, features included. */
const FORMAT = 1;

type Arrays = Record<string, StoredArray>;

/** The whole classifier, a council with all its members. Equal classifiers give equal bytes. */
export function serializeClassifier(classifier: TrainedClassifier): Uint8Array<ArrayBuffer> {
  const arrays: Arrays = { weights: classifier.weights };
  for (const { scorer } of classifier.members) {
    for (const [name, array] of Object.entries(arraysOf(scorer))) arrays[`${scorer.kind}.${name}`] = array;
  }
  const header = {
    kind: classifier.kind,
    labels: classifier.labels,
    members: classifier.members.map(({ scorer, scoreFactor }) => ({ kind: scorer.kind, scoreFactor })),
  };
  return writeArtefactFile(FORMAT, { header, arrays });
}

/** Throws `invalid_input` for bytes that are damaged or of another format. */
export function parseClassifier(bytes: Uint8Array): TrainedClassifier {
  const { header, arrays } = readArtefactFile(FORMAT, bytes);
  const { kind, labels, members } = readHeader(header);
  const weights = take(arrays, "weights", Float64Array);
  expectThat(weights.length === members.length && weights.every(Number.isFinite), "its weights do not fit its members");
  return new TrainedClassifier(
    kind,
    labels,
    members.map((member) => readMember(member, arrays, labels.length)),
    weights,
  );
}

function arraysOf(scorer: Scorer): Arrays {
  if (scorer instanceof NaiveBayes) return scorer.parameters;
  if (scorer instanceof EncoderSoftmax) return scorer.parameters;
  if (scorer instanceof NearestExamples) return storedExamples(scorer.parameters);
  if (scorer instanceof TfidfSvm) {
    const { words, letters, ...rest } = scorer.parameters;
    return {
      wordHashes: words.hashes,
      wordIdf: words.idf,
      letterHashes: letters.hashes,
      letterIdf: letters.idf,
      ...rest,
    };
  }
  throw new Error(`A scorer of kind ${scorer.kind} cannot be stored`);
}

type MemberHeader = { kind: MemberKind; scoreFactor: number };

function readHeader(header: Record<string, unknown>): {
  kind: ClassifierKind;
  labels: string[];
  members: MemberHeader[];
} {
  const { kind, labels, members } = header;
  expectThat(typeof kind === "string" && isClassifierKind(kind), "its kind is unknown");
  expectThat(
    Array.isArray(labels) && labels.length > 1 && labels.every((label) => typeof label === "string"),
    "its labels are unreadable",
  );
  expectThat(
    Array.isArray(members) && members.length > 0 && members.every(isMemberHeader),
    "its members are unreadable",
  );
  return { kind, labels, members };
}

function isMemberHeader(value: unknown): value is MemberHeader {
  if (typeof value !== "object" || value === null) return false;
  const { kind, scoreFactor } = value as { kind?: unknown; scoreFactor?: unknown };
  return (
    MEMBER_KINDS.some((known) => known === kind) && typeof scoreFactor === "number" && Number.isFinite(scoreFactor)
  );
}

function readMember({ kind, scoreFactor }: MemberHeader, arrays: Arrays, labelCount: number): Member {
  switch (kind) {
    case "nb":
      return { scoreFactor, scorer: readNaiveBayes(arrays, labelCount) };
    case "tfidf":
      return { scoreFactor, scorer: readTfidfSvm(arrays, labelCount) };
    case "encoder":
      return { scoreFactor, scorer: readEncoderSoftmax(arrays, labelCount) };
    case "nearest":
      return { scoreFactor, scorer: readNearestExamples(arrays, labelCount) };
  }
}

function readNaiveBayes(arrays: Arrays, labelCount: number): NaiveBayes {
  const parameters = {
    hashes: take(arrays, "nb.hashes", Uint32Array),
    priors: take(arrays, "nb.priors", Float32Array),
    floors: take(arrays, "nb.floors", Float32Array),
    starts: take(arrays, "nb.starts", Uint32Array),
    entryLabels: take(arrays, "nb.entryLabels", Uint16Array),
    entryGains: take(arrays, "nb.entryGains", Float32Array),
  };
  const { hashes, priors, floors, starts, entryLabels, entryGains } = parameters;
  const entries = entryLabels.length;
  expectThat(priors.length === labelCount && floors.length === labelCount, "`nb` has another number of labels");
  expectThat(starts.length === hashes.length + 1 && entryGains.length === entries, "the parts of `nb` do not fit");
  expectThat(starts.at(-1) === entries && starts.every((start) => start <= entries), "the entries of `nb` do not fit");
  expectThat(
    entryLabels.every((label) => label < labelCount),
    "`nb` names a label that does not exist",
  );
  return new NaiveBayes(parameters);
}

function readTfidfSvm(arrays: Arrays, labelCount: number): TfidfSvm {
  const block = (name: string) => ({
    hashes: take(arrays, `tfidf.${name}Hashes`, Uint32Array),
    idf: take(arrays, `tfidf.${name}Idf`, Float32Array),
  });
  const words = block("word");
  const letters = block("letter");
  const biases = take(arrays, "tfidf.biases", Float32Array);
  const steps = take(arrays, "tfidf.steps", Float32Array);
  const weights = take(arrays, "tfidf.weights", Int8Array);
  const columns = words.hashes.length + letters.hashes.length;
  expectThat(
    words.idf.length + letters.idf.length === columns && steps.length === columns,
    "the parts of `tfidf` do not fit",
  );
  expectThat(words.idf.length === words.hashes.length, "the words of `tfidf` do not fit");
  expectThat(
    biases.length === labelCount && weights.length === columns * labelCount,
    "`tfidf` has another number of labels",
  );
  return new TfidfSvm({ words, letters, biases, steps, weights });
}

function readEncoderSoftmax(arrays: Arrays, labelCount: number): EncoderSoftmax {
  const biases = take(arrays, "encoder.biases", Float32Array);
  const weights = take(arrays, "encoder.weights", Float32Array);
  expectThat(
    biases.length === labelCount && weights.length % labelCount === 0,
    "`encoder` has another number of labels",
  );
  return new EncoderSoftmax({ biases, weights });
}

/** Texts are stored as the bytes of one JSON list, in arrays like everything else. */
function storedExamples({ texts, ...arrays }: NearestExamplesParameters): Arrays {
  return { ...arrays, texts: new Int8Array(new TextEncoder().encode(JSON.stringify(texts)).buffer) };
}

function readNearestExamples(arrays: Arrays, labelCount: number): NearestExamples {
  const labels = take(arrays, "nearest.labels", Uint16Array);
  const vectors = take(arrays, "nearest.vectors", Int8Array);
  const scales = take(arrays, "nearest.scales", Float32Array);
  const texts = readTexts(take(arrays, "nearest.texts", Int8Array));
  expectThat(
    labels.length > 0 && scales.length === labels.length && vectors.length % labels.length === 0,
    "the parts of `nearest` do not fit",
  );
  expectThat(texts.length === labels.length, "`nearest` has another number of texts");
  expectThat(
    labels.every((label) => label < labelCount),
    "`nearest` names a label that does not exist",
  );
  return new NearestExamples({ labels, vectors, scales, texts }, labelCount);
}

function readTexts(bytes: Int8Array): string[] {
  let texts: unknown;
  try {
    texts = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes)));
  } catch {
    throw damaged("the texts of `nearest` are unreadable");
  }
  expectThat(Array.isArray(texts) && texts.every((text) => typeof text === "string"), "`nearest` has no texts");
  return texts;
}

function take<T extends StoredArray>(arrays: Arrays, name: string, type: new () => T): T {
  const array = arrays[name];
  if (!(array instanceof type)) throw damaged(`its part \`${name}\` is missing`);
  return array;
}

function expectThat(condition: boolean, reason: string): asserts condition {
  if (!condition) throw damaged(reason);
}

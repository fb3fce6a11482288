import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeImage } from "./decode-image";
import { describePixels, IMAGE_FINGERPRINT_DIMENSIONS } from "./describe-pixels";
import { fingerprintImage } from "./fingerprint-image";
import { imageSimilarity } from "./image-similarity";
import { BLUE, circle, draw, RED, square, toJpeg, toPng, triangle, type Colour } from "./test-images";

const similarity = (one: Parameters<typeof draw>[0], other: Parameters<typeof draw>[0]) =>
  imageSimilarity(describePixels(draw(one)), describePixels(draw(other)));

const BALL = { shape: circle(0.5, 0.5, 0.3), colour: RED };

describe("similarity of pictures", () => {
  it("is whole for the same picture, in another size, format or quality", async () => {
    const [png, thumbnail, jpeg] = await Promise.all([
      fingerprintImage(toPng(draw({ ...BALL, side: 300 }))),
      fingerprintImage(toPng(draw({ ...BALL, side: 64 }))),
      fingerprintImage(toJpeg(draw({ ...BALL, side: 200 }), 60)),
    ]);
    expect(imageSimilarity(png, png)).toBeCloseTo(1, 5);
    expect(imageSimilarity(png, thumbnail)).toBeGreaterThan(0.9);
    expect(imageSimilarity(png, jpeg)).toBeGreaterThan(0.9);
  });

  it("does not mind where a thing stands before a plain background, and how large it is", () => {
    expect(similarity(BALL, { shape: circle(0.25, 0.7, 0.15), colour: RED })).toBeGreaterThan(0.95);
  });

  it("tells shapes of one colour apart, and colours of one shape", () => {
    const same = similarity(BALL, { shape: circle(0.4, 0.4, 0.25), colour: RED });
    const box = similarity(BALL, { shape: square(0.5, 0.5, 0.3), colour: RED });
    const roof = similarity(BALL, { shape: triangle(0.5, 0.5, 0.3), colour: RED });
    const blue = similarity(BALL, { ...BALL, colour: BLUE });
    const neither = similarity(BALL, { shape: square(0.5, 0.5, 0.3), colour: BLUE });
    for (const other of [box, roof, blue]) {
      expect(same - other).toBeGreaterThan(0.08);
      expect(other - neither).toBeGreaterThan(0.08);
    }
  });

  it("finds neighbouring colours more alike than distant ones", () => {
    const with_ = (colour: Colour) => similarity(BALL, { ...BALL, colour });
    expect(with_([215, 70, 40])).toBeGreaterThan(with_([60, 190, 60]));
    expect(with_([170, 30, 30])).toBeGreaterThan(with_([120, 120, 120]));
  });

  it("ranks the likeliest first among drawings of all kinds", () => {
    const gallery = [RED, BLUE].flatMap((colour) =>
      [circle, square, triangle].map((shape) => ({ colour, shape: shape(0.5, 0.5, 0.3), kind: shape, side: 150 })),
    );
    for (const { colour, kind } of gallery) {
      const asked = { colour, shape: kind(0.45, 0.55, 0.22), side: 90 };
      const best = [...gallery].sort((one, other) => similarity(asked, other) - similarity(asked, one))[0]!;
      expect([best.colour, best.kind]).toEqual([colour, kind]);
    }
  });

  it("is a share between 0 and 1 for any two pictures, the same both ways", () => {
    const anyPixels = fc
      .tuple(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      )
      .map(([width, height, stream]) => ({
        width,
        height,
        data: Uint8Array.from({ length: width * height * 4 }, () => stream.next().value as number),
      }));
    fc.assert(
      fc.property(anyPixels, anyPixels, (one, other) => {
        const [a, b] = [describePixels(one), describePixels(other)];
        expect(a).toHaveLength(IMAGE_FINGERPRINT_DIMENSIONS);
        expect(Math.hypot(...a)).toBeCloseTo(1, 4);
        expect(imageSimilarity(a, b)).toBeCloseTo(imageSimilarity(b, a), 6);
        expect(imageSimilarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(imageSimilarity(a, b)).toBeLessThanOrEqual(1);
        expect(imageSimilarity(a, a)).toBeCloseTo(1, 4);
      }),
      { numRuns: 60 },
    );
  });

  it("sees transparent parts as white", () => {
    const drawn = draw(BALL);
    const cutOut = { ...drawn, data: Uint8Array.from(drawn.data) };
    for (let at = 0; at < cutOut.data.length; at += 4)
      if (cutOut.data[at + 2] === 255) cutOut.data.set([0, 0, 0, 0], at);
    expect(imageSimilarity(describePixels(drawn), describePixels(cutOut))).toBeCloseTo(1, 5);
  });
});

describe("bad pictures", () => {
  const refusal = async (bytes: Uint8Array) => {
    const error: unknown = await fingerprintImage(bytes).catch((thrown: unknown) => thrown);
    return error as { code: string; message: string };
  };

  it("are refused in words when they are something else, cut or empty", async () => {
    const png = toPng(draw(BALL));
    const jpeg = toJpeg(draw(BALL));
    expect(await refusal(Buffer.from("GIF89a..."))).toMatchObject({ code: "invalid_input", message: /PNG or JPEG/ });
    expect((await refusal(new Uint8Array())).code).toBe("invalid_input");
    expect(await refusal(png.subarray(0, 120))).toMatchObject({ code: "invalid_input", message: /damaged/ });
    expect((await refusal(jpeg.subarray(0, 30))).code).toBe("invalid_input");
    expect((await refusal(new Uint8Array(20_000_001))).code).toBe("too_large");
  });

  it("that claim a billion pixels are refused before they are unpacked", () => {
    const bomb = pngOf(50_000, 20_000, deflateSync(Buffer.alloc(1_000)));
    expect(() => decodeImage(bomb)).toThrow(expect.objectContaining({ code: "too_large" }) as Error);
    const jpeg = toJpeg(draw(BALL));
    const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(65_000, at + 5);
    jpeg.writeUInt16BE(65_000, at + 7);
    expect(() => decodeImage(jpeg)).toThrow(expect.objectContaining({ code: "too_large" }) as Error);
  });

  it("that hold more data than their size asks for do not fill the memory", async () => {
    const bomb = pngOf(10, 10, deflateSync(Buffer.alloc(50_000_000)));
    const before = process.memoryUsage().arrayBuffers;
    await fingerprintImage(bomb).catch(() => null);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
  });
});

/** A PNG whose head claims a size, with any data. */
function pngOf(width: number, height: number, data: Buffer): Buffer {
  const real = toPng(draw({ ...BALL, side: 2 }));
  const head = Buffer.from(real.subarray(0, 33));
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  head.writeUInt32BE(crc(head.subarray(12, 29)), 29);
  return Buffer.concat([head, chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

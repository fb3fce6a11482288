import { describe, expect, it } from "vitest";
import { describePixels } from "./describe-pixels";
import { fingerprintImage } from "./fingerprint-image";
import { imageSimilarity } from "./image-similarity";
import { circle, draw, RED, toJpeg, toPng } from "./test-images";

const PHOTO = draw({ side: 900, shape: circle(0.5, 0.5, 0.3), colour: RED });

describe("a large picture", () => {
  it("is read in a thread, with the result of a small one", async () => {
    const here = describePixels(PHOTO);
    expect(imageSimilarity(await fingerprintImage(toPng(PHOTO)), here)).toBeCloseTo(1, 5);
    expect(imageSimilarity(await fingerprintImage(toJpeg(PHOTO)), here)).toBeGreaterThan(0.95);
  });

  it("that is damaged says so", async () => {
    const reading = fingerprintImage(toPng(PHOTO).subarray(0, 200));
    await expect(reading).rejects.toMatchObject({ code: "invalid_input", message: expect.stringContaining("damaged") });
  });

  it("is left when nobody waits for it", async () => {
    const controller = new AbortController();
    const reading = fingerprintImage(toPng(PHOTO), controller.signal);
    controller.abort(new Error("gone"));
    await expect(reading).rejects.toThrow("gone");
  });
});

import { describe, expect, it } from "vitest";
import { signWebhook } from "./sign-webhook";

const AT = new Date("2023-11-14T22:13:20.500Z");

describe("the signature of a webhook", () => {
  it("is HMAC-SHA256 over timestamp, dot and body", () => {
    // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
    expect(signWebhook(["whsec_test"], '{"a":1}', AT)).toBe(
      "t=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789",
    );
  });

  it("is given once for each secret that is valid, so that a secret can be changed without a gap", () => {
    const [one, two] = ["first", "second"].map((secret) => signWebhook([secret], "x", AT).split("v1=")[1]);
    expect(signWebhook(["first", "second"], "x", AT)).toBe(`t=1700000000,v1=${one},v1=${two}`);
    expect(one).not.toBe(two);
  });
});

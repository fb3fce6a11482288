import { describe, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

const PUBLIC_URL = "https://gym.company.com";
const asked = (headers: Record<string, string>) =>
  isSameOrigin(new Headers({ host: "gym.company.com", ...headers }), PUBLIC_URL);

describe("isSameOrigin", () => {
  it("believes the browser's own word first", () => {
    expect(asked({ "sec-fetch-site": "same-origin" })).toBe(true);
    expect(asked({ "sec-fetch-site": "none" })).toBe(true);
    expect(asked({ "sec-fetch-site": "cross-site", origin: PUBLIC_URL })).toBe(false);
    expect(asked({ "sec-fetch-site": "same-site", origin: "https://blog.company.com" })).toBe(false);
  });

  it("compares the origin with the host that was asked, port included", () => {
    const headers = (origin: string) => new Headers({ host: "127.0.0.1:3000", origin });
    expect(isSameOrigin(headers("http://127.0.0.1:3000"), PUBLIC_URL)).toBe(true);
    expect(isSameOrigin(headers("http://127.0.0.1:3001"), PUBLIC_URL)).toBe(false);
    expect(isSameOrigin(headers("http://evil.example"), PUBLIC_URL)).toBe(false);
  });

  it("accepts the public address when a proxy changed the host", () => {
    expect(isSameOrigin(new Headers({ host: "10.0.0.5:3000", origin: PUBLIC_URL }), PUBLIC_URL)).toBe(true);
  });

  it("refuses origins that hide themselves or are no addresses", () => {
    expect(asked({ origin: "null" })).toBe(false);
    expect(asked({ origin: "not an address" })).toBe(false);
    expect(asked({ origin: "https://gym.company.com.evil.example" })).toBe(false);
  });

  it("lets programs through, which send neither header and hold no cookie of a person", () => {
    expect(asked({})).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusedRange } from "./address-policy";

const byte = fc.integer({ min: 0, max: 255 });
const dotted = (...bytes: number[]) => bytes.join(".");

describe("refusedRange", () => {
  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "100.100.100.200",
    "169.254.169.254",
    "168.63.129.16",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "localhost",
    "",
    "127.1",
    "0x7f000001",
  ])("refuses %s", (address) => {
    expect(refusedRange(address)).not.toBeNull();
  });

  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "64:ff9b::8.8.8.8",
  ])("lets %s pass", (address) => {
    expect(refusedRange(address)).toBeNull();
  });

  it("refuses every address of the private networks and of loopback", () => {
    fc.assert(fc.property(byte, byte, byte, (b, c, d) => refusedRange(dotted(10, b, c, d)) !== null));
    fc.assert(fc.property(byte, byte, byte, (b, c, d) => refusedRange(dotted(127, b, c, d)) !== null));
    fc.assert(fc.property(byte, byte, (c, d) => refusedRange(dotted(192, 168, c, d)) !== null));
    fc.assert(fc.property(byte, byte, (c, d) => refusedRange(dotted(169, 254, c, d)) !== null));
  });

  it("refuses every IPv4 address in IPv4-mapped form, and judges it like itself behind NAT64", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(refusedRange(`::ffff:${address}`)).not.toBeNull();
        expect(refusedRange(`64:ff9b::${address}`)).toBe(refusedRange(address));
      }),
    );
  });

  it("judges an IPv6 address the same however it is written", () => {
    const hextet = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(hextet, { minLength: 8, maxLength: 8 }), (hextets) => {
        const long = hextets.map((value) => value.toString(16).padStart(4, "0")).join(":");
        const short = new URL(`http://[${long}]/`).hostname.slice(1, -1);
        expect(refusedRange(short)).toBe(refusedRange(long));
        expect(refusedRange(long.toUpperCase())).toBe(refusedRange(long));
      }),
    );
  });

  it("lets nothing outside of 2000::/3 pass but NAT64", () => {
    const outside = fc.integer({ min: 0, max: 0xffff }).filter((first) => first >> 13 !== 1 && first !== 0x64);
    fc.assert(fc.property(outside, (first) => refusedRange(`${first.toString(16)}:1:2:3:4:5:6:7`) !== null));
  });
});

import { isIPv4, isIPv6 } from "node:net";

type Range = { first: bigint; last: bigint; name: string };

/**
 * IPv4 ranges that are not an ordinary host of the public internet: IANA's special-purpose registry (RFC 6890 and
 * updates), multicast (RFC 5771), and Azure's platform address, which is public by number only.
 */
const REFUSED_IPV4 = [
  "0.0.0.0/8 this network",
  "10.0.0.0/8 private network",
  "100.64.0.0/10 carrier-grade NAT",
  "127.0.0.0/8 loopback",
  "168.63.129.16/32 cloud metadata",
  "169.254.0.0/16 link-local and cloud metadata",
  "172.16.0.0/12 private network",
  "192.0.0.0/24 protocol assignments",
  "192.0.2.0/24 documentation",
  "192.88.99.0/24 6to4 relay",
  "192.168.0.0/16 private network",
  "198.18.0.0/15 benchmarking",
  "198.51.100.0/24 documentation",
  "203.0.113.0/24 documentation",
  "224.0.0.0/4 multicast",
  "240.0.0.0/4 reserved",
].map(toRange);

/** The parts of IPv6's global unicast space (2000::/3) that are not ordinary hosts. Everything outside it is refused. */
const REFUSED_IPV6 = [
  "2001::/23 protocol assignments",
  "2001:db8::/32 documentation",
  "2002::/16 6to4",
  "3fff::/20 documentation",
].map(toRange);

const GLOBAL_UNICAST = toRange("2000::/3 global unicast");
const IPV4_MAPPED = toRange("::ffff:0:0/96 IPv4-mapped");
/** RFC 6052: how an IPv6-only network reaches IPv4 hosts. The last 32 bits are the IPv4 address. */
const NAT64 = toRange("64:ff9b::/96 NAT64");

/**
 * Why an IP address may not be called by a request that a user can shape, such as "loopback"; null when it is a
 * public host. IPv4-mapped IPv6 is always refused. Text that is no IP address is refused as well.
 */
export function refusedRange(address: string): string | null {
  if (isIPv4(address)) return refusedIpv4(ipv4Value(address));
  const bare = address.split("%")[0]!;
  if (!isIPv6(bare)) return "not an IP address";

  const value = ipv6Value(bare);
  if (contains(IPV4_MAPPED, value)) return IPV4_MAPPED.name;
  if (contains(NAT64, value)) return refusedIpv4(value & 0xffff_ffffn);
  if (value === 1n) return "loopback";
  if (!contains(GLOBAL_UNICAST, value)) return "outside of the public IPv6 space";
  return REFUSED_IPV6.find((range) => contains(range, value))?.name ?? null;
}

function refusedIpv4(value: bigint): string | null {
  return REFUSED_IPV4.find((range) => contains(range, value))?.name ?? null;
}

function contains(range: Range, value: bigint): boolean {
  return value >= range.first && value <= range.last;
}

/** `10.0.0.0/8 private network` as numbers. */
function toRange(text: string): Range {
  const [, address, prefix, name] = /^(\S+)\/(\d+) (.+)$/.exec(text)!;
  const isV4 = isIPv4(address!);
  const first = isV4 ? ipv4Value(address!) : ipv6Value(address!);
  const hostBits = BigInt((isV4 ? 32 : 128) - Number(prefix));
  return { first, last: first + (1n << hostBits) - 1n, name: name! };
}

function ipv4Value(address: string): bigint {
  return address.split(".").reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function ipv6Value(address: string): bigint {
  const [head = "", tail] = withoutDottedTail(address).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const zeros = new Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].reduce((value, hextet) => (value << 16n) | BigInt(`0x${hextet}`), 0n);
}

/** `::ffff:1.2.3.4` as `::ffff:102:304`. */
function withoutDottedTail(address: string): string {
  if (!address.includes(".")) return address;
  const cut = address.lastIndexOf(":") + 1;
  const value = ipv4Value(address.slice(cut));
  return `${address.slice(0, cut)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}

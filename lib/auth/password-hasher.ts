import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { unavailable } from "@/lib/platform/errors";
import { normalisePassword } from "./password-policy";

export type ScryptCost = {
  /** Binary logarithm of N. Memory is `128 · N · blockSize` bytes. */
  log2N: number;
  blockSize: number;
  parallelism: number;
};

/**
 * 32 MiB and about a third of a second. OWASP's password storage cheat sheet lists it as equal in strength to
 * N = 2^17 with p = 1, which needs four times the memory for every sign-in that runs at the same time.
 */
export const DEFAULT_COST: ScryptCost = { log2N: 15, blockSize: 8, parallelism: 3 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Half of libuv's four threads, so that file and name look-ups of other requests go on. */
const MAX_RUNNING = 2;
const MAX_WAITING = 40;

type PasswordCheck = {
  isMatch: boolean;
  /** The stored form was made at another cost and should be replaced now that the password is known. */
  needsRehash: boolean;
};

/** Hashes passwords, at most two at a time in the whole process. */
export type PasswordHasher = {
  /** The form to store: `$scrypt$ln=15,r=8,p=3$salt$hash`. Throws `unavailable` when too many are waiting. */
  hash(password: string): Promise<string>;
  /** Takes as long for null (no such account) as for a wrong password. Throws `unavailable` likewise. */
  verify(password: string, stored: string | null): Promise<PasswordCheck>;
};

export function createPasswordHasher(cost: ScryptCost = DEFAULT_COST): PasswordHasher {
  const inTurn = createTurns();
  const nobody = encode(cost, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(SALT_BYTES);
        return encode(cost, salt, await derive(password, salt, cost, HASH_BYTES));
      }),
    verify: (password, stored) =>
      inTurn(async () => {
        const expected = decode(stored ?? nobody);
        const actual = await derive(password, expected.salt, expected.cost, expected.hash.length);
        const isMatch = stored !== null && timingSafeEqual(actual, expected.hash);
        return { isMatch, needsRehash: isMatch && !isSameCost(expected.cost, cost) };
      }),
  };
}

function createTurns() {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= MAX_RUNNING) {
      if (waiting.length >= MAX_WAITING) {
        throw unavailable("Too many people are signing in at this moment. Try again in a few seconds", {
          retryAfterMs: 5_000,
        });
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

function derive(password: string, salt: Buffer, cost: ScryptCost, length: number): Promise<Buffer> {
  const options = {
    N: 2 ** cost.log2N,
    r: cost.blockSize,
    p: cost.parallelism,
    maxmem: 256 * 2 ** cost.log2N * cost.blockSize,
  };
  return new Promise((resolve, reject) => {
    scrypt(normalisePassword(password), salt, length, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}

function encode(cost: ScryptCost, salt: Buffer, hash: Buffer): string {
  const parameters = `ln=${cost.log2N},r=${cost.blockSize},p=${cost.parallelism}`;
  return `$scrypt$${parameters}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
}

const ENCODED = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;

function decode(stored: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } {
  const [, log2N, blockSize, parallelism, salt, hash] = ENCODED.exec(stored) ?? [];
  if (!salt || !hash) throw new Error("A stored password is in a form that this version cannot read");
  return {
    cost: { log2N: Number(log2N), blockSize: Number(blockSize), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}

const isSameCost = (a: ScryptCost, b: ScryptCost): boolean =>
  a.log2N === b.log2N && a.blockSize === b.blockSize && a.parallelism === b.parallelism;

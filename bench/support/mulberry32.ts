/** Mulberry32 (Tommy Ettinger, 2017): a small generator of numbers from 0 until before 1, with a seed. */
export function mulberry32(seed: number): () => number {
  let state32 = seed >>> 0;
  return () => {
    state32 = (state32 + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state32 ^ (state32 >>> 15), state32 | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

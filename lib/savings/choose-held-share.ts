import { MAX_HELD_SHARE, MIN_HELD_SHARE } from "./words";

/** So many compared requests tell a mean cost to about a tenth of itself, where costs vary as much as their mean. */
const WANTED_HELD = 400;
const DAYS = 30;

export type ChosenShare = { share: number; reason: string };

/** The smallest share, 1 to 5 %, that holds enough back within a month: what is held back saves nothing. */
export function chooseHeldShare(requestsPerDay: number): ChosenShare {
  const wanted = requestsPerDay > 0 ? WANTED_HELD / (requestsPerDay * DAYS) : Infinity;
  const share = Math.min(MAX_HELD_SHARE, Math.max(MIN_HELD_SHARE, Math.ceil(wanted * 1_000) / 1_000));
  const held = Math.round(share * requestsPerDay * DAYS);
  const traffic = `${Math.round(requestsPerDay)} requests a day`;
  if (wanted > MAX_HELD_SHARE) {
    return {
      share,
      reason: `The most that is held back: at ${traffic} that is ${held} in ${DAYS} days, and ${WANTED_HELD} would tell a saving to about a tenth`,
    };
  }
  return {
    share,
    reason: `The least that tells a saving to about a tenth within ${DAYS} days: at ${traffic} it holds ${held} back`,
  };
}

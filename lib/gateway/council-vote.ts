/** What a member's answer comes to; null when it cannot be compared, so that it agrees with no other. */
export type Ballot = string | null;

export type Vote = {
  /** Index of the ballot whose answer is taken. */
  winner: number;
  /** How many gave the same answer as each ballot, itself included. */
  votes: number[];
};

/**
 * The answer that most gave. Of equally many the one that comes first is taken, so ballots come in the order of the
 * members' expected quality. Throws a `RangeError` without ballots.
 */
export function countVotes(ballots: readonly Ballot[]): Vote {
  if (ballots.length === 0) throw new RangeError("Nobody voted");
  const votes = ballots.map((ballot) => (ballot === null ? 1 : ballots.filter((other) => other === ballot).length));
  return { winner: votes.indexOf(Math.max(...votes)), votes };
}

/** Whether no answer can overtake any more, whatever the `outstanding` members say. */
export function isVoteDecided(ballots: readonly Ballot[], outstanding: number): boolean {
  if (ballots.length === 0) return false;
  const { votes, winner } = countVotes(ballots);
  const leader = ballots[winner]!;
  const second = votes.filter((_, at) => at !== winner && (leader === null || ballots[at] !== leader));
  return votes[winner]! > Math.max(0, ...second) + outstanding;
}

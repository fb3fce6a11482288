import type { ExperimentRow } from "./experiment-store";

/** What each step does to the traffic of the task, in words, so that it can be said before the click. */
export function trafficEffects({ design, weights, phase }: Pick<ExperimentRow, "design" | "weights" | "phase">): {
  start: string;
  pause: string;
  stop: string;
} {
  const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`;
  const shares = design.variants
    .map(({ name }, index) => `${percent(weights[index]! * design.coverage)} ${name}`)
    .join(", ");
  const who = design.audience.length > 0 || design.namespace ? "the audience's" : "all";
  const rest =
    design.coverage < 1 ? ` The other ${percent(1 - design.coverage)} stay with the task's own configuration.` : "";
  if (design.assignment === "api")
    return {
      start: `Programs that ask get a variant: ${shares}.`,
      pause: "Programs that ask get no variant until it goes on. What was measured stays.",
      stop: "Programs that ask get no variant any more. Outcomes of units that took part still count.",
    };
  return {
    start: `Of ${who} requests of ${design.task}, by ${design.unit}: ${shares}.${rest}${phase > 1 ? ` Figures of phase ${phase} count.` : ""}`,
    pause: `Every request of ${design.task} goes to the task's own configuration until it goes on; every ${design.unit} then has the same variant as before.`,
    stop: `Every request of ${design.task} goes to the task's own configuration at once. To send it all to the winner, stop and promote it.`,
  };
}

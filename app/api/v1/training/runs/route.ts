import { route } from "@/lib/auth";
import { listTrainingRuns, startTraining } from "@/lib/training";
import { ListTrainingRunsQuery, StartTrainingInput } from "@/lib/training/schemas";

/** Training runs, newest first. */
export const GET = route({ query: ListTrainingRunsQuery, handle: ({ ctx, query }) => listTrainingRuns(ctx, query) });

/** Starts a training run. Answers 409 while another one of the task is under way. */
export const POST = route({
  body: StartTrainingInput,
  status: 202,
  handle: ({ ctx, body }) => startTraining(ctx, body),
});

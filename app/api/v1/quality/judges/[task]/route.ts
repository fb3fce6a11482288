import { route } from "@/lib/auth";
import { deleteJudge, putJudge } from "@/lib/judging";
import { PutJudgeInput } from "@/lib/judging/schemas";

/** Lets a model judge a share of a task's answers, up to a daily limit in US dollars. */
export const PUT = route({ body: PutJudgeInput, handle: ({ ctx, body, params }) => putJudge(ctx, params.task!, body) });

/** Nobody judges the task's answers any more. What was judged stays. */
export const DELETE = route({ handle: ({ ctx, params }) => deleteJudge(ctx, params.task!) });

import { route } from "@/lib/auth";
import { getDemo, loadDemo, removeDemo } from "@/lib/demo";

/** Whether the demo is loaded, and how far the loading is. */
export const GET = route({ handle: ({ ctx }) => getDemo(ctx) });

/** Loads the demo: a task, labelled tickets, trained models and real requests. Answers 409 when it is there. */
export const POST = route({ status: 202, handle: ({ ctx }) => loadDemo(ctx) });

/** Removes everything of the demo and nothing else. */
export const DELETE = route({ handle: ({ ctx }) => removeDemo(ctx) });

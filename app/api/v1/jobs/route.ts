import { route } from "@/lib/auth";
import { listJobs } from "@/lib/platform/jobs";
import { ListJobsQuery } from "@/lib/platform/jobs/schemas";

/** Long work of the organization, newest first: training, the demo, and whatever else runs in the background. */
export const GET = route({ query: ListJobsQuery, handle: ({ ctx, query }) => listJobs(ctx, query) });

import { publicRoute } from "@/lib/auth";

/** Whether the process can serve: 503 when a check is unhealthy. A degraded process still serves. */
export const GET = publicRoute({
  handle: async ({ runtime }) => {
    const report = await runtime.health.report();
    return Response.json({ data: report }, { status: report.status === "unhealthy" ? 503 : 200 });
  },
});

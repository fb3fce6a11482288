import type { Operation, Paths } from "@/lib/platform/openapi";

const open = (operationId: string, summary: string, rest: Partial<Operation> = {}): Operation => ({
  operationId,
  tags: ["system"],
  summary,
  security: [],
  responses: { 200: { description: "Success.", content: { "application/json": { schema: { type: "object" } } } } },
  ...rest,
});

/** What stands outside `/api/v1`: for load balancers, collectors and generators of clients. */
export const SYSTEM_PATHS: Paths = {
  "/api/health": { get: open("getHealth", "Whether the process lives") },
  "/api/ready": {
    get: open("getReady", "Whether the process can serve, check by check", {
      responses: {
        200: { description: "Healthy or degraded.", content: { "application/json": { schema: { type: "object" } } } },
        503: { description: "Unhealthy.", content: { "application/json": { schema: { type: "object" } } } },
      },
    }),
  },
  "/api/openapi.json": { get: open("getOpenApi", "This document") },
  "/metrics": {
    get: open("getPrometheus", "Prometheus metrics of this process", {
      description: "For the bearer of `METRICS_TOKEN`; without that variable it answers 404.",
      security: [{ apiKey: [] }],
      responses: {
        200: { description: "Prometheus text.", content: { "text/plain": { schema: { type: "string" } } } },
        401: { $ref: "#/components/responses/unauthenticated" },
        404: { $ref: "#/components/responses/not_found" },
      },
    }),
  },
};

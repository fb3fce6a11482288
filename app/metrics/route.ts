import { publicRoute } from "@/lib/auth";
import { notFound, unauthenticated } from "@/lib/platform/errors";
import { isEqualSecret } from "@/lib/platform/secrets";

/** Prometheus metrics of this process, for the bearer of `METRICS_TOKEN`. Without that variable there is no such page. */
export const GET = publicRoute({
  handle: async ({ runtime, request }) => {
    const { metricsToken } = runtime.environment;
    if (metricsToken === null) throw notFound("Metrics are off: start the server with METRICS_TOKEN to turn them on");
    const given = request.headers.get("authorization")?.replace(/^bearer /i, "") ?? "";
    if (!isEqualSecret(given, metricsToken)) throw unauthenticated("Send METRICS_TOKEN: `Authorization: Bearer …`");
    const { contentType, body } = await runtime.metrics.render();
    return new Response(body, { headers: { "content-type": contentType } });
  },
});

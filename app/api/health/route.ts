/** The process lives. It asks nothing else, so that a database outage does not restart it. */
export const GET = () => Response.json({ data: { status: "alive" } }, { headers: { "cache-control": "no-store" } });

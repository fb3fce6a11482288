// The baseline: what a proxy costs that does nothing at all but pass requests on.
import { createServer } from "node:http";
import { Pool } from "undici";

const pool = new Pool(process.env.UPSTREAM, { connections: 1_024 });

createServer((request, response) => {
  if (request.url === "/ready") return response.end("ok");
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    pool
      .request({
        method: request.method,
        path: request.url,
        headers: { "content-type": "application/json" },
        body: Buffer.concat(chunks),
      })
      .then(({ statusCode, headers, body }) => {
        response.writeHead(statusCode, { "content-type": headers["content-type"] });
        body.pipe(response);
      })
      .catch(() => response.writeHead(502).end());
  });
}).listen(Number(process.env.PORT), "127.0.0.1");

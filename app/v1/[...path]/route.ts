import { handleGatewayRequest } from "@/lib/gateway";

export const dynamic = "force-dynamic";

/** The OpenAI-compatible surface in development and under plain `next start`; in production server.ts answers first. */
export const GET = handleGatewayRequest;
export const POST = handleGatewayRequest;
export const PUT = handleGatewayRequest;
export const PATCH = handleGatewayRequest;
export const DELETE = handleGatewayRequest;

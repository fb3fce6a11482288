export { createOutbound, type Outbound } from "./create-outbound";
export { isOutboundError } from "./outbound-error";
export { below, parseOutboundUrl, type OutboundUrl } from "./outbound-url";
export type { ResponseBody } from "./outbound-types";

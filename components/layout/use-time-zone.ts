import { useSyncExternalStore } from "react";

const never = () => () => undefined;
const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The reader's time zone, such as `Europe/Berlin`; UTC on the server and in the first paint. */
export const useTimeZone = (): string => useSyncExternalStore(never, ownZone, () => "UTC");

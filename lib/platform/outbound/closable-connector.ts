import type { Socket } from "node:net";
import type { buildConnector } from "undici";

export type ClosableConnector = { connect: buildConnector.connector; close(): void };

/** undici forgets a socket that is still connecting when its client is destroyed; this one does not. */
export function closableConnector(connector: buildConnector.connector): ClosableConnector {
  const connecting = new Set<Socket>();
  return {
    connect: (options, callback) => {
      const attempt: { socket: Socket | null; isOver: boolean } = { socket: null, isOver: false };
      attempt.socket = startedSocket(connector, options, (...outcome) => {
        attempt.isOver = true;
        if (attempt.socket) connecting.delete(attempt.socket);
        callback(...outcome);
      });
      // A refused address calls back before there is a socket.
      if (attempt.socket && !attempt.isOver) connecting.add(attempt.socket);
    },
    close: () => {
      for (const socket of connecting) socket.destroy(new Error("The client was disposed"));
    },
  };
}

/** undici's connector returns the socket at once, though its type does not say so; null when it refused at once. */
function startedSocket(
  connector: buildConnector.connector,
  ...args: Parameters<buildConnector.connector>
): Socket | null {
  const connect: (...given: Parameters<buildConnector.connector>) => unknown = connector;
  return (connect(...args) as Socket | undefined) ?? null;
}

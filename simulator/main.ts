import { startSimulator } from "./start-simulator";

const port = Number(process.env.SIMULATOR_PORT ?? 4010);
const host = process.env.SIMULATOR_HOST ?? "127.0.0.1";
const seed = Number(process.env.SIMULATOR_SEED ?? 1);

if (!Number.isInteger(port) || port < 0 || port > 65_535 || !Number.isInteger(seed)) {
  console.error("SIMULATOR_PORT must be a port (0 to 65535) and SIMULATOR_SEED a whole number");
  process.exit(1);
}

try {
  const simulator = await startSimulator({ port, host, seed });
  console.log(`The simulator listens at ${simulator.url}. Everything it says is simulated.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
  }
} catch (error) {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  console.error(isTaken ? `Port ${port} is taken: set SIMULATOR_PORT to another one` : error);
  process.exit(1);
}

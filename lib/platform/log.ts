import pino, { type DestinationStream, type Logger } from "pino";
import { redactSecrets, redactText } from "./redact";

export type LogOptions = {
  level: string;
  /** Lines for people instead of JSON. */
  isReadable: boolean;
  /** (Default: standard output.) */
  destination?: DestinationStream;
};

/** The process's log. Fields with secret names and anything that looks like a key are replaced before they leave. */
export function createLog(options: LogOptions): Logger {
  const output = options.destination ?? pino.destination({ dest: 1, sync: true });
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      hooks: { streamWrite: withoutSecrets },
    },
    options.isReadable ? readable(output) : output,
  );
}

/** Works on the finished line, so that nothing escapes it: fields, bindings of child logs, properties of errors. */
function withoutSecrets(line: string): string {
  try {
    return redactText(`${JSON.stringify(redactSecrets(JSON.parse(line)))}\n`);
  } catch {
    return redactText(line);
  }
}

const COLOURS: Record<string, string> = {
  warn: "\x1b[33m",
  error: "\x1b[31m",
  fatal: "\x1b[31m",
  debug: "\x1b[2m",
  trace: "\x1b[2m",
};

/** Turns pino's JSON lines into `12:30:01 INFO message field=value`, with stacks below. */
function readable(output: DestinationStream): DestinationStream {
  return { write: (line) => output.write(readableLine(line)) };
}

/** One line of JSON as people read it. A line that is not JSON stays as it is. */
export function readableLine(line: string): string {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return line;
  }
  const { level, time, msg, err, error, ...rest } = fields;
  const clock = typeof time === "string" ? time.slice(11, 19) : "";
  const name = String(level).toUpperCase().padEnd(5);
  const colour = COLOURS[String(level)];
  const details = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const stack = stackOf(err ?? error);
  const text = [clock, colour ? `${colour}${name}\x1b[0m` : name, msg ?? "", ...details].join(" ").trimEnd();
  return `${text}${stack ? `\n${stack}` : ""}\n`;
}

function stackOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return error === undefined ? null : `    ${String(error)}`;
  const { stack, message } = error as { stack?: unknown; message?: unknown };
  const text = typeof stack === "string" ? stack : typeof message === "string" ? message : JSON.stringify(error);
  return text.replace(/^/gm, "    ");
}

import path from "node:path";

/** The file that follows a flag, seen from where the command was called; undefined when it is not given. */
export function argument(flag, folder) {
  const at = process.argv.indexOf(flag);
  const given = at < 0 ? undefined : process.argv[at + 1];
  return given && !given.startsWith("--") ? path.resolve(process.env.INIT_CWD ?? folder, given) : undefined;
}

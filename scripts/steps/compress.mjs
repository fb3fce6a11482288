import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { inRoot } from "./root.mjs";

const compress = promisify(brotliCompress);
const COMPRESSED = /\.(js|css)$/;

/** Writes `x.js.br` beside every script and style of the build; `static-files.ts` sends them. */
export async function compressStaticFiles() {
  const folder = inRoot(".next/static");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => COMPRESSED.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const bytes = await readFile(file);
      const options = {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      };
      await writeFile(`${file}.br`, await compress(bytes, options));
    }),
  );
}
